"""The server listens to this machine alone, says who it is, and is warm before anybody comes."""

import asyncio
import functools
import gc
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from contextlib import closing
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import urlopen

import pytest
import streamlit.config
from streamlit.runtime.pages_manager import PagesManager

from audit.actions.imports import load_sample
from audit.charts.spec import drawing
from audit.errors import HostOpenToOthersError, PortTakenError, SettingError
from audit.store.opened import opened
from audit.store.place import add_place
from audit.web import serving
from audit.web.headers import HEADERS, ResponseHeaders
from audit.web.hosts import Address, is_loopback
from audit.web.phones.listening import Door
from audit.web.warming import WARM_UP, is_wanted, read_through
from tests.conftest import ROOT
from tests.rooms import in_a_thread


@pytest.fixture
def port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.org"])
def test_a_host_that_others_reach_is_refused(host, port):
    with pytest.raises(HostOpenToOthersError, match="no sign-in is configured"):
        serving.serve(host, port, opens_browser=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_may_listen_to_itself(host):
    assert is_loopback(host)


def test_a_port_that_is_taken_is_said_to_be(port):
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with pytest.raises(PortTakenError, match="--port"):
            serving.serve("127.0.0.1", port, opens_browser=False)


PATIENT = """
from audit.cli import main
from audit.web import serving
serving._OPENING_TRIES = 1_000  # a busy machine is no failure
main()
"""


@pytest.mark.parametrize("words", [["--open"], []])
def test_the_app_is_served_with_headers_until_it_is_told_to_stop(port, tmp_path, words):
    opened, url = tmp_path / "opened", f"http://127.0.0.1:{port}"
    command = [sys.executable, "-c", PATIENT, "serve", "--port", str(port), *words]
    browser = {"AUDIT_STORE": str(tmp_path / "audit.duckdb"), "BROWSER": f"sh -c 'echo %s > {opened}'"}
    warm = {WARM_UP: "on" if words else "off"}  # one server that warms up is enough
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=os.environ | browser | warm, **pipes) as server:
        said = server.stdout.readline()
        assert url in said
        with answer(f"{url}/health") as health:
            assert health.read() == b'{"status":"ok"}'
            assert health.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
        deadline = time.monotonic() + 180
        while words and not opened.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        server.send_signal(signal.SIGINT)
        rest, complaints = server.communicate(timeout=180)
    assert server.returncode == 0
    assert (opened.read_text().strip() if opened.exists() else "") == (url if words else "")
    assert rest == ""
    assert "/health" not in complaints, "no log holds an address"


def answer(url):
    deadline = time.monotonic() + 180
    while True:
        try:
            return urlopen(url, timeout=30)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@pytest.mark.parametrize("answers", [True, False])
def test_the_browser_is_opened_once_the_server_answers_and_not_before(monkeypatch, tmp_path, answers):
    opened = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    monkeypatch.setattr(serving, "_OPENING_TRIES", 600 if answers else 2)
    (tmp_path / "health").write_text("ok")
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        address = f"http://127.0.0.1:{server.server_port}"
        if answers:
            threading.Thread(target=server.serve_forever, daemon=True).start()
        else:
            server.socket.close()
        serving._open_when_up(address)
        if answers:
            server.shutdown()
    assert opened == [address] * answers


def test_the_app_tells_streamlit_that_pages_is_a_folder_of_ours():
    PagesManager.uses_pages_directory = None
    serving.app()
    assert PagesManager.uses_pages_directory is False


@pytest.fixture
def allowed_by_streamlit():
    before = streamlit.config.get_option("server.allowedHosts")
    yield lambda: streamlit.config.get_option("server.allowedHosts")
    streamlit.config.set_option("server.allowedHosts", before)


def test_streamlit_is_told_the_names_that_the_pages_answer_to(allowed_by_streamlit):
    hosts = serving._hosts(8501, ["audit.example.org:8443"], Door())
    assert hosts.names == {Address("audit.example.org", 8443)}
    assert allowed_by_streamlit() == ["localhost", "127.0.0.1", "::1", "audit.example.org"]


@pytest.mark.parametrize("host", ["", "0.0.0.0"])
def test_where_phones_have_no_door_the_pages_answer_to_what_phones_are_told(allowed_by_streamlit, host):
    hosts = serving._hosts(8501, [], Door(host, address="https://review.example.org"))
    assert hosts.admit("review.example.org", "https") is (host == "")


