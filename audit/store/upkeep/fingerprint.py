"""The tables of a store, and a fingerprint of each: read through, every value, whatever the order of the rows."""

from collections.abc import Collection, Iterator

import pyarrow as pa

from audit.store.file.recording import Cursor
from audit.store.opening import Store, first

Fingerprints = dict[str, list[str]]


def fingerprints(store: Store) -> Fingerprints:
    """Return for each table its number of rows and a fingerprint of all their values, both as text.

    Raises:
        StoreDamagedError: some part of the file cannot be read.
    """
    with store.reading() as cursor:
        return fingerprints_with(cursor)


def tables(store: Store, but: Collection[str] = ()) -> Iterator[tuple[str, pa.RecordBatchReader]]:
    """Yield each table's name and its rows in batches; a reader is used up before the next is asked for.

    Args:
        store: the open store.
        but: tables that are left out.
    """
    with store.reading() as cursor:
        for table in table_names(cursor):
            if table in but:
                continue
            yield (
                table,
                cursor.sql("SELECT * FROM query_table($table)", params={"table": table}).to_arrow_reader(50_000),
            )


def table_names(cursor: Cursor) -> list[str]:
    """Return the names of the tables people fill, in order; what the journal keeps for itself is not among them."""
    rows = cursor.execute(
        "SELECT table_name FROM information_schema.tables "
        "WHERE table_type = 'BASE TABLE' AND table_name <> 'journal_mark' ORDER BY table_name"
    ).fetchall()
    return [name for (name,) in rows]


def fingerprints_with(cursor: Cursor) -> Fingerprints:
    """Return the fingerprints as one transaction sees the tables."""
    prints = {}
    for table in table_names(cursor):
        row = first(
            cursor.execute(
                # a sum, since rows have no order; as text, since JSON has no such numbers
                "SELECT CAST(COUNT(*) AS TEXT), COALESCE(CAST(SUM(CAST(hash(found) AS HUGEINT)) AS TEXT), '') "
                "FROM query_table($table) AS found",
                {"table": table},
            )
        )
        prints[table] = list(row or ())
    return prints
