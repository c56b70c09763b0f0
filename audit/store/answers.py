"""What was once worked out from the store, recalled until the next committed write."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

_Answer = TypeVar("_Answer")

MOST_ANSWERS = 256  # tallies and figures are small, a few thousand rows at most


class Answers:
    """Answers to questions about one version of the store; those of an older version are forgotten at the next."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()
        self._version = 0

    def recall(self, question: Hashable, version: int, work_out: Callable[[], _Answer]) -> _Answer:
        """Return what `work_out` answered to `question` at this `version`, asking it at most once."""
        with self._lock:
            if self._version != version:
                self._answers.clear()
                self._version = version
            if question in self._answers:
                self._answers.move_to_end(question)
                known: _Answer = self._answers[question]
                return known
        answer = work_out()
        with self._lock:
            if self._version == version:
                self._answers[question] = answer
                while len(self._answers) > MOST_ANSWERS:
                    self._answers.popitem(last=False)
        return answer

    def forget(self) -> None:
        """Forget every answer."""
        with self._lock:
            self._answers.clear()
