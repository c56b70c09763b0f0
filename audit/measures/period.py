"""How it was over a period: scores and outcomes, from the patterns of ratings that occurred."""

import numpy as np
import pandas as pd

from audit.measures.evidence_grade import grades
from audit.measures.intervals import FloatArray, IntArray, mean_intervals, wilson
from audit.measures.visits import beside
from audit.model.rating import DIMENSIONS, RATINGS, SCORE_UNITS, Outcome

_NAMES = [str(dimension) for dimension in DIMENSIONS]


def scores(
    patterns: pd.DataFrame, periods: int, scored: pd.DataFrame | None = None, judged: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return how each period was experienced, with what stands behind it.

    Args:
        patterns: `number` (of the period, from 0), `reliability` .. `responsiveness` (1-5, empty = not observed),
            `outcome`, `n` (observations of this pattern).
        periods: how many there are.
        scored: `number` and the sums over visits of scores (in sixtieths); see
            `audit.measures.visits.design_effects`. None where each observation is a visit of its own.
        judged: the same of good (1) and bad (0) moments.

    Returns:
        One row a period, by number: `n` (observations with a rating), `mean` (of their scores, 1-5; a score is the
        mean of an observation's ratings), `low`, `high` (95 % interval; the ratings of one observation weigh as
        one), `grade`, `positives`, `negatives`, `positive_share` (0-1), `positive_low`, `positive_high` (Wilson),
        `visits` (n is of). Intervals and grade go by visits. Counts are 0, the grade "" and the others NaN where
        nothing was seen.
    """
    number, times = patterns["number"].to_numpy(np.int64), patterns["n"].to_numpy(np.float64)
    rated = patterns[_NAMES].notna().to_numpy().sum(axis=1)
    n = np.bincount(number, times * (rated > 0), periods).astype(np.int64)
    # in sixtieths a mean of one to five ratings is a whole number, so sums are exact
    sixtieths = _counts(patterns, times * (SCORE_UNITS // np.maximum(rated, 1)), periods).sum(axis=0)
    visits, deff = beside(pd.DataFrame({"number": np.arange(periods), "n": n}), scored, ["number"])
    low, high = mean_intervals(sixtieths / SCORE_UNITS / deff[:, None]).T
    good, bad = (
        np.bincount(number, times * (patterns["outcome"] == outcome).to_numpy(), periods).astype(np.int64)
        for outcome in (Outcome.POSITIVE, Outcome.NEGATIVE)
    )
    _, deff = beside(pd.DataFrame({"number": np.arange(periods), "n": good + bad}), judged, ["number"])
    least, most = wilson(good / deff, (good + bad) / deff)
    return pd.DataFrame(
        {
            "n": n,
            "mean": sixtieths @ np.array(RATINGS) / np.where(n > 0, SCORE_UNITS * n, np.nan),
            "low": low,
            "high": high,
            "grade": [word if some else "" for word, some in zip(grades(visits), n > 0, strict=True)],
            "positives": good,
            "negatives": bad,
            "positive_share": good / np.where(good + bad > 0, good + bad, np.nan),
            "positive_low": least,
            "positive_high": most,
            "visits": visits,
        }
    )


def rating_counts(patterns: pd.DataFrame, periods: int) -> pd.DataFrame:
    """Return how often each rating was given in each period.

    Returns:
        One row a period and dimension: `number`, `dimension`, `n1`..`n5` (all 0 where it was not rated).
    """
    counts = _counts(patterns, patterns["n"].to_numpy(np.float64), periods).astype(np.int64)
    table = pd.DataFrame(counts.reshape(-1, 5), columns=[f"n{rating}" for rating in RATINGS])
    table.insert(0, "dimension", np.repeat(_NAMES, periods))
    table.insert(0, "number", np.tile(np.arange(periods), len(_NAMES)))
    return table


def _counts(patterns: pd.DataFrame, weights: FloatArray, periods: int) -> FloatArray:
    """Return the summed `weights` of each rating, by dimension, period and rating."""
    number: IntArray = patterns["number"].to_numpy(np.int64)
    given = patterns[_NAMES].to_numpy(dtype=np.float64, na_value=np.nan)
    return np.array(
        [
            np.column_stack([np.bincount(number, weights * (column == rating), periods) for rating in RATINGS])
            for column in given.T
        ]
    )
