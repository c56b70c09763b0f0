"""Opening the store: one file, every change in one transaction, nothing else let in."""

import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from audit.errors import StoreReadOnlyError
from audit.model.keys import new_key
from audit.store.cache import ANY_TABLE, Cache, TableCache
from audit.store.device_use import DeviceUses
from audit.store.file.connecting import (
    IN_MEMORY,
    backups_of,
    clear_away,
    journal_of,
    put_in_place,
    refuse_what_is_not_there,
)
from audit.store.file.recording import Cursor, Recording
from audit.store.file.store_file import StoreFile
from audit.store.file.trouble import in_words

_Result = TypeVar("_Result")


class Store:
    """An open audit. Reads take a cursor of their own; writes queue behind one lock.

    Every change stands in the journal beside the file before it is acknowledged. What was once worked out from the
    store is cached until the next committed write.
    """

    def __init__(self, file: StoreFile) -> None:
        self._file = file
        self._write_lock = threading.RLock()  # entered again by the same thread: a verb is made of several writes
        self._transaction: Recording | None = None
        self._writer: int | None = None
        self._clears_cache = True
        self._writes = 0
        self._cache = Cache()
        self._of_tables = TableCache()
        self.device_uses = DeviceUses()
        self.path = file.path
        self.backups = backups_of(file.path)

    @property
    def version(self) -> int:
        """Return a number that changes with every write, but those no figure is made from."""
        return self._writes + self._file.openings

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return what a person should know of how the store was found, a sentence each; none where all was well."""
        return self._file.sentences

    @property
    def state(self) -> str:
        """Return what changes with every write and outlasts a restart: which store this is, and its last change."""
        return self._file.state

    @property
    def state_when_new(self) -> str:
        """Return the state of this store before its first change."""
        return self._file.state_when_new

    @contextmanager
    def reading(self) -> Iterator[Cursor]:
        """Yield a cursor for reads; a connection shared between threads would mix up their results.

        Inside this thread's own `writing` the reads see what was written so far.

        Raises:
            StoreDamagedError, StoreFullError, StoreReadOnlyError: the file gives trouble.
        """
        if (own := self._own_transaction()) is not None:
            yield own
            return
        with self._in_words():
            cursor = self._file.cursor()
            try:
                yield cursor
            finally:
                cursor.close()

    @contextmanager
    def writing(self, *, clears_cache: bool = True) -> Iterator[Cursor]:
        """Yield a cursor inside one transaction: everything done with it is kept, or nothing is.

        With `clears_cache` false, what is cached stays: for drafts, which no figure is made from.
        A `writing` inside a `writing` joins it, so that a verb made of several writes is still one transaction.

        Raises:
            StoreDamagedError, StoreFullError, StoreReadOnlyError: the file gives trouble, and nothing was kept.
        """
        with self._write_lock:
            if (own := self._own_transaction()) is not None:
                self._clears_cache |= clears_cache  # one write that figures are made from is enough
                yield own
                return
            with self._in_words(), self._transacting(clears_cache=clears_cache) as recording:
                yield recording

    @contextmanager
    def _transacting(self, *, clears_cache: bool) -> Iterator[Recording]:
        self._file.level()
        cursor = self._file.cursor()
        recording = Recording(cursor)
        self._transaction, self._writer, self._clears_cache = recording, threading.get_ident(), clears_cache
        try:
            with self._file.keeping(cursor, recording):
                yield recording
            # after the commit, or a reader would keep the state before under the new number
            self._writes += self._clears_cache
            self._of_tables.note([ANY_TABLE] if recording.is_bulk else recording.tables)
        finally:
            self._transaction = self._writer = None
            cursor.close()
        # a frame cannot be written again from the journal, so the file itself must hold it
        if recording.is_bulk:
            self._file.level()

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Tell trouble with the file in words a person can act on."""
        try:
            yield
        except (duckdb.Error, OSError) as problem:
            known = self._file.trouble(problem)
            if known is None:
                raise
            raise known from problem

    def cached(self, key: Hashable, work_out: Callable[[], _Result]) -> _Result:
        """Return what `work_out` returned for `key` since the last committed write, calling it at most once.

        The result is shared by all callers and must not be changed. Once this thread's own `writing` has changed
        something it is worked out each time, and not cached: it may be rolled back.
        """
        if (own := self._own_transaction()) is not None and own.has_changes:
            return work_out()
        return self._cache.cached(key, self.version, work_out)

    def cached_of(self, tables: Sequence[str], key: Hashable, work_out: Callable[[], _Result]) -> _Result:
        """Return what `work_out` returned for `key` since any of `tables` was written, calling it at most once.

        For what every request asks and few writes change. It must read these tables alone; the result is shared by
        all callers and must not be changed. Once this thread's own `writing` has changed one of them it is worked out
        each time.
        """
        own = self._own_transaction()
        if own is not None and (own.is_bulk or not own.tables.isdisjoint({ANY_TABLE, *tables})):
            return work_out()
        return self._of_tables.cached(key, tables, self._file.openings, work_out)

    def state_of(self, tables: Sequence[str]) -> Hashable:
        """Return what changes with every committed write of any of `tables`; nothing is read, so it costs nothing."""
        return self._of_tables.state(tables, self._file.openings)

    def _own_transaction(self) -> Recording | None:
        """Return the cursor of this thread's own `writing`, None outside one; another thread's is nobody else's."""
        return self._transaction if self._writer == threading.get_ident() else None

    def cached_read(self, read: Callable[..., _Result], *given: Any) -> _Result:
        """Return `read(store, *given)`, cached until the next committed write."""
        return self.cached((read, given), lambda: read(self, *given))

    def clear_cache(self) -> None:
        """Drop every result, as a write would; for whoever measures how long one takes."""
        self._cache.clear()
        self._of_tables.clear()

    def fold(self) -> None:
        """Fold what was written lately into the file, where anything was; the journal begins anew.

        Raises:
            StoreFullError: there is no room; nothing is lost, and the journal goes on.
        """
        with self._write_lock, self._in_words():
            self._file.fold_if_written()

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        with self._write_lock:
            self._file.close()


