"""Likely names: words in a text that may name a person. A guess, which only marks what a moderator should look at.

What counts as a sign: a title before a capital ("Frau Berg", "Dr Osei"), a frequent first name with what follows it
("Susanne Berg"), somebody thanked ("Danke Mirela"), and, where nouns are written small, any capital within a sentence
that is no ordinary one. A name that is also a word ("Will", "Rose") is missed at the start of a
sentence, a place or a product is marked by mistake: nothing is hidden or kept because of it.
"""

import re

_WORD = re.compile(r"@?[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?|[.!?:…\n]+|[“”„\"«»(),;]")
_ENDS = re.compile(r"[.!?:…\n]")


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


_TITLES = _words(
    "mr mrs ms miss mx dr prof professor doctor sir madam nurse sister herr herrn frau fräulein doktor schwester"
)
_GREETINGS = _words("dear hi hello thanks danke merci lieber liebe hallo dank")
_GERMAN = _words(
    "der die das den dem des und ist nicht für am im mit ein eine einen wir ich sie auch hat haben war uns auf zu "
    "bei von an danke dank sehr immer vom zum zur bin sind wurde"
)
_ENGLISH = _words("the and is for to of in with a an we i they was were you have has at thanks thank that my very")
_ORDINARY = _words(
    "i i'm i've i'd i'll i’m i’ve i’d i’ll ok it hr pc tv uk eu us usa id faq english german french europe "
    "european monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december christmas easter team all everyone everybody kollegen kolleginnen "
    "kollege alle allen euch ihnen dir"
)
_FIRST_NAMES = _words(
    "aisha alex alexander ali amir amy ana andrea andreas angela anja anke anna anne anton antonia astrid barbara "
    "ben benjamin bernd birgit carla carlos carmen charlotte chris christian christina claudia clara daniel "
    "daniela david diana dieter dirk dominik elena elif elisabeth elizabeth emily emma erik eva fatima felix "
    "florian frank franz gabriele george georg gerhard hannah hans heike helena helga henry ines ingrid ivan jack "
    "jakob james jan jana jane jens joanna john jonas jonathan jose josef julia julian jürgen karin karl "
    "katharina kathrin katrin kevin klaus lars laura lea lena leo leon linda lisa louise luca lucas lukas manuel "
    "marco maria marie mario martin martina mary matthew matthias max mehmet melanie michael miguel mohammed "
    "monika mustafa nadia natalie nicola nicole niklas nina olga oliver olivia omar oscar otto patricia paul "
    "paula peter petra philipp priya rachel ralf rebecca renate richard robert sabine sandra sara sarah sebastian "
    "simon sofia sophie stefan stefanie stephan steve susan susanne tanja thomas tim tobias tom ulrike ursula ute "
    "uwe vera victoria werner wolfgang yasmin yusuf"
)


def likely_names(text: str, language: str = "en") -> tuple[str, ...]:
    """Return the words of a text that are probably somebody's name.

    Args:
        text: what somebody wrote, in English, German, or both; of other languages titles and first names are known.
        language: the tag of the language that a sentence is taken to be in where it does not show; where that is
            German, nouns are written large, so that a capital alone is no sign.

    Returns:
        Each once, in the order of the text, as it is written there without what stands behind it ("Anna" for
        "Anna's"); none where nothing looks like a name.
    """
    names: dict[str, None] = {}
    for words in _sentences(text):
        nouns_are_large = _is_german(words, language)
        for index, word in enumerate(words):
            before = words[index - 1] if index else ""
            after = words[index + 1] if index + 1 < len(words) else ""
            if _is_name(word, before, after, nouns_are_large=nouns_are_large):
                names[_bare(word)] = None
    return tuple(names)


def _sentences(text: str) -> list[list[str]]:
    """Return the words of each sentence; the point of a title ends none, and other marks are left out."""
    sentences: list[list[str]] = [[]]
    for sign in _WORD.findall(text):
        word = sign.rstrip(".")
        if word and (word[0].isalpha() or word[0] == "@"):
            sentences[-1].append(word)
            if sign.endswith(".") and word.lower() not in _TITLES and len(word) > 1:
                sentences.append([])
        elif _ENDS.match(sign):
            sentences.append([])
    return [words for words in sentences if words]


def _is_german(words: list[str], language: str) -> bool:
    small = [word.lower() for word in words]
    german, english = (sum(word in known for word in small) for known in (_GERMAN, _ENGLISH))
    return german > english or (german == english and language.partition("-")[0].lower() in {"de", "lb"})


def _is_name(word: str, before: str, after: str, *, nouns_are_large: bool) -> bool:
    bare, first = _bare(word).lower(), _bare(before).lower()
    if word.startswith("@"):
        return True
    if not _is_large(word) or bare in _ORDINARY | _TITLES | _GREETINGS:
        return False
    # a title, a name that is known, or one that follows a name that is known
    if first in _TITLES or bare in _FIRST_NAMES or (first in _FIRST_NAMES and _is_large(before)):
        return True
    if nouns_are_large:  # thanked, and no part of something longer ("Danke Abteilung Süd")
        return first in _GREETINGS and not _is_large(after)
    return bool(before)


def _is_large(word: str) -> bool:
    return word[:1].isupper() and not (len(word) > 1 and word.isupper())


def _bare(word: str) -> str:
    return re.sub(r"['’]s$", "", word)
