"""What a grouped read is measured against: the bare count, and the plain rows for others to group."""

import pyarrow as pa

from audit.store.opening import Store, first


def bare_count(store: Store) -> tuple[int, ...]:
    """Count what is said in each column the measures read: the least that any answer from these columns takes."""
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT COUNT(touchpoint_id), COUNT(observed_on), COUNT(outcome), COUNT(resolved_on), "
                "COUNT(reliability), COUNT(assurance), COUNT(tangibles), COUNT(empathy), COUNT(responsiveness) "
                "FROM observation WHERE withdrawn_at IS NULL"
            )
        )
    return row or ()


def plain_rows(store: Store) -> pa.Table:
    """Return what the measures read, one row an observation.

    Columns: touchpoint (its key as text), observed_on, outcome, resolved_on, the five dimensions (1-5, null = not
    observed).
    """
    with store.reading() as cursor:
        return cursor.sql(
            "SELECT CAST(touchpoint_id AS TEXT) AS touchpoint, observed_on, outcome, resolved_on, reliability, "
            "assurance, tangibles, empathy, responsiveness FROM observation WHERE withdrawn_at IS NULL"
        ).to_arrow_table()
