"""Backups: the whole audit in one file, taken while people work, with a fingerprint of every table."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from audit.errors import OutExistsError
from audit.home.folders import home
from audit.home.own_files import own_files
from audit.model.clock import utc_now
from audit.model.keys import new_key
from audit.store.file.shape import refuse_altered
from audit.store.file.trouble import worded
from audit.store.opening import Store, first
from audit.store.photo import shown_marks
from audit.store.photo_files import photo_file
from audit.store.upkeep.fingerprint import Fingerprints, fingerprints_with

MANIFEST = "manifest.json"
OWN = "own/"  # before the recipes and templates of one's own
PHOTOS = "photos/"  # before the files of photos


def back_up(store: Store, out: Path, *, replace: bool = False) -> Fingerprints:
    """Write every table to the one file `out`, as all stood at one moment, with photos, recipes and templates.

    Args:
        store: the open store; people may go on working in it.
        out: the file to write; it appears whole or not at all.
        replace: whether a file that is there already may be written over.

    Returns:
        For each table its number of rows and a fingerprint over all their values.

    Raises:
        OutExistsError: `out` is there already.
        StoreDamagedError: some part of the store cannot be read, or another program altered it.
        StoreFullError, StoreReadOnlyError: it cannot be written.
    """
    if out.exists() and not replace:
        raise OutExistsError(out)
    # beside it, so that moving it into place is one step on the same disk
    unfinished = out.with_name(f"{out.name}.{new_key().hex}.part")
    with worded(str(out)), scratch(store.backups) as folder:
        prints, marks = _copied(store, folder)
        out.parent.mkdir(parents=True, exist_ok=True)
        try:
            with zipfile.ZipFile(unfinished, "w") as archive:
                for file in sorted(folder.iterdir()):
                    archive.write(file, file.name)
                # a restored audit needs the recipes that its next files are read by
                for name, content in own_files(home()).items():
                    archive.writestr(f"{OWN}{name}", content)
                for mark in marks:
                    _add_photo(archive, store, mark)
            unfinished.replace(out)
        finally:
            unfinished.unlink(missing_ok=True)
    return prints


def _add_photo(archive: zipfile.ZipFile, store: Store, mark: str) -> None:
    """Add both files of a photo; one that was withdrawn a moment ago has none any more."""
    for is_small in (False, True):
        file = photo_file(store, mark, is_small=is_small)
        with suppress(FileNotFoundError):
            archive.write(file, f"{PHOTOS}{file.name}")


def _copied(store: Store, folder: Path) -> tuple[Fingerprints, list[str]]:
    """Write each table to a file of its own in `folder`, and beside them what they should be once they are read.

    Returns:
        The fingerprint of each table, and the hashes of the photos shown at that moment.
    """
    with store.reading() as cursor:
        cursor.execute("BEGIN TRANSACTION")  # one snapshot, or a walk saved meanwhile would be half in it
        try:
            refuse_altered(cursor, store.path)  # such a backup could not be restored
            prints = fingerprints_with(cursor)
            for table in prints:
                cursor.execute(
                    "COPY (SELECT * FROM query_table($table)) TO $file (FORMAT parquet, COMPRESSION zstd)",
                    {"table": table, "file": str(folder / f"{table}.parquet")},
                ).fetchall()
            marks = shown_marks(cursor)
            (number,) = first(cursor.execute("SELECT MAX(number) FROM migration")) or (0,)
        finally:
            cursor.execute("ROLLBACK")
    manifest = {"migration": number, "made_at": utc_now().isoformat(), "tables": prints, "state": store.state}
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return prints, marks


@contextmanager
def scratch(backups: Path) -> Iterator[Path]:
    """Yield an empty folder among the backups, the one place SQL may write to, and take it away afterwards."""
    folder = backups / f"unfinished-{new_key().hex}"
    backups.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
