"""A room that is served at a door of its own, for phones without a browser."""

import socket
import time
from contextlib import closing, suppress

import pytest

from audit.store.opened import opened
from audit.web.phones.listening import Door, room_listening
from audit.web.room.links import token
from tests.rooms import Phone, a_room


@pytest.fixture
def door(tmp_path, monkeypatch):
    """Return the host and port of a door that is open for the test."""
    monkeypatch.setenv("AUDIT_STORE", str(tmp_path / "audit.duckdb"))
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    store = opened(str(tmp_path / "audit.duckdb"))
    with room_listening(Door("127.0.0.1", port)):
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            with suppress(OSError), closing(socket.create_connection(("127.0.0.1", port), 30)):
                break
            time.sleep(0.05)
        yield "127.0.0.1", port
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
