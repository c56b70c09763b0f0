"""The tables and columns that the migrations make, compared with those there: another program may alter them."""

from functools import cache

from audit.errors import StoreDamagedError
from audit.store.file.connecting import IN_MEMORY, connect
from audit.store.file.migrating import migrate
from audit.store.file.recording import Cursor

_COLUMNS = "SELECT table_name, column_name FROM information_schema.columns"


def refuse_altered(cursor: Cursor, path: str) -> None:
    """Refuse a store whose tables are no longer those its migrations made.

    Raises:
        StoreDamagedError: a table or a column is missing.
    """
    ((last,),) = cursor.execute("SELECT MAX(number) FROM migration").fetchall()
    there = frozenset(cursor.execute(_COLUMNS).fetchall())
    if missing := _made_by(last) - there:
        table, column = min(missing)
        is_there = table in {name for name, _ in there}
        raise StoreDamagedError(path, f"its {f'column {table}.{column}' if is_there else f'table {table}'} is missing")


@cache
def _made_by(last: int) -> frozenset[tuple[str, str]]:
    """Return every table or view with each of its columns, as the migrations up to `last` make them."""
    # made anew from the migrations: a list kept by hand would lag behind them
    with connect(IN_MEMORY) as connection:
        migrate(connection, set(), last)
        return frozenset(connection.execute(_COLUMNS).fetchall())
