"""Upkeep: taking the audit out of the store, bringing it back, and finding out whether it is whole."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from audit.model.day import DAY_KEY
from audit.model.rating import DIMENSIONS
from audit.publish.spreadsheet import csv_text
from audit.store.note import outgoing_notes
from audit.store.opening import Store
from audit.store.outgoing import outgoing_observations
from audit.store.programme import programme
from audit.store.upkeep.backup import back_up
from audit.store.upkeep.checking import check
from audit.store.upkeep.fingerprint import table_names, tables
from audit.store.upkeep.restoring import restore

__all__ = ["back_up", "check", "export", "export_archive", "in_the_way", "restore"]


_SECRETS = frozenset({"calendar_feed", "webhook"})  # whoever has what is in them comes in, or sends


def export(store: Store, folder: Path) -> dict[str, int]:
    """Write every table to `folder` as CSV and as Parquet, but for the secret addresses of calendar and webhook.

    Text that a spreadsheet would run as a formula is made harmless in the CSV; the Parquet holds it as it stands.
    Beside them go `observations.csv` and, where there are any, `notes.csv`, our own tables of observations and of notes
    that do not say how it went: brought in again, they give the same ones.

    Returns:
        How many rows each table has.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _export_observations(store, folder / "observations.csv")
    _export_notes(store, folder / "notes.csv")
    return {name: _export_table(rows, folder / name) for name, rows in tables(store, but=_SECRETS)}


def in_the_way(store: Store, folder: Path) -> list[Path]:
    """Return the files in `folder` that `export` would write over."""
    with store.reading() as cursor:
        names = [f"{table}.{ending}" for table in table_names(cursor) for ending in ("csv", "parquet")]
    return [folder / name for name in ("observations.csv", "notes.csv", *names) if (folder / name).exists()]


def _export_observations(store: Store, path: Path) -> None:
    """Write the observations in the layout of the recipe `moments`, their times by the programme's clock."""
    zone = programme(store).time_zone
    with path.open("w", encoding="utf-8", newline="") as csv:
        for index, batch in enumerate(outgoing_observations(store)):
            out = _dated(batch.to_pandas(), zone).astype(dict.fromkeys(map(str, DIMENSIONS), "Int8"))
            csv.write(csv_text(out, header=index == 0, bom=index == 0))


def _export_notes(store: Store, path: Path) -> None:
    """Write the notes in the layout of the recipe `moments-notes`; where there are none, there is no such file."""
    rows = outgoing_notes(store)
    path.unlink(missing_ok=True)
    if len(rows):
        path.write_text(csv_text(_dated(rows, programme(store).time_zone)), encoding="utf-8", newline="")


def _dated(rows: pd.DataFrame, zone: str) -> pd.DataFrame:
    """Return `rows` with their moments by the clock of `zone`, or their day alone where no more is known."""
    days = pd.to_datetime(rows["observed_on"]).dt.strftime(DAY_KEY)
    return rows.assign(observed_at=_by_the_clock(rows["observed_at"], zone).fillna(days)).drop(columns="observed_on")


def _by_the_clock(moments: pd.Series, zone: str) -> pd.Series:
    """Return moments (UTC) as the clock of `zone` showed them; of an hour shown twice, the second with its offset."""
    local = pd.to_datetime(moments).dt.tz_localize("UTC").dt.tz_convert(zone)
    shown = local.dt.tz_localize(None)
    first = shown.dt.tz_localize(zone, ambiguous=np.ones(len(shown), dtype=bool), nonexistent="NaT")
    texts = shown.map(lambda moment: moment.isoformat(), na_action="ignore")
    return texts.mask(first != local, local.map(lambda moment: moment.isoformat(), na_action="ignore"))


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
