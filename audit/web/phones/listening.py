"""A door of its own for phones: the room's routes and nothing else, where other devices can reach them."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn

from audit.web.doorway import guarded
from audit.web.hosts import ANY_PORT, Address, Hosts, listed, name_in
from audit.web.patience import Patience, patient
from audit.web.room.routes import room_app

PATIENCE = Patience(body_seconds=30)  # a form is a few kilobytes, also from a phone far from the mast
_IDLE_SECONDS = 2  # a phone that has its page needs its connection no longer


@dataclass(frozen=True, slots=True)
class Door:
    """Where phones come in: `host` and `port` listen, "" = only beside the pages; `address` is what phones open."""

    host: str = ""
    port: int = 8502
    address: str = ""


NO_DOOR = Door()


@contextmanager
def room_listening(door: Door, allowed_hosts: Sequence[str] = (), patience: Patience = PATIENCE) -> Iterator[None]:
    """Serve the room at a door while the pages are served; it has an event loop of its own, so neither waits.

    Args:
        door: where it listens, and the address phones are given.
        allowed_hosts: names it answers to beside any number, this machine's name and the one that phones are given.
        patience: what it puts up with.
    """
    if not door.host:
        yield
        return
    server = uvicorn.Server(
        uvicorn.Config(
            guarded(room_app(), _hosts(door, allowed_hosts)),
            host=door.host,
            port=door.port,
            log_level="warning",
            access_log=False,  # a room's address is its key
            log_config=None,  # the pages' server sets up logging for both
            server_header=False,
            ws="none",  # the page needs no socket, so none is there to be held open
            lifespan="off",
            http=patient(patience),
            timeout_keep_alive=_IDLE_SECONDS,
            timeout_graceful_shutdown=5,
        )
    )
    serving = threading.Thread(target=server.run, name="room", daemon=True)
    serving.start()
    try:
        yield
    finally:
        server.should_exit = True
        serving.join()


def _hosts(door: Door, allowed: Sequence[str]) -> Hosts:
    own = Address(socket.gethostname().lower(), ANY_PORT)  # the address phones are given where no network is found
    return Hosts(door.port, listed(*allowed, name_in(door.address)) | {own}, any_number=True)
