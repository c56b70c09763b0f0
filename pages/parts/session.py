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


def remembered(read: "Callable[..., _Figure]", *given: Any, **named: Any) -> _Figure:
    """Return `read(store, *given, **named)`, computed once for each state of the store.

    What is returned is shared between sessions and must not be changed.
    """
    current = store()
    answer: _Figure = _remembered(
        current.path, current.version, f"{read.__module__}.{read.__qualname__}", given, named, read
    )
    return answer


@st.cache_resource(show_spinner=False)
def _opened(path: str) -> Store:
    return open_store(path)


@st.cache_resource(show_spinner=False, max_entries=200)
def _remembered(
    path: str,
    version: int,  # noqa: ARG001  # part of what is remembered
    name: str,  # noqa: ARG001  # part of what is remembered
    given: tuple[Any, ...],
    named: dict[str, Any],
    _read: Callable[..., Any],
) -> Any:
    return _read(_opened(path), *given, **named)
