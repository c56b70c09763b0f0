"""People's words as a deck can hold them."""

from audit.model.text import isolated


def safe(words: str) -> str:
    """Return words without the signs no document of this kind can hold, none of them turning what is beside it."""
    return isolated(words)
