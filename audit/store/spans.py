"""What was seen in stretches of days, each at one touchpoint or at all of them: counted, not judged."""

from datetime import date
from typing import Any

import pandas as pd

from audit.measures.rows_in_view import rows_in_view
from audit.model.view import View
from audit.store.journey import parts_of_visits
from audit.store.names import in_names_of_today
from audit.store.opening import Store, first
from audit.store.view_filter import IN_VIEW, view_parameters
from audit.store.visit_quantity import GOOD, SCORES
from audit.store.visit_sums import sums_within

_WITHIN = (
    "INNER JOIN stretch ON CAST(stretch.touchpoint_id AS UUID) = seen.touchpoint_id "
    "AND seen.observed_on BETWEEN CAST(stretch.since AS DATE) AND CAST(stretch.until AS DATE)"
)


def rating_patterns(store: Store, view: View, stretches: pd.DataFrame) -> pd.DataFrame:
    """Count the patterns of ratings and outcome met in each stretch.

    Args:
        store: the open store.
        view: which observations count.
        stretches: `number`, `touchpoint` ("" = every one in view), `since`, `until` (days, both included; NaT = none).

    Returns:
        One row a stretch and pattern: `number`, `reliability`, `assurance`, `tangibles`, `empathy`, `responsiveness`
        (1-5, empty = not observed), `outcome`, `n` (observations).
    """
    located = _located(store, view, stretches)
    with store.reading() as cursor:
        cursor.register("stretch", located)
        counted = cursor.execute(
            "SELECT number, reliability, assurance, tangibles, empathy, responsiveness, outcome, COUNT(*) AS n "  # noqa: S608  # the filter of a view has one home
            "FROM (SELECT touchpoint_id, observed_on, reliability, assurance, tangibles, empathy, responsiveness, "
            f"outcome FROM observation WHERE {IN_VIEW}) AS seen {_WITHIN} "
            "GROUP BY number, reliability, assurance, tangibles, empathy, responsiveness, outcome",
            _parameters_within(store, view, located),
        ).df()
        cursor.unregister("stretch")
    return counted


def sums_in_spans(store: Store, view: View, stretches: pd.DataFrame) -> tuple[pd.DataFrame | None, pd.DataFrame | None]:
    """Sum scores, and good and bad moments, over the visits in each stretch; the arguments are `rating_patterns`'s.

    Returns:
        What `audit.store.visit_sums.sums_within` returns of each by `number`; None where no visits are kept.
    """
    spans = _located(store, view, stretches).assign(place="")
    return sums_within(store, SCORES, view, spans), sums_within(store, GOOD, view, spans)


def monthly_patterns(store: Store, view: View) -> pd.DataFrame:
    """Count the patterns of ratings met in each month, where anything was rated.

    Returns:
        One row a touchpoint in view, month and pattern: `touchpoint`, `month` (its first day), `reliability`,
        `assurance`, `tangibles`, `empathy`, `responsiveness` (1-5, empty = not observed), `n` (observations).
    """
    with store.reading() as cursor:
        cursor.register("shown", _shown(store, view))
        counted = cursor.execute(
            "SELECT shown.touchpoint, month, reliability, assurance, tangibles, empathy, responsiveness, n FROM ("  # noqa: S608  # the filter of a view has one home
            "SELECT touchpoint_id, DATE_TRUNC('month', observed_on) AS month, reliability, assurance, tangibles, "
            f"empathy, responsiveness, COUNT(*) AS n FROM observation WHERE {IN_VIEW} "
            "AND touchpoint_id IN (SELECT CAST(touchpoint_id AS UUID) FROM shown) "
            "AND COALESCE(reliability, assurance, tangibles, empathy, responsiveness) IS NOT NULL "
            "GROUP BY touchpoint_id, DATE_TRUNC('month', observed_on), reliability, assurance, tangibles, empathy, "
            "responsiveness) AS counted "
            "INNER JOIN shown ON CAST(shown.touchpoint_id AS UUID) = counted.touchpoint_id",
            view_parameters(store, view),
        ).df()
        cursor.unregister("shown")
    return counted


def median_waits(store: Store, view: View, stretches: pd.DataFrame) -> pd.DataFrame:
    """Return the median wait in each stretch; the arguments are those of `rating_patterns`.

    Returns:
        One row a stretch with a timed wait: `number`, `waits` (how many), `median_wait` (minutes).
    """
    located = _located(store, view, stretches)
    with store.reading() as cursor:
        cursor.register("stretch", located)
        waited = cursor.execute(
            "SELECT number, COUNT(*) AS waits, PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY wait_minutes) "  # noqa: S608  # the filter of a view has one home
            "AS median_wait FROM (SELECT touchpoint_id, observed_on, wait_minutes FROM observation "
            f"WHERE wait_minutes IS NOT NULL AND {IN_VIEW}) AS seen {_WITHIN} GROUP BY number",
            _parameters_within(store, view, located),
        ).df()
        cursor.unregister("stretch")
    return waited


def days_observed(store: Store, view: View) -> tuple[date, date] | None:
    """Return the first and the last day with an observation in `view`, whatever the touchpoint; None without any."""
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                f"SELECT MIN(observed_on), MAX(observed_on) FROM observation WHERE {IN_VIEW}",  # noqa: S608  # the filter of a view has one home
                view_parameters(store, view),
            )
        )
    return (row[0], row[1]) if row and row[0] else None


def _located(store: Store, view: View, stretches: pd.DataFrame) -> pd.DataFrame:
    """Return one row a stretch and touchpoint it looks at, of those the view shows."""
    shown = _shown(store, view)
    keys = dict(zip(shown["touchpoint"], shown["touchpoint_id"], strict=True))  # a view's names are told apart
    columns = ("number", "touchpoint", "since", "until")
    rows = [
        (number, key, since, until)
        for number, name, since, until in zip(*(stretches[column] for column in columns), strict=True)
        for known, key in (keys.items() if until >= since else ())  # never where a day is missing
        if name in {"", known}
    ]
    return pd.DataFrame(rows, columns=["number", "touchpoint_id", "since", "until"])


def _parameters_within(store: Store, view: View, located: pd.DataFrame) -> dict[str, Any]:
    """Return the parameters of the view with no more days than the stretches span, so that no others are read."""
    parameters = view_parameters(store, view)
    if located.empty:
        return parameters
    earliest, latest = located["since"].min().date(), located["until"].max().date()
    return parameters | {"since": max(earliest, view.since or earliest), "until": min(latest, view.until or latest)}


def _shown(store: Store, view: View) -> pd.DataFrame:
    """Return `touchpoint_id` and `touchpoint` of those a view shows."""
    view = in_names_of_today(store, view)
    return rows_in_view(parts_of_visits(store, view.touchpoint), view)[["touchpoint_id", "touchpoint"]]
