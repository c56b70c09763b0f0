"""What moves by chance alone and what does not: an individuals chart, and a smoothed line for slow drift."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from audit.measures.intervals import FloatArray

OUTSIDE = "outside the limits"
IN_A_ROW = "nine in a row on one side"
# Nelson's rule two
RUN = 9  # points on one side of the centre line
FEWEST_TO_SIGNAL = 5  # with fewer points none can lie outside, wherever they lie: (n - 1)**2 / n < 3 / 1.128
FALSE_SIGNAL = 0.006  # chance that the latest of 6 to 60 unchanged points signals: simulated, docs/measures.md

_D2 = 1.128  # mean range of two draws from a normal distribution, in standard deviations
_WEIGHT = 0.3  # of the newest point in the smoothed line
# Shewhart's
_WIDTH = 3.0  # standard deviations from the centre line to a limit
_ALIKE = 1e-9  # what rounding alone can make of equal means


@dataclass(frozen=True, slots=True)
class Limits:
    """The band within which points differ by chance alone, in the units of the points; NaN under two points."""

    centre: float
    mean_moving_range: float

    @property
    def spread(self) -> float:
        """The standard deviation that the steps from point to point speak of."""
        return self.mean_moving_range / _D2

    @property
    def lower(self) -> float:
        """The centre less 2.66 mean moving ranges; it may lie below the scale."""
        return self.centre - _WIDTH * self.spread

    @property
    def upper(self) -> float:
        """The centre and 2.66 mean moving ranges; it may lie above the scale."""
        return self.centre + _WIDTH * self.spread


def limits(points: npt.ArrayLike) -> Limits:
    """Return centre line and limits of an individuals chart.

    Args:
        points: one value a period, in the order of time; each best the mean of several observations.

    Returns:
        Mean, and mean of the absolute steps between neighbours; the one NaN without a point, the other without a step.

    Source: Shewhart's individuals and moving range chart as in the NIST/SEMATECH e-Handbook, 6.3.2.2.
    """
    values = np.asarray(points, dtype=np.float64)
    centre = float(values.mean()) if len(values) else math.nan
    return Limits(centre, float(np.abs(np.diff(values)).mean()) if len(values) > 1 else math.nan)


def sides(points: npt.ArrayLike, centre: float) -> npt.NDArray[np.int64]:
    """Return 1 for each point above the centre line, -1 below and 0 on it."""
    away = np.asarray(points, dtype=np.float64) - centre
    return np.where(np.abs(away) <= _ALIKE, 0, np.sign(away)).astype(np.int64)


def runs(side: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return how long the run is that each point belongs to; 0 for a point on the centre line."""
    starts = np.flatnonzero(np.diff(side, prepend=2))  # 2 is no side, so that the first point begins a run
    lengths = np.diff(starts, append=len(side))
    return np.where(side == 0, 0, np.repeat(lengths, lengths))


def signals(points: npt.ArrayLike, band: Limits) -> list[str]:
    """Say of each point whether chance alone would hardly have put it there.

    Args:
        points: one value a period, in the order of time.
        band: their limits.

    Returns:
        "" for a point within what chance does, `OUTSIDE`, `IN_A_ROW` for every point of a run of nine or more on
        one side of the centre line, or both, joined by "; ".

    Source: two of the run rules of Western Electric (1956) and Nelson (1984).
    """
    values = np.asarray(points, dtype=np.float64)
    # equal points have limits of no width, which rounding must not put them out of
    outside = (values > band.upper + _ALIKE) | (values < band.lower - _ALIKE)
    in_a_row = runs(sides(values, band.centre)) >= RUN
    rules = ((OUTSIDE, outside), (IN_A_ROW, in_a_row))
    return ["; ".join(word for word, holds in rules if holds[place]) for place in range(len(values))]


def smoothed(points: npt.ArrayLike, start: float, weight: float = _WEIGHT) -> FloatArray:
    """Return the exponentially weighted moving average, which shows a slow drift.

    Args:
        points: one value a period, in the order of time.
        start: the value before the first, usually the centre line.
        weight: of the newest point, 0-1.

    Returns:
        One value a point, in its units.

    Source: Roberts (1959); worked through in the NIST/SEMATECH e-Handbook, 6.3.2.4.
    """
    line = np.empty(len(np.asarray(points)))
    before = start
    for place, value in enumerate(np.asarray(points, dtype=np.float64)):
        before = weight * value + (1 - weight) * before
        line[place] = before
    return line


def smoothed_limits(
    count: int, centre: float, spread: float, weight: float = _WEIGHT, width: float = _WIDTH
) -> tuple[FloatArray, FloatArray]:
    """Return the exact limits of `smoothed`, which widen from point to point towards their lasting width.

    Args:
        count: of points.
        centre: the centre line.
        spread: the standard deviation of a point.
        weight: of the newest point, 0-1.
        width: standard deviations from the centre line to a limit.

    Returns:
        Lower and upper limits, one a point.
    """
    place = np.arange(1, count + 1)
    half = width * spread * np.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * place)))
    return centre - half, centre + half
