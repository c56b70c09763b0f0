"""What the tests of the walk's routes share: an audit that is served."""

import pytest

from audit.store import opened
from audit.store.opening import open_store
from tests.builders import with_desk


@pytest.fixture
def store(monkeypatch, tmp_path):
    """Return an audit with one journey that this process serves."""
    path = str(tmp_path / "audit.duckdb")
    monkeypatch.setenv("AUDIT_STORE", path)
    one = with_desk(open_store(path))
    monkeypatch.setitem(opened._STORES, path, one)
    yield one
    one.close()
