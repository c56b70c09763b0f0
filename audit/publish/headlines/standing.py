"""What is surely good, and how scores stand beside the team's own standards, no surer than the figures are."""

from typing import Any

import pandas as pd

from audit.measures.evidence_grade import WEAK_GRADES
from audit.measures.hot_spot import STANDARD
from audit.model.number import rounded
from audit.publish.headlines.words import counted

_MOST_NAMED = 5
BELOW, ABOVE = "below the minimum", "above the target"


def surely_good_sentence(ranked: pd.DataFrame) -> str:
    """Say which touchpoints surely lie above what they are held to, or that none does.

    Args:
        ranked: what `audit.measures.surely_good.surely_good` returns, at least one row.
    """
    good = ranked[ranked["is_surely_good"]]
    if good.empty:
        many = "no touchpoint" if len(ranked) > 1 else "the only touchpoint rated here"
        does = "surely lies" if len(ranked) > 1 else "does not surely lie"
        return f"Nothing yet: {many} {does} above its target, or above 4 where none is set."
    named = [f"{row['touchpoint']} ({_bound(row)})" for row in good.head(_MOST_NAMED).to_dict("records")]
    more = f" and {len(good) - _MOST_NAMED:,} more" if len(good) > _MOST_NAMED else ""
    return f"{len(good):,} of {counted(len(ranked), 'rated touchpoint')}: {', '.join(named)}{more}."


def standards_sentence(beside: pd.DataFrame) -> str:
    """Say where scores surely lie below the minimum the team has set itself, or how they stand where none does.

    Args:
        beside: what `audit.figures.standards` returns, at least one row.
    """
    low = beside[beside["zone"] == BELOW]
    sure = low[_surely(low)]
    held = f"{counted(len(beside), 'score')} held to a standard"
    if len(sure):
        return f"Of {held}, {_many(len(sure), 'lies', 'lie')} surely below our minimum: {_furthest(sure)}."
    if len(low):
        return f"Of {held}, none lies surely below our minimum; perhaps {_furthest(low)}."
    high = beside[(beside["zone"] == ABOVE) & _surely(beside)]
    above = (
        f"{_many(len(high), 'lies', 'lie')} surely above our target" if len(high) else "none surely above our target"
    )
    return f"Of {held}, none lies below our minimum, and {above}."


def _bound(row: dict[Any, Any]) -> str:
    # Cut, never rounded up: "above 4.2" must stay true.
    held = f", held to {row['standard']:g}" if row["standard"] != STANDARD else ""
    return f"surely above {max(int(10 * row['lower']) / 10, row['standard']):g}{held}"


def _surely(beside: pd.DataFrame) -> "pd.Series[bool]":
    """Return whether a score surely lies where it lies, which a few ratings alone never say."""
    return beside["whole_interval_in_zone"].astype("bool") & ~beside["grade"].isin(WEAK_GRADES)


def _many(n: int, one: str, many: str) -> str:
    return f"{n} {one if n == 1 else many}"


def _furthest(rows: pd.DataFrame) -> str:
    """Say which score lies furthest below the minimum, and by how much."""
    row = rows.sort_values(["adequacy", "touchpoint", "dimension"]).iloc[0]
    which = ", furthest of them" if len(rows) > 1 else ""
    short = rounded(-row["adequacy"])
    much = "under 0.1" if short == "0.0" else short
    return f"{row['dimension']} at {row['touchpoint']}{which}, {much} below {row['minimum']:g} (n {row['n']:,})"
