"""The grouped reads: observations counted by what the viewer keeps apart. No judgement is made here.

Each is cached until the next write. A touchpoint's names are joined as numbers and put back as categories, since
handing thousands of repeated names from SQL to Python costs as much as counting them.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from audit.errors import UnknownChoiceError
from audit.measures.rows_in_view import rows_in_view
from audit.model.day import MONTH_KEY
from audit.model.view import EVERYTHING, SPLITS, WEEKDAYS, View
from audit.store.hour import hour_text
from audit.store.journey import NUMBERED, touchpoints, whole_visits
from audit.store.names import in_names_of_today
from audit.store.opening import Store
from audit.store.place import places
from audit.store.view_filter import IN_VIEW, groups_shown, view_parameters

_NAMES = ["journey", "stage", "touchpoint"]
STORED = {
    "place": "place_id",
    "channel": "channel",
    "customer_group": "customer_group",
    "method": "method",
    "recognised": "recognised",
    "month": "DATE_TRUNC('month', observed_on)",
    "weekday": "EXTRACT(ISODOW FROM observed_on)",
    "hour": "observed_hour",
}
_NUMBERED = f"INNER JOIN {NUMBERED} AS numbered ON numbered.touchpoint_id = counted.touchpoint_id"
_PLACED = (  # a place's number, for thousands of keys take longer to read than all rows take to count
    "LEFT JOIN (SELECT id, ROW_NUMBER() OVER (ORDER BY name) AS number_of_place FROM place) AS place_numbered "
    "ON place_numbered.id = counted.kept_place"
)
_SELECTED = {"kept_place": "number_of_place AS kept_place"}
DIGITS = (
    "CASE WHEN reliability IS NULL THEN 0 ELSE reliability * 1296 END "
    "+ CASE WHEN assurance IS NULL THEN 0 ELSE assurance * 216 END "
    "+ CASE WHEN tangibles IS NULL THEN 0 ELSE tangibles * 36 END "
    "+ CASE WHEN empathy IS NULL THEN 0 ELSE empathy * 6 END "
    "+ CASE WHEN responsiveness IS NULL THEN 0 ELSE responsiveness END"
)
# up, so that a promise kept here was kept; 0.001 for what binary leaves over
WAIT_SECONDS = (
    "CAST(CASE WHEN wait_minutes <= 60 THEN CEIL(wait_minutes * 60 - 0.001) "
    "ELSE 60 * CEIL(wait_minutes - 0.001) END AS BIGINT)"
)
_SCORED = (
    "(CASE WHEN reliability IS NULL THEN 0 ELSE reliability * 6 + 1 END "
    "+ CASE WHEN assurance IS NULL THEN 0 ELSE assurance * 6 + 1 END "
    "+ CASE WHEN tangibles IS NULL THEN 0 ELSE tangibles * 6 + 1 END "
    "+ CASE WHEN empathy IS NULL THEN 0 ELSE empathy * 6 + 1 END "
    "+ CASE WHEN responsiveness IS NULL THEN 0 ELSE responsiveness * 6 + 1 END)"
)


def outcome_days(
    store: Store, view: View = EVERYTHING, apart: Collection[str] = (), *, of_visits: bool = False
) -> pd.DataFrame:
    """Count outcomes by touchpoint and day.

    Args:
        store: the open store.
        view: which observations count.
        apart: what is kept apart besides the touchpoint, any of `SPLITS`.
        of_visits: whether the visit as a whole counts as one touchpoint more; here and in all others it is left out
            unless the view chooses it, for it is never added to its parts.

    Returns:
        One row a touchpoint, day and combination of `apart`, where anything was observed. Columns: journey,
        stage, touchpoint (categories), what is kept apart ("" = not said, month as "2026-03", weekday as "Monday",
        hour as "09" on the programme's clock), observed_on, positives, neutrals, negatives (counts).
    """
    return _tally(
        store,
        "SELECT {keys}, observed_on, COUNT(*) FILTER (WHERE outcome = 'positive') AS positives, "
        "COUNT(*) FILTER (WHERE outcome = 'neutral') AS neutrals, "
        "COUNT(*) FILTER (WHERE outcome = 'negative') AS negatives "
        "FROM observation WHERE {in_view} GROUP BY {grouped}, observed_on",
        ["observed_on", "positives", "neutrals", "negatives"],
        view,
        apart,
        of_visits=of_visits,
    )


def resolved_days(store: Store, view: View = EVERYTHING, apart: Collection[str] = ()) -> pd.DataFrame:
    """Count the negatives whose recovery the customer confirmed, by touchpoint, day and day of confirmation.

    Returns:
        Columns as `outcome_days`, with resolved_on and negatives (count, part of that day's negatives there).
    """
    return _tally(
        store,
        "SELECT {keys}, observed_on, resolved_on, COUNT(*) AS negatives FROM observation "
        "WHERE resolved_on IS NOT NULL AND outcome = 'negative' AND {in_view} "
        "GROUP BY {grouped}, observed_on, resolved_on",
        ["observed_on", "resolved_on", "negatives"],
        view,
        apart,
    )


def rating_counts(store: Store, view: View = EVERYTHING, apart: Collection[str] = ()) -> pd.DataFrame:
    """Count how often each rating was given, by touchpoint and dimension.

    An observation's five ratings are read as the digits of one number to the base of six (0 = not observed), so
    that all rows are grouped once by one small key and only the few patterns found are counted dimension by
    dimension; counting 25 kinds of rating over every row takes three times as long.

    Returns:
        One row a touchpoint, combination of `apart` and dimension. Columns: journey, stage, touchpoint, what
        is kept apart, dimension, n1..n5 (counts; all 0 where the dimension was not observed), rated (observations
        with a rating on any dimension: the same number in the row of each).
    """
    return _tally(
        store,
        "SELECT {aliases}, dimension, "
        "CAST(COALESCE(SUM(n) FILTER (WHERE MOD(CAST(FLOOR(digits / worth) AS INTEGER), 6) = 1), 0) AS BIGINT) AS n1, "
        "CAST(COALESCE(SUM(n) FILTER (WHERE MOD(CAST(FLOOR(digits / worth) AS INTEGER), 6) = 2), 0) AS BIGINT) AS n2, "
        "CAST(COALESCE(SUM(n) FILTER (WHERE MOD(CAST(FLOOR(digits / worth) AS INTEGER), 6) = 3), 0) AS BIGINT) AS n3, "
        "CAST(COALESCE(SUM(n) FILTER (WHERE MOD(CAST(FLOOR(digits / worth) AS INTEGER), 6) = 4), 0) AS BIGINT) AS n4, "
        "CAST(COALESCE(SUM(n) FILTER (WHERE MOD(CAST(FLOOR(digits / worth) AS INTEGER), 6) = 5), 0) AS BIGINT) AS n5, "
        "CAST(COALESCE(SUM(n) FILTER (WHERE digits > 0), 0) AS BIGINT) AS rated "
        "FROM (SELECT {keys}, {digits} AS digits, COUNT(*) AS n FROM observation WHERE {in_view} "
        "GROUP BY {grouped}, {digits}) AS pattern "
        "CROSS JOIN (VALUES ('reliability', 1296), ('assurance', 216), ('tangibles', 36), ('empathy', 6), "
        "('responsiveness', 1)) AS scale (dimension, worth) GROUP BY {aliases}, dimension",
        ["dimension", "n1", "n2", "n3", "n4", "n5", "rated"],
        view,
        apart,
    )


def score_sums(store: Store, view: View = EVERYTHING, apart: Collection[str] = ()) -> pd.DataFrame:
    """Sum the scores of the observations at each touchpoint; a score is the mean of an observation's ratings.

    An observation's ratings go into one small number to group by: six times their sum, and how many they are. Scores
    are added up in sixtieths, which are whole, so that no sum depends on the order of the rows.

    Returns:
        One row a touchpoint and combination of `apart` with a score. Columns: journey, stage, touchpoint, what is
        kept apart, n (observations with a score), total (sum of scores), squares (sum of squared scores).
    """
    return _tally(
        store,
        "SELECT {aliases}, CAST(SUM(n) AS BIGINT) AS n, CAST(SUM(n * score) AS DOUBLE PRECISION) / 60 AS total, "
        "CAST(SUM(n * score * score) AS DOUBLE PRECISION) / 3600 AS squares "
        "FROM (SELECT {aliases}, n, CAST(60 * FLOOR(scored / 6.0) / MOD(scored, 6) AS BIGINT) AS score "
        "FROM (SELECT {keys}, {scored} AS scored, COUNT(*) AS n FROM observation WHERE {in_view} "
        "GROUP BY {grouped}, {scored}) AS pattern WHERE scored > 0) AS each_score GROUP BY {aliases}",
        ["n", "total", "squares"],
        view,
        apart,
    )


def sightings(
    store: Store, view: View = EVERYTHING, apart: Collection[str] = (), *, of_visits: bool = False
) -> pd.DataFrame:
    """Count the observations at each touchpoint over all days together, with the day of the last; see `outcome_days`.

    Returns:
        One row a touchpoint and combination of `apart`, where anything was observed. Columns: journey, stage,
        touchpoint, what is kept apart, n (observations), positives, negatives (those of n; the rest are neutral),
        last_observed_on (day).
    """
    return _tally(
        store,
        "SELECT {keys}, COUNT(*) AS n, COUNT(*) FILTER (WHERE outcome = 'positive') AS positives, "
        "COUNT(*) FILTER (WHERE outcome = 'negative') AS negatives, MAX(observed_on) AS last_observed_on "
        "FROM observation WHERE {in_view} GROUP BY {grouped}",
        ["n", "positives", "negatives", "last_observed_on"],
        view,
        apart,
        of_visits=of_visits,
    )


def wait_counts(store: Store, view: View = EVERYTHING, apart: Collection[str] = ()) -> pd.DataFrame:
    """Count the waits that were timed at each touchpoint, rounded up: to the second within an hour, then to the minute.

    A wait is longer than a time told in these units exactly when the rounded one is.

    Returns:
        One row a touchpoint, combination of `apart` and length of wait. Columns: journey, stage, touchpoint, what is
        kept apart, wait_seconds, n (observations).
    """
    return _tally(
        store,
        "SELECT {aliases}, wait_seconds, COUNT(*) AS n FROM (SELECT {keys}, {rounded_up} AS wait_seconds "
        "FROM observation WHERE wait_minutes IS NOT NULL AND {in_view}) AS timed GROUP BY {aliases}, wait_seconds",
        ["wait_seconds", "n"],
        view,
        apart,
    )


def _tally(
    store: Store, counting: str, counts: list[str], view: View, apart: Collection[str], *, of_visits: bool = False
) -> pd.DataFrame:
    """Run one of the counting statements above; only words of ours are put into it, what is asked are parameters."""
    for name in apart:
        if name not in SPLITS:
            raise UnknownChoiceError("What to keep apart", name, SPLITS)
    splits = tuple(name for name in SPLITS if name in apart)
    view = in_names_of_today(store, view)
    every_name = replace(view, journeys=(), touchpoint=None)
    # a customer group may be large enough, and too small at one touchpoint
    key = (counting, splits, every_name, groups_shown(store, view))
    frame = store.cached(key, lambda: _counted(store, counting, counts, view, splits))
    if view.journeys or view.touchpoint:
        frame = rows_in_view(frame, view).reset_index(drop=True)
    left_out = () if of_visits or view.touchpoint else whole_visits(store)
    return frame[~frame["touchpoint"].isin(left_out)].reset_index(drop=True) if left_out else frame


def _counted(store: Store, counting: str, counts: list[str], view: View, splits: Collection[str]) -> pd.DataFrame:
    aliases = [f"kept_{name}" for name in splits]
    statement = counting.format(
        keys=", ".join(["touchpoint_id", *(f"{STORED[name]} AS kept_{name}" for name in splits)]),
        grouped=", ".join(["touchpoint_id", *(STORED[name] for name in splits)]),
        aliases=", ".join(["touchpoint_id", *aliases]),
        in_view=IN_VIEW,
        digits=DIGITS,
        rounded_up=WAIT_SECONDS,
        scored=_SCORED,
    )
    columns = ", ".join(["number", *(_SELECTED.get(alias, alias) for alias in aliases), *counts])
    with store.reading() as cursor:
        frame = cursor.execute(
            f"SELECT {columns} FROM ({statement}) AS counted {_NUMBERED} {_PLACED if 'place' in splits else ''}",
            view_parameters(store, view),
        ).df()
    return _named(store, frame, splits)[[*_NAMES, *splits, *counts]]


def _named(store: Store, frame: pd.DataFrame, splits: Collection[str]) -> pd.DataFrame:
    """Put the names back for the numbers, and words for what else is kept apart."""
    names, number = touchpoints(store), frame["number"].to_numpy() - 1
    columns: dict[str, Any] = {}
    for name in _NAMES:
        place, known = pd.factorize(names[name])
        columns[name] = pd.Categorical.from_codes(place[number], categories=known)
    place_names = places(store) if "place" in splits else ()
    for name in splits:
        code, values = pd.factorize(frame[f"kept_{name}"])
        words = np.array([*(_word(name, one, place_names) for one in values), ""], dtype=object)
        columns[name] = words[code]  # what was not said has the code -1
    return frame.assign(**columns)


def _word(name: str, value: Any, place_names: Sequence[str]) -> str:
    """Return what was kept apart as people say it; `place_names` are the places in the order of their numbers."""
    match name:
        case "place":
            return place_names[int(value) - 1]
        case "month":
            return f"{value:{MONTH_KEY}}"
        case "weekday":
            return WEEKDAYS[int(value) - 1]
        case "hour":
            return hour_text(value)
        case _:
            return str(value)
