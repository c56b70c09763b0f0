"""Restoring: a backup loaded into a new file and compared, then put in place of whatever lies there, whole or not."""

import json
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb

from audit.errors import BackupTooNewError, BackupUnreadableError, RestoreFailedError, StoreInUseError
from audit.home.folders import home
from audit.home.own_files import MOST_FILES, check_own_files, put_own_files
from audit.model.clock import utc_now
from audit.model.keys import new_key
from audit.model.photo import JPEG, MOST_BYTES, mark_of
from audit.store.file.connecting import clear_away, journal_of, log_of
from audit.store.file.migrating import newest
from audit.store.file.trouble import worded
from audit.store.opening import Store, open_store
from audit.store.photo_files import mark_in, photos_of_store, put_photo
from audit.store.upkeep.backup import MANIFEST, OWN, PHOTOS, scratch
from audit.store.upkeep.fingerprint import Fingerprints, fingerprints, table_names


def restore(backup: Path, path: Path) -> Fingerprints:
    """Put the audit of `backup` at `path`, its photos beside it, and its recipes and templates into the home.

    Whatever was there is set aside under a dated name, and never opened. The backup is loaded into a new file and
    compared table by table before anything is moved; the result is opened anew and compared once more. The store at
    `path` must not be open in this process.

    Returns:
        For each table its number of rows and a fingerprint over all their values.

    Raises:
        BackupUnreadableError, BackupTooNewError: the file is no whole backup of this app, or a newer one.
        StoreInUseError: the store at `path` is open in another program.
        RestoreFailedError: what was put in place is not what was loaded.
        StoreFullError, StoreReadOnlyError: there is no room, or the folder may not be written.
    """
    _refuse_while_open(path)
    fresh = path.with_name(f"{path.stem}-restoring-{new_key().hex}{path.suffix}")
    with worded(str(path)):
        own = _own_files(backup)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            prints = _loaded(backup, fresh)
            _put_photos(backup, photos_of_store(path))
            _put_in_place(fresh, path)
        finally:
            clear_away(str(fresh))
    prove(path, prints)
    with worded(str(path)):
        put_own_files(home(), own)
    return prints


def _loaded(backup: Path, fresh: Path) -> Fingerprints:
    """Load a backup into a new store, prove it, bring it up to date, and return what it then holds."""
    manifest = _manifest(backup)
    if manifest["migration"] > newest():
        raise BackupTooNewError(backup)
    store = open_store(fresh, last=manifest["migration"])  # by our own migrations: SQL found in a backup is never run
    try:
        _fill(store, backup)
        loaded = fingerprints(store)
    except (KeyError, zipfile.BadZipFile, duckdb.Error, EOFError, ValueError) as problem:
        raise BackupUnreadableError(backup) from problem
    finally:
        store.close()
    if _without_migrations(loaded) != _without_migrations(manifest["tables"]):
        raise BackupUnreadableError(backup)
    return _prints_at(fresh)  # once more: migrations may have changed the tables since the backup


def _put_photos(backup: Path, folder: Path) -> None:
    """Put the photos of a backup beside the store; they are there before the rows that name them.

    Raises:
        BackupUnreadableError: a file among them is none of ours, or was altered.
    """
    try:
        with zipfile.ZipFile(backup) as archive:
            for entry in archive.infolist():
                if entry.filename.startswith(PHOTOS):
                    name = entry.filename.removeprefix(PHOTOS)
                    put_photo(folder, name, _photo(archive, entry, name))
    except (zipfile.BadZipFile, zlib.error, ValueError) as problem:
        raise BackupUnreadableError(backup) from problem


def _photo(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """Return a photo's file.

    Raises:
        ValueError: it is none of ours, or not what its name says.
    """
    mark = mark_in(name)
    if mark is None or entry.file_size > MOST_BYTES:
        raise ValueError(name)
    content = archive.read(entry)
    is_sound = content.startswith(JPEG) if "-small" in name else mark_of(content) == mark
    if not is_sound:
        raise ValueError(name)
    return content


def _fill(store: Store, backup: Path) -> None:
    with scratch(store.backups) as folder, zipfile.ZipFile(backup) as archive, store.writing() as cursor:
        for table in table_names(cursor):
            if table != "migration":
                file = {"file": archive.extract(f"{table}.parquet", folder)}
                # the name is the catalogue's own; a table's name cannot be a parameter
                cursor.execute(f'INSERT INTO "{table}" SELECT * FROM read_parquet($file)', file)  # noqa: S608  # see above


def _put_in_place(fresh: Path, path: Path) -> None:
    """Move what is there out of the way, then the new store in, so that a kill in between is told at the next start.

    The journal goes last: beside no store it says that one is gone, beside a new one that it is another's.
    """
    aside = path.with_name(f"{path.stem}-before-restore-{utc_now():%Y%m%d-%H%M%S-%f}{path.suffix}")
    journal, new_journal = journal_of(str(path)), journal_of(str(fresh))
    # from here on a kill is told at the next start, whatever lies there
    if not journal.exists():
        new_journal.replace(journal)
    for there, dated in ((path, aside), (log_of(str(path)), log_of(str(aside)))):
        if there.exists():
            there.replace(dated)
    fresh.replace(path)
    if new_journal.exists():
        journal.replace(journal_of(str(aside)))
        new_journal.replace(journal)


def prove(path: Path, prints: Fingerprints) -> None:
    """Open the store at `path` and compare it with what it should be.

    Raises:
        RestoreFailedError: it reads otherwise.
    """
    if _prints_at(path) != prints:
        raise RestoreFailedError(path)


def _prints_at(path: Path) -> Fingerprints:
    store = open_store(path)
    try:
        prints = fingerprints(store)
        store.fold()  # it is moved without its log
    finally:
        store.close()
    return prints


def _without_migrations(prints: Fingerprints) -> Fingerprints:
    """Leave out when each migration was applied, which is never the same twice."""
    return {table: fingerprint for table, fingerprint in prints.items() if table != "migration"}


def _manifest(backup: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(backup) as archive:
            manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as problem:
        raise BackupUnreadableError(backup) from problem
    if not isinstance(manifest, dict) or not {"migration", "tables"} <= manifest.keys():
        raise BackupUnreadableError(backup)
    return manifest


def _own_files(backup: Path) -> dict[str, bytes]:
    """Return the recipes and templates a backup holds.

    Raises:
        BackupUnreadableError, OwnFileRefusedError: they are not what a backup of this app holds.
    """
    try:
        with zipfile.ZipFile(backup) as archive:
            # one more than allowed is read, so that too many are noticed and not cut off
            names = [entry.filename for entry in archive.infolist() if entry.filename.startswith(OWN)]
            files = {name.removeprefix(OWN): archive.read(name) for name in names[: MOST_FILES + 1]}
    except (OSError, zipfile.BadZipFile, zlib.error) as problem:
        raise BackupUnreadableError(backup) from problem
    check_own_files(files)
    return files


def _refuse_while_open(path: Path) -> None:
    """Refuse where another program has the file open; it is asked of the system, not of the file's content."""
    with suppress(ModuleNotFoundError, FileNotFoundError, IsADirectoryError):
        import fcntl  # noqa: PLC0415  # not on Windows, where an open file cannot be moved anyway

        with path.open("rb") as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError as problem:
                raise StoreInUseError(str(path)) from problem
