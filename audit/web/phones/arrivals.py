"""What arrived at the phones' door, so that whoever shows a code knows that it can be opened."""

import hashlib
import threading
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_bytes

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from audit.model.clock import utc_now
from audit.web.calendar_feed import FEED

_MOST = 10_000  # marks held; more phones than that are no longer told apart
_REFUSED = 400


@dataclass(slots=True)
class Arrivals:
    """How many phones came in since the door was opened, and when the last new one did; held in memory alone.

    Two requests are of one phone where network address and browser are the same. Neither is held: only a mark of both
    is, which cannot be made again once the server has stopped.
    """

    last_at: datetime | None = None
    _marks: set[bytes] = field(default_factory=set)
    _salt: bytes = field(default_factory=lambda: token_bytes(16))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def phones(self) -> int:
        """How many phones came in."""
        return len(self._marks)

    def note(self, address: str, browser: str) -> None:
        """Note that a phone was answered; only the first time of each counts."""
        mark = hashlib.blake2b(f"{address} {browser}".encode(), key=self._salt, digest_size=16).digest()
        with self._lock:
            if mark not in self._marks and len(self._marks) < _MOST:
                self._marks.add(mark)
                self.last_at = utc_now()


@dataclass(frozen=True, slots=True)
class Noting:
    """Note who was answered by the app within; whoever was refused, or found nothing, has not arrived.

    A calendar program is no phone that somebody tries: it asks by itself, from wherever it runs.
    """

    app: ASGIApp
    arrivals: Arrivals

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def noted(message: Message) -> None:
            is_answered = message["type"] == "http.response.start" and message["status"] < _REFUSED
            if is_answered and not scope["path"].startswith(FEED):
                address, _ = scope["client"] or ("", 0)
                self.arrivals.note(address, Headers(scope=scope).get("user-agent", ""))
            await send(message)

        await self.app(scope, receive, noted)
