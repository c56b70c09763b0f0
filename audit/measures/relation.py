"""Whether two figures move together at all, such as a metric and the visits to its service."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from audit.measures.intervals import NORMAL_95, FloatArray

FEWEST_PAIRS = 10  # ours: with fewer the interval is too wide to say anything, and not to be trusted itself


@dataclass(frozen=True, slots=True)
class Relation:
    """How far two figures rise and fall together over `pairs` cases.

    `rho` is Spearman's rank correlation, -1 to 1, with its 95 % interval `low` to `high`; NaN where there are too few
    pairs or one of the figures never changes.
    """

    pairs: int
    rho: float
    low: float
    high: float

    @property
    def verdict(self) -> str:
        """Return "too few to say", "never changes", "no relation", "together" or "opposed"."""
        if self.pairs < FEWEST_PAIRS:
            return "too few to say"
        if math.isnan(self.rho):
            return "never changes"
        if self.low <= 0 <= self.high:
            return "no relation"
        return "together" if self.rho > 0 else "opposed"


def relation(first: npt.ArrayLike, second: npt.ArrayLike) -> Relation:
    """Return Spearman's rank correlation of two figures with its 95 % interval.

    Equal values share their mean rank. The interval is taken on Fisher's scale with the variance
    (1 + rho^2 / 2) / (n - 3). Where the order agrees wholly that variance cannot be used: the interval is then that of
    two neighbours swapped (ours), stretched to rho. Pairs are taken as independent; months of one service are less so,
    which makes the interval too narrow rather than too wide.

    Args:
        first: n numbers, for example attainment.
        second: n numbers beside them, for example positive shares.

    Returns:
        The relation; under ten pairs its rho and interval are NaN.

    Source: Spearman (1904); Bonett and Wright (2000) for the variance.
    """
    one, other = (_ranks(np.asarray(each, dtype=np.float64)) for each in (first, second))
    n = len(one)
    if n < FEWEST_PAIRS or one.std() == 0 or other.std() == 0:
        return Relation(n, math.nan, math.nan, math.nan)
    rho = float(np.clip(np.corrcoef(one, other)[0, 1], -1, 1))
    widest = 1 - 12 / (n * (n * n - 1))  # rho with two neighbours swapped
    centre = math.atanh(min(max(rho, -widest), widest))
    half = NORMAL_95 * math.sqrt((1 + rho * rho / 2) / (n - 3))
    return Relation(n, rho, min(math.tanh(centre - half), rho), max(math.tanh(centre + half), rho))


def _ranks(values: FloatArray) -> FloatArray:
    """Return ranks from 1, equal values sharing their mean rank."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = count.cumsum()
    ranks: FloatArray = (last - (count - 1) / 2)[place]
    return ranks
