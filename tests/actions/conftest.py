"""Every verb is tried on a file, and whatever it wrote has to come back from the journal alone."""

import shutil

import pytest

from audit.store.opening import open_store
from audit.store.upkeep.fingerprint import fingerprints
from tests.actions.at_work import an_audit


@pytest.fixture
def store(new_audit, tmp_path):
    """Return an empty audit in a file; once a test is over, its log is lost and the journal has to tell it again."""
    opened = open_store(new_audit(tmp_path / "verbs" / "audit.duckdb"))
    yield opened
    there = fingerprints(opened)
    (tmp_path / "killed").mkdir()
    for end in ("", ".journal"):
        shutil.copy(f"{opened.path}{end}", tmp_path / "killed" / f"audit.duckdb{end}")
    opened.close()
    again = open_store(tmp_path / "killed" / "audit.duckdb")
    assert fingerprints(again) == there
    again.close()


@pytest.fixture(scope="session")
def at_work():
    """Return an audit in which people have been at work; whoever tries something in it leaves nothing behind."""
    made = an_audit()
    yield made
    made.store.close()
