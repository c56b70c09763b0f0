"""From finding to answer: how many bad experiences were found, owned and answered to staff, and how soon."""

from collections.abc import Sequence

import pandas as pd

STEPS = ("owned", "answered")
COLUMNS = ["negatives", *(f"{step}{what}" for step in STEPS for what in ("", "_share", "_median_days"))]


def answered(days: pd.DataFrame, by: Sequence[str] = ("touchpoint",)) -> pd.DataFrame:
    """Sum up what was found, owned and answered.

    Each step is counted by itself: what is answered need not have had an owner. A median is the least number of whole
    days within which half or more of those owned, or answered, were.

    Args:
        days: `touchpoint`, `observed_on`, `owned_on`, `answered_on` (NaT = not), `n` (bad experiences, at least 1).
        by: ("touchpoint",), or () for all of them in one row.

    Returns:
        One row a touchpoint with a bad experience, the most unanswered first, those alike as in `days`:
        `touchpoint`, `negatives` (found), `owned`, `owned_share` (0-1 of those found), `owned_median_days` (from the
        experience; NaN = none was), `answered`, `answered_share`, `answered_median_days`. One row of counts, even of
        none, where `by` is ().
    """
    each = days.assign(every="")
    keys = list(by) or ["every"]
    rows = each.groupby(keys, sort=False)[["n"]].sum().rename(columns={"n": "negatives"})
    if not by:
        rows = rows.reindex([""], fill_value=0)
    for step in STEPS:
        rows = rows.join(_reached(each, keys, step))
        counts = rows[step].fillna(0).astype("int64")
        share = (counts / rows["negatives"].where(rows["negatives"] > 0)).astype("float64")
        rows[step], rows[f"{step}_share"] = counts, share
    left = rows.assign(left=rows["negatives"] - rows["answered"]).rename_axis(keys)
    ranked = left.sort_values(["left", "negatives"], ascending=False, kind="stable").reset_index()
    return ranked[[*by, *COLUMNS]]


def _reached(each: pd.DataFrame, keys: list[str], step: str) -> pd.DataFrame:
    """Return how many reached a step, and the days within which half of those or more did."""
    those = each[each[f"{step}_on"].notna()]
    days = (those[f"{step}_on"] - those["observed_on"]).dt.days
    spread = those[keys].assign(days=days).loc[those.index.repeat(those["n"])]  # an exact median from counts
    grouped = spread.groupby(keys)["days"]
    median = grouped.quantile(0.5, interpolation="lower").astype("float64")
    return pd.DataFrame({step: grouped.size(), f"{step}_median_days": median})
