"""Connecting to the store's file, and to nothing else; a new one comes into being whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path

import duckdb

from audit.errors import StoreDamagedError, StoreGoneError, StoreMissingError
from audit.model.clock import utc_now

IN_MEMORY = ":memory:"
STORAGE_FORMAT = "v1.5.0"  # the older file format: faster reads at our sizes, and a way back to 1.5


def backups_of(path: str) -> Path:
    """Return the folder of backups that belongs to the store at `path`."""
    return (Path.cwd() if path == IN_MEMORY else Path(path).resolve().parent) / "backups"


def journal_of(path: str) -> Path:
    """Return where the journal of the store at `path` is."""
    return Path(f"{path}.journal")


def log_of(path: str) -> Path:
    """Return where DuckDB keeps what the file at `path` does not hold yet: its write-ahead log."""
    return Path(f"{path}.wal")


def refuse_what_is_not_there(path: str, *, must_exist: bool) -> None:
    """Refuse to begin a store where one was, or where one has to be.

    Raises:
        StoreGoneError: something beside `path` shows that a store was there.
        StoreMissingError: it has to exist and does not.
        StoreDamagedError: the file is empty.
    """
    file = Path(path)
    if file.is_file() and file.stat().st_size == 0:
        raise StoreDamagedError(path, "the file is empty")
    if file.exists():
        return
    # an empty audit in its place would hide that one is lost
    for left in (journal_of(path), log_of(path)):
        if left.exists():
            raise StoreGoneError(path, left.name)
    if must_exist:
        raise StoreMissingError(path)


def put_in_place(fresh: Path, path: Path) -> bool:
    """Put a new file at `path`, unless somebody else has put one there meanwhile; return whether it was put there."""
    try:
        os.link(fresh, path)  # unlike a rename it fails where somebody else was first
    except FileExistsError:
        return False
    except OSError:  # a file system without links: the last one wins
        fresh.replace(path)
    return True


def set_aside(file: Path) -> Path:
    """Give a file a dated name beside its own, and return that."""
    aside = file.with_name(f"{file.name}-{utc_now():%Y%m%d-%H%M%S-%f}")
    file.replace(aside)
    return aside


def clear_away(path: str) -> None:
    """Remove what is left of a store that was being made at `path`."""
    for left in (Path(path), log_of(path), journal_of(path)):
        with suppress(OSError):
            left.unlink(missing_ok=True)


def connect(path: str) -> duckdb.DuckDBPyConnection:
    """Connect to the file at `path`, which is made where there is none."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "storage_compatibility_version": STORAGE_FORMAT,
        "autoinstall_known_extensions": False,  # nothing is fetched from anywhere, whatever a statement asks for
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
    }
    return duckdb.connect(path, config=settings)


def lock_down(connection: duckdb.DuckDBPyConnection, backups: Path) -> None:
    """Close every door SQL has to the outside; the order matters, the last statement seals the others."""
    folder = str(backups).replace("'", "''")
    connection.execute(f"SET allowed_directories = ['{folder}']")  # a SET takes no parameters
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
