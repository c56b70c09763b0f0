"""When a debt that shrinks on average is first paid."""

import numpy as np
import numpy.typing as npt
from scipy.special import log_ndtr, ndtr

from audit.measures.intervals import FloatArray

EIGHTY = (0.1, 0.5, 0.9)  # the ends of the 80 % interval, and the median between them
_HALVINGS = 60  # 65 / 2**60 is less than a double can tell from nothing beside 1
_LOWEST, _HIGHEST = -60.0, 5.0  # a quantile over its mean, as a logarithm: by Markov none of these is above e^5


def first_passage(debt: float, drift: float, spread: float, per_day: float) -> tuple[float, float, float]:
    """Return in how many days a debt is paid that shrinks on average: 80 % interval and the median between.

    Args:
        debt: owed positives, above 0.
        drift: what one observation takes off on average, above 0.
        spread: the variance of what one observation takes off; 0 where each takes off the same.
        per_day: observations a day, above 0.

    Returns:
        Low, median and high; all three the mean where nothing varies.

    Source: the inverse Gaussian law of the first passage of a Brownian motion with drift (Schroedinger 1915).
    """
    mean = debt / (drift * per_day)
    # every moment takes off the same, so the day is certain
    if spread <= 0:
        return mean, mean, mean
    low, median, high = mean * inverse_gaussian(debt * drift / spread, EIGHTY)
    return float(low), float(median), float(high)


def inverse_gaussian(steadiness: float, shares: npt.ArrayLike) -> FloatArray:
    """Return the quantiles of an inverse Gaussian law of mean 1, as many as `shares`.

    Args:
        steadiness: its shape over its mean, above 0.
        shares: which quantiles, each above 0 and at most 0.9.

    Returns:
        Each quantile, found by halving on the scale of logarithms until nothing is left to halve.
    """
    wanted = np.asarray(shares, dtype=np.float64)
    low, high = np.full(len(wanted), _LOWEST), np.full(len(wanted), _HIGHEST)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        below = _chance_by(np.exp(middle), steadiness) < wanted
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray(np.exp((low + high) / 2), dtype=np.float64)


def _chance_by(x: FloatArray, steadiness: float) -> FloatArray:
    root = np.sqrt(steadiness / x)
    mirrored = np.exp(2 * steadiness + log_ndtr(-root * (x + 1)))  # as one sum, since either alone is out of bounds
    return np.asarray(ndtr(root * (x - 1)) + mirrored, dtype=np.float64)
