"""The names a server answers to: a page of somebody else's that borrows our address under its own name is not one."""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from audit.errors import HostNameError

ANY_PORT = 0
_WRITTEN = re.compile(r"(?P<name>\*|(?:\*\.)?[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(?P<port>\d{1,5}))?")
_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}


@dataclass(frozen=True, slots=True)
class Address:
    """A name in small letters, a number without brackets, and a port."""

    name: str
    port: int


@dataclass(frozen=True, slots=True)
class Hosts:
    """What one server answers to.

    This machine's own names with the port served are always answered. `names` holds the others, as `listed` returns
    them. With `any_number` every address made of numbers is answered too: no name server can make one of those lead
    elsewhere, so nobody can borrow it.
    """

    port: int
    names: frozenset[Address] = frozenset()
    any_number: bool = False

    def admit(self, host: str, scheme: str) -> bool:
        """Return whether a request is meant for this server.

        Args:
            host: the `Host` header as it came.
            scheme: http, https, ws or wss.
        """
        address = address_in(host, scheme)
        if address is None:
            return False
        # no name server can make a number lead elsewhere
        if self._is_listed(address) or (self.any_number and _is_number(address.name)):
            return True
        return is_loopback(address.name) and address.port == self.port

    def _is_listed(self, address: Address) -> bool:
        _, *above = address.name.split(".")
        kinds = {address.name, "*", *(".".join(["*", *above[place:]]) for place in range(len(above)))}
        return any(Address(kind, port) in self.names for kind in kinds for port in (address.port, ANY_PORT))


def listed(*texts: str) -> frozenset[Address]:
    """Return the names that a steward lists, beside this machine's own.

    Args:
        texts: in each a name or several with commas between: `*.` and a name stands for all below it, `*` for any;
            `:` and a port behind it where only that one is meant. This machine's own names without a port are left
            out, since they are answered with the port served.

    Raises:
        HostNameError: one is no name.
    """
    addresses = {_listed(name) for text in texts for name in re.split(r"[,\s]+", text) if name}
    return frozenset(each for each in addresses if each.port or not is_loopback(each.name))


def names_of(addresses: Iterable[Address]) -> list[str]:
    """Return the bare names, in the order of the alphabet, as Streamlit takes them, which looks at no port."""
    return sorted({each.name for each in addresses})


def address_in(host: str, scheme: str) -> Address | None:
    """Return where a `Host` header leads, or None where it is none; without a port it is the one of the scheme."""
    parts = _WRITTEN.fullmatch(host.lower())
    # a pattern is for the steward's list; as a Host header it would match all of them
    if parts is None or "*" in host:
        return None
    return Address(_bare(parts["name"]), int(parts["port"] or _PORTS[scheme]))


def is_same_origin(origin: str, host: str, scheme: str) -> bool:
    """Return whether a page of `origin` and a request to `host` share scheme, name and port."""
    kind, _, place = origin.partition("://")
    if kind not in {"http", "https"} or _PORTS[kind] != _PORTS[scheme]:
        return False
    came_from = address_in(place, kind)
    return came_from is not None and came_from == address_in(host, scheme)


def name_in(address: str) -> str:
    """Return the name in an address like https://review.example.org:8443, as `listed` takes it."""
    return urlsplit(address).netloc


def is_loopback(host: str) -> bool:
    """Return whether a name or address can only be this machine itself."""
    return host == "localhost" or (_is_number(host) and ipaddress.ip_address(host).is_loopback)


def _listed(text: str) -> Address:
    if _is_number(text):
        return Address(text.lower(), ANY_PORT)
    parts = _WRITTEN.fullmatch(text.lower())
    if parts is None:
        raise HostNameError(text)
    return Address(_bare(parts["name"]), int(parts["port"] or ANY_PORT))


def _bare(name: str) -> str:
    return name.strip("[]").rstrip(".")  # "example.org." is the same name, written in full


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
