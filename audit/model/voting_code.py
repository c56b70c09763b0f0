"""Codes on slips of paper: each is one vote, whatever phone it is typed on, and cannot be guessed.

A code is ten of 28 signs, 296 million million in all. Somebody who sends a thousand guesses a second through a meeting
of two hours finds one of 2,000 codes with a chance of 1 in 20,000, and then holds one vote; so guesses are not counted,
and nobody can lock the others out with wrong ones.
"""

import hmac
from secrets import choice

SIGNS = "23456789bcdfghjkmnpqrstvwxyz"  # none that look alike, nor vowels: they never spell a word
MOST_ON_A_SHEET = 500
MOST_IN_ALL = 2_000  # of one review
_LENGTH = 10


def new_code() -> str:
    """Return a code that nobody had before, as it is printed: "bcdfg-23456"."""
    return written("".join(choice(SIGNS) for _ in range(_LENGTH)))


def written(code: str) -> str:
    """Return a code in the one way it is printed, however it was typed; "" where it can be none."""
    signs = "".join(sign for sign in code.lower() if sign.isalnum())
    is_one = len(signs) == _LENGTH and set(signs) <= set(SIGNS)
    return f"{signs[: _LENGTH // 2]}-{signs[_LENGTH // 2 :]}" if is_one else ""


def mark_of(code: str, key: str) -> str:
    """Return what is kept of a code in one review: only its key can make it, and no code can be read from it.

    Args:
        code: as `written` returns it.
        key: the review's own key.

    Returns:
        A word that no phone goes by, since theirs hold no space.
    """
    return f"code {hmac.digest(key.encode(), b'voting code ' + code.encode(), 'sha256').hex()}"
