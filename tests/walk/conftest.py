"""What the tests of the walk may ask for: a server with one small journey, and phones that stand in front of it."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from audit.store.opening import open_store
from tests.builders import with_desk
from tests.screens import FLAGS, Server, free_port
from tests.walk.phone import HEIGHTS, new_phone


@pytest.fixture(scope="module")
def server(root, tmp_path_factory):
    """Return a running server of one journey: Greeting and Answer on arrival, Invoice on leaving."""
    running = Server(root, tmp_path_factory.mktemp("walk") / "audit.duckdb", free_port())
    store = open_store(running.store)
    with_desk(store)
    store.close()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def phones(chromium, server):
    """Return a way to take out another phone, with nothing on it: of a size, in a scheme."""
    contexts = []

    def another(size="phone", scheme="light", **fields):
        width, height = HEIGHTS[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, has_touch=size != "desk", **fields
        )
        contexts.append(context)
        return new_phone(context, server.url)

    yield another
    for context in contexts:
        context.close()


@pytest.fixture
def phone(phones):
    """Return one phone at the start of the walk; nothing may go wrong on it unheard."""
    taken = phones().open()
    yield taken
    assert taken.complaints == []


@pytest.fixture
def killable(chromium, tmp_path):
    """Return a way to start a browser of one's own on the same phone's storage, and its process to kill."""
    started = []

    def browser():
        path = shutil.which("chromium") or shutil.which("google-chrome")
        assert path
        port_file = tmp_path / "profile" / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        words = [path, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--remote-debugging-port=0", "about:blank"]
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        started.append(process)
        port = at_last_read(process, port_file)
        return process, chromium.browser_type.connect_over_cdp(f"http://127.0.0.1:{port}")

    yield browser
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def at_last_read(process: "subprocess.Popen[bytes]", path: Path) -> str:
    """Return the first line of a file a process writes once it is up."""
    while process.poll() is None:
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        if len(lines) > 1:
            return lines[0]
    pytest.fail("the browser did not start")
