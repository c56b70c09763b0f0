"""One answer measured in a process of its own, so that its memory is its own too."""

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl

from audit.bench.answers import COLUMNS, OTHERS, by_store
from audit.store.backup import tables
from audit.store.opening import Store, open_store
from audit.store.tallies import bare_count

STORE, BARE = "moments", "bare count"


def measured(path: Path, engine: str, name: str, as_of: date, times: int = 5) -> dict[str, float]:
    """Return how long `engine` takes to answer `name`, and the most memory it had by then.

    Args:
        path: the store, which no other process may have open.
        engine: "moments", "bare count", "pandas" or "polars".
        name: a measure; for "bare count" it says nothing.
        as_of: the day the figure is told on.
        times: how often it is asked; the fastest counts, since noise only adds.

    Returns:
        `seconds`, and `megabytes` of the process at its largest. Reading the observations into a frame is not
        timed for pandas and polars: they are given what they need in memory.
    """
    store = open_store(path)
    ask = _asked(store, engine, name, as_of)
    fastest = min(_timed(ask) for _ in range(times))
    store.close()
    return {"seconds": fastest, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _asked(store: Store, engine: str, name: str, as_of: date) -> Callable[[], Any]:
    if engine == BARE:
        return lambda: bare_count(store)
    if engine == STORE:
        return lambda: by_store(name)(store, as_of)
    frame = _as_polars(store)
    given = frame if engine == "polars" else _as_pandas(frame)
    return lambda: OTHERS[engine][name](given, as_of)


def _timed(ask: Callable[[], Any]) -> float:
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start
