"""What is done to the store within one transaction, noted so that it can be done again."""

import re
from collections.abc import Mapping
from typing import Any, Protocol

import duckdb

from audit.store.file.parsing import parsed

Parameters = Mapping[str, Any] | None
Statement = tuple[str, Parameters]

_CHANGES = ("INSERT", "UPDATE", "DELETE", "MERGE")
_READS = ("SELECT", "WITH")
_WRITTEN = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM|MERGE INTO) (\w+)")


class Cursor(Protocol):
    """What the store's functions ask of a cursor, inside a transaction of their own or outside one."""

    def execute(self, query: str, parameters: Any = None) -> duckdb.DuckDBPyConnection:
        """Run one statement with its named parameters."""

    def register(self, view_name: str, python_object: object) -> duckdb.DuckDBPyConnection:
        """Let statements read a frame as a table of that name."""

    def unregister(self, view_name: str) -> duckdb.DuckDBPyConnection:
        """Take such a table away again."""

    def sql(self, query: str, *, params: object = None) -> duckdb.DuckDBPyRelation:
        """Return what a query would answer, to be read part by part."""


class Recording:
    """A cursor that notes every change made with it.

    `changes` holds the statements in order, `tables` what they write; "" among them stands for any. `is_bulk` is true
    once more was done than statements can tell again: a frame was read, or the tables themselves changed.
    """

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor
        self.changes: list[Statement] = []
        self.tables: set[str] = set()
        self.is_bulk = False

    @property
    def has_changes(self) -> bool:
        """Tell whether anything was done that a reader outside cannot know yet."""
        return bool(self.changes) or self.is_bulk

    def execute(self, query: str, parameters: Parameters = None) -> duckdb.DuckDBPyConnection:
        """Run one statement, and note it where it changes something."""
        first_word = query.lstrip().split(None, 1)[0].upper()
        # a setting or a pragma is more than its parsed statement
        is_parsed = first_word in _CHANGES or first_word in _READS
        answer = self._cursor.execute(parsed(self._cursor, query) if is_parsed else query, parameters)
        if first_word in _CHANGES:
            self.changes.append((query, parameters))
            written = _WRITTEN.match(query)
            self.tables.add(written[1] if written else "")
        # whatever it may be: better a fold too many than a change the journal lacks
        elif first_word not in _READS:
            self.is_bulk = True
        return answer

    def register(self, view_name: str, python_object: object) -> duckdb.DuckDBPyConnection:
        """Let statements read a frame; what they make of it cannot be told again without it."""
        self.is_bulk = True
        return self._cursor.register(view_name, python_object)

    def unregister(self, view_name: str) -> duckdb.DuckDBPyConnection:
        """Take such a table away again."""
        return self._cursor.unregister(view_name)

    def sql(self, query: str, *, params: object = None) -> duckdb.DuckDBPyRelation:
        """Return what a query would answer; it changes nothing."""
        return self._cursor.sql(query, params=params)
