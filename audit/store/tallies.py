"""The grouped reads: observations counted by what the viewer keeps apart. No judgement is made here.

Each is recalled until the next write. A touchpoint's names are joined as numbers and put back as categories, since
handing thousands of repeated names from SQL to Python costs as much as counting them.
"""

from collections.abc import Collection
from typing import Any

import pandas as pd

from audit.errors import UnknownChoiceError
from audit.model.keys import key_of
from audit.model.view import EVERYTHING, SPLITS, View
from audit.store.journey import touchpoints
from audit.store.opening import Store

_NAMES = ["journey", "stage", "touchpoint"]
_STORED = {
    "place": "place_id",
    "channel": "channel",
    "customer_group": "customer_group",
    "method": "method",
    "month": "DATE_TRUNC('month', observed_on)",
}
_IN_VIEW = (
    "withdrawn_at IS NULL "
    "AND (CAST($since AS DATE) IS NULL OR observed_on >= $since) "
    "AND (CAST($until AS DATE) IS NULL OR observed_on <= $until) "
    "AND (CAST($place_id AS UUID) IS NULL OR place_id = $place_id) "
    "AND (CAST($channel AS TEXT) IS NULL OR channel = $channel) "
    "AND (CAST($customer_group AS TEXT) IS NULL OR customer_group = $customer_group) "
    "AND (CAST($method AS TEXT) IS NULL OR method = $method)"
)
_NUMBERED = (  # in the order of `touchpoints`, whose rows the numbers are
    "INNER JOIN (SELECT touchpoint_id, ROW_NUMBER() OVER ("
    "ORDER BY journey_position, journey, stage_position, position, touchpoint) AS number FROM named_touchpoint"
    ") AS numbered ON numbered.touchpoint_id = counted.touchpoint_id"
)
_DIGITS = (
    "CASE WHEN reliability IS NULL THEN 0 ELSE reliability * 1296 END "
    "+ CASE WHEN assurance IS NULL THEN 0 ELSE assurance * 216 END "
    "+ CASE WHEN tangibles IS NULL THEN 0 ELSE tangibles * 36 END "
    "+ CASE WHEN empathy IS NULL THEN 0 ELSE empathy * 6 END "
    "+ CASE WHEN responsiveness IS NULL THEN 0 ELSE responsiveness END"
)


def outcome_days(store: Store, view: View = EVERYTHING, apart: Collection[str] = ()) -> pd.DataFrame:
    """Count outcomes by touchpoint and day.

    Args:
        store: the open store.
        view: which observations count.
        apart: what is kept apart besides the touchpoint, any of place, channel, customer_group, method, month.

    Returns:
        One row a touchpoint, day and combination of `apart`, where anything was observed. Columns: journey,
        stage, touchpoint (categories), what is kept apart ("" = not said, month as "2026-03"), observed_on,
        positives, neutrals, negatives (counts).
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
        is kept apart, dimension, n1..n5 (counts; all 0 where the dimension was not observed).
    """
    return _tally(
        store,
        "SELECT {aliases}, dimension, "
        "CAST(COALESCE(SUM(n) FILTER (WHERE MOD(CAST(FLOOR(digits / worth) AS INTEGER), 6) = 1), 0) AS BIGINT) AS n1, "
        "CAST(COALESCE(SUM(n) FILTER (WHERE MOD(CAST(FLOOR(digits / worth) AS INTEGER), 6) = 2), 0) AS BIGINT) AS n2, "
        "CAST(COALESCE(SUM(n) FILTER (WHERE MOD(CAST(FLOOR(digits / worth) AS INTEGER), 6) = 3), 0) AS BIGINT) AS n3, "
        "CAST(COALESCE(SUM(n) FILTER (WHERE MOD(CAST(FLOOR(digits / worth) AS INTEGER), 6) = 4), 0) AS BIGINT) AS n4, "
        "CAST(COALESCE(SUM(n) FILTER (WHERE MOD(CAST(FLOOR(digits / worth) AS INTEGER), 6) = 5), 0) AS BIGINT) AS n5 "
        "FROM (SELECT {keys}, {digits} AS digits, COUNT(*) AS n FROM observation WHERE {in_view} "
        "GROUP BY {grouped}, {digits}) AS pattern "
        "CROSS JOIN (VALUES ('reliability', 1296), ('assurance', 216), ('tangibles', 36), ('empathy', 6), "
        "('responsiveness', 1)) AS scale (dimension, worth) GROUP BY {aliases}, dimension",
        ["dimension", "n1", "n2", "n3", "n4", "n5"],
        view,
        apart,
    )


