"""A difference of means at like touchpoints: what remains of it where both sides came to the same touchpoints."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from audit.measures.visits import variance_grown

_SUMS = ["weight", "weighted", "within", "own_n", "other_n", "strata"]
_SPAN = 4.0  # of ratings: from 1 to 5


def like_means(counts: pd.DataFrame, keys: Sequence[str], effects: pd.DataFrame) -> pd.DataFrame:
    """Compare two sides touchpoint by touchpoint, and weigh the differences of their means together.

    The least-squares difference of two sides with a mean for each touchpoint: each touchpoint weighs
    n1 * n0 / (n1 + n0), as in `audit.measures.like_gap`, so one where either side was not observed weighs nothing.

    Args:
        counts: one row a combination of `keys` and touchpoint: `own_n`, `own_total`, `own_squares` (how many values,
            their sum and that of their squares) of the one side, `other_n`, `other_total`, `other_squares` of the
            other; values from 1 to 5.
        keys: what the differences are wanted for.
        effects: keys..., `own_visits`, `other_visits` and `own_deff`, `other_deff` (the design effects of both sides).

    Returns:
        One row a combination of `keys` with a touchpoint where both were observed: keys..., `own_n`, `other_n` (values
        there), `difference` (own mean minus the other, -4 to 4), `low`, `high` (its 95 % interval, by visit), `p`
        (two-sided).

    Source: analysis of covariance with one mean a touchpoint (Kish 1965 for the visits); docs/measures.md.
    """
    own, other = counts["own_n"], counts["other_n"]
    n = (own + other).where((own > 0) & (other > 0))  # where one side never came there is no like to compare with
    means = counts["own_total"] / own.where(own > 0), counts["other_total"] / other.where(other > 0)
    within = (
        counts["own_squares"]
        - counts["own_total"] * means[0]
        + counts["other_squares"]
        - counts["other_total"] * means[1]
    )
    gap, weight = means[0] - means[1], own * other / n
    parts = counts[list(keys)].assign(
        weight=weight,
        weighted=weight * gap,
        # how much the differences themselves differ is part of how unsure their mean is
        within=within + weight * gap**2,
        own_n=own,
        other_n=other,
        strata=1,
    )
    sums = parts[n.notna()].groupby(list(keys), observed=True)[_SUMS].sum().reset_index()
    return _with_intervals(sums.merge(effects, on=list(keys), how="left"), list(keys))


def _with_intervals(sums: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    weight, own, other = (sums[name].to_numpy(dtype=np.float64) for name in ("weight", "own_n", "other_n"))
    difference = sums["weighted"].to_numpy(dtype=np.float64) / weight
    left_over = np.maximum(sums["within"].to_numpy(dtype=np.float64) - difference**2 * weight, 0).round(12)
    spread = left_over / np.maximum(own + other - sums["strata"].to_numpy() - 1, 1)
    grown = variance_grown(sums["own_deff"].to_numpy(), 1 / own, sums["other_deff"].to_numpy(), 1 / other)
    error = np.sqrt(grown * spread / weight)
    visits = np.minimum(sums["own_visits"], own) + np.minimum(sums["other_visits"], other)
    freedom = np.maximum(visits.to_numpy(dtype=np.float64) - 2, 1)
    reach = stdtrit(freedom, 0.975) * error  # by visit: thirty judgements of one visit are one person's opinion
    apart = np.abs(difference)
    # without a spread any difference at all is surely one
    distance = np.where(error > 0, apart / np.where(error > 0, error, 1), np.where(apart > 0, np.inf, 0))
    return sums[[*keys, "own_n", "other_n"]].assign(
        difference=difference,
        low=np.maximum(difference - reach, -_SPAN),
        high=np.minimum(difference + reach, _SPAN),
        p=2 * stdtr(freedom, -distance),
    )
