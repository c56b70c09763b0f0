"""The grouped reads: observations counted by what the viewer keeps apart. No judgement is made here."""

from collections.abc import Collection
from typing import Any

import pandas as pd

from audit.errors import UnknownChoiceError
from audit.model.keys import key_of
from audit.model.view import EVERYTHING, SPLITS, View
from audit.store.opening import Store

_TOUCHPOINT = ["journey", "stage", "touchpoint"]


def outcome_days(store: Store, view: View = EVERYTHING, apart: Collection[str] = ()) -> pd.DataFrame:
    """Count outcomes by touchpoint and day.

    Args:
        store: the open store.
        view: which observations count.
        apart: what is kept apart besides the touchpoint, any of place, channel, customer_group, method, month.

    Returns:
        One row a touchpoint, day and combination of `apart`, where anything was observed. Columns: journey,
        stage, touchpoint, what is kept apart ("" = not said), observed_on, positives, neutrals, negatives (counts).
    """
    with store.reading() as cursor:
        frame = cursor.execute(
            "WITH counted AS ("
            "SELECT touchpoint_id, "
            "CASE WHEN CAST($by_place AS BOOLEAN) THEN place_id END AS place_id, "
            "CASE WHEN CAST($by_channel AS BOOLEAN) THEN channel END AS channel, "
            "CASE WHEN CAST($by_customer_group AS BOOLEAN) THEN customer_group END AS customer_group, "
            "CASE WHEN CAST($by_method AS BOOLEAN) THEN method END AS method, observed_on, "
            "COUNT(*) FILTER (WHERE outcome = 'positive') AS positives, "
            "COUNT(*) FILTER (WHERE outcome = 'neutral') AS neutrals, "
            "COUNT(*) FILTER (WHERE outcome = 'negative') AS negatives "
            "FROM observation WHERE withdrawn_at IS NULL "
            "AND (CAST($since AS DATE) IS NULL OR observed_on >= $since) "
            "AND (CAST($until AS DATE) IS NULL OR observed_on <= $until) "
            "AND (CAST($place_id AS UUID) IS NULL OR place_id = $place_id) "
            "AND (CAST($channel AS TEXT) IS NULL OR channel = $channel) "
            "AND (CAST($customer_group AS TEXT) IS NULL OR customer_group = $customer_group) "
            "AND (CAST($method AS TEXT) IS NULL OR method = $method) "
            "GROUP BY 1, 2, 3, 4, 5, 6) "
            "SELECT journey, stage, touchpoint, COALESCE(place.name, '') AS place, "
            "COALESCE(counted.channel, '') AS channel, COALESCE(customer_group, '') AS customer_group, "
            "COALESCE(method, '') AS method, observed_on, positives, neutrals, negatives FROM counted "
            "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = counted.touchpoint_id "
            "LEFT JOIN place ON place.id = counted.place_id "
            "WHERE (CAST($journey AS TEXT) IS NULL OR journey = $journey) "
            "AND (CAST($touchpoint AS TEXT) IS NULL OR touchpoint = $touchpoint)",
            _choices(view, apart),
        ).df()
    return _kept_apart(frame, apart, ["observed_on", "positives", "neutrals", "negatives"])


def resolved_days(store: Store, view: View = EVERYTHING, apart: Collection[str] = ()) -> pd.DataFrame:
    """Count the negatives whose recovery the customer confirmed, by touchpoint, day and day of confirmation.

    Returns:
        Columns as `outcome_days`, with resolved_on and negatives (count, part of that day's negatives there).
    """
    with store.reading() as cursor:
        frame = cursor.execute(
            "WITH counted AS ("
            "SELECT touchpoint_id, "
            "CASE WHEN CAST($by_place AS BOOLEAN) THEN place_id END AS place_id, "
            "CASE WHEN CAST($by_channel AS BOOLEAN) THEN channel END AS channel, "
            "CASE WHEN CAST($by_customer_group AS BOOLEAN) THEN customer_group END AS customer_group, "
            "CASE WHEN CAST($by_method AS BOOLEAN) THEN method END AS method, observed_on, resolved_on, "
            "COUNT(*) AS negatives FROM observation "
            "WHERE resolved_on IS NOT NULL AND withdrawn_at IS NULL AND outcome = 'negative' "
            "AND (CAST($since AS DATE) IS NULL OR observed_on >= $since) "
            "AND (CAST($until AS DATE) IS NULL OR observed_on <= $until) "
            "AND (CAST($place_id AS UUID) IS NULL OR place_id = $place_id) "
            "AND (CAST($channel AS TEXT) IS NULL OR channel = $channel) "
            "AND (CAST($customer_group AS TEXT) IS NULL OR customer_group = $customer_group) "
            "AND (CAST($method AS TEXT) IS NULL OR method = $method) "
            "GROUP BY 1, 2, 3, 4, 5, 6, 7) "
            "SELECT journey, stage, touchpoint, COALESCE(place.name, '') AS place, "
            "COALESCE(counted.channel, '') AS channel, COALESCE(customer_group, '') AS customer_group, "
            "COALESCE(method, '') AS method, observed_on, resolved_on, negatives FROM counted "
            "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = counted.touchpoint_id "
            "LEFT JOIN place ON place.id = counted.place_id "
            "WHERE (CAST($journey AS TEXT) IS NULL OR journey = $journey) "
            "AND (CAST($touchpoint AS TEXT) IS NULL OR touchpoint = $touchpoint)",
            _choices(view, apart),
        ).df()
    return _kept_apart(frame, apart, ["observed_on", "resolved_on", "negatives"])


