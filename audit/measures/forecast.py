"""When a debt of trust could be paid, and when no date can honestly be given."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from audit.errors import OutOfRangeError
from audit.measures.intervals import FloatArray, IntArray, wilson


@dataclass(frozen=True, slots=True)
class Forecast:
    """Days until the debt is paid: `median`, the middle half, and the 80 % interval `low` to `high`."""

    low: float
    lower_quartile: float
    median: float
    upper_quartile: float
    high: float


@dataclass(frozen=True, slots=True)
class MixForecast:
    """What becomes of a debt if observations go on in the proportions seen so far.

    `drift` is what one observation takes off the debt on average (negative: the debt grows);
    `expected_observations` is None where that is not above 0; `chance_ever_paid` is 0-1.
    """

    drift: float
    expected_observations: float | None
    chance_ever_paid: float


def forecast_without_new_negatives(debt: int, positives_in_window: int, window_days: float) -> Forecast | None:
    """Say in how many days a debt is paid at the recent pace, should nothing negative happen.

    Positives are taken to come at a steady but uncertain rate: the time until `debt` of them have come
    is `window_days` * BetaPrime(debt, positives_in_window + 1/2).

    Args:
        debt: owed positives.
        positives_in_window: positives seen in the last `window_days`.
        window_days: the length of that window, in days.

    Returns:
        The forecast, all zero without a debt; None where a debt meets no positives to judge a pace by.

    Raises:
        OutOfRangeError: when `window_days` is not above 0.

    Source: Poisson arrivals with Jeffreys' prior on their rate.
    """
    if window_days <= 0:
        raise OutOfRangeError("The window", window_days, "longer than 0 days")
    if debt == 0:
        return Forecast(0.0, 0.0, 0.0, 0.0, 0.0)
    # the prior alone would promise a day that nothing was seen for
    if positives_in_window == 0:
        return None
    # half a positive added: Jeffreys' prior for a Poisson rate
    shares = (float(betaincinv(debt, positives_in_window + 0.5, q)) for q in (0.1, 0.25, 0.5, 0.75, 0.9))
    return Forecast(*(window_days * share / (1 - share) for share in shares))


def forecast_at_current_mix(
    debt: int, positives: float, neutrals: float, negatives: float, ratio: int
) -> MixForecast | None:
    """Say what becomes of a debt if positives, neutrals and negatives keep their proportions.

    Args:
        debt: owed positives.
        positives: how many were positive, as a number or a share; the same for the next two.
        neutrals: how many were neutral.
        negatives: how many were negative.
        ratio: k, how many positives one negative owes.

    Returns:
        The forecast, its observations counting all three outcomes; None where nothing was observed.

    Source: a random walk that steps down by 1 or up by k; Wald's identity and the root of its
    generating function.
    """
    total = positives + neutrals + negatives
    if total == 0:
        return None
    drift = (positives - ratio * negatives) / total
    expected = debt / drift if drift > 0 else None
    chance = _chance_one_is_paid(positives, negatives, ratio) ** debt
    return MixForecast(drift, expected, chance)


def _chance_one_is_paid(positives: float, negatives: float, ratio: int) -> float:
    """Return the smallest root of p + r * x^(k+1) = (p + r) * x: the chance that a balance ever falls by 1.

    Neutrals only take time, so they drop out. Newton's steps from 0 rise to the root, as the curve is convex.
    """
    if positives == 0:
        return 0.0
    # a walk that does not drift up comes down for certain, sooner or later
    if positives >= ratio * negatives:
        return 1.0
    p = positives / (positives + negatives)
    root, step = 0.0, 1.0
    # Newton's steps only shrink here, and below this they move no digit
    while step > 1e-15:
        over = p + (1 - p) * root ** (ratio + 1) - root
        step = over / (1 - (1 - p) * (ratio + 1) * root**ratio)
        root += step
    return root


def surely_outweighs(
    positives: IntArray | FloatArray, negatives: IntArray | FloatArray, ratio: npt.ArrayLike
) -> npt.NDArray[np.bool_]:
    """Say of each pair of counts whether positives surely outweigh negatives, `ratio` of them for each.

    They do where Wilson's lower bound of their share lies over k/(k+1); not where there is nothing to judge by.
    """
    low, _ = wilson(positives, positives + negatives)
    owed = np.asarray(ratio, dtype=np.float64)
    return np.asarray(low > owed / (owed + 1))
