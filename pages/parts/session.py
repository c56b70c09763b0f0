"""The one place where the pages meet the store, and where a figure once computed is remembered."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from audit.model.clock import utc_now
from audit.model.programme import Programme
from audit.store import programme as settings
from audit.store.opened import served
from audit.store.opening import Store

_Figure = TypeVar("_Figure")


def store() -> Store:
    """Return the open audit, the same for everybody this server serves."""
    return served()


def programme() -> Programme:
    """Return the programme's settings as they stand now."""
    return settings.programme(store())


def today() -> date:
    """Return the calendar day in the programme's time zone."""
    return programme().day_of(utc_now())


def cached(read: Callable[..., _Figure], *given: Any) -> _Figure:
    """Return `read(store, *given)`, worked out once until the next write.

    What is returned is shared between sessions and must not be changed.
    """
    return store().cached_read(read, *given)
