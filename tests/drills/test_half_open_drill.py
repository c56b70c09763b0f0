"""A thousand half-sent requests: whoever sends a whole one is answered all the same, and the others are let go of."""

import os
import random
import resource
import socket
import time
from contextlib import closing
from dataclasses import replace

import pytest

from audit.store.ballot import ballot_count
from audit.store.opened import opened
from audit.web.phones.door import Doorkeeper
from audit.web.phones.listening import PATIENCE, Door
from audit.web.room.links import token
from tests.rooms import CHOICES, Phone, a_room, in_a_thread

WHOLE = os.environ.get("DRILLS") == "whole"
# As it is shipped, where the drill is whole; else the same with less of everything.
HALF_OPEN, HONEST, WAITS = (
    (1_000, 100, PATIENCE) if WHOLE else (150, 20, replace(PATIENCE, head_seconds=3, at_once=100))
)
GENEROUS = 120  # seconds for a machine that is busy with other things


@pytest.fixture
def hall(tmp_path, monkeypatch):
    """Return the store, the review and the port of a room that has a door of its own."""
    monkeypatch.setenv("AUDIT_STORE", str(tmp_path / "audit.duckdb"))
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    store = opened(str(tmp_path / "audit.duckdb"))
    with Doorkeeper().on_duty(Door("127.0.0.1", port, patience=WAITS)):
        yield store, a_room(store), port
    store.close()


@pytest.fixture
def many_files():
    """Let this process hold both ends of every connection."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(before[0], min(before[1], 4 * HALF_OPEN)), before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def half_sent(port, path, dice):
    """Return a connection that has sent a part of a request and no more."""
    whole = f"POST {path}/vote HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 500\r\n\r\n"
    deadline = time.monotonic() + GENEROUS
    while True:
        try:
            made = socket.create_connection(("127.0.0.1", port), GENEROUS)
        except ConnectionError:
            assert time.monotonic() < deadline, "the door did not open"
            time.sleep(0.05)
        else:
            made.sendall(whole[: dice.randrange(len(whole) - 4)].encode())  # never the whole head
            return made


def is_over(made):
    """Wait until the server ends a connection, and return whether it did so without an answer."""
    made.settimeout(GENEROUS)
    try:
        return made.recv(1) == b""
    except ConnectionError:
        return True
    except TimeoutError:
        return False


async def takes_part(phone):
    answers = [await phone.look(), await phone.send("vote", choice=CHOICES[0]), await phone.look()]
    return answers == [200, 303, 200]


@pytest.mark.drill
def test_half_open_requests_keep_nobody_out_and_are_let_go_of(hall, many_files, capsys):
    store, review, port = hall
    path, dice = f"/room/{token(review.id, review.key)}", random.Random(12)
    silent = [half_sent(port, path, dice) for _ in range(HALF_OPEN)]
    took_part = sum(in_a_thread(takes_part(Phone("127.0.0.1", port, path))) for _ in range(HONEST))
    let_go = sum(is_over(made) for made in silent)
    for made in silent:
        made.close()
    with capsys.disabled():
        print(  # noqa: T201  # a drill tells its figure
            f"\n{HALF_OPEN:,} half-sent requests: {took_part} of {HONEST} phones took part meanwhile, "
            f"{let_go:,} of {HALF_OPEN:,} were let go of"
        )
    assert took_part == HONEST == ballot_count(store, review.id, CHOICES)
    assert let_go == HALF_OPEN
