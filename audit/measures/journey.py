"""The journey as customers live it: every touchpoint in order, how it was, and what it still owes."""

import numpy as np
import pandas as pd

from audit.measures.evidence_grade import grades
from audit.measures.intervals import mean_intervals
from audit.measures.rater import RATING_COUNTS
from audit.measures.visits import beside
from audit.model.rating import RATINGS

_OUTCOMES = ("positives", "neutrals", "negatives", "debt", "owed_before")


def experience(
    touchpoints: pd.DataFrame,
    counts: pd.DataFrame,
    rated: pd.DataFrame,
    trusted: pd.DataFrame,
    sums: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Draw the experience curve of a journey, with what is owed along it.

    Args:
        touchpoints: `journey`, `stage`, `touchpoint`, `stage_position`, `position`, `is_moment_of_truth`,
            `channel`, `minimum`, `target`; one row a touchpoint.
        counts: rating counts by `touchpoint` (and `journey`, `stage` where names repeat), any `dimension`.
        rated: `n` (observations with a rating) by the same keys.
        trusted: what `audit.measures.trust.trust` returns, one row a touchpoint by the same keys, `bad_low` and
            `bad_high` as wide as the visits make them.
        sums: the sums over visits of scores, by `touchpoint`; see `audit.measures.visits.design_effects`. None where
            no visit has two observations of one touchpoint.

    Returns:
        One row a touchpoint in journey order, those never observed too: the columns of `touchpoints`, then
        `n` (ratings over all dimensions), `observations`, `rated` (those of them with a rating), `score` (mean of all
        its ratings, 1-5), `low`, `high` (95 % interval; the ratings of one observation weigh as one piece of evidence
        together, since five judgements of one moment are not five visits), `grade` (of the visits that rated it; "" =
        never rated), `positives`, `neutrals`, `negatives`, `positive_share` (of positives and negatives, 0-1), `debt`
        (owed positives), `debt_90_days_ago`, `bad_per_100`, `bad_low`, `bad_high` (negatives per 100 positives and
        negatives, 95 % interval). Counts are 0, and scores and shares NaN, where nothing was seen.
    """
    ratings = _beside(touchpoints, counts, RATING_COUNTS).to_numpy(dtype=np.int64)
    observed = _beside(touchpoints, rated, ("n",))["n"]
    visits, deff = beside(touchpoints[["touchpoint"]].assign(n=observed.to_numpy()), sums, ["touchpoint"])
    rows = _beside(touchpoints, trusted, _OUTCOMES)
    n = ratings.sum(axis=1)
    observations = rows["positives"] + rows["neutrals"] + rows["negatives"]
    # five judgements of one moment are not five visits
    low, high = mean_intervals(ratings * (observed.to_numpy() / deff / np.maximum(n, 1))[:, None]).T
    judged = rows["positives"] + rows["negatives"]
    bad = _in_row(touchpoints, trusted, ["bad_low", "bad_high"])
    words = [word if some else "" for word, some in zip(grades(visits), visits > 0, strict=True)]
    curve = touchpoints.reset_index(drop=True).assign(
        n=n,
        observations=observations,
        rated=observed,
        score=(ratings @ np.array(RATINGS)) / np.where(n > 0, n, np.nan),
        low=low,
        high=high,
        grade=words,
        positives=rows["positives"],
        neutrals=rows["neutrals"],
        negatives=rows["negatives"],
        positive_share=rows["positives"] / judged.where(judged > 0),
        debt=rows["debt"],
        debt_90_days_ago=rows["owed_before"],
        bad_per_100=100 * rows["negatives"] / judged.where(judged > 0),
        bad_low=bad["bad_low"],
        bad_high=bad["bad_high"],
    )
    return curve.sort_values(["journey", "stage_position", "position"], ignore_index=True)


def _beside(touchpoints: pd.DataFrame, figures: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Return `columns` of `figures`, added up for each touchpoint in its row, 0 where it has none."""
    keys = _keys(figures)
    sums = figures.groupby(keys, observed=True, dropna=False)[list(columns)].sum().reset_index()
    return touchpoints[keys].merge(sums, on=keys, how="left")[list(columns)].fillna(0).astype("int64")


def _in_row(touchpoints: pd.DataFrame, figures: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return `columns` of `figures`, which has one row a touchpoint at most, NaN where it has none."""
    keys = _keys(figures)
    return touchpoints[keys].merge(figures[[*keys, *columns]], on=keys, how="left")[columns]


def _keys(figures: pd.DataFrame) -> list[str]:
    return [name for name in ("journey", "stage", "touchpoint") if name in figures.columns]
