"""People's words, as they are kept and as they are told: without signs that nobody sees and that turn what is beside.

A name ends up in sentences, drawings, slides and addresses, so its rule is strict. Free text keeps its lines, and the
marks that Hebrew, Arabic, Persian and emoji are written with.
"""

import re
from collections.abc import Iterable

import pandas as pd

from audit.model.lookup import place_in_alphabet

_TURN = "\u202a-\u202e\u2066-\u206f"  # embeddings, overrides, isolates: they reach beyond the words they stand in
_MARK = "\u061c\u200e\u200f"  # these turn only what is right beside them, and free text may need them
_UNSEEN = "\u180e\u200b\u2060-\u2064\ufeff\ufff9-\ufffb"
_HELD_BY_NONE = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # not by XML, nor UTF-8
_NOT_IN_TEXT = re.compile(f"[{_HELD_BY_NONE}{_TURN}{_UNSEEN}]")
_NOT_IN_NAMES = re.compile(f"[{_HELD_BY_NONE}{_TURN}{_UNSEEN}{_MARK}]")
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_JOINERS = "\u200c\u200d"  # they join letters within a word, and are nothing at its ends
_TO_THE_LEFT = "\u0590-\u08ff\ufb1d-\ufdfd\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
# From the first such letter to the last; what sentences of ours are put together with stands between two names.
_RUN = re.compile(f'[{_TO_THE_LEFT}](?:[^A-Za-z\u00c0-\u024f\n,;:()"“”·]*[{_TO_THE_LEFT}])?')
_ISOLATE, _END = "\u2068", "\u2069"


def name_of(typed: str) -> str:
    """Return a name in one line, runs of spaces as one, without what nobody sees; "" where nothing is left."""
    return " ".join(_NOT_IN_NAMES.sub("", _LINE_END.sub(" ", typed)).split()).strip(f" {_JOINERS}")


def names_of(typed: str) -> tuple[str, ...]:
    """Return names written one a line, each once, in their order."""
    return tuple(dict.fromkeys(filter(None, map(name_of, typed.splitlines()))))


def alphabetical(names: Iterable[str], language: str = "") -> tuple[str, ...]:
    """Return names as people look them up: by their letters, whatever the case, ä beside a and é beside e.

    What is a letter of its own in `language` (a tag, "" = none) stands where its alphabet has it: å after z in Swedish.
    "Desk 2" stands before "Desk 10". Letters of other scripts stand in the order of Unicode, which is that of their
    alphabet.
    """
    return tuple(sorted(names, key=lambda name: place_in_alphabet(name, language)))


def text_of(typed: str) -> str:
    """Return free text as it is kept: its lines ended alike, and as `held`."""
    return held(_LINE_END.sub("\n", typed))


def held(text: str) -> str:
    """Return text as it stands, but for signs that no document can hold or that turn what is beside it."""
    return _NOT_IN_TEXT.sub("", text)


def tidy(record: object, names: tuple[str, ...], texts: tuple[str, ...] = ()) -> None:
    """Set the fields of a record that is being made to what may be kept, `names` strictly, `texts` with their lines."""
    for rule, fields in ((name_of, names), (text_of, texts)):
        for field in fields:
            object.__setattr__(record, field, rule(getattr(record, field)))


def isolated(sentence: str) -> str:
    """Return a sentence in which words written from right to left stand for themselves and turn nothing beside them.

    What must not be in text is taken out too, for it may come from a store that was filled before it was refused.

    Source: Unicode Standard Annex 9, first-strong isolates.
    """
    if sentence.isascii() and sentence.isprintable():  # nearly all are, and a long table has thousands
        return sentence
    return _RUN.sub(rf"{_ISOLATE}\g<0>{_END}", text_of(sentence))


def with_plain_names(frame: pd.DataFrame) -> pd.DataFrame:
    """Return figures for what draws them, their texts without what must not be in a name; mostly the very frame."""
    changed = {
        str(name): texts.map(lambda value: _NOT_IN_NAMES.sub("", value) if isinstance(value, str) else value)
        for name, texts in frame.select_dtypes(["object", "str"]).items()
        if any(isinstance(value, str) and _NOT_IN_NAMES.search(value) for value in texts)
    }
    return frame.assign(**changed) if changed else frame