def score_sums(store: Store, view: View = EVERYTHING) -> pd.DataFrame:
    """Sum the scores of the observations at each touchpoint; a score is the mean of an observation's ratings.

    Returns:
        One row a touchpoint with a score. Columns: journey, stage, touchpoint, n (observations with a score),
        total (sum of scores), squares (sum of squared scores).
    """
    return _tally(
        store,
        "SELECT {aliases}, CAST(SUM(n) AS BIGINT) AS n, SUM(n * total / ratings) AS total, "
        "SUM(n * (total / ratings) * (total / ratings)) AS squares FROM (SELECT {keys}, "
        "CAST(COALESCE(reliability, 0) + COALESCE(assurance, 0) + COALESCE(tangibles, 0) "
        "+ COALESCE(empathy, 0) + COALESCE(responsiveness, 0) AS DOUBLE PRECISION) AS total, "
        "(CASE WHEN reliability IS NULL THEN 0 ELSE 1 END) + (CASE WHEN assurance IS NULL THEN 0 ELSE 1 END) "
        "+ (CASE WHEN tangibles IS NULL THEN 0 ELSE 1 END) + (CASE WHEN empathy IS NULL THEN 0 ELSE 1 END) "
        "+ (CASE WHEN responsiveness IS NULL THEN 0 ELSE 1 END) AS ratings, COUNT(*) AS n FROM observation "
        "WHERE {in_view} GROUP BY 1, 2, 3) AS scored WHERE ratings > 0 GROUP BY {aliases}",
        ["n", "total", "squares"],
        view,
        (),
    )


def _tally(store: Store, counting: str, counts: list[str], view: View, apart: Collection[str]) -> pd.DataFrame:
    """Run one of the counting statements above; only words of ours are put into it, what is asked are parameters."""
    for name in apart:
        if name not in SPLITS:
            raise UnknownChoiceError("What to keep apart", name, SPLITS)
    kept = tuple(name for name in SPLITS if name in apart)
    asked = (view.since, view.until, view.place, view.channel, view.customer_group, view.method)
    frame = store.recall((counting, kept, asked), lambda: _counted(store, counting, counts, view, kept))
    for name, chosen in (("journey", view.journey), ("touchpoint", view.touchpoint)):
        if chosen:
            frame = frame[frame[name] == chosen].reset_index(drop=True)
    return frame


def _counted(store: Store, counting: str, counts: list[str], view: View, kept: Collection[str]) -> pd.DataFrame:
    aliases = [f"kept_{name}" for name in kept]
    statement = counting.format(
        keys=", ".join(["touchpoint_id", *(f"{_STORED[name]} AS kept_{name}" for name in kept)]),
        grouped=", ".join(["touchpoint_id", *(_STORED[name] for name in kept)]),
        aliases=", ".join(["touchpoint_id", *aliases]),
        in_view=_IN_VIEW,
        digits=_DIGITS,
    )
    told = ", ".join(["number", *aliases, *counts])
    asked = {name: getattr(view, name) for name in ("since", "until", "channel", "customer_group", "method")}
    with store.reading() as cursor:
        frame = cursor.execute(
            f"SELECT {told} FROM ({statement}) AS counted {_NUMBERED}",
            asked | {"place_id": key_of("place", view.place) if view.place else None},
        ).df()
        places = cursor.execute("SELECT CAST(id AS TEXT), name FROM place").fetchall() if "place" in kept else []
    return _named(frame, touchpoints(store), dict(places))[[*_NAMES, *kept, *counts]]


def _named(frame: pd.DataFrame, names: pd.DataFrame, places: dict[str, str]) -> pd.DataFrame:
    """Put the names back for the numbers, and words for what else is kept apart."""
    number = frame["number"].to_numpy() - 1
    columns: dict[str, Any] = {}
    for name in _NAMES:
        known, place = pd.factorize(names[name])[::-1]
        columns[name] = pd.Categorical.from_codes(place[number], categories=known)
    if "kept_place" in frame:
        columns["place"] = [places.get(str(key), "") for key in frame["kept_place"]]
    if "kept_month" in frame:
        columns["month"] = pd.to_datetime(frame["kept_month"]).dt.strftime("%Y-%m")
    for name in ("channel", "customer_group", "method"):
        if f"kept_{name}" in frame:
            columns[name] = frame[f"kept_{name}"]
    return frame.assign(**columns)
