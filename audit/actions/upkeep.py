"""Upkeep: taking the audit out of the store, bringing it back, and finding out whether it is whole."""

import io
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from audit.publish.spreadsheet import csv_text
from audit.store.backup import back_up
from audit.store.checking import check
from audit.store.fingerprint import tables
from audit.store.opening import Store
from audit.store.restoring import restore

__all__ = ["back_up", "check", "export", "export_archive", "restore"]


def export(store: Store, folder: Path) -> dict[str, int]:
    """Write every table to `folder` as CSV and as Parquet.

    Text that a spreadsheet would run as a formula is made harmless in the CSV; the Parquet holds it as it stands.

    Returns:
        How many rows each table has.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return {name: _export_table(rows, folder / name) for name, rows in tables(store)}


def export_archive(store: Store, folder: Path) -> bytes:
    """Return every table, as `export` writes it to `folder`, in one ZIP file."""
    export(store, folder)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(folder.iterdir()):
            packed.write(file, file.name)
    return archive.getvalue()


def _export_table(rows: pa.RecordBatchReader, path: Path) -> int:
    count = 0
    with (
        pq.ParquetWriter(path.with_suffix(".parquet"), rows.schema, compression="zstd") as parquet,
        path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as csv,
    ):
        csv.write(csv_text(rows.schema.empty_table().to_pandas()))
        for batch in rows:
            parquet.write_batch(batch)
            csv.write(csv_text(batch.to_pandas(), header=False, bom=False))
            count += batch.num_rows
    return count
