"""The phones' door of this process, opened and closed while the pages are served."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from audit.web.hosts import address_in, name_in
from audit.web.phones.arrivals import Arrivals, Noting
from audit.web.phones.listening import Door, Listening
from audit.web.phones.site import phones_app
from audit.web.room import links


class Doorkeeper:
    """Who opens and closes the door. What links and codes say follows it: they lead to where it is open."""

    def __init__(self) -> None:
        self.door = Door()
        self.arrivals = Arrivals()
        self._listening: Listening | None = None
        self._pages: str | None = None  # the address in force while the door is closed
        self._turning = threading.Lock()

    @property
    def is_open(self) -> bool:
        """Whether phones can come in now."""
        return self._listening is not None

    @property
    def is_unused(self) -> bool:
        """Whether no phone has come in as far as is known: one that comes through a proxy's own door is not counted."""
        return not self.arrivals.phones if self.is_open else not links.reaches_phones()

    @property
    def address(self) -> str:
        """The address phones open while the door is open."""
        door = self.door
        return links.address_for(door.host, door.port, door.address, door.certificate.scheme)

    @property
    def doubt(self) -> str:
        """Why phones would warn of the certificate, "" where nothing is known; a proxy in front shows its own."""
        address, door = self.address if self.is_open else "", self.door
        place = address_in(name_in(address), door.certificate.scheme)
        return door.certificate.doubt(place.name if place and place.port == door.port else "")

    @contextmanager
    def on_duty(self, door: Door) -> Iterator["Doorkeeper"]:
        """Keep a door as long as the pages are served, from the start open where it has a host, closed in the end.

        Raises:
            CertificateUnusableError: the files of the certificate cannot be used any more.
            PortTakenError: another program listens there, or the machine has no such address.
            RoomAddressError: the address phones are to open is none.
        """
        self.door = door
        if door.host:
            self.open(door)
        try:
            yield self
        finally:
            self.close()

    def open(self, door: Door) -> None:
        """Let phones come in at a door; one that was open before is closed first, and what arrived there forgotten.

        Raises:
            CertificateUnusableError: the files of the certificate cannot be used any more.
            PortTakenError: another program listens there, or the machine has no such address.
            RoomAddressError: the address phones are to open is none.
        """
        with self._turning:
            self._close()
            arrivals = Arrivals()
            self.door = door
            address = self.address
            self._listening = Listening(Noting(phones_app(), arrivals), door)
            self.arrivals = arrivals
            self._pages, os.environ[links.ADDRESS] = os.environ.get(links.ADDRESS), address

    def open_at(self, host: str) -> None:
        """Open the door at another address of this machine, by the rules it has.

        Raises:
            CertificateUnusableError: the files of the certificate cannot be used any more.
            PortTakenError: another program listens there, or the machine has no such address.
        """
        self.open(replace(self.door, host=host))

    def close(self) -> None:
        """Let no phone come in any more."""
        with self._turning:
            self._close()

    def _close(self) -> None:
        if self._listening is None:
            return
        self._listening.stop()
        self._listening = None
        if self._pages is None:
            os.environ.pop(links.ADDRESS, None)
        else:
            os.environ[links.ADDRESS] = self._pages


DOORKEEPER = Doorkeeper()
