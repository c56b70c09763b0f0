"""The visits made on the days, at the place and to the touchpoints that a service reports on."""

from typing import Any

import numpy as np
import pandas as pd

from audit.measures.intervals import IntArray

OUTCOMES = ["positives", "neutrals", "negatives"]

_WHERE = ["service", "touchpoint", "place"]
_NOWHERE: IntArray = np.empty(0, dtype=np.int64)
_EVER = 10_000_000  # days, more than any calendar has


def visits_within(periods: pd.DataFrame, group: IntArray, outcomes: pd.DataFrame, belongs: pd.DataFrame) -> IntArray:
    """Count the visits within the periods of each group, each visit at most once in a group.

    Args:
        periods: `service`, `touchpoint` ("" = the whole service), `place` ("" = everywhere), `period_start`,
            `period_end` (the first day after it).
        group: the number of each period's group, from 0 without gaps; a group has one service, touchpoint and place.
        outcomes: `touchpoint`, `place`, `observed_on`, `positives`, `neutrals`, `negatives` (counts).
        belongs: `service`, `touchpoint` as in `periods`, `seen_at` the touchpoint as `outcomes` names it.

    Returns:
        One row a group: positives, neutrals, negatives; 0 where nobody visited.
    """
    start, end = _each_day_once(periods, group)
    days, counts = as_days(outcomes["observed_on"]), outcomes[OUTCOMES].to_numpy(dtype=np.int64)
    rows_of = _rows_by_place(outcomes)
    names_of = belongs.groupby(["service", "touchpoint"])["seen_at"].unique().to_dict()
    scopes: dict[Any, Any] = periods.groupby(_WHERE).indices
    visits = np.zeros((int(group.max(initial=-1)) + 1, len(OUTCOMES)), dtype=np.int64)
    for (service, touchpoint, place), here in scopes.items():
        names = names_of.get((service, touchpoint), ())
        rows = np.concatenate([_NOWHERE, *(rows_of.get((name, place), _NOWHERE) for name in names)])
        rows = rows[np.argsort(days[rows], kind="stable")]
        up_to = np.vstack([np.zeros((1, len(OUTCOMES)), dtype=np.int64), counts[rows].cumsum(axis=0)])
        first, last = (np.searchsorted(days[rows], bound[here]) for bound in (start, end))
        np.add.at(visits, group[here], up_to[last] - up_to[first])
    return visits


def spans(periods: pd.DataFrame, group: IntArray, belongs: pd.DataFrame) -> pd.DataFrame:
    """Return the days, touchpoints and places that `visits_within` counts, one row each: no visit is in two of a group.

    Returns:
        `number` (of the group), `seen_at` (the touchpoint), `place` ("" = everywhere), `since`, `until` (days, both
        included).
    """
    start, end = _each_day_once(periods, group)
    days = {"since": start.astype("datetime64[D]"), "until": (end - 1).astype("datetime64[D]")}
    rows = periods[_WHERE].assign(number=group, **{name: pd.to_datetime(each) for name, each in days.items()})
    named = belongs[["service", "touchpoint", "seen_at"]].drop_duplicates()
    matched = rows[rows["until"] >= rows["since"]].merge(named, on=["service", "touchpoint"])
    return matched[["number", "seen_at", "place", "since", "until"]]


def as_days(moments: "pd.Series[pd.Timestamp]") -> IntArray:
    """Return calendar days as whole numbers."""
    return moments.to_numpy(dtype="datetime64[D]").astype(np.int64)


def _each_day_once(periods: pd.DataFrame, group: IntArray) -> tuple[IntArray, IntArray]:
    """Return first day and day after the last of each period, cut so that none overlaps an earlier one of its group."""
    start, end = as_days(periods["period_start"]), as_days(periods["period_end"])
    order = np.lexsort((end, start, group))
    shift = group[order] * _EVER  # each group begins above the end of the one before, so one sweep serves all
    reached = np.maximum.accumulate(end[order] + shift)
    before = np.concatenate([[-_EVER], reached[:-1]]) - shift
    start[order] = np.maximum(start[order], before)  # a visit on a day that two periods cover is one visit
    return start, np.maximum(start, end)


def _rows_by_place(outcomes: pd.DataFrame) -> dict[tuple[str, str], IntArray]:
    """Return which rows of `outcomes` belong to each touchpoint and place, and under the place "" to all places."""
    everywhere: dict[Any, Any] = outcomes.groupby("touchpoint", observed=True).indices
    at_places: dict[Any, Any] = outcomes.groupby(["touchpoint", "place"], observed=True).indices
    return {**at_places, **{(touchpoint, ""): rows for touchpoint, rows in everywhere.items()}}
