"""Opening the store: one file, one connection, every change in one transaction, nothing else let in."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from audit.errors import StoreDamagedError, StoreInUseError, StoreTooNewError
from audit.model.clock import utc_now

_Answer = TypeVar("_Answer")

IN_MEMORY = ":memory:"
MOST_ANSWERS = 256  # tallies and figures are small, a few thousand rows at most
STORAGE_FORMAT = "v1.5.0"  # the older file format: faster reads at our sizes, and a way back to 1.5


class Store:
    """An open audit. Reads take a cursor of their own; writes queue behind one lock.

    What was once worked out from it is recalled until the next committed write.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, path: str, backups: Path) -> None:
        self._connection = connection
        self._write_lock = threading.RLock()
        self._transaction: duckdb.DuckDBPyConnection | None = None
        self._writer: int | None = None
        self._forgets = True
        self.path = path
        self.backups = backups
        self.version = 0
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._answers_lock = threading.Lock()
        self._answered_at = 0

    @contextmanager
    def reading(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Yield a cursor for reads; a connection shared between threads would mix up their results.

        Inside this thread's own `writing` the reads see what was written so far.
        """
        if (own := self._own_transaction()) is not None:
            yield own
            return
        cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    @contextmanager
    def writing(self, *, forgets: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
        """Yield a cursor inside one transaction: everything done with it is kept, or nothing is.

        With `forgets` false, what is recalled stays: for drafts, which no figure is made from.
        A `writing` inside a `writing` joins it, so that a verb made of several writes is still one transaction.
        """
        with self._write_lock, self.reading() as cursor:
            if cursor is self._transaction:
                self._forgets |= forgets
                yield cursor
                return
            self._transaction, self._writer, self._forgets = cursor, threading.get_ident(), forgets
            try:
                cursor.execute("BEGIN TRANSACTION")
                try:
                    yield cursor
                    cursor.execute("COMMIT")
                    self.version += self._forgets
                except BaseException:
                    cursor.execute("ROLLBACK")
                    raise
            finally:
                self._transaction = self._writer = None

    def recall(self, question: Hashable, work_out: Callable[[], _Answer]) -> _Answer:
        """Return what `work_out` answered to `question` since the last committed write, asking it at most once.

        The answer is shared by everyone who asks and must not be changed. What is asked inside this thread's own
        `writing` is worked out each time, and not recalled: it may be rolled back.
        """
        if self._own_transaction() is not None:
            return work_out()
        version = self.version
        with self._answers_lock:
            if self._answered_at != version:
                self._answers.clear()
                self._answered_at = version
            if question in self._answers:
                self._answers.move_to_end(question)
                known: _Answer = self._answers[question]
                return known
        answer = work_out()
        with self._answers_lock:
            if self._answered_at == version:
                self._answers[question] = answer
                while len(self._answers) > MOST_ANSWERS:
                    self._answers.popitem(last=False)
        return answer

    def _own_transaction(self) -> duckdb.DuckDBPyConnection | None:
        """Return the cursor of this thread's own `writing`, None outside one; another thread's is nobody else's."""
        return self._transaction if self._writer == threading.get_ident() else None

    def remembered(self, read: Callable[..., _Answer], *given: Any) -> _Answer:
        """Return `read(store, *given)`, recalled until the next committed write."""
        return self.recall((read, given), lambda: read(self, *given))

    def forget(self) -> None:
        """Forget every answer, as a write would; for whoever measures how long one takes."""
        with self._answers_lock:
            self._answers.clear()

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file, so that a lost log cannot take rows with it."""
        with self._write_lock, self.reading() as cursor:
            cursor.execute("CHECKPOINT")

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        with self._write_lock:
            self._connection.close()


def first(answer: duckdb.DuckDBPyConnection) -> tuple[Any, ...] | None:
    """Return the first row of an answer, or None; it is read to the end, for an unread one blocks its cursor."""
    rows = answer.fetchall()
    return rows[0] if rows else None


def open_store(path: Path | str = IN_MEMORY, last: int | None = None) -> Store:
    """Open the audit at `path`, making it or bringing it up to date where needed.

    Args:
        path: where the file is, or is to be.
        last: the last migration to apply, for a backup of an older version; None applies all.

    Returns:
        A store whose SQL can reach no file but those in its own folder of backups.

    Raises:
        StoreInUseError: another program holds the file.
        StoreDamagedError: the file is not a whole store.
        StoreTooNewError: a later version of this app wrote it.
    """
    backups = (Path.cwd() if path == IN_MEMORY else Path(path).resolve().parent) / "backups"
    if path != IN_MEMORY:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    store = Store(_connected(str(path)), str(path), backups)
    try:
        _migrate(store, last)
        _lock_down(store)
    except BaseException:
        store.close()
        raise
    return store


def _connected(path: str) -> duckdb.DuckDBPyConnection:
    settings: dict[str, str | bool | int | float | list[str]] = {
        "storage_compatibility_version": STORAGE_FORMAT,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
    }
    try:
        return duckdb.connect(path, config=settings)
    except duckdb.Error as problem:
        if "lock on file" in str(problem):
            raise StoreInUseError(path) from problem
        raise StoreDamagedError(path, str(problem)) from problem


def _migrations() -> list[tuple[int, str]]:
    folder = resources.files("audit.store") / "migrations"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    return [(int(file.name.split("_")[0]), file.read_text(encoding="utf-8")) for file in files]


def _migrate(store: Store, last: int | None) -> None:
    with store.writing() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, applied_at TIMESTAMP NOT NULL)"
        )
        applied = {number for (number,) in cursor.execute("SELECT number FROM migration").fetchall()}
    known = _migrations()
    if applied - {number for number, _ in known}:
        raise StoreTooNewError(store.path)
    for number, statements in known:
        if number not in applied and (last is None or number <= last):
            with store.writing() as cursor:
                cursor.execute(statements)
                cursor.execute(
                    "INSERT INTO migration (number, applied_at) VALUES ($number, $applied_at)",
                    {"number": number, "applied_at": utc_now()},
                )


def _lock_down(store: Store) -> None:
    """Close every door SQL has to the outside; the order matters, the last statement seals the others."""
    folder = str(store.backups).replace("'", "''")
    with store.reading() as cursor:
        cursor.execute(f"SET allowed_directories = ['{folder}']")  # a SET takes no parameters
        cursor.execute("SET enable_external_access = false")
        cursor.execute("SET lock_configuration = true")
