"""The file beneath the store, with its journal: put right when it is opened, and opened anew after trouble."""

import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from uuid import UUID

import duckdb

from audit.errors import AuditError, StoreDamagedError
from audit.store.file.connecting import IN_MEMORY, backups_of, connect, journal_of, lock_down, log_of, set_aside
from audit.store.file.journal import Journal
from audit.store.file.migrating import applied, migrate
from audit.store.file.parsing import parsed
from audit.store.file.recording import Recording
from audit.store.file.recovering import begin, recover
from audit.store.file.shape import refuse_altered
from audit.store.file.trouble import breaks, file_trouble, in_words

_TRIES, _MOMENT = 20, 0.02  # to fold between the reads of others, and the seconds from one to the next
_MARK = "UPDATE journal_mark SET number = $number"


class StoreFile:
    """One open file. Whoever writes holds the store's write lock; reads may come from any thread.

    `sentences` tell what opening found that a person should know; `openings` counts how often it was opened.
    """

    def __init__(self, path: str, last: int | None = None) -> None:
        self.path = path
        self.sentences: tuple[str, ...] = ()
        self.openings = 0
        self._journal = None if path == IN_MEMORY or last is not None else Journal(journal_of(path))
        self._identity: UUID | None = None
        self._number = 0
        self._is_broken = False
        self._is_written = False  # there is something in the log to be folded
        self._must_fold = True  # before the next change, for the journal could not write it again
        self._opening = threading.Lock()
        self._open(last)

    @property
    def state(self) -> str:
        """Return which store this is and the number of its last change, "" in memory."""
        return f"{self._identity}:{self._number}" if self._identity else ""

    @property
    def state_when_new(self) -> str:
        """Return the state of this store before its first change."""
        return f"{self._identity}:0" if self._identity else ""

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a cursor for one read or one transaction; after trouble the file is opened anew first.

        Raises:
            StoreStuckError: it cannot be opened anew yet, for somebody still reads.
        """
        with self._opening:
            if self._is_broken:
                self._open_anew()
            return self._connection.cursor()

    @contextmanager
    def keeping(self, cursor: duckdb.DuckDBPyConnection, recording: Recording) -> Iterator[None]:
        """Keep what is done within in one transaction: on the disk in the journal first, then in the store."""
        cursor.execute(parsed(cursor, "BEGIN TRANSACTION"))
        try:
            yield
            number = self._number + recording.has_changes
            # within the transaction, so that it is known exactly what the file lacks
            if self._journal and number > self._number:
                cursor.execute(parsed(cursor, _MARK), {"number": number})
            with self._noted(number, recording):
                cursor.execute(parsed(cursor, "COMMIT"))
        except BaseException:
            with suppress(duckdb.Error):  # where COMMIT failed there is nothing left to roll back
                cursor.execute("ROLLBACK")
            raise
        self._is_written |= number > self._number
        self._must_fold |= recording.is_bulk
        self._number = number

    def level(self) -> None:
        """Fold the log where the journal could not write again what the log holds; whoever reads is waited for."""
        if self._must_fold:
            self.fold("FORCE CHECKPOINT")

    def fold_if_written(self) -> None:
        """Fold the log where something was written since the last time; beside a long read the next time will do."""
        # a checkpoint is refused while anybody reads the state before an update
        for _ in range(_TRIES if self._is_written else 0):
            with suppress(duckdb.TransactionException):
                self.fold()
                return
            time.sleep(_MOMENT)

    def fold(self, how: str = "CHECKPOINT") -> None:
        """Fold the write-ahead log into the file, and begin the journal anew.

        Raises:
            duckdb.TransactionException: somebody reads what was there before the last change.
        """
        cursor = self.cursor()
        try:
            cursor.execute(how)
        finally:
            cursor.close()
        if self._journal and self._identity:
            # after the fold: until then the journal alone holds what a cut log lacks
            self._journal.begin(self._identity, self._number)
        self._must_fold = self._is_written = False

    def trouble(self, problem: duckdb.Error | OSError) -> AuditError | None:
        """Return what a person should be told of a problem, None where it is no trouble of the file's."""
        if isinstance(problem, OSError):
            return file_trouble(problem, self.path)
        self._is_broken |= breaks(problem)  # opened anew at the next read or write, when there may be room again
        if isinstance(problem, duckdb.CatalogException | duckdb.BinderException):
            return self._altered()
        return in_words(problem, self.path)

    def close(self) -> None:
        """Fold the log and close the file; what cannot be folded now, the journal keeps."""
        with suppress(duckdb.Error, OSError, AuditError):
            self.fold_if_written()
        self._connection.close()
        if self._journal:
            self._journal.close()

    def _altered(self) -> AuditError | None:
        """Return what is said of a table that is gone, None where the statement is wrong and not the store."""
        try:
            with self._connection.cursor() as cursor:
                refuse_altered(cursor, self.path)
        except StoreDamagedError as altered:
            return altered
        return None

    def _noted(self, number: int, recording: Recording) -> AbstractContextManager[None]:
        # what cannot be written as statements is folded before it is acknowledged
        if self._journal is None or recording.is_bulk or not recording.changes:
            return nullcontext()
        return self._journal.holding(number, recording.changes)

    def _open(self, last: int | None = None) -> None:
        """Open the file, write again what it lacks, and bring its tables up to date.

        Raises:
            StoreInUseError, StoreDamagedError, StoreReadOnlyError, StoreFullError: the file gives trouble.
            StoreForeignError, StoreTooNewError: it is not an audit of this version.
        """
        try:
            self._connection = self._connected()
            try:
                self._put_right(last)
            except BaseException:
                self._connection.close()
                raise
        except duckdb.Error as problem:
            raise in_words(problem, self.path) or StoreDamagedError(self.path, str(problem)) from problem
        except OSError as problem:
            raise self.trouble(problem) or problem from problem
        self.openings += 1

    def _connected(self) -> duckdb.DuckDBPyConnection:
        """Connect; a log that cannot be read is set aside, since the journal knows what it held."""
        try:
            return connect(self.path)
        except duckdb.Error as problem:
            log, known = log_of(self.path), in_words(problem, self.path)
            is_damaged = known is None or isinstance(known, StoreDamagedError)
            # without a journal the log is the only one that knows, so nothing is moved
            if not (is_damaged and log.exists() and journal_of(self.path).exists()):
                raise
        aside = set_aside(log)
        try:
            connection = connect(self.path)
        except BaseException:
            aside.replace(log)  # it was not the log that ailed
            raise
        self.sentences += (f"The log {log.name} could not be read and was set aside as {aside.name}.",)
        return connection

    def _put_right(self, last: int | None) -> None:
        lock_down(self._connection, backups_of(self.path))  # before anything of the file is run
        there = applied(self._connection, self.path)
        # before migrating: the statements speak of the tables as they were then
        recovery = recover(self._connection, self._journal.path) if self._journal else None
        is_changed = migrate(self._connection, there, last)
        if self._journal:
            recovery = recovery or begin(self._connection, self._journal.path)
            self._identity, self._number = recovery.identity, recovery.number
            self.sentences += recovery.sentences
            self._is_written = is_changed or not recovery.is_level
        self._must_fold = True

    def _open_anew(self) -> None:
        """Close the file and open it again; what somebody still reads from it ends in words."""
        self._connection.close()
        self._open()
        self._is_broken = False
