"""How much of the difference between ratings lies in what was rated, and how much in who rated it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import fdtri

_UPPER = 0.975
_EXACT = 10  # decimals; beyond them stands only how the arithmetic was rounded


@dataclass(frozen=True, slots=True)
class MeanSquares:
    """The two-way analysis of variance of `n` moments rated by the same `k` observers, each once."""

    n: int
    k: int
    moments: float
    observers: float
    rest: float


def mean_squares(ratings: npt.ArrayLike) -> MeanSquares:
    """Return the mean squares of a table without gaps.

    Args:
        ratings: one row a moment, one column an observer; at least two of each.
    """
    table = np.asarray(ratings, dtype=np.float64)
    n, k = table.shape
    centre = table.mean()
    of_moments, of_observers = table.mean(axis=1) - centre, table.mean(axis=0) - centre
    left = table - centre - of_moments[:, None] - of_observers[None, :]
    squares = (
        k * (of_moments**2).sum() / (n - 1),
        n * (of_observers**2).sum() / (k - 1),
        (left**2).sum() / ((n - 1) * (k - 1)),
    )
    return MeanSquares(n, k, *(round(float(square), _EXACT) for square in squares))


def icc_agreement(ratings: npt.ArrayLike) -> tuple[float, float, float]:
    """Return ICC(A,1), the absolute agreement of single ratings, with its 95 % interval.

    Where pairs were walked by more than two people, the columns hold the observers in the order of their names, so
    that a lasting difference between two of them counts against agreement whenever they meet.

    Args:
        ratings: one row a moment, one column an observer, without gaps.

    Returns:
        The coefficient (at most 1), the lower and the upper end; NaN under two moments, where no rating differs, and
        where its variances add up to nothing. The ends are NaN too where observers never differ, or where moments
        differ no more than one moment's own ratings do: F has nothing to go by then.

    Source: McGraw and Wong (1996), case 2A; Shrout and Fleiss (1979), case 2.
    """
    table = np.asarray(ratings, dtype=np.float64)
    # without any difference there is nothing whose parts could be told
    if len(table) < 2 or np.ptp(table) == 0:
        return (np.nan,) * 3
    ms = mean_squares(table)
    every = ms.moments + (ms.k - 1) * ms.rest + ms.k / ms.n * (ms.observers - ms.rest)
    # variances estimated from few moments may be negative and cancel out
    if every <= 0:
        return (np.nan,) * 3
    icc = (ms.moments - ms.rest) / every
    return (icc, *_ends(ms, icc))


def _ends(ms: MeanSquares, icc: float) -> tuple[float, float]:
    """Return the interval by Satterthwaite's degrees of freedom for the mixture of two mean squares."""
    # F has nothing to go by there
    if ms.moments <= ms.rest or ms.rest == ms.observers == 0:
        return np.nan, np.nan
    n, k = ms.n, ms.k
    a = k * icc / (n * (1 - icc))
    b = 1 + k * icc * (n - 1) / (n * (1 - icc))
    mixed = (a * ms.observers) ** 2 / (k - 1) + (b * ms.rest) ** 2 / ((n - 1) * (k - 1))
    freedom = (a * ms.observers + b * ms.rest) ** 2 / mixed
    lower = fdtri(n - 1, freedom, _UPPER)
    upper = fdtri(freedom, n - 1, _UPPER)
    doubt = k * ms.observers + (k * n - k - n) * ms.rest
    return (
        float(n * (ms.moments - lower * ms.rest) / (lower * doubt + n * ms.moments)),
        float(n * (upper * ms.moments - ms.rest) / (doubt + n * upper * ms.moments)),
    )
