"""People's words as a deck can hold them."""

import re

_NOT_HELD = re.compile(r"[^\t\n\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def safe(words: str) -> str:
    """Return words without the signs no document of this kind can hold."""
    return _NOT_HELD.sub("", words)
