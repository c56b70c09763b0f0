"""Two dimensions compared where it is fair to: within the observations that rate both of them."""

from collections.abc import Hashable, Mapping
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.measures.holm import holm
from audit.measures.intervals import FloatArray
from audit.measures.rater import RATING_COUNTS, gathered
from audit.measures.visits import design_effects
from audit.model.rating import DIMENSIONS, RATINGS

FEWEST_COMMON = 30  # observations that rate both dimensions
HIGHER, LOWER, LEVEL = "higher", "lower", "no clear difference"
OTHERWISE, NOT_COMPARABLE, NOT_RATED = "pooled means say otherwise", "not comparable", "not rated"
PAIRS = tuple(combinations([str(dimension) for dimension in DIMENSIONS], 2))

_COLUMNS = ["dimension", "other", "n", "visits", "difference", "low", "high", "p", "pooled_difference", "verdict"]


def rater_pairs(sums: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """Compare every two dimensions within the observations that rate both.

    Dimensions are rated at different touchpoints, so that their pooled means differ by where they were rated. One is
    called higher than the other only where the mean difference within the same observations is clear of 0 after Holm's
    correction for ten pairs, and the pooled means have the same order.

    Args:
        sums: keys..., `value` ("reliability assurance" for the first minus the second), and the sums over visits of
            these differences; see `audit.measures.visits.design_effects`.
        counts: keys..., `dimension`, `n1`..`n5` (how many ratings of 1 to 5) of all observations.

    Returns:
        Ten rows a combination of keys with a rating: keys..., `dimension`, `other`, `n` (observations that rate both),
        `visits` (they are of), `difference` (mean of the first minus the second, -4 to 4), `low`, `high` (its 95 %
        interval by visit), `p` (two-sided, after Holm over the ten; 1 where not compared), `pooled_difference` (of the
        means of all ratings; NaN where either was never rated), `verdict` ("higher", "lower", "no clear difference",
        "pooled means say otherwise", "not comparable": rated at different touchpoints, under 30 common observations or
        under five visits; "not rated": nobody rated one of the two).

    Raises:
        UnknownChoiceError: when a dimension is not one of the five.

    Source: paired differences by visit with Student's t, Holm (1979).
    """
    rated = gathered(counts)
    keys = list(rated.columns[: list(rated.columns).index("dimension")])
    differences = _differences(sums, keys)
    rows = [row for key, means in _means(rated, keys).items() for row in _ten(means, differences, key)]
    table = pd.DataFrame(rows, columns=[*keys, *_COLUMNS])
    return table.astype({"n": "int64", "visits": "int64", "p": "float64", "pooled_difference": "float64"})


_Key = tuple[Hashable, ...]


def _means(rated: pd.DataFrame, keys: list[str]) -> dict[_Key, dict[str, float]]:
    table = rated[list(RATING_COUNTS)].to_numpy(dtype=np.int64)
    mean = table @ np.array(RATINGS) / table.sum(axis=1)
    means: dict[_Key, dict[str, float]] = {}
    for *key, dimension, each in zip(*(rated[key] for key in keys), rated["dimension"], mean, strict=True):
        means.setdefault(tuple(key), {})[dimension] = float(each)
    return means


def _differences(sums: pd.DataFrame, keys: list[str]) -> Mapping[_Key, Mapping[str, Any]]:
    """Return for each scope and pair, `value` last in its key, what was found of it."""
    n, visits, moments = (sums[name].to_numpy(dtype=np.float64) for name in ("n", "visits", "moments"))
    mean = sums["total"].to_numpy(dtype=np.float64) / n
    spread = np.maximum(sums["squares"].to_numpy(dtype=np.float64) / n - mean**2, 0)
    # Two judgements of one moment are no more evidence than one: there are no more differences than moments.
    error = np.sqrt(np.maximum(design_effects(sums) / np.maximum(n - 1, 1), 1 / np.maximum(moments - 1, 1)) * spread)
    freedom = np.maximum(visits - 1, 1)
    reach = stdtrit(freedom, 0.975) * error  # by visit: thirty judgements of one visit are one person's opinion
    table = pd.DataFrame({"n": n, "visits": visits, "difference": mean, "low": mean - reach, "high": mean + reach})
    table["p"] = 2 * stdtr(freedom, -_distance(mean, error))
    table.loc[(n < FEWEST_COMMON) | (visits < FEWEST_TO_JUDGE), "p"] = np.nan
    names = [sums[key] for key in keys]
    return {
        (*key, value): row for *key, value, row in zip(*names, sums["value"], table.to_dict("records"), strict=True)
    }


def _distance(mean: FloatArray, error: FloatArray) -> FloatArray:
    """Return how many standard errors each mean lies from 0; without a spread any difference at all is surely one."""
    apart = np.abs(mean)
    return np.where(error > 0, apart / np.where(error > 0, error, 1), np.where(apart > 0, np.inf, 0))


def _ten(means: Mapping[str, float], differences: Mapping[_Key, Mapping[str, Any]], key: _Key) -> list[list[Any]]:
    nothing = {"n": 0, "visits": 0, "difference": np.nan, "low": np.nan, "high": np.nan, "p": np.nan}
    pairs = [dict(differences.get((*key, f"{one} {other}"), nothing)) for one, other in PAIRS]
    chances = holm([row["p"] for row in pairs])
    rows = []
    for (one, other), row, chance in zip(PAIRS, pairs, chances, strict=True):
        pooled = means.get(one, np.nan) - means.get(other, np.nan)
        verdict = NOT_RATED if np.isnan(pooled) else _verdict(row, chance, pooled)
        row |= {"dimension": one, "other": other, "p": chance, "pooled_difference": pooled, "verdict": verdict}
        rows.append([*key, *(row[name] for name in _COLUMNS)])
    return rows


def _verdict(row: Mapping[str, Any], chance: float, pooled: float) -> str:
    if np.isnan(row["p"]):
        return NOT_COMPARABLE
    if chance >= 0.05:
        return LEVEL
    # rated at different touchpoints, so the pooled means may say the opposite
    if row["difference"] * pooled <= 0:
        return OTHERWISE
    return HIGHER if row["difference"] > 0 else LOWER
