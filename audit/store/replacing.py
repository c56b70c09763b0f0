"""Rows that came before, written anew as a later import has them; nothing else of them changes."""

from uuid import UUID

import pandas as pd

from audit.store.incoming import add_signals, loadable
from audit.store.incoming_names import add_incoming_names, called_today
from audit.store.observation_columns import FROM_INCOMING, REPLACE
from audit.store.opening import Store
from audit.store.programme import programme
from audit.store.service_metric import fasten_metrics
from audit.store.visit import keep_visits, move_visits

# named as before, it is the touchpoint it was, whatever that is called by now
_SAME = "touchpoint_id = CASE WHEN reported.touchpoint = incoming.touchpoint THEN touchpoint_id END"


def replace_observations(store: Store, rows: pd.DataFrame, batch_id: UUID) -> None:
    """Write observation rows (columns of docs/data-model.md "observation rows") over those of the same ids.

    A signal that stays ticked keeps the cause that was chosen for it.
    """
    with store.writing() as cursor:
        add_incoming_names(store, rows, batch_id)
        cursor.register("incoming", loadable(called_today(store, rows)))
        cursor.execute(REPLACE, {"time_zone": programme(store).time_zone})
        cursor.execute(
            # one that stays ticked keeps the cause somebody found for it
            "DELETE FROM observation_signal WHERE EXISTS (SELECT incoming.id FROM incoming "
            "WHERE CAST(incoming.id AS UUID) = observation_signal.observation_id "
            # within semicolons, so that no signal is found within another
            "AND POSITION(';' || observation_signal.signal || ';' IN ';' || incoming.signals || ';') = 0)"
        )
        cursor.unregister("incoming")
        add_signals(store, rows)
        move_visits(store, rows)
        keep_visits(store, rows)


def replace_notes(store: Store, rows: pd.DataFrame, batch_id: UUID) -> None:
    """Write note rows (columns of docs/data-model.md "note rows") over those of the same ids."""
    add_incoming_names(store, rows.assign(observer=""), batch_id)
    _replace(
        store,
        called_today(store, rows),
        "UPDATE note SET touchpoint_id = ready.touchpoint_id, place_id = ready.place_id, channel = ready.channel, "
        "customer_group = ready.customer_group, method = ready.method, observed_on = ready.observed_on, "
        "observed_at = ready.observed_at, words = ready.words FROM "
        "(SELECT CAST(incoming.id AS UUID) AS id, touchpoint.id AS touchpoint_id, place.id AS place_id, "
        "incoming.channel, incoming.customer_group, incoming.method, CAST(observed_on AS DATE) AS observed_on, "
        f"observed_at, words {FROM_INCOMING}) AS ready WHERE note.id = ready.id",
    )


def replace_metrics(store: Store, rows: pd.DataFrame, batch_id: UUID) -> None:  # noqa: ARG001  # as the others are asked
    """Write service metric rows over those of the same ids."""
    _replace(
        store,
        rows,
        f"UPDATE service_metric AS reported SET service = incoming.service, touchpoint = incoming.touchpoint, {_SAME}, "
        "place = incoming.place, metric = incoming.metric, period_start = CAST(incoming.period_start AS DATE), "
        "period_end = CAST(incoming.period_end AS DATE), target_share = incoming.target_share, "
        "attained_share = incoming.attained_share, met = incoming.met, total = incoming.total FROM incoming "
        "WHERE reported.id = CAST(incoming.id AS UUID)",
    )
    fasten_metrics(store)


def replace_tickets(store: Store, rows: pd.DataFrame, batch_id: UUID) -> None:  # noqa: ARG001  # as the others are asked
    """Write ticket rows over those of the same ids."""
    _replace(
        store,
        rows,
        f"UPDATE ticket AS reported SET service = incoming.service, touchpoint = incoming.touchpoint, {_SAME}, "
        "place = incoming.place, metric = incoming.metric, closed_on = CAST(incoming.closed_on AS DATE), "
        "met = incoming.met, target_share = incoming.target_share FROM incoming "
        "WHERE reported.id = CAST(incoming.id AS UUID)",
    )
    fasten_metrics(store)


def _replace(store: Store, rows: pd.DataFrame, statement: str) -> None:
    with store.writing() as cursor:
        cursor.register("incoming", rows.assign(id=rows["id"].astype(str)))
        cursor.execute(statement)
        cursor.unregister("incoming")
