"""Files that are open on a page: read once, the latest few kept for a while, whoever looks at them."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from audit.intake.recognise import Recognition
from audit.intake.tables import Table

MOST = 2  # a large one takes 100 MB; whoever looks at a third waits a moment at the next tap
IDLE_SECONDS = 120.0  # then a file is read again where somebody still looks at it


@dataclass(frozen=True, slots=True, eq=False)
class OpenedFile:
    """A file as it was read: its table, and what it was taken for."""

    table: Table
    recognition: Recognition


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
