"""One answer measured in a process of its own, so that its memory is its own too."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import psutil

from audit.bench.answers import OTHERS, for_pandas, for_polars
from audit.figures import CATALOGUE, Question
from audit.model.search import Search
from audit.model.view import EVERYTHING
from audit.store.bare_reads import bare_count, plain_rows
from audit.store.opening import Store, open_store
from audit.store.voices import notes_by_outcome

STORE, BARE = "moments", "bare count"
SEARCHES = {"search, a common word": "the", "search, a word in no note": "zeppelin"}  # what is looked for on Voices
_FIRST_NOTES = 50  # of each outcome, as Voices shows them at once


def in_its_own_process(path: Path, engine: str, name: str, as_of: date) -> dict[str, float]:
    """Return what `measured` returns, measured in a fresh process."""
    command = [sys.executable, "-m", "audit.bench.alone", str(path), engine, name, as_of.isoformat()]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  # our own module
    timed: dict[str, float] = json.loads(answer.stdout)
    return timed


def measured(path: Path, engine: str, name: str, as_of: date, times: int = 5) -> dict[str, float]:
    """Return how long `engine` takes to answer `name`, and the most memory its process had by then.

    Args:
        path: the store, which no other process may have open.
        engine: "moments", "bare count", "pandas" or "polars".
        name: a measure or one of `SEARCHES`; for "bare count" it says nothing.
        as_of: the day the figure is told on.
        times: how often it is asked; the fastest counts, since noise only adds.

    Returns:
        `seconds`, and `megabytes` of the process at its largest. Reading the observations into a frame is not
        timed for pandas and polars: they are given what they need in memory.
    """
    store = open_store(path)
    ask = _question(store, engine, name, as_of)
    fastest = min(_timed(ask) for _ in range(times))
    store.close()
    return {"seconds": fastest, "megabytes": _peak() / 1024**2}


def _question(store: Store, engine: str, name: str, as_of: date) -> Callable[[], Any]:
    if engine == BARE:
        return lambda: bare_count(store)
    if engine == STORE:
        return lambda: _afresh(store, name, as_of)
    rows = plain_rows(store)
    given: Any = for_pandas(rows) if engine == "pandas" else for_polars(rows)
    return lambda: OTHERS[engine][name](given, as_of)


def _afresh(store: Store, name: str, as_of: date) -> Any:
    store.clear_cache()
    if name in SEARCHES:
        return notes_by_outcome(store, EVERYTHING, Search(SEARCHES[name]), _FIRST_NOTES)
    return CATALOGUE[name].measure(store, Question(as_of))


def _timed(ask: Callable[[], Any]) -> float:
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


def _peak() -> int:
    memory = psutil.Process().memory_info()
    return int(getattr(memory, "peak_wset", 0)) or _high_water(Path("/proc/self/status")) or int(memory.rss)


def _high_water(status: Path) -> int:
    """Return the most memory in bytes that Linux says this process had, or 0 where it says nothing."""
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))


if __name__ == "__main__":
    store_path, engine_name, measure, day = sys.argv[1:]
    sys.stdout.write(json.dumps(measured(Path(store_path), engine_name, measure, date.fromisoformat(day))))
