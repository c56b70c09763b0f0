"""A door of its own for phones, which listens in a thread beside the pages; neither waits for the other."""

import os
import socket
import threading
from collections.abc import Sequence
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp

from audit.errors import PortTakenError
from audit.web.doorway import guarded
from audit.web.hosts import ANY_PORT, Address, Hosts, listed, name_in
from audit.web.patience import Patience, patient
from audit.web.phones.certificate import NO_CERTIFICATE, Certificate

PATIENCE = Patience(body_seconds=30)  # a form is a few kilobytes, also from a phone far from the mast
_IDLE_SECONDS = 2  # a phone that has its page needs its connection no longer
_WAITING = 2_048  # connections that wait to be taken in


@dataclass(frozen=True, slots=True)
class Door:
    """Where phones come in, and by which rules.

    `host` and `port` listen, a host of "" = the door is closed until somebody opens it. `address` is what phones open
    where a proxy stands in front, "" = found out. `allowed_hosts` are names it answers to beside any number, this
    machine's name and the one in `address`.
    """

    host: str = ""
    port: int = 8502
    address: str = ""
    allowed_hosts: Sequence[str] = ()
    certificate: Certificate = NO_CERTIFICATE
    patience: Patience = PATIENCE


class Listening:
    """An app that is served at a door, from the moment this is made until it is stopped."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        """Begin to listen.

        Raises:
            CertificateUnusableError: the certificate cannot be used any more.
            PortTakenError: another program listens there, or the machine has no such address.
        """
        door.certificate.check()  # the server's own thread could tell nobody
        self._socket = bound(door.host, door.port)
        self._server = uvicorn.Server(
            uvicorn.Config(
                guarded(app, _hosts(door)),
                log_level="warning",
                access_log=False,  # a room's address is its key
                log_config=None,  # the pages' server sets up logging for both
                server_header=False,
                ws="none",  # no page here needs a socket, so none is there to be held open
                lifespan="off",
                http=patient(door.patience),
                timeout_keep_alive=_IDLE_SECONDS,
                timeout_graceful_shutdown=5,
                ssl_context_factory=door.certificate.factory,
            )
        )
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), name="phones", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it; what is being answered is answered first, for five seconds at most."""
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()  # a server that was ended before it began leaves it open


def bound(host: str, port: int) -> socket.socket:
    """Return a socket that listens; whoever connects from now on waits until a server takes it in.

    The protocol is named, for asyncio sends small packets at once on such a socket alone.

    Raises:
        PortTakenError: another program listens there, or the machine has no such address.
    """
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        is_posix = os.name == "posix"  # elsewhere the option lets two programs listen at once
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, is_posix)
        made.bind((host, port))
        made.listen(_WAITING)
    except OSError as problem:
        made.close()
        raise PortTakenError(host, port, "--phones") from problem
    return made


def _hosts(door: Door) -> Hosts:
    own = Address(socket.gethostname().lower(), ANY_PORT)  # the address phones are given where no network is found
    return Hosts(door.port, listed(*door.allowed_hosts, name_in(door.address)) | {own}, any_number=True)
