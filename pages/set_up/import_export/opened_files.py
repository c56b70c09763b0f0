"""Files that are open on a page: read once, the latest few kept for a while, whoever looks at them."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from audit.actions.trial import Trial
from audit.intake.proposal import Proposal, propose
from audit.intake.recipe import Recipe
from audit.intake.recognise import Recognition
from audit.intake.tables import Table, TableShape

MOST = 2  # a large one takes 100 MB; whoever looks at a third waits a moment at the next tap
IDLE_SECONDS = 120.0  # then a file is read again where somebody still looks at it


@dataclass(slots=True, eq=False)
class OpenedFile:
    """A file as it was read: its table, what it was taken for, and what would come of it by the recipe last tried.

    `layout` is the one it was wanted in, None for the one it is recognised by.
    """

    table: Table
    recognition: Recognition
    _proposal: Proposal | None = None
    layout: TableShape | None = None
    _tried: tuple[Recipe, object, Trial] | None = None
    _noted: tuple[Recipe, int] | None = None

    def proposal(self) -> Proposal:
        """Return where its columns might go; they are looked through once."""
        if self._proposal is None:
            self._proposal = self.recognition.proposal or propose(self.table)
        return self._proposal

    def tried(self, recipe: Recipe, audit: object) -> Trial | None:
        """Return what came of trying `recipe` on that state of the audit, None where anything else was tried last."""
        return self._tried[2] if self._tried is not None and self._tried[:2] == (recipe, audit) else None

    def keep(self, recipe: Recipe, audit: object, trial: Trial) -> None:
        """Keep what came of trying `recipe`, in place of what came of another."""
        self._tried = (recipe, audit, trial)

    def notes(self, recipe: Recipe, count: Callable[[], int]) -> int:
        """Return how many rows come in as notes by `recipe`, counted once while nothing about it changes."""
        if self._noted is None or self._noted[0] != recipe:
            self._noted = (recipe, count())
        return self._noted[1]


class Tray:
    """A few opened files, put away when nobody looked at any for a while; a session would keep its own much longer."""

    def __init__(self, most: int = MOST, idle: float = IDLE_SECONDS) -> None:
        self._most, self._idle = most, idle
        self._lock = threading.Lock()
        self._files: OrderedDict[str, OpenedFile] = OrderedDict()
        self._bedtime: threading.Timer | None = None

    def opened(self, file_id: str, read: Callable[[], OpenedFile]) -> OpenedFile:
        """Return the file `file_id`, read now where it does not lie here.

        Raises:
            AuditError: it cannot be read.
        """
        with self._lock:
            file = self._files.pop(file_id, None)
        file = file or read()  # without the lock: nobody waits for somebody else's file
        with self._lock:
            self._files[file_id] = file
            while len(self._files) > self._most:
                self._files.popitem(last=False)
            self._stay()
        return file

    def forget(self, file_id: str) -> None:
        """Forget one file, in whatever layout it was read."""
        with self._lock:
            for known in [known for known in self._files if known.startswith(file_id)]:
                del self._files[known]

    def put_away(self) -> None:
        """Forget every file."""
        with self._lock:
            self._files.clear()

    def _stay(self) -> None:
        if self._bedtime is not None:
            self._bedtime.cancel()
        self._bedtime = threading.Timer(self._idle, self.put_away)
        self._bedtime.daemon = True
        self._bedtime.start()


TRAY = Tray()
