"""Many people at work on one store, each in a thread of their own, while what was written is folded now and then."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from audit.store.opening import Store
from tests.drills.deeds import Ledger, work

PAUSE = 0.05  # seconds between two folds; the server waits nearly a minute


class People:
    """So many who work until they are told to stop, or have done so many deeds each; `problems` are what they met."""

    def __init__(self, store: Store, how_many: int, kinds: tuple[str, ...], deeds: int = 1_000_000) -> None:
        self.ledger = Ledger()
        self.problems: list[BaseException] = []
        self._store, self._kinds, self._deeds = store, kinds, deeds
        self._lock, self._is_over = threading.Lock(), threading.Event()
        self._workers = [threading.Thread(target=self._work, args=(number,)) for number in range(how_many)]

    @contextmanager
    def at_work(self) -> Iterator["People"]:
        """Let them work until the end of the block."""
        folding = threading.Thread(target=self._fold)
        for thread in (folding, *self._workers):
            thread.start()
        try:
            yield self
        finally:
            self._is_over.set()
            for thread in (folding, *self._workers):
                thread.join()

    def wait_for(self, deeds: int) -> None:
        """Wait until so many more deeds were acknowledged."""
        until = self.ledger.deeds + deeds
        while self.ledger.deeds < until and not self.problems:
            self._is_over.wait(PAUSE)

    def finish(self) -> None:
        """Wait until everybody has done their deeds."""
        for thread in self._workers:
            thread.join()

    def acknowledged(self) -> dict[str, set[str]]:
        """Return what was acknowledged so far."""
        with self._lock:
            return {kind: set(keys) for kind, keys in self.ledger.acknowledged.items()}

    def _tell(self, word: str, kind: str, keys: list[str]) -> None:
        with self._lock:
            self.ledger.add(word, kind, keys)

    def _fold(self) -> None:
        try:
            while not self._is_over.wait(PAUSE):
                self._store.fold()
        except Exception as problem:  # noqa: BLE001  # the same
            self.problems.append(problem)

    def _work(self, number: int) -> None:
        working = work(self._store, random.Random(number), self._tell, self._kinds)
        try:
            for _ in range(self._deeds):
                next(working)
                if self._is_over.is_set():
                    return
        except Exception as problem:  # noqa: BLE001  # a thread's problem is the test's
            self.problems.append(problem)
