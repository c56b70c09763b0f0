"""Whole tables of observations and service metrics on their way in, thousands of rows a second."""

from collections.abc import Iterable
from uuid import UUID

import pandas as pd

from audit.model.clock import utc_now
from audit.store.incoming_names import add_incoming_names, called_today
from audit.store.listed import joining
from audit.store.observation_columns import ADD_OF_A_TABLE, JUDGEMENT
from audit.store.opening import Store, first
from audit.store.programme import programme
from audit.store.service_metric import fasten_metrics
from audit.store.visit import keep_visits


def add_incoming_observations(store: Store, rows: pd.DataFrame, batch_id: UUID) -> int:
    """Keep observation rows, creating the journeys, stages, touchpoints, places and observers they name.

    Args:
        store: the open store.
        rows: one row an observation, with the columns of docs/data-model.md "observation rows".
        batch_id: the import they belong to.

    Returns:
        How many were new; a row whose id is known changes nothing.
    """
    if rows.empty:
        return 0
    with store.writing() as cursor:
        add_incoming_names(store, rows, batch_id)
        cursor.register("incoming", loadable(called_today(store, rows)))
        (added,) = first(
            cursor.execute(
                ADD_OF_A_TABLE,
                {"batch_id": batch_id, "now": utc_now(), "time_zone": programme(store).time_zone},
            )
        ) or (0,)
        cursor.unregister("incoming")
        add_signals(store, rows)
        keep_visits(store, rows)
    return int(added)


def known_ids(store: Store, ids: Iterable[object]) -> set[str]:
    """Return those of `ids` (as text) that are observations, service metrics or tickets in the store already."""
    with joining(store, ids) as cursor:
        rows = cursor.execute(
            "SELECT CAST(observation.id AS TEXT) FROM observation "
            "INNER JOIN listed ON CAST(listed.id AS UUID) = observation.id "
            "UNION ALL SELECT CAST(service_metric.id AS TEXT) FROM service_metric "
            "INNER JOIN listed ON CAST(listed.id AS UUID) = service_metric.id "
            "UNION ALL SELECT CAST(ticket.id AS TEXT) FROM ticket "
            "INNER JOIN listed ON CAST(listed.id AS UUID) = ticket.id"
        ).fetchall()
    return {key for (key,) in rows}


def add_incoming_metrics(store: Store, rows: pd.DataFrame, batch_id: UUID) -> int:
    """Keep service metric rows (columns of docs/data-model.md "service metric rows"); return how many were new."""
    with store.writing():
        added = add_rows(
            store,
            rows,
            "INSERT INTO service_metric (id, batch_id, service, touchpoint, place, metric, period_start, "
            "period_end, target_share, attained_share, met, total) SELECT CAST(id AS UUID), $batch_id, service, "
            "touchpoint, place, metric, CAST(period_start AS DATE), CAST(period_end AS DATE), target_share, "
            "attained_share, met, total FROM incoming ON CONFLICT (id) DO NOTHING",
            batch_id,
        )
        fasten_metrics(store)
    return added


def add_rows(store: Store, rows: pd.DataFrame, statement: str, batch_id: UUID) -> int:
    """Run an INSERT of `rows`, which it reads as the table `incoming`; return how many were new.

    Args:
        store: the open store.
        rows: one row each, with an `id`.
        statement: a literal of the caller's; its parameter `$batch_id` is the import the rows belong to.
        batch_id: that import.
    """
    if rows.empty:
        return 0
    with store.writing() as cursor:
        cursor.register("incoming", rows.assign(id=rows["id"].astype(str)))
        (added,) = first(cursor.execute(statement, {"batch_id": batch_id})) or (0,)
        cursor.unregister("incoming")
    return int(added)


def loadable(rows: pd.DataFrame) -> pd.DataFrame:
    """Return observation rows in the types the store reads them in; a judgement without a column is not made."""
    text = ["journey", "stage", "touchpoint", "channel", "place", "customer_group", "method", "observer", "outcome"]
    ready = {name: rows[name].astype(str) for name in text if isinstance(rows[name].dtype, pd.CategoricalDtype)}
    logged_at = rows["logged_at"] if "logged_at" in rows else pd.Series(pd.NaT, rows.index, "datetime64[us]")
    unsaid = {
        name: pd.Series("" if kind == "str" else pd.NA, rows.index, kind)
        for name, kind in {"recognised": "str", **JUDGEMENT}.items()
        if name not in rows
    }
    return rows.assign(id=rows["id"].astype(str), logged_at=logged_at, **ready, **unsaid)


def add_signals(store: Store, rows: pd.DataFrame) -> None:
    """Tick the signals of observation rows; one that is ticked already stays as it is."""
    with_signals = rows.loc[rows["signals"].ne("") & rows["signals"].notna(), ["id", "signals"]]
    if with_signals.empty:
        return
    each = with_signals.assign(id=with_signals["id"].astype(str), signal=with_signals["signals"].str.split(";"))
    each = each.explode("signal")[["id", "signal"]]
    each["signal"] = each["signal"].str.strip()
    with store.writing() as cursor:
        cursor.register("ticked", each[each["signal"].ne("")])
        cursor.execute(
            "INSERT INTO observation_signal (observation_id, signal, cause) "
            "SELECT CAST(id AS UUID), signal, '' FROM ticked ON CONFLICT DO NOTHING"
        )
        cursor.unregister("ticked")
