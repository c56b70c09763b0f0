"""How fast the audit answers, at several sizes, beside the same answers by pandas and polars on the same machine."""

import platform
import shutil
import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path

import duckdb

from audit.actions.imports import load_sample
from audit.actions.reviews import prepare
from audit.bench.alone import BARE, SEARCHES, STORE, in_its_own_process
from audit.bench.pages import cold_and_warm
from audit.figures import CATALOGUE, PRINTED
from audit.review.propose import proposed_agenda, proposed_period
from audit.store.opening import open_store

SEED = 12
_HEAD = "| observations | figure | by | milliseconds | against moments | peak MB |\n|---:|---|---|---:|---:|---:|"
_PAGE_HEAD = (
    "| observations | page | first showing, ms | warm rerun, ms | over an empty page, ms |\n|---:|---|---:|---:|---:|"
)


def lines(
    sizes: Sequence[int],
    pages_at: int,
    names: Collection[str] = (*PRINTED, *SEARCHES),
    pages: Collection[str] | None = None,
) -> Iterator[str]:
    """Measure every size and yield each line of a Markdown report as soon as it is known.

    Args:
        sizes: how many observations of the sample audit.
        pages_at: the size at which the pages are measured too; 0 leaves them out.
        names: which figures of `audit.figures.PRINTED`, and which searches of `audit.bench.alone.SEARCHES`.
        pages: the addresses of the pages that are measured; None = every page of the app.
    """
    yield f"Python {platform.python_version()}, DuckDB {duckdb.__version__}, {platform.machine()}\n"
    yield _HEAD
    stores = Path(tempfile.mkdtemp())
    try:
        for size in sizes:
            yield from _figures(stores / f"{size}.duckdb", size, names)
        if pages_at:
            yield f"\n{_PAGE_HEAD}"
            yield from _pages(stores / f"{pages_at}.duckdb", pages_at, pages)
    finally:
        shutil.rmtree(stores)


def _figures(path: Path, size: int, names: Collection[str]) -> Iterator[str]:
    yield f"| {size:,} | bulk load | {STORE} | {_load(path, size):,.0f} rows a minute | | |"
    today = date.today()  # noqa: DTZ011  # the sample ends on this machine's day
    bare = in_its_own_process(path, BARE, "count", today)
    for name in names:
        ours = in_its_own_process(path, STORE, name, today)
        yield _line(size, name, STORE, ours, ours)
        engines = CATALOGUE[name].engines if name in CATALOGUE else ()
        for engine in engines:
            yield _line(size, name, engine, in_its_own_process(path, engine, name, today), ours)
        if engines:
            yield _line(size, name, BARE, bare, ours)


def _line(size: int, name: str, engine: str, timed: dict[str, float], ours: dict[str, float]) -> str:
    ratio = timed["seconds"] / ours["seconds"]
    return (
        f"| {size:,} | {name} | {engine} | {timed['seconds'] * 1000:,.1f} | {ratio:.2f} | {timed['megabytes']:,.0f} |"
    )


def _load(path: Path, size: int) -> float:
    """Load the sample and return the rows a minute."""
    store = open_store(path)
    start = time.perf_counter()
    load_sample(store, size, SEED, date.today())  # noqa: DTZ011  # the sample ends on this machine's day
    taken = time.perf_counter() - start
    store.close()
    return size / taken * 60


def _pages(path: Path, size: int, pages: Collection[str] | None) -> Iterator[str]:
    if not path.exists():
        _load(path, size)
    _prepare_review(path)
    timed = cold_and_warm(path, pages=pages)
    empty = timed["empty"][1]
    for page, (first, later) in timed.items():
        yield f"| {size:,} | {page} | {first:,.0f} | {later:,.1f} | {later - empty:,.1f} |"


def _prepare_review(path: Path) -> None:
    """Open a review, since its page and the start page do most while there is one."""
    store, today = open_store(path), date.today()  # noqa: DTZ011  # the sample ends on this machine's day
    period = proposed_period(store, today)
    prepare(store, "The review of the bench", period, proposed_agenda(store, *period))
    store.close()
