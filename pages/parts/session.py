"""The one place where the pages meet the store, and where a figure once computed is remembered."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import streamlit as st

from audit.model.clock import utc_now
from audit.model.programme import Programme
from audit.store import programme as settings
from audit.store.opening import Store, open_store

_Figure = TypeVar("_Figure")

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


@st.cache_resource(show_spinner=False)
def _opened(path: str) -> Store:
    return open_store(path)