def rating_counts(store: Store, view: View = EVERYTHING, apart: Collection[str] = ()) -> pd.DataFrame:
    """Count how often each rating was given, by touchpoint and dimension.

    An observation's five ratings are read as the digits of one number to the base of six (0 = not observed), so
    that all rows are grouped once by one small key and only the few patterns found are counted dimension by
    dimension; counting 25 kinds of rating over every row takes three times as long.

    Returns:
        One row a touchpoint, combination of `apart` and dimension. Columns: journey, stage, touchpoint, what
        is kept apart (month as "2026-03"), dimension, n1..n5 (counts; all 0 where the dimension was not observed).
    """
    with store.reading() as cursor:
        frame = cursor.execute(
            "WITH pattern AS ("
            "SELECT touchpoint_id, "
            "CASE WHEN CAST($by_place AS BOOLEAN) THEN place_id END AS place_id, "
            "CASE WHEN CAST($by_channel AS BOOLEAN) THEN channel END AS channel, "
            "CASE WHEN CAST($by_customer_group AS BOOLEAN) THEN customer_group END AS customer_group, "
            "CASE WHEN CAST($by_method AS BOOLEAN) THEN method END AS method, "
            "CASE WHEN CAST($by_month AS BOOLEAN) THEN DATE_TRUNC('month', observed_on) END AS month, "
            "COALESCE(reliability, 0) * 1296 + COALESCE(assurance, 0) * 216 + COALESCE(tangibles, 0) * 36 "
            "+ COALESCE(empathy, 0) * 6 + COALESCE(responsiveness, 0) AS digits, COUNT(*) AS n FROM observation "
            "WHERE withdrawn_at IS NULL "
            "AND (CAST($since AS DATE) IS NULL OR observed_on >= $since) "
            "AND (CAST($until AS DATE) IS NULL OR observed_on <= $until) "
            "AND (CAST($place_id AS UUID) IS NULL OR place_id = $place_id) "
            "AND (CAST($channel AS TEXT) IS NULL OR channel = $channel) "
            "AND (CAST($customer_group AS TEXT) IS NULL OR customer_group = $customer_group) "
            "AND (CAST($method AS TEXT) IS NULL OR method = $method) "
            "GROUP BY 1, 2, 3, 4, 5, 6, 7), "
            "rated AS (SELECT touchpoint_id, place_id, channel, customer_group, method, month, place, dimension, n, "
            "MOD(CAST(FLOOR(digits / worth) AS INTEGER), 6) AS rating FROM pattern CROSS JOIN (VALUES "
            "(1, 'reliability', 1296), (2, 'assurance', 216), (3, 'tangibles', 36), (4, 'empathy', 6), "
            "(5, 'responsiveness', 1)) AS scale (place, dimension, worth)), "
            "counted AS (SELECT touchpoint_id, place_id, channel, customer_group, method, month, "
            "place AS dimension_position, dimension, "
            "CAST(COALESCE(SUM(n) FILTER (WHERE rating = 1), 0) AS BIGINT) AS n1, "
            "CAST(COALESCE(SUM(n) FILTER (WHERE rating = 2), 0) AS BIGINT) AS n2, "
            "CAST(COALESCE(SUM(n) FILTER (WHERE rating = 3), 0) AS BIGINT) AS n3, "
            "CAST(COALESCE(SUM(n) FILTER (WHERE rating = 4), 0) AS BIGINT) AS n4, "
            "CAST(COALESCE(SUM(n) FILTER (WHERE rating = 5), 0) AS BIGINT) AS n5 "
            "FROM rated GROUP BY 1, 2, 3, 4, 5, 6, 7, 8) "
            "SELECT journey, stage, touchpoint, COALESCE(place.name, '') AS place, "
            "COALESCE(counted.channel, '') AS channel, COALESCE(customer_group, '') AS customer_group, "
            "COALESCE(method, '') AS method, month, dimension, n1, n2, n3, n4, n5 FROM counted "
            "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = counted.touchpoint_id "
            "LEFT JOIN place ON place.id = counted.place_id "
            "WHERE (CAST($journey AS TEXT) IS NULL OR journey = $journey) "
            "AND (CAST($touchpoint AS TEXT) IS NULL OR touchpoint = $touchpoint) "
            "ORDER BY journey_position, stage_position, position, month, dimension_position",
            {**_choices(view, apart), "by_month": "month" in apart},
        ).df()
    return _kept_apart(frame, apart, ["dimension", "n1", "n2", "n3", "n4", "n5"])


