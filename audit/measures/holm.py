"""Several comparisons at once: the chance that even one difference among them is called sure and is none."""

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr

from audit.measures.intervals import NORMAL_95, FloatArray


def holm(chances: Sequence[float]) -> list[float]:
    """Return the chances (0-1) after Holm's correction for all of them; those that are NaN are 1.

    Source: Holm (1979).
    """
    # all of them count as tests, those too thin to make as well: the careful reading
    every = np.where(np.isnan(chances), 1.0, chances)
    order = np.argsort(every, kind="stable")  # stable, so that equal chances are stepped in the order of the pairs
    stepped = np.maximum.accumulate(every[order] * np.arange(len(every), 0, -1))
    adjusted = np.empty(len(every))
    adjusted[order] = np.minimum(stepped, 1.0)
    return [float(each) for each in adjusted]


def chances(difference: FloatArray, low: FloatArray, high: FloatArray) -> FloatArray:
    """Return how often chance alone reaches as far as each difference: under 0.05 where its interval leaves 0 out.

    By how much the interval would have to widen to hold 0, as if it grew evenly; a normal interval gives the two-sided
    chance of the normal distribution.

    Args:
        difference: any differences.
        low: the lower ends of their 95 % intervals.
        high: the upper ends.

    Returns:
        Chances (0-1) before any correction for their number; 1 where a difference is 0 or NaN.
    """
    reach = np.where(difference > 0, difference - low, high - difference)
    distance = np.divide(np.abs(difference), reach, out=np.zeros(len(difference)), where=reach > 0)
    return np.asarray(2 * ndtr(-NORMAL_95 * distance))
