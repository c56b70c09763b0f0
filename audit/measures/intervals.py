"""How sure a figure is: the range the truth could well lie in."""

import math

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

NORMAL_95 = 1.959963984540054  # two-sided 95 % point of the standard normal distribution

_VALUES = np.arange(1.0, 6.0)
_PRIOR = 0.2  # one rating's worth of doubt, spread evenly over 1-5
_TAILS = np.array([0.025, 0.975])
_STEP = 0.25
_FREQUENCIES = np.exp(np.arange(-9.0, 12.0, _STEP))
_BLOCK = 100  # rows at a time, so that the arrays in between stay in the processor's cache
_HALVINGS = 10  # from at most 4 wide to under 0.004, so the midpoint is within 0.002


def mean_intervals(counts: npt.ArrayLike) -> FloatArray:
    """Return the 95 % interval of each mean of 1-5 ratings.

    The quantiles .025 and .975 of sum(v * w_v), w ~ Dirichlet(count_v + 0.2), found by halving an
    interval that surely holds them until they are within 0.004; stretched where needed to hold the
    raw mean. No draws: the same counts always give the same figures, at any n.

    Args:
        counts: m rows of five, how many ratings of 1, 2, 3, 4 and 5 were given; fractions where several ratings
            are one piece of evidence.

    Returns:
        m rows of two, low and high on the 1-5 scale; NaN where nothing was rated.

    Source: Cantelli's inequality gives the first interval; Gil-Pelaez (1951) the distribution.
    """
    table = np.asarray(counts, dtype=np.float64).reshape(-1, 5)
    # many rows have the same counts, and one inversion serves them all
    distinct, place = np.unique(table, axis=0, return_inverse=True)
    n = distinct.sum(axis=1)
    bounds = np.full((len(distinct), 2), np.nan)
    rated = n > 0
    blocks = np.array_split(distinct[rated] + _PRIOR, 1 + len(distinct) // _BLOCK)
    bounds[rated] = np.concatenate([_quantiles(block) for block in blocks])
    raw = (distinct[rated] @ _VALUES) / n[rated]
    # the prior draws towards the middle, away from a mean at the end of the scale
    bounds[rated, 0] = np.minimum(bounds[rated, 0], raw)
    bounds[rated, 1] = np.maximum(bounds[rated, 1], raw)
    return bounds[place.reshape(-1)]


def _quantiles(shapes: FloatArray) -> FloatArray:
    """Return the quantiles at `_TAILS` of the mean under Dirichlet(`shapes`), a row each."""
    total = shapes.sum(axis=1)
    centre = (shapes @ _VALUES) / total
    spread = np.sqrt(((shapes @ _VALUES**2) / total - centre**2) / (total + 1))
    low: FloatArray = np.maximum(centre[:, None] - spread[:, None] * np.sqrt((1 - _TAILS) / _TAILS), 1.0)
    high: FloatArray = np.minimum(centre[:, None] + spread[:, None] * np.sqrt(_TAILS / (1 - _TAILS)), 5.0)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        below = _chance_at_most(middle, shapes) < _TAILS
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return (low + high) / 2


def _chance_at_most(x: FloatArray, shapes: FloatArray) -> FloatArray:
    """Return P(mean <= x) for rows of `x` (m, 2) under rows of `shapes` (m, 5).

    A Dirichlet mean is at most x exactly when sum((v - x) * Gamma(shape_v)) is at most 0, and a sum of
    gammas has a characteristic function in closed form.
    """
    distance = _VALUES[:, None, None] - x
    weight = shapes.T[:, :, None]
    # one grid of frequencies then serves every row, however wide its distribution
    scale = 1 / np.sqrt((weight * distance**2).sum(axis=0))
    phase = np.zeros((*x.shape, len(_FREQUENCIES)))
    damping = np.zeros_like(phase)
    for value in range(5):
        turn = (distance[value] * scale)[:, :, None] * _FREQUENCIES
        phase += weight[value][:, :, None] * np.arctan(turn)
        damping += weight[value][:, :, None] * np.log1p(turn * turn)
    integrand = np.sin(phase) * np.exp(-damping / 2)
    return np.asarray(0.5 - integrand.sum(axis=2) * _STEP / math.pi, dtype=np.float64)


def wilson(successes: npt.ArrayLike, n: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return the 95 % Wilson score interval of each proportion.

    Args:
        successes: how many of `n`, one number or an array.
        n: out of how many.

    Returns:
        Lower and upper bounds, 0-1, always holding successes / n; NaN where n is 0.

    Source: Wilson (1927).
    """
    hits, tries = np.broadcast_arrays(np.asarray(successes, dtype=np.float64), np.asarray(n, dtype=np.float64))
    tries = np.where(tries > 0, tries, np.nan)
    share = hits / tries
    z2 = NORMAL_95**2
    centre = (share + z2 / (2 * tries)) / (1 + z2 / tries)
    half = NORMAL_95 * np.sqrt(share * (1 - share) / tries + z2 / (4 * tries**2)) / (1 + z2 / tries)
    # rounding must not leave 1e-17 where the bound is 0, nor cut off the share itself
    low = np.where(hits == 0, 0 * share, np.minimum(centre - half, share))
    high = np.where(hits == tries, share, np.maximum(centre + half, share))
    return low, high


def newcombe(x1: float, n1: float, x2: float, n2: float) -> tuple[float, float]:
    """Return the 95 % interval of x1/n1 - x2/n2, on the scale -1 to 1; NaN where either n is 0.

    Fractions where several observations are one piece of evidence.

    Source: Newcombe (1998), the hybrid score method without continuity correction.
    """
    if n1 == 0 or n2 == 0:
        return math.nan, math.nan
    first, second = x1 / n1, x2 / n2
    low, high = wilson([x1, x2], [n1, n2])
    difference = first - second
    return (
        float(difference - math.hypot(first - low[0], high[1] - second)),
        float(difference + math.hypot(high[0] - first, second - low[1])),
    )
