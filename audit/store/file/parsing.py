"""Statements parsed once: to read the text of one is a third of what DuckDB does for it."""

import duckdb

MOST_PARSED = 512  # texts; those put together with other words each time would fill the memory
_PARSED: dict[str, duckdb.Statement] = {}


def parsed(cursor: duckdb.DuckDBPyConnection, query: str) -> duckdb.Statement | str:
    """Return a statement as it was parsed the first time, to be run by any cursor as often as one likes.

    Args:
        cursor: who parses one that is new.
        query: its text.

    Returns:
        The statement; the text itself where it holds more than one, or none.

    Raises:
        duckdb.Error: it cannot be parsed.
    """
    known = _PARSED.get(query)
    if known is not None:
        return known
    statements = cursor.extract_statements(query)
    if len(statements) != 1:
        return query
    if len(_PARSED) >= MOST_PARSED:
        _PARSED.clear()  # the few that every request runs are back at once
    _PARSED[query] = statements[0]
    return statements[0]
