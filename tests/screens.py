"""The running app in real Chromium: a server of the test's own, ended by its process id, and a phone or a desk."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket
from typing import TypeVar
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, WebSocket, expect, sync_playwright
from playwright.sync_api import TimeoutError as TooLateError

from tests.forking import Forked, started

FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}  # nothing is measured
COLD = PLAIN | {"MOMENTS_WARM_UP": "off"}  # drawing what a test does not look at takes longer than most tests
SIZES = {"phone": (390, 844), "desk": (1280, 800), "hall": (1920, 1080)}
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
SHOWN = '[data-testid="stMain"] [data-testid="stElementContainer"]'
QUIET = 0.35  # seconds in which nothing is said on the line, once everything is
PATIENCE = 180  # seconds until what does not come is given up; a busy machine is no failure
Found = TypeVar("Found")


def wait_until_up(process: "subprocess.Popen[bytes] | Forked", url: str) -> None:
    """Wait until a server that was started answers at an address; one that has ended is not waited for."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(url, timeout=30):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail("the server did not start")


@dataclass
class Server:
    """The app on a store, which can be killed without warning and started again at the same address."""

    root: Path
    store: Path
    port: int
    process: subprocess.Popen[bytes] | Forked | None = None
    options: tuple[str, ...] = ()

    def start(self) -> None:
        words = ["serve", "--port", str(self.port), *self.options]
        self.process = started(words, self.root, COLD | {"AUDIT_STORE": str(self.store)})
        wait_until_up(self.process, f"{self.url}/health")

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def command(self, *words: str) -> str:
        """Run `moments` on this store while the server is down, and return what it printed."""
        printed = self.store.with_suffix(".printed")
        assert started(words, self.root, PLAIN | {"AUDIT_STORE": str(self.store)}, printed).wait(PATIENCE) == 0
        return printed.read_text(encoding="utf-8")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _end(self, how: signal.Signals) -> None:
        if self.process:
            self.process.send_signal(how)
            self.process.wait(timeout=PATIENCE)
            self.process = None


@dataclass
class Screen:
    """One page of the browser on the server, with everything it complained of."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    is_unanswered: bool = False
    heard_at: float = 0
    sent: int = 0

    def listen(self) -> "Screen":
        """Note what the page complains of, and whether the server has answered what it sent last."""
        self.page.on("console", lambda message: _note(self, message))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("websocket", self._overhear)
        return self

    def open(self, path: str) -> "Screen":
        self.page.goto(f"{self.url}/{path}")
        return self.arrive()

    def reload(self) -> "Screen":
        self.page.reload()
        return self.arrive()

    def arrive(self) -> "Screen":
        """Wait until a page that was asked for shows something, and is at rest."""
        self.page.wait_for_selector(SHOWN, timeout=PATIENCE * 1000)
        return self.settle()

    def settle(self) -> "Screen":
        """Wait until the script has run: what was tapped is answered, and then the line and the page are at rest."""
        self.heard_at, deadline = time.monotonic(), time.monotonic() + PATIENCE
        while (self.is_unanswered or time.monotonic() < self.heard_at + QUIET) and time.monotonic() < deadline:
            self.page.wait_for_timeout(50)
        self.page.wait_for_selector(READY, timeout=PATIENCE * 1000)
        return self

    def leave_field(self) -> "Screen":
        """Leave a field that was filled in, as the Tab key does, and wait until the server has answered to it."""
        before, deadline = self.sent, time.monotonic() + PATIENCE
        self.page.keyboard.press("Tab")
        while self.sent == before:
            assert time.monotonic() < deadline, "what was filled in was not sent"
            self.page.wait_for_timeout(50)
        return self.settle()

    def let_pass(self, seconds: float) -> "Screen":
        """Let time go by that a clock on the page is to count; what comes is waited for by looking at it instead."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.page.wait_for_timeout(100)
        return self

    def tap(self, role: str, name: str, within: str | None = None) -> "Screen":
        scope = self.page.get_by_role("radiogroup", name=within) if within else self.page
        scope.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]
        return self.settle()

    def says(self, words: str) -> "Screen":
        """Wait until the page says these words; what it says instead is the failure."""
        expect(self.page.locator('[data-testid="stMain"]')).to_contain_text(words, use_inner_text=True)
        return self

    def fits(self, width: int) -> "Screen":
        """Wait until nothing on the page is wider than so many pixels."""

        def check() -> None:
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width

        at_last(self.page, check)
        return self

    def _overhear(self, line: WebSocket) -> None:
        line.on("framesent", lambda _: self._sent())
        line.on("framereceived", lambda _: self._heard(is_unanswered=False))

    def _sent(self) -> None:
        self.sent += 1
        self._heard(is_unanswered=True)

    def _heard(self, *, is_unanswered: bool) -> None:
        self.is_unanswered, self.heard_at = is_unanswered, time.monotonic()


def at_last(page: Page, check: Callable[[], Found]) -> Found:
    """Return what a check returns once it holds: what it looks at may still be on its way."""
    deadline = time.monotonic() + PATIENCE / 3
    while True:
        try:
            return check()
        except (AssertionError, TooLateError):
            if time.monotonic() > deadline:
                raise
            page.wait_for_timeout(100)


def free_port() -> int:
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs Chromium: apt-get install chromium")
        pytest.skip("Chromium is not installed")
    expect.set_options(timeout=60_000)  # a busy machine is no failure
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def server(root: Path, tmp_path: Path) -> Iterator[Server]:
    running = Server(root, tmp_path / "audit.duckdb", free_port())
    yield running
    running.stop()


@pytest.fixture
def screen(chromium: Browser, server: Server) -> Iterator[Callable[..., Screen]]:
    """Return a way to open a page at a size ("phone", "desk", "hall") in a scheme ("light", "dark"), on a server."""
    contexts = []

    def opened(path: str = "", size: str = "phone", scheme: str = "light", on: Server = server) -> Screen:
        width, height = SIZES[size]
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            has_touch=size == "phone",
            accept_downloads=True,
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        return Screen(context.new_page(), on.url).listen().open(path)

    yield opened
    for context in contexts:
        context.close()


def _note(shown: Screen, message: object) -> None:
    kind, text = getattr(message, "type", ""), getattr(message, "text", "")
    address = getattr(message, "location", {}).get("url", "")
    if kind == "error":
        shown.complaints.append(f"{text} {address}")
