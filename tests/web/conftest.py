"""A phones' door that is open, for phones without a browser."""

import socket
from contextlib import closing

import pytest

from audit.store import opened as served_stores
from audit.store.opened import opened
from audit.store.opening import open_store
from audit.web.phones.door import Doorkeeper
from audit.web.phones.listening import Door
from audit.web.room.links import token
from tests.builders import with_desk
from tests.rooms import Phone, a_room


@pytest.fixture
def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def doorkeeper():
    """Return a doorkeeper who closes the door when the test is over."""
    with Doorkeeper().on_duty(Door()) as keeper:
        yield keeper


@pytest.fixture
def door(new_audit, tmp_path, monkeypatch, doorkeeper, free_port):
    """Return the host and port of a door that is open for the test."""
    monkeypatch.setenv("AUDIT_STORE", str(tmp_path / "audit.duckdb"))
    store = opened(str(new_audit(tmp_path / "audit.duckdb")))
    doorkeeper.open(Door("127.0.0.1", free_port))
    yield "127.0.0.1", free_port
    doorkeeper.close()
    store.close()


@pytest.fixture
def served(door, tmp_path):
    """Return the store that is served."""
    return opened(str(tmp_path / "audit.duckdb"))


@pytest.fixture
def review(served):
    return a_room(served)


@pytest.fixture
def phone(door, review):
    """Return a way to make a phone that has scanned the code."""

    def made():
        return Phone(*door, f"/room/{token(review.id, review.key)}")

    return made


@pytest.fixture
def served_desk(new_audit, monkeypatch, tmp_path):
    """Return an audit in a file, with one journey, that this process serves."""
    path = str(new_audit(tmp_path / "audit.duckdb"))
    monkeypatch.setenv("AUDIT_STORE", path)
    one = with_desk(open_store(path))
    monkeypatch.setitem(served_stores._STORES, path, one)
    yield one
    one.close()
