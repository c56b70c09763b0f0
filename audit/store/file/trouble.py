"""Trouble of the file beneath the store, in words: a full disk, a damaged file, one that may not be written."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from audit.errors import (
    AuditError,
    PlaceUnusableError,
    StoreDamagedError,
    StoreFullError,
    StoreInUseError,
    StoreReadOnlyError,
    StoreStuckError,
)

_FULL = ("no space left", "not enough space", "disk quota exceeded", "enough disk space", "file too large")
_FORBIDDEN = ("permission denied", "read-only", "access is denied")
_DAMAGED = (
    *("checksum", "corrupt", "not a valid duckdb", "failed to deserialize", "serialization error", "wal file"),
    *("could not read enough bytes", "could not read from file", "end of file", "metadata pointer", "out of range"),
)
_BEING_OPENED = ("connection already closed", "database has been invalidated")
_FULL_NUMBERS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN_NUMBERS = {errno.EACCES, errno.EPERM, errno.EROFS}


def breaks(problem: duckdb.Error) -> bool:
    """Return whether DuckDB can do nothing more, or may have kept half of its log, until the file is opened anew."""
    text = str(problem).lower()
    return isinstance(problem, duckdb.FatalException) or "invalidated" in text or "failed to commit: could not" in text


def in_words(problem: duckdb.Error | OSError, path: str) -> AuditError | None:
    """Return what a person should be told of a problem with the file at `path`, or None where it is another kind."""
    text, number = str(problem).lower(), getattr(problem, "errno", None)
    if number in _FULL_NUMBERS or any(words in text for words in _FULL):
        return StoreFullError(path)
    if "lock on file" in text:
        return StoreInUseError(path)
    if any(words in text for words in _BEING_OPENED):
        return StoreStuckError(path)
    if number in _FORBIDDEN_NUMBERS or any(words in text for words in _FORBIDDEN):
        return StoreReadOnlyError(path)
    is_file_trouble = isinstance(problem, duckdb.IOException | duckdb.SerializationException | duckdb.InternalException)
    if is_file_trouble or isinstance(problem, duckdb.FatalException) or any(words in text for words in _DAMAGED):
        return StoreDamagedError(path, str(problem))
    return None


def file_trouble(problem: OSError, path: str) -> AuditError | None:
    """Return what a person should be told of a file that cannot be read or written, None where it has no name.

    Args:
        problem: what the system said.
        path: the file that is meant where the system names none.
    """
    known = in_words(problem, str(problem.filename or path))
    if known is None and problem.filename:
        return PlaceUnusableError(problem.filename, problem.strerror)
    return known


@contextmanager
def worded(path: str) -> Iterator[None]:
    """Tell trouble with files in words; a file that has a name is told of by that name, else by `path`.

    Raises:
        StoreFullError, StoreReadOnlyError, StoreDamagedError, PlaceUnusableError: as the trouble is.
    """
    try:
        yield
    except (duckdb.Error, OSError) as problem:
        known = file_trouble(problem, path) if isinstance(problem, OSError) else in_words(problem, path)
        if known is None:
            raise
        raise known from problem
