"""What every test may ask for by name."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings

from audit.store.opening import Store, open_store
from tests.builders import copied, with_desk
from tests.screens import chromium, screen, server

__all__ = ["chromium", "screen", "server"]  # one browser a process, whichever folder's test asks first

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("house", deadline=None, max_examples=15)  # a busy machine is no counterexample
settings.register_profile("whole", settings.get_profile("house"), max_examples=300)
settings.load_profile("whole" if os.environ.get("DRILLS") == "whole" else "house")

LONG = (
    "browser",
    "drills",
    "walk",
)  # files that take minutes, so they begin first
RULES = ("test_conventions.py", "test_shape.py", "test_waiting.py", "test_word_list.py")  # they read, and run nothing
UNMEASURED = (*LONG, "pages", *RULES)  # what they reach of the house, the tests of its rooms try on purpose
ASIDE = (*LONG, "actions", "figures", "pages", "review")  # here a file is read for what is done with it afterwards
READERS = (  # in intake, these alone are about the process that reads a file, and not about what was read
    *("test_file_kinds.py", "test_header_groups.py", "test_hostile_files.py", "test_linked_tables.py"),
    *("test_photos.py", "test_table_child.py", "test_tables.py"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long files; with loadfile, files are handed out in this order.

    Coverage is measured where it tells something, as a measured test takes half as long again: not of hundreds of
    examples of one law.
    """
    items.sort(key=lambda item: _folder(item) not in LONG)
    for item in items:
        if not _is_unmeasured(item) and is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("no_cover")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Measure children only in tests that are about them: measured, the reader of a file works four times as long."""
    ours = {name: it for name, it in os.environ.items() if name.startswith("COVERAGE_")}
    for name in ours if _is_aside(item) else ():
        del os.environ[name]
    try:
        with _unmeasured(item) if _is_unmeasured(item) else nullcontext():
            return (yield)
    finally:
        os.environ.update(ours)


@contextmanager
def _unmeasured(item: pytest.Item) -> Iterator[None]:
    """Measure nothing meanwhile, neither the test nor what is made ready for it."""
    measuring = getattr(item.config.pluginmanager.getplugin("_cov"), "cov_controller", None)
    if measuring is None:
        yield
        return
    measuring.pause()
    try:
        yield
    finally:
        measuring.resume()


def _is_unmeasured(item: pytest.Item) -> bool:
    return _folder(item) in UNMEASURED or item.get_closest_marker("crossing") is not None


def _is_aside(item: pytest.Item) -> bool:
    return _folder(item) in ASIDE or (_folder(item) == "intake" and item.path.name not in READERS)


def _folder(item: pytest.Item) -> str:
    """Return the folder of tests/ a test stands in, or its file's name where it stands in none."""
    return item.path.relative_to(ROOT / "tests").parts[0]


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the recipes and templates of whoever runs the tests out of them, and theirs out of the checkout."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MOMENTS_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def given() -> Path:
    """Return the folder of trial tables beside the checkout; skip, saying so, where it is absent."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the trial tables are not beside this checkout (../shared/data)")
    return folder


@pytest.fixture(scope="session")
def new_audit(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Return a way to put an empty audit at a path: a copy of one, in a third of the time it takes to make it."""
    empty = tmp_path_factory.mktemp("empty") / "audit.duckdb"
    open_store(empty).close()

    return lambda path: copied(empty, path)


@pytest.fixture
def store() -> Iterator[Store]:
    """Return an empty audit that lives in memory."""
    opened = open_store()
    yield opened
    opened.close()


@pytest.fixture
def desk(store: Store) -> Store:
    """Return an audit in memory with one small journey: Greeting and Answer on arrival, Invoice on leaving."""
    return with_desk(store)
