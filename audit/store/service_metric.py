"""What the services report of themselves: imported shares period by period, and tickets counted month by month."""

import pandas as pd

from audit.model.view import EVERYTHING, View
from audit.store.names import in_names_of_today, touchpoint_names
from audit.store.opening import Store
from audit.store.view_filter import among, listed

_NAMES = ["service", "touchpoint", "place", "metric"]
_SHARES = ["target_share", "attained_share"]
_COUNTS = ["met", "total"]
_COLUMNS = [*_NAMES, "period_start", "period_end", *_SHARES, *_COUNTS]
_TODAY = "COALESCE(named.touchpoint, seen.touchpoint)"  # what names no touchpoint alone stays as it was reported
_NAMED = "LEFT JOIN named_touchpoint AS named ON named.touchpoint_id = seen.touchpoint_id"


def service_metrics(store: Store, view: View = EVERYTHING) -> pd.DataFrame:
    """Return how much of its work each service says met the target, period by period.

    Imported service metrics come as they were reported, where their period overlaps the days of `view`. Tickets are
    counted by the calendar month they were closed in, those closed on a day of `view` only. A metric knows no
    journey, channel, customer group or method, and may speak of a whole service, so of `view` only the days and the
    places narrow what is returned; a metric without a place speaks of all places and is left out when some are asked
    for.

    Args:
        store: the open store.
        view: which days, and which places.

    Returns:
        One row a service, touchpoint, place, metric and period, in that order. Columns: service, touchpoint, place
        ("" = not said), metric, period_start, period_end (datetime64; the first day after the period), target_share
        (Float64, 0-1, <NA> = none was set), attained_share (Float64, 0-1; of tickets met / total), met, total (Int64,
        <NA> = only the share was reported).
    """
    view = in_names_of_today(store, view)
    key = (view.since, view.until, view.places)
    return store.cached(("service_metrics", key), lambda: _service_metrics(store, view))


def fasten_metrics(store: Store) -> None:
    """Let service metrics and tickets that name one touchpoint alone belong to it, whatever it is called later."""
    with store.writing() as cursor:
        names = touchpoint_names(store)
        for word in names_reported(store):
            if not names.sharing(word) and (key := names.key_of(word)):
                for table in ("service_metric", "ticket"):
                    cursor.execute(
                        f"UPDATE {table} SET touchpoint_id = CAST($key AS UUID) "  # noqa: S608  # our words
                        "WHERE touchpoint_id IS NULL AND touchpoint = $word",
                        {"key": key, "word": word},
                    )


def names_reported(store: Store) -> tuple[str, ...]:
    """Return the names by which service metrics and tickets speak of touchpoints, where that is not one alone."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT touchpoint FROM service_metric WHERE touchpoint_id IS NULL AND touchpoint <> '' "
            "UNION SELECT touchpoint FROM ticket WHERE touchpoint_id IS NULL AND touchpoint <> '' ORDER BY touchpoint"
        ).fetchall()
    return tuple(word for (word,) in rows)


def _service_metrics(store: Store, view: View) -> pd.DataFrame:
    reported, counted = _reported(store, view), _counted(store, view)
    # tickets come by calendar month, whose end no ticket says
    counted["period_end"] = counted["period_start"] + pd.offsets.MonthBegin()
    counted["attained_share"] = counted["met"] / counted["total"]
    kinds = dict.fromkeys(_NAMES, "str") | dict.fromkeys(("period_start", "period_end"), "datetime64[us]")
    kinds |= dict.fromkeys(_SHARES, "Float64") | dict.fromkeys(_COUNTS, "Int64")
    pieces = [piece[_COLUMNS].astype(kinds) for piece in (reported, counted)]
    return pd.concat(pieces, ignore_index=True).sort_values(_COLUMNS[:5], kind="stable", ignore_index=True)


def _reported(store: Store, view: View) -> pd.DataFrame:
    with store.reading() as cursor:
        return cursor.execute(
            f"SELECT service, {_TODAY} AS touchpoint, place, metric, period_start, period_end, target_share, "  # noqa: S608  # our words
            f"attained_share, met, total FROM service_metric AS seen {_NAMED} "
            # the end is the first day after the period
            "WHERE (CAST($since AS DATE) IS NULL OR period_end > $since) "
            "AND (CAST($until AS DATE) IS NULL OR period_start <= $until) "
            f"AND {among('place', 'places')}",
            {"since": view.since, "until": view.until, "places": listed(view.places)},
        ).df()


def _counted(store: Store, view: View) -> pd.DataFrame:
    with store.reading() as cursor:
        return cursor.execute(
            f"SELECT service, {_TODAY} AS touchpoint, place, metric, "  # noqa: S608  # our words
            "CAST(DATE_TRUNC('month', closed_on) AS DATE) AS period_start, target_share, "
            f"CAST(SUM(CASE WHEN met THEN 1 ELSE 0 END) AS BIGINT) AS met, COUNT(*) AS total "
            f"FROM ticket AS seen {_NAMED} "
            "WHERE (CAST($since AS DATE) IS NULL OR closed_on >= $since) "
            "AND (CAST($until AS DATE) IS NULL OR closed_on <= $until) "
            f"AND {among('place', 'places')} "
            f"GROUP BY service, {_TODAY}, place, metric, DATE_TRUNC('month', closed_on), target_share",
            {"since": view.since, "until": view.until, "places": listed(view.places)},
        ).df()
