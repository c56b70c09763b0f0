"""Observations on their way out, in the columns of our own table, which brings them back as they were."""

import pyarrow as pa

from audit.store.observation_columns import OUTGOING
from audit.store.opening import Store

_BATCH = 50_000


def outgoing_observations(store: Store) -> list[pa.RecordBatch]:
    """Return the observations that count, withdrawn ones left out, by day and key.

    Columns: id, observed_at (UTC, empty = only the day is known), observed_on, journey, stage, touchpoint, channel,
    place, customer_group, method, observer, outcome, the five dimensions, wait_minutes, greeted, what_happened,
    signals (semicolons between them), resolved_at (a day; of negatives only), visit, whole_visit. There is one batch
    at least, so that a table of none has its columns.
    """
    with store.reading() as cursor:
        reader = cursor.sql(OUTGOING).to_arrow_reader(_BATCH)
        return list(reader) or [pa.RecordBatch.from_pylist([], reader.schema)]
