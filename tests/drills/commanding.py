"""`moments` in a process of its own that may crash: one command after another, each with how it ended."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from tests.screens import COLD

NOBODY = 65534  # the user who may write nothing that is root's


@dataclass(frozen=True, slots=True)
class Answer:
    """How a command ended."""

    code: int
    out: str
    err: str
    trace: str = ""

    @property
    def is_in_words(self) -> bool:
        """Whether it ended as a command does: with an answer, or with exit 1 and one sentence that says what to do."""
        refused = self.code == 1 and self.err.count(".") >= 1 and "Traceback" not in self.err
        return not self.trace and (self.code == 0 or refused)


CRASHED = Answer(-1, "", "", "the process crashed")


class Commands:
    """A way to run commands; where one takes the whole process down, the next begins another."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        if self._process:
            self._process.communicate()

    def run(self, *words: object, user: int = 0) -> Answer:
        """Run one command, as another user where `user` is given and we may become that one."""
        if self._process is None or self._process.poll() is not None:
            self._end()
            command = [sys.executable, "-m", __name__]
            pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
            self._process = subprocess.Popen(command, cwd=self._root, env=COLD, **pipes)
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([[str(word) for word in words], user]) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            self._process.wait()
            return CRASHED
        return Answer(*json.loads(line))


def _answered(words: list[str], user: int) -> list[object]:
    import traceback  # only the child needs these

    from click.testing import CliRunner  # the same

    from audit.cli import main  # the same

    if user and os.geteuid() == 0:
        os.seteuid(user)
    try:
        done = CliRunner().invoke(main, words)
    finally:
        if os.getuid() == 0:
            os.seteuid(0)
    broke = done.exception is not None and not isinstance(done.exception, SystemExit)
    trace = "".join(traceback.format_exception(done.exception)) if broke else ""
    return [done.exit_code, done.stdout, done.stderr, trace]


if __name__ == "__main__":
    for asked in sys.stdin:
        print(json.dumps(_answered(*json.loads(asked))), flush=True)  # noqa: T201  # that is how it answers