def test_the_settings_we_rely_on_still_exist():
    assert streamlit.config.get_option("runner.postScriptGC") in {True, False}


def answered(scope):
    """Return what the middleware sends on when an app within answers in two messages."""
    sent = []

    async def inner(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def send(message):
        sent.append(message)

    in_a_thread(ResponseHeaders(inner)(scope, None, send))
    return sent


def test_only_http_answers_get_headers():
    assert answered({"type": "websocket"})[0]["headers"] == []


def test_every_http_answer_gets_every_header():
    start, body = answered({"type": "http"})
    assert {name.decode() for name, _ in start["headers"]} == {name.lower() for name in HEADERS}
    assert body == {"type": "http.response.body", "body": b""}


@pytest.fixture
def begins(tmp_path, monkeypatch):
    """Return a way to do what a server does beside its pages, until it has swept twice."""
    monkeypatch.setenv("AUDIT_STORE", str(tmp_path / "audit.duckdb"))
    monkeypatch.setattr(serving, "_SWEEP_SECONDS", 0.01)
    drawing.cache_clear()
    turns = []
    monkeypatch.setattr(serving, "keep_up", lambda: turns.append("one more"))

    async def begun():
        upkeep = asyncio.create_task(serving._warm_and_sweep())
        while len(turns) < 2:  # noqa: ASYNC110  # nothing else tells that a server is warm and swept
            await asyncio.sleep(0.05)
        upkeep.cancel()

    yield lambda: in_a_thread(asyncio.wait_for(begun(), timeout=180))
    gc.unfreeze()


def test_once_everything_is_warm_what_lives_as_long_as_the_server_is_swept_no_more(begins):
    begins()
    assert drawing.cache_info().currsize >= 24
    assert gc.get_freeze_count() > 0


def test_a_server_that_is_not_to_warm_up_draws_nothing_before_anybody_comes(begins, monkeypatch):
    monkeypatch.setenv("MOMENTS_WARM_UP", "off")
    begins()
    assert drawing.cache_info().currsize == 0
    assert gc.get_freeze_count() > 0


def test_whether_to_warm_up_is_on_or_off_and_nothing_else():
    assert is_wanted({})
    assert is_wanted({"MOMENTS_WARM_UP": "on"})
    with pytest.raises(SettingError, match="MOMENTS_WARM_UP says 'no'; write on or off"):
        is_wanted({"MOMENTS_WARM_UP": "no"})


def test_reading_through_leaves_nothing_remembered_and_makes_no_audit(tmp_path, monkeypatch):
    path = tmp_path / "audit.duckdb"
    monkeypatch.setenv("AUDIT_STORE", str(path))
    read_through()
    assert not path.exists()
    store = opened(str(path))
    load_sample(store, 600, 12, date(2026, 1, 1))
    read_through()
    asked = []
    store.cached("anything", lambda: asked.append("again"))
    assert asked == ["again"]
    assert not store._cache._results.keys() - {"anything"}
    store.close()


def test_an_audit_that_cannot_be_opened_is_left_for_the_pages_to_tell(tmp_path, monkeypatch):
    path = tmp_path / "broken.duckdb"
    path.write_text("no audit")
    monkeypatch.setenv("AUDIT_STORE", str(path))
    read_through()
    assert path.read_text() == "no audit"


def test_the_pages_have_their_own_settings_wherever_they_are_started_from(tmp_path, port):
    code = (
        "import threading, uvicorn; from streamlit import config; from audit.web import serving\n"
        "uvicorn.run = lambda *_, **__: print([config.get_option(name) for name in "
        "('client.toolbarMode', 'browser.gatherUsageStats', 'server.maxUploadSize', 'client.showErrorDetails')], "
        "'127.0.0.1' in config.get_option('server.allowedHosts'))\n"
        f"serving.serve('127.0.0.1', {port}, opens_browser=False)"
    )
    store = opened(str(tmp_path / "a.duckdb"))
    add_place(store, "Hall")
    store.close()
    (tmp_path / "a.duckdb.journal").unlink()
    environment = os.environ | {"AUDIT_STORE": str(tmp_path / "a.duckdb"), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert "['minimal', False, 10, 'none'] True" in done.stdout
    assert done.stdout.startswith("The journal a.duckdb.journal of this audit is gone")
