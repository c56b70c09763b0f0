"""How fast the pages are: a page's script with nothing remembered, and a warm rerun over the wire."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from socket import socket
from urllib.error import URLError
from urllib.request import urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from audit.home.product import PRODUCT

_APP = [sys.executable, "-m", "audit", "serve", "--port"]
_EMPTY = "import streamlit as st\nst.text('empty')\n"
_SERVE = "import sys, uvicorn, streamlit as st; uvicorn.run(st.App(sys.argv[1]), port=int(sys.argv[2]))"
_WARM_UP = 12  # seconds that the server takes to warm up after its first answer
_PATIENCE = 60  # seconds


def cold_and_warm(store: Path, runs: int = 30, pages: Collection[str] | None = None) -> dict[str, tuple[float, float]]:
    """Return for each page the milliseconds of its first showing and of a warm rerun, from request to finished.

    Each page has a server of its own, warmed up as the app warms itself, on a store of which nothing is remembered
    yet. "empty" is a page of one word in a server of the same settings.

    Args:
        store: the file of the audit.
        runs: how often a page is run again; the median counts.
        pages: the addresses of the pages; None = every page of the app.
    """
    timed = {}
    for page in addresses(store) if pages is None else pages:
        with _serving(_APP, store) as port:
            time.sleep(_WARM_UP)
            timed[page or "start"] = _timed(port, page, runs)
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "empty.py"
        script.write_text(_EMPTY, encoding="utf-8")
        with _serving([sys.executable, "-c", _SERVE, str(script)], store) as port:
            timed["empty"] = _timed(port, "", runs)
    return timed


def addresses(store: Path) -> tuple[str, ...]:
    """Return the address of each page of the app in the order of its navigation; "" is the page people arrive at."""
    with _serving(_APP, store) as port, _line(port) as line:
        named = [answer.navigation for answer in _answers(line, "") if answer.WhichOneof("type") == "navigation"]
    return tuple(page.url_pathname for page in named[-1].app_pages)


def _timed(port: int, page: str, runs: int) -> tuple[float, float]:
    _shown(port, "programme" if page else "walks")  # imports and the store's opening are nobody's cost
    with _line(port) as line:
        first = _rerun(line, page)
        later = [_rerun(line, page) for _ in range(runs)]
    return first, statistics.median(later)


def _shown(port: int, page: str) -> None:
    with _line(port) as line:
        _rerun(line, page)


def _line(port: int) -> ClientConnection:
    """Return a line to the pages like that of a browser, which says where it comes from."""
    here = f"127.0.0.1:{port}"
    origin, spoken = Origin(f"http://{here}"), [Subprotocol("streamlit")]
    return connect(f"ws://{here}/_stcore/stream", origin=origin, subprotocols=spoken, max_size=None)


def _rerun(line: ClientConnection, page: str) -> float:
    """Ask for the page once and return the milliseconds until its script has finished."""
    start = time.perf_counter()
    for _ in _answers(line, page):
        pass
    return (time.perf_counter() - start) * 1000


def _answers(line: ClientConnection, page: str) -> Iterator[ForwardMsg]:
    """Ask for the page and yield what the server answers until its script has finished."""
    request = BackMsg()
    request.rerun_script.page_name = page
    line.send(request.SerializeToString())
    answer = ForwardMsg()
    while answer.WhichOneof("type") != "script_finished":
        answer = ForwardMsg()
        content = line.recv(timeout=_PATIENCE)
        answer.ParseFromString(content if isinstance(content, bytes) else content.encode())
        yield answer


@contextmanager
def _serving(command: list[str], store: Path) -> Iterator[int]:
    """Run a server on a free port of this machine until the block ends."""
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with subprocess.Popen(  # noqa: S603  # our own server
        [*command, str(port)],
        cwd=PRODUCT,
        env=os.environ | {"AUDIT_STORE": str(store)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            _wait(port)
            yield port
        finally:
            server.terminate()


def _wait(port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError
