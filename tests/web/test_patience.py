"""Who sends half a request is let go, who sends a whole one is answered, however many others are silent."""

import asyncio
import resource
import socket
import threading
import time
from contextlib import closing, contextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from websockets.sync.client import connect

from audit.web.patience import Patience, patient, room_for_connections

HALF, FORM = b"GET / HTTP/1.1\r\nHost: here\r\n", b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\nhalf"
GENEROUS = 60  # seconds for a machine that is busy with other things


async def answer(request):
    await request.body()
    return PlainTextResponse("answered")


BEGUN = threading.Event()


async def answer_slowly(request):
    BEGUN.set()
    await asyncio.sleep(1)
    return PlainTextResponse("answered")


async def echo(line):
    await line.accept()
    await line.send_text(await line.receive_text())
    await line.close()


@contextmanager
def server(patience):
    """Yield the port of a server with that patience."""
    slow, talking = Route("/slow", answer_slowly), WebSocketRoute("/talk", echo)
    app = Starlette(routes=[Route("/", answer, methods=["GET", "POST"]), slow, talking])
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(500)
        options = {"log_level": "critical", "lifespan": "off", "log_config": None, "ws": "websockets-sansio"}
        running = uvicorn.Server(uvicorn.Config(app, http=patient(patience), timeout_keep_alive=600, **options))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
        thread.start()
        yield listening.getsockname()[1]
        running.force_exit = running.should_exit = True
        thread.join()


def line(port, begins=b""):
    made = socket.create_connection(("127.0.0.1", port), GENEROUS)
    made.settimeout(GENEROUS)
    made.sendall(begins)
    return made


def heard(made):
    """Return what comes until the server ends the connection; a reset is an end."""
    received = b""
    try:
        while part := made.recv(1000):
            received += part
    except ConnectionError:
        pass
    return received


def is_answered(port, path="/"):
    with closing(line(port, f"GET {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n".encode())) as made:
        return heard(made).endswith(b"answered")


def finishes(made):
    """Return whether a connection that had sent half a head is still there for the rest."""
    try:
        made.sendall(b"Connection: close\r\n\r\n")
    except ConnectionError:
        return False
    return heard(made).endswith(b"answered")


@pytest.mark.parametrize("begins", [b"", b"G", HALF, FORM])
def test_half_a_request_is_let_go_of(begins):
    with server(Patience(head_seconds=0.3, body_seconds=0.3)) as port, closing(line(port, begins)) as made:
        assert heard(made) == b""
        assert is_answered(port)


def test_bytes_that_drop_in_win_no_time():
    with server(Patience(head_seconds=0.5)) as port, closing(line(port, HALF)) as made:
        deadline = time.monotonic() + GENEROUS
        with pytest.raises(ConnectionError):
            while time.monotonic() < deadline:
                made.sendall(b"X: y\r\n")
                time.sleep(0.05)


def test_a_second_request_on_a_connection_is_waited_for_no_longer_than_the_first():
    with server(Patience(head_seconds=0.3)) as port, closing(line(port, HALF + b"\r\n")) as made:
        made.sendall(HALF)  # in one piece with the first or after its answer, as it happens
        assert heard(made).count(b"answered") == 1


def test_an_answer_takes_as_long_as_it_takes():
    with server(Patience(head_seconds=0.3, body_seconds=0.3)) as port:
        assert is_answered(port, "/slow")


def test_a_websocket_may_be_silent():
    patience = Patience(head_seconds=0.3, an_address=1, counts_own=True)
    with server(patience) as port, connect(f"ws://127.0.0.1:{port}/talk") as first:
        with closing(line(port, HALF)) as made:
            assert heard(made) == b"", "this one is let go of meanwhile"
        first.send("still here")
        assert first.recv() == "still here"


@pytest.mark.parametrize(
    "limits",
    [{"an_address": 5, "counts_own": True}, {"at_once": 5}, {"an_address": 9, "counts_own": True, "at_once": 5}],
)
def test_the_longest_silent_gives_its_place_to_whoever_comes(limits):
    with server(Patience(600, 600, **limits)) as port:
        silent = []
        for _ in range(20):
            silent.append(line(port, HALF))
            assert is_answered(port)
        still_there = [finishes(made) for made in silent]
        for made in silent:
            made.close()
    assert still_there == [False] * 16 + [True] * 4


def test_whoever_is_being_answered_is_never_let_go_of_for_another():
    BEGUN.clear()
    slow = b"GET /slow HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"
    with server(Patience(600, 600, an_address=1, counts_own=True)) as port, closing(line(port, slow)) as first:
        assert BEGUN.wait(GENEROUS)
        with closing(line(port, HALF)) as second:
            assert heard(second) == b""
        assert heard(first).endswith(b"answered")


def test_this_machine_is_not_counted_since_a_proxy_brings_everybody_from_there():
    with server(Patience(600, 600, an_address=5)) as port:
        silent = [line(port, HALF) for _ in range(20)]
        assert all(finishes(made) for made in silent)
        for made in silent:
            made.close()


def test_a_process_takes_as_many_files_as_the_system_grants():
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(before[0], 600), before[1]))
    try:
        at_once = room_for_connections()
        granted, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        assert granted >= 3 * at_once
        assert at_once == room_for_connections()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
