"""The hot spot: the touchpoint where looking closer pays most, and why it and no other."""

from typing import Any

import numpy as np
import pandas as pd

from audit.measures.evidence_grade import FEWEST_TO_POINT_AT, grades
from audit.measures.intervals import FloatArray, wilson
from audit.measures.visits import beside
from audit.model.number import apart, as_set, counted
from audit.model.programme import EXPERIENCE_TARGET

STANDARD = 4.0  # of 1-5, where a team has set no target: a convention to start from, no finding
TRUTH_WEIGHT = 2.0  # a moment of truth counts twice: a convention, no finding
HALF_AT = 5  # observations at which evidence has half of its weight: a convention, no finding

COLUMNS = [
    "touchpoint",
    "n",
    "score",
    "low",
    "high",
    "grade",
    "standard",
    "distance",
    "weight",
    "is_moment_of_truth",
    "heat",
    "judged_by",
    "positives",
    "negatives",
    "why",
]


def hot_spots(
    experience: pd.DataFrame,
    share_target: float = EXPERIENCE_TARGET,
    scores: pd.DataFrame | None = None,
    goods: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Order the touchpoints that fall short of their standard by evidence x distance x moment of truth.

    The score is the mean of all ratings; where under `FEWEST_TO_POINT_AT` observations were rated, the share of good
    among good and bad moments is laid on the same scale (0 % = 1, 100 % = 5), and so is `share_target`, which is then
    the standard. Evidence is what the score rests on and nothing else: a hundred visits of which two were rated are
    two, and what is noted twice in a visit is one.

    Args:
        experience: what `audit.measures.journey.experience` returns: `touchpoint`, `rated` (observations), `score`,
            `low`, `high`, `target` (1-5, NaN = none set), `is_moment_of_truth`, `positives`, `negatives`.
        share_target: the share of good moments (0-1) that is aimed at.
        scores: the sums over visits of scores, by `touchpoint`; see `audit.measures.visits.design_effects`. None where
            no visit has two observations of one touchpoint.
        goods: the same of good (1) and bad (0) moments.

    Returns:
        One row a touchpoint whose score rests on at least `FEWEST_TO_POINT_AT` visits and lies below its
        standard, the hottest first, those level with each other by name; none where nothing lies below. Columns:
        `touchpoint`, `n` (observations the score rests on: the rated, or the good and bad ones), `score`, `low`,
        `high` (1-5, 95 % interval), `grade` (of their visits), `standard` (1-5: its target, else `STANDARD`),
        `distance` (standard - score), `weight` (0-1, v / (v + `HALF_AT`), v their visits), `is_moment_of_truth`, `heat`
        (weight x distance, twice that at a moment of truth), `judged_by` ("ratings" or "outcomes"), `positives`,
        `negatives` (counts), `why` (a sentence).

    Source: our own convention, shown with each choice so that it can be argued with (docs/sources.md).
    """
    rows = experience.reset_index(drop=True)
    touchpoints = pd.concat(
        [rows[["touchpoint", "is_moment_of_truth", "positives", "negatives"]], _scored(rows, scores, goods)], axis=1
    )
    touchpoints["standard"] = np.where(
        touchpoints["judged_by"] == "ratings",
        rows["target"].astype("float64").fillna(STANDARD),
        1 + 4 * share_target,
    )
    visits = touchpoints["visits"]
    touchpoints = touchpoints.assign(grade=grades(visits), weight=visits / (visits + HALF_AT))
    touchpoints["distance"] = touchpoints["standard"] - touchpoints["score"]
    # a weight, not a filter: a spot elsewhere may still be hotter
    truth = np.where(touchpoints["is_moment_of_truth"].astype("bool"), TRUTH_WEIGHT, 1.0)
    touchpoints["heat"] = touchpoints["weight"] * touchpoints["distance"] * truth
    below = touchpoints[(touchpoints["distance"] > 0) & (visits >= FEWEST_TO_POINT_AT)]
    # Ten decimals: what is equal must not be told apart by how it was rounded.
    order = below.assign(_heat=-below["heat"].round(10)).sort_values(["_heat", "touchpoint"], ignore_index=True)
    return order.assign(why=[_why(row) for row in order.to_dict("records")])[COLUMNS]


def enough(
    experience: pd.DataFrame, scores: pd.DataFrame | None = None, goods: pd.DataFrame | None = None
) -> "pd.Series[bool]":
    """Return which touchpoints rest on so much that they could be a hot spot; arguments as `hot_spots`."""
    return _scored(experience, scores, goods)["visits"] >= FEWEST_TO_POINT_AT


def _scored(experience: pd.DataFrame, scores: pd.DataFrame | None, goods: pd.DataFrame | None) -> pd.DataFrame:
    """Return score, interval, what it is made of and on how much it rests; NaN where nothing was rated, good or bad."""
    on, rated = ["touchpoint"], experience["rated"].to_numpy(dtype=np.int64)
    judged = (experience["positives"] + experience["negatives"]).to_numpy(dtype=np.int64)
    rated_visits, _ = beside(experience[on].assign(n=rated), scores, on)
    judged_visits, deff = beside(experience[on].assign(n=judged), goods, on)
    # under three rated visits the good and bad moments say more than the ratings
    by_ratings = rated_visits >= FEWEST_TO_POINT_AT
    good = experience["positives"].to_numpy(dtype=np.int64)
    low, high = (_on_scale(bound) for bound in wilson(good / deff, judged / deff))
    # NaN without a good or bad moment, so that nothing is called cold or hot for lack of any
    share = _on_scale(good / np.where(judged > 0, judged, np.nan))
    figures: dict[str, Any] = {
        name: np.where(by_ratings, experience[name].astype("float64"), laid)
        for name, laid in (("score", share), ("low", low), ("high", high))
    }
    judged_by = np.where(by_ratings, "ratings", "outcomes")
    visits = np.where(by_ratings, rated_visits, judged_visits)
    n = np.where(by_ratings, rated, judged)
    return pd.DataFrame(figures | {"n": n, "visits": visits, "judged_by": judged_by})


def _on_scale(share: FloatArray) -> FloatArray:
    """Lay a share from 0 to 1 on the scale from 1 to 5."""
    return 1 + 4 * share


def _why(row: dict[Any, Any]) -> str:
    """Say why a spot is hot: how far below, how surely, on what evidence, and whether it is a moment of truth."""
    score, standard = row["score"], row["standard"]
    # the interval changes the words, never the order
    surely = "surely" if row["high"] < standard else "perhaps"
    if row["judged_by"] == "ratings":
        stands = f"{apart(score, standard)} of 5, {surely} below the standard of {apart(standard, score)}"
    else:
        judged = row["positives"] + row["negatives"]
        aim = as_set((standard - 1) / 4)
        were = "was" if row["positives"] == 1 else "were"
        of_all = f"{row['positives']:,} of {counted(int(judged), 'moment')}"
        stands = f"{of_all} {were} good, {surely} below the {aim} aimed at"
    truth = "; a moment of truth, so it counts twice" if row["is_moment_of_truth"] else ""
    of_visits = "" if row["visits"] == row["n"] else f" of {counted(int(row['visits']), 'visit')}"
    return f"{stands}, from {counted(int(row['n']), 'observation')}{of_visits} ({row['grade']} evidence){truth}."
