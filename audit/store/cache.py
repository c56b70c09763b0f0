"""What was worked out from the store, cached until the next committed write, of anything or of a few tables."""

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

_Result = TypeVar("_Result")

MOST_CACHED = 256  # tallies and figures are small, a few thousand rows at most
MOST_OF_TABLES = 2_000  # single rows for the most part: a phone, a walk
ANY_TABLE = ""  # written where nobody can tell which


class Cache:
    """Results worked out from one version of the store; those of an older version are dropped at the next."""

    def __init__(self) -> None:
        self._results: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()  # held only to look and to keep: figures are worked out side by side
        self._version = 0

    def cached(self, key: Hashable, version: int, work_out: Callable[[], _Result]) -> _Result:
        """Return what `work_out` returned for `key` at this `version`, calling it at most once."""
        with self._lock:
            if self._version != version:
                self._results.clear()
                self._version = version
            if key in self._results:
                self._results.move_to_end(key)
                result: _Result = self._results[key]
                return result
        worked_out = work_out()
        with self._lock:
            # a write came meanwhile: what was worked out is of a state that is gone
            if self._version == version:
                self._results[key] = worked_out
                while len(self._results) > MOST_CACHED:
                    self._results.popitem(last=False)
        return worked_out

    def clear(self) -> None:
        """Drop every result."""
        with self._lock:
            self._results.clear()


class TableCache:
    """Results that each rest on a few tables, cached until one of those is written; other writes leave them."""

    def __init__(self) -> None:
        self._results: OrderedDict[Hashable, tuple[tuple[int, ...], Any]] = OrderedDict()
        self._writes: Counter[str] = Counter()
        self._lock = threading.Lock()

    def cached(self, key: Hashable, tables: Iterable[str], opening: int, work_out: Callable[[], _Result]) -> _Result:
        """Return what `work_out` returned for `key` since the last write of `tables`, and since this `opening`."""
        with self._lock:
            state = self._state(tables, opening)
            held = self._results.get(key)
            if held is not None and held[0] == state:
                self._results.move_to_end(key)
                result: _Result = held[1]
                return result
        worked_out = work_out()
        # a write that came meanwhile has made this state one of the past, and with it what is kept here
        with self._lock:
            self._results[key] = (state, worked_out)
            while len(self._results) > MOST_OF_TABLES:
                self._results.popitem(last=False)
        return worked_out

    def state(self, tables: Iterable[str], opening: int) -> tuple[int, ...]:
        """Return what changes with every write of `tables`, and with each `opening`."""
        with self._lock:
            return self._state(tables, opening)

    def _state(self, tables: Iterable[str], opening: int) -> tuple[int, ...]:
        return (opening, self._writes[ANY_TABLE], *(self._writes[table] for table in tables))

    def note(self, tables: Iterable[str]) -> None:
        """Note that tables were written, once what was written is committed."""
        with self._lock:
            self._writes.update(tables)

    def clear(self) -> None:
        """Drop every result."""
        self.note([ANY_TABLE])
