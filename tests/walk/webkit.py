"""WebKitGTK driven by its own WebDriver: the engine of iPhones as far as a Linux machine has it."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.screens import PATIENCE, free_port, wait_until_up

DRIVER = shutil.which("WebKitWebDriver")
BROWSER = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), None)
IS_HERE = bool(DRIVER and BROWSER and shutil.which("Xvfb"))
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # how the protocol names an element
LOOK_AGAIN = 0.05  # seconds
ANSWER = """
    const given = [...arguments], done = given.pop();
    Promise.resolve((%s)(...given)).then(done, (problem) => done({ problem: String(problem) }));
"""


@dataclass(frozen=True)
class WebKit:
    """One window of the browser, at `session` of its driver."""

    session: str

    def ask(self, verb: str, path: str, **given: Any) -> Any:
        """Send the driver one command and return what it answers."""
        body = json.dumps(given).encode() if verb == "POST" else None
        with urlopen(Request(self.session + path, body, method=verb), timeout=PATIENCE) as answer:
            return json.load(answer)["value"]

    def open(self, address: str) -> "WebKit":
        self.ask("POST", "/url", url=address)
        return self

    def run(self, function: str, *given: Any) -> Any:
        """Return what a function of the page gives, also one that gives it later."""
        return self.ask("POST", "/execute/async", script=ANSWER % function, args=given)

    def tap(self, path: str) -> "WebKit":
        """Tap what an XPath leads to, as a pointer does, once it is there."""
        self.until(lambda: self.ask("POST", f"/element/{self._element(path)}/click") is None)
        return self

    def write(self, path: str, text: str) -> "WebKit":
        """Type at the end of the field an XPath leads to."""
        self.until(lambda: self.ask("POST", f"/element/{self._element(path)}/value", text=text) is None)
        return self

    def _element(self, path: str) -> str:
        return str(self.ask("POST", "/element", using="xpath", value=path)[ELEMENT])

    def until(self, look: Callable[[], Any]) -> Any:
        """Return what is looked for once it is there."""
        deadline = time.monotonic() + PATIENCE
        while True:
            with suppress(HTTPError):
                if found := look():
                    return found
            assert time.monotonic() < deadline, "what was looked for did not come"
            time.sleep(LOOK_AGAIN)


@contextmanager
def webkit(width: int, height: int) -> Iterator[WebKit]:
    """Yield a window of a browser that has nothing in it yet, and forget it afterwards."""
    assert DRIVER
    with TemporaryDirectory() as home, _display() as display:
        ours = {"DISPLAY": display, "HOME": home, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        port = free_port()
        with _running([DRIVER, f"--port={port}"], env=os.environ | ours) as driver:
            wait_until_up(driver, f"http://127.0.0.1:{port}/status")
            wanted = {"webkitgtk:browserOptions": {"binary": str(BROWSER), "args": ["--automation"]}}
            window = WebKit(f"http://127.0.0.1:{port}")
            made = window.ask("POST", "/session", capabilities={"alwaysMatch": wanted})
            window = WebKit(f"{window.session}/session/{made['sessionId']}")
            window.ask("POST", "/timeouts", script=PATIENCE * 1000)
            window.ask("POST", "/window/rect", width=width, height=height)
            try:
                yield window
            finally:
                window.ask("DELETE", "")


@contextmanager
def _display() -> Iterator[str]:
    """Yield the name of a screen that nobody sees."""
    ours, theirs = os.pipe()
    command = ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    with _running(command, pass_fds=(theirs,)), os.fdopen(ours) as named:
        os.close(theirs)
        yield f":{named.readline().strip()}"


@contextmanager
def _running(command: list[str], **how: Any) -> "Iterator[subprocess.Popen[bytes]]":
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **how) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)
