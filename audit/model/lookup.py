"""How people look names up and search words: whatever the case, accents aside, numbers by their size."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

_ACCENTED = re.compile("[\u0000-\u08ff\u1e00-\u1fff\u2000-\u206f]*")  # scripts whose marks people leave out
_NUMBER = re.compile(r"\d+")
_DIGITS = 20  # a longer number is no number to count with
# Letters that are letters of their own, each behind the one it follows in the alphabet of the language.
_LETTERS = {
    "az": "cç eə gğ iı oö sş uü", "bs": "cč cć dđ sš zž", "cs": "cč rř sš zž", "da": "zæ zø zå",
    "es": "nñ", "et": "wõ wä wö wü", "eu": "nñ", "fi": "zå zä zö", "fil": "nñ", "gl": "nñ", "hr": "cč cć dđ sš zž",
    "hu": "oö oő uü uű", "is": "dð zþ zæ zö", "lt": "cč sš zž", "lv": "cč gģ kķ lļ nņ sš zž", "nb": "zæ zø zå",
    "nn": "zæ zø zå", "pl": "aą cć eę lł nń oó sś zź zż", "ro": "aă aâ iî sș tț", "ru": "ий", "sk": "aä cč oô sš zž",
    "sl": "cč sš zž", "sq": "cç eë", "sv": "zå zä zö", "tr": "cç gğ hı oö sş uü", "uk": "гґ еє иі иї",
}  # fmt: skip
_BEHIND = "\uffff"  # after every letter, so that "zå" stands after "zz"


def folded(text: str) -> str:
    """Return text as it is searched: without case and, where people leave them out, without accents.

    >>> folded("Straße, CAFÉ")
    'strasse, cafe'
    """
    return "".join(_folded(character) for character in unicodedata.normalize("NFC", text))


def leaves_accents_out(word: str) -> bool:
    """Return whether a word is of a script whose marks are accents; those of Hindi or Japanese make other words."""
    return _ACCENTED.fullmatch(word) is not None


def place_in_alphabet(name: str, language: str) -> tuple[str, str]:
    """Return what names are sorted by; see `audit.model.text.alphabetical`."""
    behind = _behind(language)
    typed = unicodedata.normalize("NFC", name)
    letters = "".join(behind.get(letter) or _folded(letter) for letter in typed.lower())
    return _NUMBER.sub(lambda number: f"{int(number[0][:_DIGITS]):0{_DIGITS}d}", letters), name


def parts_by(text: str, words: Sequence[str]) -> list[str]:
    """Return text cut so that every second part is one of the `words` looked for, whatever its case and accents."""
    plain = ""
    at: list[int] = []  # which letter of the text each letter of the folded one comes from
    for index, character in enumerate(text):
        letters = _folded(character)
        plain += letters
        at += [index] * len(letters)
    wanted = "|".join(re.escape(folded(word)) for word in sorted(words, key=len, reverse=True) if folded(word))
    parts, done = [], 0
    for match in re.finditer(wanted, plain) if wanted else ():
        start, end = at[match.start()], at[match.end() - 1] + 1
        while end < len(text) and not _folded(text[end]):  # an accent written by itself goes with its letter
            end += 1
        parts += [text[done:start], text[max(start, done) : end]]
        done = end
    return [*parts, text[done:]]


def _folded(character: str) -> str:
    if character.isascii():
        return character.lower()
    if not leaves_accents_out(character):
        return character.casefold()
    parts = unicodedata.normalize("NFD", character.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


@cache
def _behind(language: str) -> Mapping[str, str]:
    pairs = _LETTERS.get(language.partition("-")[0], "").split()
    return {pair[1]: f"{pair[0]}{_BEHIND}{rank:02d}" for rank, pair in enumerate(pairs)}
