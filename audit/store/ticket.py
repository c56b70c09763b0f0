"""Tickets a service desk has closed: for each target of a ticket the day it was decided, and whether it was met."""

from uuid import UUID

import pandas as pd

from audit.store.incoming import add_rows
from audit.store.opening import Store
from audit.store.service_metric import fasten_metrics


def add_incoming_tickets(store: Store, rows: pd.DataFrame, batch_id: UUID) -> int:
    """Keep ticket rows (columns of docs/data-model.md "ticket rows"); return how many were new.

    A row whose id is known changes nothing.
    """
    with store.writing():
        added = add_rows(
            store,
            rows,
            "INSERT INTO ticket (id, batch_id, service, touchpoint, place, metric, closed_on, met, target_share) "
            "SELECT CAST(id AS UUID), $batch_id, service, touchpoint, place, metric, CAST(closed_on AS DATE), met, "
            "target_share FROM incoming ON CONFLICT (id) DO NOTHING",
            batch_id,
        )
        fasten_metrics(store)
    return added
