"""The pages and the phones' door are served by one program, at ports of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from audit.errors import PortTakenError, RoomAddressError
from audit.web import serving
from audit.web.phones.listening import Door


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_port_of_the_room_that_is_taken_is_said_to_be():
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(PortTakenError, match="--room-port"):
            serving.serve("127.0.0.1", free_port(), opens_browser=False, room=Door("127.0.0.1", taken.getsockname()[1]))


def test_an_address_that_is_none_is_refused_before_anything_listens(monkeypatch):
    monkeypatch.setenv("AUDIT_ROOM_ADDRESS", "")
    with pytest.raises(RoomAddressError):
        serving.serve("127.0.0.1", free_port(), opens_browser=False, room=Door(address="our hall"))


def test_phones_find_the_room_at_its_door_and_no_page_of_the_app(tmp_path):
    pages, room = free_port(), free_port()
    doors = ["--port", str(pages), "--room-host", "127.0.0.1", "--room-port", str(room)]
    told = ["--room-address", "https://review.example.org"]
    command = [sys.executable, "-m", "audit", "serve", "--store", str(tmp_path / "audit.duckdb"), *doors, *told]
    with subprocess.Popen(command, env=os.environ | {"BROWSER": "true"}, stdout=subprocess.PIPE, text=True) as server:
        assert f"http://127.0.0.1:{pages}" in server.stdout.readline()
        assert "https://review.example.org" in server.stdout.readline()
        assert status(f"http://127.0.0.1:{room}/") == 404
        assert status(f"http://127.0.0.1:{pages}/health") == 200
        assert status(f"http://127.0.0.1:{pages}/room/nonsense") == 404
        assert {status(f"http://127.0.0.1:{port}/r/nonsense") for port in (pages, room)} == {404}
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=180) == 0


def status(url):
    deadline = time.monotonic() + 180
    while True:
        try:
            with urlopen(url, timeout=30) as answer:
                return answer.status
        except HTTPError as refused:
            return refused.code
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.2)
