"""The app in processes of its own that start at once: forked from one that has imported all of it and done nothing yet.

To import it takes four seconds of a processor, and a page that is drawn first another two; most tests with a server are
about neither. What starting is like is tried where it is what a test is about: in tests/web and with a wheel that was
installed. Where a system cannot fork, or name a process for good, each starts anew.
"""

import atexit
import gc
import json
import os
import runpy
import select
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from threading import Lock
from typing import IO, Any

ROOT = Path(__file__).resolve().parent.parent
CAN_FORK = hasattr(os, "fork") and hasattr(os, "pidfd_open")
NOT_IMPORTED = ("audit.__main__", "audit.product")  # the first runs the command, the second is there when installed


@dataclass
class Forked:
    """A process that was forked, as far as it is waited for, told to end and asked how it ended."""

    stem: "Stem"
    pid: int
    returncode: int | None = None
    _handle: int = field(init=False)

    def __post_init__(self) -> None:
        self._handle = os.pidfd_open(self.pid)

    def poll(self) -> int | None:
        """Return how it ended, None while it runs."""
        if self.returncode is None and select.select([self._handle], [], [], 0)[0]:
            self._end()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended, and return how; at most so many seconds, then raise `subprocess.TimeoutExpired`."""
        if self.returncode is None and not select.select([self._handle], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
        self.poll()
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, how: signal.Signals) -> None:
        """Send it a signal, where it still runs."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._handle, how)

    def _end(self) -> None:
        self.returncode = self.stem.ask({"ended": self.pid})
        os.close(self._handle)


class Stem:
    """The process that has imported everything, and the line on which it is asked to fork."""

    def __init__(self, env: Mapping[str, str]) -> None:
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self._asking = Lock()
        self._process = subprocess.Popen([sys.executable, "-m", __name__], cwd=ROOT, env=dict(env), **pipes)
        atexit.register(self.close)

    def ask(self, order: Mapping[str, object]) -> int:
        with self._asking:
            assert self._process.stdin
            assert self._process.stdout
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            return int(self._process.stdout.readline())

    def close(self) -> None:
        """Let it end; what was forked from it ends by itself."""
        self._process.communicate()


@cache
def _stem() -> Stem:
    """Return this process's own, which is there from the first time it is asked for."""
    return Stem({name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")})


def started(
    words: Sequence[str], cwd: Path, env: Mapping[str, str], out: Path | None = None
) -> "Forked | subprocess.Popen[bytes]":
    """Start `python -m audit` with words, and return its process.

    Args:
        words: the command with its options.
        cwd: the folder it stands in.
        env: all of its environment.
        out: the file that takes what it prints; None = nobody reads it. What it complains of is not kept.
    """
    target = str(out) if out else os.devnull
    if CAN_FORK:
        stem = _stem()
        return Forked(stem, stem.ask({"words": words, "cwd": str(cwd), "env": dict(env), "out": target}))
    with Path(target).open("wb") as taken:
        command = [sys.executable, "-m", "audit", *words]
        return subprocess.Popen(command, cwd=cwd, env=env, stdout=taken, stderr=subprocess.DEVNULL)


def _import_all() -> None:
    import audit  # only the process that forks needs it
    from audit.home.product import put_pages_on_path  # the same

    put_pages_on_path()
    for each in walk_packages(audit.__path__, "audit."):
        if not each.name.startswith(NOT_IMPORTED):
            import_module(each.name)
    for path in sorted((ROOT / "pages" / "parts").glob("*.py")):
        import_module(f"pages.parts.{path.stem}")


def _forks(orders: IO[str]) -> dict[str, Any]:
    """Fork whenever it is asked for; return the order in the process that is to follow it, and nothing in the end."""
    for line in orders:
        order = json.loads(line)
        if "ended" in order:
            _, status = os.waitpid(order["ended"], 0)
            answer = os.waitstatus_to_exitcode(status)
        else:
            answer = os.fork()
            if not answer:
                return dict(order)
        print(answer, flush=True)  # noqa: T201  # that is how it answers
    return {}


def _follow(order: dict[str, Any]) -> None:
    """Be the process that was asked for, from its files to its name."""
    for number, place, flags in (
        (0, os.devnull, os.O_RDONLY),
        (1, order["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
    ):
        opened = os.open(place, flags, 0o644)
        os.dup2(opened, number)
        os.close(opened)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["env"])
    sys.argv = ["audit", *order["words"]]
    runpy.run_module("audit", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    _import_all()
    gc.collect()
    gc.freeze()
    if ORDER := _forks(sys.stdin):
        _follow(ORDER)
    else:
        os._exit(0)  # it has nothing to put away
