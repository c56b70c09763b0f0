"""The RATER profile: how reliable, assured, tangible, empathetic and responsive a service was seen to be."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from audit.errors import StandardsRepeatedError, UnknownChoiceError
from audit.measures.evidence_grade import grades
from audit.measures.intervals import mean_intervals
from audit.measures.visits import beside
from audit.model.rating import DIMENSIONS, RATINGS, Dimension

RATING_COUNTS = ("n1", "n2", "n3", "n4", "n5")

WEIGHTS: Mapping[str, Mapping[Dimension, float]] = MappingProxyType(
    {
        "equal": MappingProxyType(dict.fromkeys(DIMENSIONS, 1.0)),
        "zeithaml-1990": MappingProxyType(
            {
                Dimension.RELIABILITY: 32.0,
                Dimension.ASSURANCE: 19.0,
                Dimension.TANGIBLES: 11.0,
                Dimension.EMPATHY: 16.0,
                Dimension.RESPONSIVENESS: 22.0,
            }
        ),
    }
)
WEIGHT_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "equal": "Equal weights",
        "zeithaml-1990": "One published set, not a law (Zeithaml, Parasuraman and Berry 1990)",
    }
)


def gathered(counts: pd.DataFrame) -> pd.DataFrame:
    """Add up rating counts that share their keys and dimension.

    Args:
        counts: keys..., `dimension`, `n1`..`n5` (how many ratings of 1 to 5).

    Returns:
        One row a combination of keys and dimension that was rated: keys..., `dimension`, `n1`..`n5`;
        keys in alphabetical order, dimensions in RATER order, rows without a rating left out.

    Raises:
        UnknownChoiceError: when a dimension is not one of the five.
    """
    for name in counts["dimension"].unique():
        if name not in DIMENSIONS:
            raise UnknownChoiceError("The dimension", name, DIMENSIONS)
    rank = counts["dimension"].map({dimension: place for place, dimension in enumerate(DIMENSIONS)})
    keys = [name for name in counts.columns if name not in {"dimension", *RATING_COUNTS}]
    ranked = counts.assign(dimension=rank.astype("int64"))
    summed = ranked.groupby([*keys, "dimension"], observed=True, dropna=False)[list(RATING_COUNTS)].sum()
    rated = summed[summed.sum(axis=1) > 0].reset_index()
    return rated.assign(dimension=[str(DIMENSIONS[place]) for place in rated["dimension"]])


def rater(counts: pd.DataFrame, sums: pd.DataFrame | None = None) -> pd.DataFrame:
    """Score each RATER dimension with its n, 95 % interval and grade of evidence.

    Args:
        counts: keys..., `dimension`, `n1`..`n5` (how many ratings of 1 to 5).
        sums: keys..., `value` (a dimension) and the sums over visits of its ratings; see
            `audit.measures.visits.design_effects`. None where each observation is a visit of its own.

    Returns:
        One row a combination of keys and dimension that was rated at least once: keys..., `dimension`,
        `n` (ratings), `score` (their mean, 1-5), `low`, `high` (95 % interval, 1-5, as wide as the visits make it),
        `grade` (of the visits), `n1`..`n5`, `visits` (how many the ratings are of), `deff` (the design effect they
        were divided by).

    Raises:
        UnknownChoiceError: when a dimension is not one of the five.

    Source: performance only, not a gap to expectations (SERVPERF: Cronin and Taylor 1992).
    """
    rated = gathered(counts)
    table = rated[list(RATING_COUNTS)].to_numpy(dtype=np.int64)
    n = table.sum(axis=1)
    keys = rated.drop(columns=list(RATING_COUNTS))
    of_value = None if sums is None else sums.rename(columns={"value": "dimension"})
    visits, deff = beside(keys.assign(n=n), of_value, list(keys.columns))
    low, high = mean_intervals(table / deff[:, None]).T
    figures = {"n": n, "score": table @ np.array(RATINGS) / n, "low": low, "high": high, "grade": grades(visits)}
    counted = rated[list(RATING_COUNTS)].assign(visits=visits, deff=deff)
    return pd.concat([keys.assign(**figures), counted], axis=1)


def beside_target(counts: pd.DataFrame, sums: pd.DataFrame | None = None) -> pd.DataFrame:
    """Score each dimension where a target is set, beside the target of what was rated.

    Each dimension is rated at touchpoints of its own, so that its fair target is the mean of theirs, each counted as
    often as it was rated.

    Args:
        counts: `dimension`, `n1`..`n5` and `target` (1-5) of the touchpoint they were given at, several rows each.
        sums: as `rater` takes them, of the same ratings.

    Returns:
        What `rater` returns without keys, one row a dimension that was rated, with `target` (1-5).
    """
    scored = rater(counts.drop(columns="target"), sums)
    n = counts[list(RATING_COUNTS)].sum(axis=1)
    aims = (n * counts["target"]).groupby(counts["dimension"]).sum() / n.groupby(counts["dimension"]).sum()
    return scored.assign(target=scored["dimension"].map(aims).astype("float64"))


def weighted_scores(rated: pd.DataFrame, weights: str = "equal") -> pd.DataFrame:
    """Draw the dimensions together into one score for each combination of keys.

    Args:
        rated: what `rater` returns.
        weights: the name of a set in `WEIGHTS`.

    Returns:
        One row a combination of keys: keys..., `n` (ratings over all dimensions), `score` (1-5, the
        weighted mean of the dimensions that were observed; the others take no part).

    Raises:
        UnknownChoiceError: when there is no set of weights of that name.
    """
    if weights not in WEIGHTS:
        raise UnknownChoiceError("The set of weights", weights, tuple(WEIGHTS))
    keys = list(rated.columns[: list(rated.columns).index("dimension")])
    weight = rated["dimension"].map({str(name): value for name, value in WEIGHTS[weights].items()})
    parts = rated.assign(_weight=weight, _weighted=weight * rated["score"])
    if not keys:
        keys, parts = ["_all"], parts.assign(_all=0)
    sums = parts.groupby(keys, observed=True, dropna=False)[["n", "_weight", "_weighted"]].sum()
    scored = sums.assign(score=sums["_weighted"] / sums["_weight"])[["n", "score"]].reset_index()
    return scored.drop(columns="_all", errors="ignore")


def against_standards(rated: pd.DataFrame, standards: pd.DataFrame) -> pd.DataFrame:
    """Set each score beside the team's own standards: the gap to our standard, not to an expectation.

    Args:
        rated: what `rater` returns, by `touchpoint` at least.
        standards: `touchpoint` (with `journey` and `stage` where `rated` has them too), `minimum`,
            `target` (1-5, NaN = none set), one row a touchpoint.

    Returns:
        `rated` with `minimum`, `target`, `adequacy` (score - minimum), `superiority` (score - target),
        `zone` ("below the minimum", "within the zone", "above the target", "no standard") judged on the
        score, and `whole_interval_in_zone` (whether low and high both lie in that same zone; False
        without a standard). Gaps are NaN where no standard is set.

    Raises:
        StandardsRepeatedError: when a touchpoint has two rows of standards.

    Source: the zone of tolerance of LibQUAL, with standards set by the team.
    """
    keys = [name for name in ("journey", "stage", "touchpoint") if name in rated and name in standards]
    repeated = standards.duplicated(keys)
    if repeated.any():
        raise StandardsRepeatedError(str(standards.loc[repeated, "touchpoint"].iloc[0]))
    own = standards[[*keys, "minimum", "target"]].astype({"minimum": "float64", "target": "float64"})
    beside = rated.merge(own, on=keys, how="left")
    beside["adequacy"] = beside["score"] - beside["minimum"]
    beside["superiority"] = beside["score"] - beside["target"]
    below, above = beside["adequacy"] < 0, beside["superiority"] > 0
    none = beside["minimum"].isna() & beside["target"].isna()
    words = ["no standard", "below the minimum", "above the target"]
    beside["zone"] = np.select([none, below, above], words, "within the zone")
    inside = ~(beside["low"] < beside["minimum"]) & ~(beside["high"] > beside["target"])
    agreeing = [beside["high"] < beside["minimum"], beside["low"] > beside["target"]]
    beside["whole_interval_in_zone"] = np.select([none, below, above], [~none, *agreeing], inside)
    return beside
