"""Migrations: how the tables came to be as they are, each step applied once, in order, and recorded."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import resources

import duckdb

from audit.errors import StoreForeignError, StoreTooNewError
from audit.model.clock import utc_now
from audit.store.file.connecting import IN_MEMORY

_PARSED: dict[int, list[duckdb.Statement]] = {}


def applied(connection: duckdb.DuckDBPyConnection, path: str) -> set[int]:
    """Return the numbers of the migrations a store has, none where it is new.

    Raises:
        StoreForeignError: the file is a database of another program.
        StoreTooNewError: a later version of this app wrote it.
    """
    if path == IN_MEMORY:
        return set()
    there = {name for (name,) in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    if not there:
        return set()
    # nothing is ever written into a file that is not ours
    if "migration" not in there:
        raise StoreForeignError(path)
    numbers = {number for (number,) in connection.execute("SELECT number FROM migration").fetchall()}
    # a newer version may keep in its tables what this one would not know to keep
    if numbers - {number for number, _ in _migrations()}:
        raise StoreTooNewError(path)
    return numbers


def migrate(connection: duckdb.DuckDBPyConnection, there: set[int], last: int | None) -> bool:
    """Apply what is not `there` yet, up to the migration `last` (None = all); return whether anything was lacking."""
    lacking = [
        (number, statements)
        for number, statements in _migrations()
        if number not in there and (last is None or number <= last)
    ]
    if not there:
        _begin(connection, lacking)
        return bool(lacking)
    for number, statements in lacking:
        with transaction(connection):
            for statement in _parsed(connection, number, statements):
                connection.execute(statement)
            _record(connection, [number])
    return bool(lacking)


def _begin(connection: duckdb.DuckDBPyConnection, lacking: list[tuple[int, str]]) -> None:
    """Make every table of a new store at once, in half the time of one migration after the other."""
    with transaction(connection):
        connection.execute("CREATE TABLE migration (number INTEGER PRIMARY KEY, applied_at TIMESTAMP NOT NULL)")
        for number, statements in lacking:
            for statement in _parsed(connection, number, statements):
                if statement.type != duckdb.StatementType.UPDATE:  # there is no row that could be brought up to date
                    connection.execute(statement)
        _record(connection, [number for number, _ in lacking])


def _record(connection: duckdb.DuckDBPyConnection, numbers: list[int]) -> None:
    connection.execute(
        "INSERT INTO migration (number, applied_at) SELECT UNNEST($numbers), $applied_at",
        {"numbers": numbers, "applied_at": utc_now()},
    )


def _parsed(connection: duckdb.DuckDBPyConnection, number: int, statements: str) -> list[duckdb.Statement]:
    """Return the statements of a migration, parsed once in this process: they belong to no connection."""
    if number not in _PARSED:
        _PARSED[number] = connection.extract_statements(statements)
    return _PARSED[number]


@contextmanager
def transaction(cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Keep everything done within, or nothing of it; the problem that stood in the way is not hidden by a second."""
    cursor.execute("BEGIN TRANSACTION")
    try:
        yield
        cursor.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.Error):  # where COMMIT failed there is nothing left to roll back
            cursor.execute("ROLLBACK")
        raise


def newest() -> int:
    """Return the number of the last migration this version of the app knows."""
    return _migrations()[-1][0]


def _migrations() -> list[tuple[int, str]]:
    folder = resources.files("audit.store") / "migrations"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".sql")), key=lambda file: file.name)
    # by name, hence in the order they were written in
    return [(int(file.name.split("_")[0]), file.read_text(encoding="utf-8")) for file in files]
