"""Looking for words in what people wrote: the condition of a search, taken literally."""

from collections.abc import Sequence
from typing import Any

from audit.model.lookup import folded, leaves_accents_out


def holds_words(column: str, words: Sequence[str], given: dict[str, Any]) -> list[str]:
    """Return the conditions that a text holds each of `words`, putting them among the parameters.

    Case makes no difference, nor do accents in scripts whose people leave them out; see `audit.model.lookup`.
    """
    conditions = []
    for index, word in enumerate(words):  # STRPOS knows no special characters, so every word is literal
        name, is_plain = f"word_{index}", leaves_accents_out(word)
        given[name] = folded(word) if is_plain else word.lower()
        text = f"REPLACE(STRIP_ACCENTS(LOWER({column})), 'ß', 'ss')" if is_plain else f"LOWER({column})"
        conditions.append(f"STRPOS({text}, ${name}) > 0")
    return conditions
