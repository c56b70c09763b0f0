"""Pages run whole, on a store of the test's own or on the sample."""

import logging
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from audit.actions.imports import load_sample
from audit.store.opened import opened
from audit.store.opening import Store
from pages.parts import session
from tests.builders import NOW, sample_day

FRAME = """
import streamlit as st
from pages.parts.boundary import boundary
from pages.parts.navigation import PAGES, NAVIGATION
doors = [door for doors in NAVIGATION.values() for door in doors]
wanted = {{"{page}.py", "{page}/page.py"}}
with boundary():
    st.navigation(
        [st.Page(PAGES / file, url_path=path or None, default=file in wanted) for file, _, path, _ in doors]
    ).run()
"""


def run(page: str, **address: str) -> AppTest:
    """Run one page within the navigation, where links between pages lead somewhere, with these words in its address."""
    at = AppTest.from_string(FRAME.format(page=page), default_timeout=180)
    for name, value in address.items():
        at.query_params[name] = value
    return at.run()


@pytest.fixture(scope="session", autouse=True)
def packages_scanned_once() -> Iterator[None]:
    """Look through the installed packages for components once; Streamlit does it for every page a test opens."""
    scan = cache(manifest_scanner.scan_component_manifests)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(autouse=True)
def the_day_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages speak of the day the samples end on, also where midnight passes meanwhile."""
    monkeypatch.setattr(session, "utc_now", lambda: NOW)


@pytest.fixture(autouse=True)
def nothing_breaks(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail where a page or a tap broke: the boundary tells it in words, and no test would see a trace."""
    yield
    broken = [record for record in caplog.get_records("call") if record.name == "moments" and record.exc_info]
    if not request.node.get_closest_marker("breaks"):
        assert [logging.Formatter().format(record) for record in broken] == []


@pytest.fixture
def own(new_audit: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Return the empty store that the pages of this test see."""
    monkeypatch.setenv("AUDIT_STORE", str(new_audit(tmp_path / "audit.duckdb")))
    yield session.store()
    session.store().close()


@pytest.fixture(scope="session")
def sample_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = str(tmp_path_factory.mktemp("sample") / "audit.duckdb")
    store = opened(path)
    load_sample(store, 2_400, 12, sample_day())
    yield path
    store.close()


@pytest.fixture
def sampled(sample_path: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Store]:
    """Let the pages of this test see the sample audit; it is shared, so nothing may be written."""
    monkeypatch.setenv("AUDIT_STORE", sample_path)
    return session.store
