"""The pages and the phones' door are served by one program, at ports of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from audit.cli import main
from audit.cli.serving import PlaceToListen
from audit.errors import PortTakenError, RoomAddressError
from audit.store.file.announcing import OWN_APP
from audit.web import serving
from audit.web.phones.listening import Door
from audit.web.warming import WARM_UP

CERTIFICATE = Path(__file__).parent / "certificate"  # made for these tests, and good for a hundred years


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_port_for_phones_that_is_taken_is_said_to_be():
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(PortTakenError, match="--phones"):
            serving.serve(
                "127.0.0.1", free_port(), opens_browser=False, phones=Door("127.0.0.1", taken.getsockname()[1])
            )


def test_an_address_that_is_none_is_refused_before_anything_listens(monkeypatch):
    monkeypatch.setenv("AUDIT_ROOM_ADDRESS", "")
    with pytest.raises(RoomAddressError):
        serving.serve("127.0.0.1", free_port(), opens_browser=False, phones=Door(address="our hall"))


@pytest.mark.parametrize("is_called_as_before", [False, True])
def test_phones_find_room_and_walk_at_their_door_and_no_page_of_the_app(tmp_path, is_called_as_before):
    pages, phones = free_port(), free_port()
    place = ["--room-host", "127.0.0.1", "--room-port", str(phones)]
    doors = place if is_called_as_before else ["--phones", f"127.0.0.1:{phones}"]
    told = [f"--{'room' if is_called_as_before else 'phones'}-address", "https://review.example.org"]
    with served_by(tmp_path, "--port", str(pages), *doors, *told) as server:
        assert f"http://127.0.0.1:{pages}" in server.stdout.readline()
        assert "https://review.example.org" in server.stdout.readline()
        assert status(f"http://127.0.0.1:{phones}/") == 404
        assert status(f"http://127.0.0.1:{phones}/walk/") == 200
        assert status(f"http://127.0.0.1:{pages}/health") == 200
        assert status(f"http://127.0.0.1:{pages}/room/nonsense") == 404
        assert {status(f"http://127.0.0.1:{port}/r/nonsense") for port in (pages, phones)} == {404}


def test_both_doors_show_the_certificate_and_the_command_still_gets_its_backup(tmp_path):
    pages, phones = free_port(), free_port()
    shown = ["--tls-cert", str(CERTIFICATE / "renewed.pem"), "--tls-key", str(CERTIFICATE / "key.pem")]
    opened = tmp_path / "opened"
    with served_by(
        tmp_path,
        *("--port", str(pages), "--phones", f"127.0.0.1:{phones}", *shown, "--open"),
        browser=f"sh -c 'echo %s > {opened}'",
    ) as server:
        assert f"https://127.0.0.1:{pages}" in server.stdout.readline()
        assert f"https://127.0.0.1:{phones}" in server.stdout.readline()
        assert server.stdout.readline().startswith("The certificate is not for 127.0.0.1.")
        assert status(f"https://127.0.0.1:{pages}/health") == 200
        assert status(f"https://127.0.0.1:{phones}/walk/") == 200
        back_up = [sys.executable, "-m", "audit", "backup", str(tmp_path / "b"), "--store", str(tmp_path / "a.duckdb")]
        assert subprocess.run(back_up, check=False, timeout=180).returncode == 0
        deadline = time.monotonic() + 180
        while not opened.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert opened.read_text().strip() == f"https://127.0.0.1:{pages}"


@pytest.mark.parametrize("words", ["", "0.0.0.0:0", "0.0.0.0:70000", "two words", "host:port"])
def test_a_place_to_listen_at_that_is_none_is_refused_by_the_command(words):
    answer = CliRunner().invoke(main, ["serve", "--phones", words, "--host", "0.0.0.0"])
    assert answer.exit_code == (1 if words == "" else 2)
    assert words == "" or "--phones" in answer.output


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("0.0.0.0", ("0.0.0.0", 8502)),
        ("192.0.2.7:9000", ("192.0.2.7", 9000)),
        ("[::]:9000", ("::", 9000)),
        ("::1", ("::1", 8502)),
        ("walks.example.org:443", ("walks.example.org", 443)),
    ],
)
def test_a_place_to_listen_at_is_an_address_and_a_port(words, place):
    assert PlaceToListen().convert(words, None, None) == place


@contextmanager
def served_by(folder, *words, browser="true"):
    command = [sys.executable, "-m", "audit", "serve", "--store", str(folder / "a.duckdb"), *words]
    env = os.environ | {"BROWSER": browser, WARM_UP: "off"}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as server:
        yield server
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=180) == 0


def status(url):
    deadline = time.monotonic() + 180
    while True:
        try:
            with urlopen(url, timeout=30, context=OWN_APP) as answer:
                return answer.status
        except HTTPError as refused:
            return refused.code
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.2)
