"""Names beside a picture: how little they must move so that none covers another."""

import numpy as np
from scipy.optimize import isotonic_regression

from audit.measures.intervals import FloatArray

_LEAST = 0.1  # of the picture's height, for a name in one line and its evidence beneath


def apart(places: FloatArray, least: float = _LEAST) -> FloatArray:
    """Return `places` (0-1) moved as little as possible so that they lie at least `least` apart, in the same order.

    Args:
        places: where each name would stand, in any order.
        least: how far two names must lie apart; where they do not all fit, they are spread evenly.

    Source: isotonic regression of the places less the room taken by those below gives the least sum of squared moves.
    """
    order = np.argsort(places, kind="stable")
    gap = min(least, 1 / max(len(places), 1))
    taken = gap * np.arange(len(places))
    moved = np.empty(len(places))
    if len(places):
        free = isotonic_regression(places[order] - taken).x
        moved[order] = np.clip(free, gap / 2, 1 - gap / 2 - taken[-1]) + taken
    return moved
