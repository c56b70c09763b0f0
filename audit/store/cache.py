"""What was worked out from the store, cached until the next committed write."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

_Result = TypeVar("_Result")

MOST_CACHED = 256  # tallies and figures are small, a few thousand rows at most


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
