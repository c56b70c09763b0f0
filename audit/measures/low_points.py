"""The low points of a journey: where it lies surely below its target, and none other of these is surely lower."""

import pandas as pd

from audit.measures.evidence_grade import FEWEST_TO_POINT_AT


def low_points(experience: pd.DataFrame) -> pd.DataFrame:
    """Tell which touchpoints of a journey are its low points, and which were seen lower without it being sure.

    Whatever was rated under `FEWEST_TO_POINT_AT` times is an anecdote: drawn, and never called low.

    Args:
        experience: what `audit.measures.journey.experience` returns for one journey: `rated`, `grade`, `score`, `low`,
            `high` and `target` (1-5, NaN = none) among its columns.

    Returns:
        Its rows in the same order, an index from 0, with `is_judged` (rated often enough, and with a target),
        `is_short` (judged, and the whole 95 % interval below the target), `is_low` (the lowest of the short ones, and
        every other one whose interval overlaps with its), `is_lower_perhaps` (rated, and seen lower than every low
        point; all false where there is none).
    """
    rows = experience.reset_index(drop=True)
    score, low, high, target = (rows[name].astype("float64") for name in ("score", "low", "high", "target"))
    # by visits, since three ratings of one visit are one person's day
    enough = (rows["rated"] >= FEWEST_TO_POINT_AT) & ~rows["grade"].isin(["anecdote", ""]) & score.notna()
    judged = enough & target.notna()
    short = judged & (high < target)
    is_low, lower = short, short & False
    if short.any():
        lowest = int(score.where(short).argmin())
        is_low = short & (low <= high.iloc[lowest])
        lower = ~is_low & (score < score.iloc[lowest])
    return rows.assign(target=target, is_judged=judged, is_short=short, is_low=is_low, is_lower_perhaps=lower)
