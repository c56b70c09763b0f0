"""How much evidence is enough: from how many observations on a figure is judged, and one word for what is behind it."""

import numpy as np
import numpy.typing as npt

FEWEST_TO_POINT_AT = 3  # of fewer anything is an anecdote, and nobody is pointed at by one
FEWEST_TO_JUDGE = 5  # fewer are shown, drawn hollow, and never ranked, compared or judged by
WEAK_GRADES = ("anecdote", "thin", "")  # of fewer than `FEWEST_TO_JUDGE`, or of nothing
_GRADES = ((FEWEST_TO_POINT_AT, "anecdote"), (FEWEST_TO_JUDGE, "thin"), (10, "fair"), (30, "good"))


def grade(n: int) -> str:
    """Return the word for evidence from `n` observations; 0 is for the caller to call "no data".

    Args:
        n: how many observations (or ratings) stand behind a figure.

    Returns:
        "anecdote" under 3, "thin" under 5, "fair" under 10, "good" under 30, else "strong".
    """
    return next((word for limit, word in _GRADES if n < limit), "strong")


def grades(n: npt.ArrayLike) -> list[str]:
    """Return `grade` of each number in `n`, in the same order."""
    return [grade(int(each)) for each in np.asarray(n)]
