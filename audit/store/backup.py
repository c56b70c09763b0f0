"""Backups: the whole audit in one file, taken while people work, and proven whole before it replaces anything."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from audit.errors import BackupUnreadableError
from audit.model.clock import utc_now
from audit.model.keys import new_key
from audit.store.opening import Store, first, open_store

Fingerprints = dict[str, list[str]]
_MANIFEST = "manifest.json"


def back_up(store: Store, out: Path) -> Fingerprints:
    """Write every table to the one file `out`, all as they stood at one moment.

    Returns:
        For each table its number of rows and a fingerprint over all their values.
    """
    with _scratch(store) as folder:
        with store.reading() as cursor:
            cursor.execute("BEGIN TRANSACTION")
            try:
                prints = _fingerprints(cursor)
                for table in prints:
                    cursor.execute(
                        "COPY (SELECT * FROM query_table($table)) TO $file (FORMAT parquet, COMPRESSION zstd)",
                        {"table": table, "file": str(folder / f"{table}.parquet")},
                    ).fetchall()
                (number,) = first(cursor.execute("SELECT MAX(number) FROM migration")) or (0,)
            finally:
                cursor.execute("ROLLBACK")
        manifest = {"migration": number, "made_at": utc_now().isoformat(), "tables": prints}
        (folder / _MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
        out.parent.mkdir(parents=True, exist_ok=True)
        unfinished = out.with_name(out.name + ".part")
        with zipfile.ZipFile(unfinished, "w") as archive:
            for file in sorted(folder.iterdir()):
                archive.write(file, file.name)
        unfinished.replace(out)
    return prints


def restore(backup: Path, path: Path) -> Fingerprints:
    """Put the audit of `backup` at `path`; what was there is set aside under a dated name.

    The backup is loaded into a new file and compared table by table before anything is moved.

    Raises:
        BackupUnreadableError: the file is no backup of this app, or it is not whole.
        StoreInUseError: the store at `path` is open in another program.
    """
    if path.exists():
        open_store(path).close()  # refuses while somebody works in it, and folds its write-ahead log in
    fresh = path.with_name(f"{path.stem}-restoring-{new_key().hex}{path.suffix}")
    try:
        prints = _load(backup, fresh)
        if path.exists():
            path.replace(path.with_name(f"{path.stem}-before-restore-{utc_now():%Y%m%d-%H%M%S}{path.suffix}"))
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return prints


def fingerprints(store: Store) -> Fingerprints:
    """Return for each table its number of rows and a fingerprint of all their values, whatever their order."""
    with store.reading() as cursor:
        return _fingerprints(cursor)


def tables(store: Store) -> Iterator[tuple[str, pa.RecordBatchReader]]:
    """Yield each table's name and its rows in batches; a reader is used up before the next is asked for."""
    with store.reading() as cursor:
        for table in _tables(cursor):
            yield (
                table,
                cursor.sql("SELECT * FROM query_table($table)", params={"table": table}).to_arrow_reader(50_000),
            )


def _tables(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    rows = cursor.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' ORDER BY table_name"
    ).fetchall()
    return [name for (name,) in rows]


def _fingerprints(cursor: duckdb.DuckDBPyConnection) -> Fingerprints:
    prints = {}
    for table in _tables(cursor):
        row = first(
            cursor.execute(
                "SELECT CAST(COUNT(*) AS TEXT), COALESCE(CAST(SUM(CAST(hash(found) AS HUGEINT)) AS TEXT), '') "
                "FROM query_table($table) AS found",
                {"table": table},
            )
        )
        prints[table] = list(row or ())
    return prints


def _load(backup: Path, fresh: Path) -> Fingerprints:
    manifest = _manifest(backup)
    store = open_store(fresh, last=manifest["migration"])
    try:
        with _scratch(store) as folder, zipfile.ZipFile(backup) as archive, store.writing() as cursor:
            for table in _tables(cursor):
                if table != "migration":
                    file = {"file": archive.extract(f"{table}.parquet", folder)}
                    # the name is the catalogue's own; a table's name cannot be a parameter
                    cursor.execute(f'INSERT INTO "{table}" SELECT * FROM read_parquet($file)', file)  # noqa: S608  # see above
        found = fingerprints(store)
    except (KeyError, zipfile.BadZipFile, duckdb.Error) as problem:
        raise BackupUnreadableError(backup) from problem
    finally:
        store.close()
    wanted = {table: prints for table, prints in manifest["tables"].items() if table != "migration"}
    if {table: prints for table, prints in found.items() if table != "migration"} != wanted:
        raise BackupUnreadableError(backup)
    return found


def _manifest(backup: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(backup) as archive:
            manifest: dict[str, Any] = json.loads(archive.read(_MANIFEST))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as problem:
        raise BackupUnreadableError(backup) from problem
    return manifest


@contextmanager
def _scratch(store: Store) -> Iterator[Path]:
    folder = store.backups / f"unfinished-{new_key().hex}"
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