def first(answer: duckdb.DuckDBPyConnection) -> tuple[Any, ...] | None:
    """Return the first row of an answer, or None; it is read to the end, for an unread one blocks its cursor."""
    rows = answer.fetchall()
    return rows[0] if rows else None


def open_store(path: Path | str = IN_MEMORY, last: int | None = None, *, must_exist: bool = False) -> Store:
    """Open the audit at `path`, making it or bringing it up to date where needed.

    Args:
        path: where the file is, or is to be.
        last: the last migration to apply, for a backup of an older version; None applies all.
        must_exist: whether an audit that is not there is refused instead of made.

    Returns:
        A store whose SQL can reach no file but those in its own folder of backups.

    Raises:
        StoreInUseError: another program holds the file.
        StoreDamagedError, StoreFullError, StoreReadOnlyError: the file gives trouble.
        StoreMissingError, StoreGoneError: it is not there, and has to be or was.
        StoreForeignError, StoreTooNewError: it is not an audit of this version.
    """
    name = str(path)
    if name != IN_MEMORY and last is None:
        refuse_what_is_not_there(name, must_exist=must_exist)
        if not Path(path).exists():
            _make(name)
    return Store(StoreFile(name, last))


def _make(path: str) -> None:
    """Make a new store under another name, and put it in its place once it is whole; so nobody meets half of one."""
    fresh = f"{path}.new-{new_key().hex}"
    try:
        Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # people's words are nobody else's
        made = StoreFile(fresh)
        try:
            made.fold()  # it is whole once its tables are in the file itself
        finally:
            made.close()
        if put_in_place(Path(fresh), Path(path)):
            # after the store: a journal beside no store says that one is gone
            journal_of(fresh).replace(journal_of(path))
    except (duckdb.Error, OSError) as problem:
        raise in_words(problem, path) or StoreReadOnlyError(path) from problem
    finally:
        clear_away(fresh)
