"""How long a server waits for a request: half a request keeps nobody else out.

uvicorn waits for ever for the rest of a head or a body, and its own limit on connections, once reached, answers 503 to
everybody. Here who is late is let go, and who comes in when it is full takes the place of whoever has been silent
longest; a whole request takes no place from anybody.
"""

import asyncio
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from audit.web.hosts import is_loopback

_MOST_AT_ONCE = 2_000
_MOST_FILES = 10_240  # what every system with a higher limit grants; each connection is a file


@dataclass(frozen=True, slots=True)
class Patience:
    """What a server puts up with.

    `head_seconds` is the time for a whole head, `body_seconds` for the body behind it. `an_address` connections at once
    may come from one address, `at_once` from all; an address is not counted where it is this machine's own, since a
    proxy in front brings everybody from there, unless `counts_own`.
    """

    head_seconds: float = 10
    body_seconds: float = 120
    an_address: int = 200
    at_once: int = _MOST_AT_ONCE
    counts_own: bool = False


class PatientProtocol(H11Protocol):
    """One connection to a server with `patience`; `lines` holds all that are open, the oldest first."""

    patience: ClassVar[Patience]
    lines: ClassVar[dict["PatientProtocol", str]]  # and the address each comes from
    from_address: ClassVar[Counter[str]]

    _awaited: object = None
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Count a new connection, and make room for it where there is none."""
        super().connection_made(transport)
        address = self.client[0] if self.client else ""
        self.lines[self] = address
        self.from_address[address] += 1
        self._make_room(address)
        self._set_deadline()

    def data_received(self, received: bytes) -> None:
        """Take in what came, and wait for the next part of the request no longer than there is patience."""
        super().data_received(received)
        self._set_deadline()

    def on_response_complete(self) -> None:
        """Wait for the next request, of which a part may have come in already."""
        super().on_response_complete()
        self._set_deadline()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Hand a connection over that becomes a websocket; it is no request that is waited for any more."""
        self._forget()
        super().handle_websocket_upgrade(event)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget a connection that has ended."""
        self._forget()
        super().connection_lost(exc)

    def _set_deadline(self) -> None:
        """Begin to count when another part of a request is waited for; bytes that come in drops win no time."""
        awaited = self.conn.their_state
        # or each drop of bytes would begin the time anew
        if awaited is self._awaited or self not in self.lines:
            return
        self._awaited = awaited
        self._stop_counting()
        limits = {h11.IDLE: self.patience.head_seconds, h11.SEND_BODY: self.patience.body_seconds}
        if awaited in limits:
            self._deadline = self.loop.call_later(limits[awaited], self.let_go)

    def _make_room(self, address: str) -> None:
        most, is_counted = self.patience.an_address, self.patience.counts_own or not is_loopback(address)
        # one address must not push everybody else out
        if is_counted and self.from_address[address] > most:
            self._longest_silent(address).let_go()
        elif len(self.lines) > self.patience.at_once:
            self._longest_silent().let_go()

    def _longest_silent(self, address: str | None = None) -> "PatientProtocol":
        """Return the oldest connection whose request is not whole yet: this new one where all others are answered."""
        return next(line for line, place in self.lines.items() if address in {None, place} and line.is_silent)

    @property
    def is_silent(self) -> bool:
        """Whether the request of this connection is still to come, in whole or in part."""
        return self.conn.their_state in {h11.IDLE, h11.SEND_BODY}

    def let_go(self) -> None:
        """End a connection whose request is not whole; there is nobody to tell."""
        self._forget()
        self.transport.abort()  # not closed: that would wait for the other side, which is what we no longer do

    def _forget(self) -> None:
        self._stop_counting()
        address = self.lines.pop(self, None)
        if address is not None:
            self.from_address[address] -= 1
            if not self.from_address[address]:
                del self.from_address[address]

    def _stop_counting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def patient(patience: Patience) -> type[PatientProtocol]:
    """Return what uvicorn takes as `http=` for one server."""
    # a class for each server, since uvicorn makes the connections itself
    given = {"patience": patience, "lines": {}, "from_address": Counter[str]()}
    return type("OneServersProtocol", (PatientProtocol,), given)


def room_for_connections() -> int:
    """Raise this process's limit on open files as far as the system grants it.

    Returns:
        How many connections each of two servers may hold then, the rest being left for everything else.
    """
    at_once = _MOST_AT_ONCE
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415  # Windows has none, and no such limit

        limits = resource.getrlimit(resource.RLIMIT_NOFILE)
        granted, most = (_MOST_FILES if limit == resource.RLIM_INFINITY else limit for limit in limits)
        wanted = min(most, _MOST_FILES)
        if granted < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, limits[1]))
        # a third for each of two servers, the rest for files and everything else
        at_once = min(at_once, max(granted, wanted) // 3)
    return at_once
