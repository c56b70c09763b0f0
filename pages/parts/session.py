"""The one place where the pages meet the store, and where a figure once computed is remembered."""

import os
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from audit.model.clock import utc_now
from audit.model.programme import Programme
from audit.store import programme as settings
from audit.store.opening import Store, open_store

_Figure = TypeVar("_Figure")

_STORES: dict[str, Store] = {}
_OPENING = threading.Lock()

STORE = Path(__file__).resolve().parents[2] / "data" / "audit.duckdb"


def store() -> Store:
    """Return the open audit, the same for everybody this server serves."""
    return _opened(os.environ.get("AUDIT_STORE") or str(STORE))


def programme() -> Programme:
    """Return the programme's settings as they stand now."""
    return remembered(settings.programme)


def today() -> date:
    """Return the calendar day in the programme's time zone."""
    return programme().day_of(utc_now())


def remembered(read: Callable[..., _Figure], *given: Any) -> _Figure:
    """Return `read(store, *given)`, worked out once until the next write.

    What is returned is shared between sessions and must not be changed.
    """
    current = store()
    return current.recall((read, given), lambda: read(current, *given))


def _opened(path: str) -> Store:
    """Return the store at `path`, opened once in this process; Streamlit's own cache takes ten times as long to ask."""
    if path not in _STORES:
        with _OPENING:
            if path not in _STORES:
                _STORES[path] = open_store(path)
    return _STORES[path]
