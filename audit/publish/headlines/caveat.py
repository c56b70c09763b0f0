"""The sentence that stands wherever the app says that something is owed."""

import re
from collections.abc import Iterable

_OWING = re.compile(r"\bow(e|es|ed|ing)\b", re.IGNORECASE)


def caveat(ratio: int) -> str:
    """Return the sentence that goes with every figure of what is owed.

    Args:
        ratio: k, how many positives one negative takes, as the programme has set it.
    """
    many = "1 good experience makes" if ratio == 1 else f"{ratio} good experiences make"
    return f"That {many} up for one bad is a rule of thumb; no study supports it."


def with_caveat(text: str, ratio: int) -> str:
    """Return a text of paragraphs, with the caveat as its last where it speaks of owing without it."""
    sentence = caveat(ratio)
    return f"{text}\n\n{sentence}" if speaks_of_owing([text]) and sentence not in text else text


def speaks_of_owing(words: Iterable[str]) -> bool:
    """Tell whether any of some words say that something is owed, so that the caveat belongs beside them."""
    return any(_OWING.search(each) for each in words)