def score_sums(store: Store, view: View = EVERYTHING) -> pd.DataFrame:
    """Sum the scores of the observations at each touchpoint; a score is the mean of an observation's ratings.

    Returns:
        One row a touchpoint with a score. Columns: journey, stage, touchpoint, n (observations with a score),
        total (sum of scores), squares (sum of squared scores).
    """
    with store.reading() as cursor:
        return cursor.execute(
            "WITH scored AS ("
            "SELECT touchpoint_id, CAST(COALESCE(reliability, 0) + COALESCE(assurance, 0) + COALESCE(tangibles, 0) "
            "+ COALESCE(empathy, 0) + COALESCE(responsiveness, 0) AS DOUBLE PRECISION) AS total, "
            "(CASE WHEN reliability IS NULL THEN 0 ELSE 1 END) + (CASE WHEN assurance IS NULL THEN 0 ELSE 1 END) "
            "+ (CASE WHEN tangibles IS NULL THEN 0 ELSE 1 END) + (CASE WHEN empathy IS NULL THEN 0 ELSE 1 END) "
            "+ (CASE WHEN responsiveness IS NULL THEN 0 ELSE 1 END) AS ratings, COUNT(*) AS n FROM observation "
            "WHERE withdrawn_at IS NULL "
            "AND (CAST($since AS DATE) IS NULL OR observed_on >= $since) "
            "AND (CAST($until AS DATE) IS NULL OR observed_on <= $until) "
            "AND (CAST($place_id AS UUID) IS NULL OR place_id = $place_id) "
            "AND (CAST($channel AS TEXT) IS NULL OR channel = $channel) "
            "AND (CAST($customer_group AS TEXT) IS NULL OR customer_group = $customer_group) "
            "AND (CAST($method AS TEXT) IS NULL OR method = $method) "
            "GROUP BY 1, 2, 3) "
            "SELECT journey, stage, touchpoint, CAST(SUM(n) AS BIGINT) AS n, SUM(n * total / ratings) AS total, "
            "SUM(n * (total / ratings) * (total / ratings)) AS squares FROM scored "
            "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = scored.touchpoint_id "
            "WHERE ratings > 0 AND (CAST($journey AS TEXT) IS NULL OR journey = $journey) "
            "AND (CAST($touchpoint AS TEXT) IS NULL OR touchpoint = $touchpoint) "
            "GROUP BY journey, stage, touchpoint, journey_position, stage_position, position "
            "ORDER BY journey_position, stage_position, position",
            _filters(view),
        ).df()


def _filters(view: View) -> dict[str, Any]:
    return {
        "since": view.since,
        "until": view.until,
        "journey": view.journey,
        "touchpoint": view.touchpoint,
        "place_id": key_of("place", view.place) if view.place else None,
        "channel": view.channel,
        "customer_group": view.customer_group,
        "method": view.method,
    }


def _choices(view: View, apart: Collection[str]) -> dict[str, Any]:
    for name in apart:
        if name not in SPLITS:
            raise UnknownChoiceError("What to keep apart", name, SPLITS)
    stored = [name for name in SPLITS if name != "month"]
    return _filters(view) | {f"by_{name}": name in apart for name in stored}


def _kept_apart(frame: pd.DataFrame, apart: Collection[str], counted: list[str]) -> pd.DataFrame:
    if "month" in apart:
        month = frame["month"] if "month" in frame else frame["observed_on"]
        frame = frame.assign(month=pd.to_datetime(month).dt.strftime("%Y-%m"))
    return frame[[*_TOUCHPOINT, *(name for name in SPLITS if name in apart), *counted]]
