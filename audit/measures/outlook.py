"""The outlook of each debt: when it could be paid at the recent pace, and at the proportions seen of late."""

import math

import pandas as pd

from audit.measures.forecast import forecast_at_current_mix, forecast_without_new_negatives

WINDOW_DAYS = 90
_COLUMNS = (
    *("touchpoint", "debt", "positives", "neutrals", "negatives", "days", "days_low", "days_high"),
    *("drift", "expected_observations", "chance_ever_paid"),
)


def outlook(trusted: pd.DataFrame, recent: pd.DataFrame, ratio: int, window_days: int = WINDOW_DAYS) -> pd.DataFrame:
    """Say for each debt when it could be paid.

    Args:
        trusted: what `audit.measures.trust.trust` returned by touchpoint: `touchpoint`, `debt`.
        recent: outcome days of the last `window_days`: `touchpoint`, `positives`, `neutrals`, `negatives`.
        ratio: k, how many positives one negative owes.
        window_days: how long "of late" is.

    Returns:
        One row a touchpoint in debt, the deepest first: `touchpoint`, `debt`, `positives`, `neutrals`,
        `negatives` (of late), `days`, `days_low`, `days_high` (median and 80 % interval until it is paid should
        nothing negative happen, NaN where no positive was seen to judge a pace by), `drift` (what one
        observation takes off on average), `expected_observations` (NaN where the debt does not shrink),
        `chance_ever_paid` (0-1, NaN where nothing was observed of late).
    """
    lately = recent.groupby("touchpoint")[["positives", "neutrals", "negatives"]].sum()
    owing = trusted[trusted["debt"] > 0].sort_values("debt", ascending=False, kind="stable")
    seen = lately.reindex(owing["touchpoint"], fill_value=0)
    rows = [
        (touchpoint, debt, p, q, r, *_pace(debt, p, window_days), *_mix(debt, (p, q, r), ratio))
        for touchpoint, debt, (p, q, r) in zip(
            owing["touchpoint"], owing["debt"].tolist(), seen.to_numpy().tolist(), strict=True
        )
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def _pace(debt: int, positives: int, window_days: int) -> tuple[float, float, float]:
    told = forecast_without_new_negatives(debt, positives, window_days)
    return (told.median, told.low, told.high) if told else (math.nan, math.nan, math.nan)


def _mix(debt: int, counts: tuple[int, int, int], ratio: int) -> tuple[float, float, float]:
    told = forecast_at_current_mix(debt, *counts, ratio)
    if told is None:
        return math.nan, math.nan, math.nan
    expected = told.expected_observations
    return told.drift, math.nan if expected is None else expected, told.chance_ever_paid
