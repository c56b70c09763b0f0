"""The addresses of this machine, for whoever opens the phones' door to choose from."""

import ipaddress
import socket
from contextlib import suppress

from audit.web.hosts import is_loopback
from audit.web.room.links import own_addresses as routed

EVERYWHERE = "0.0.0.0"  # noqa: S104  # offered beside the others, and chosen by a person
HERE_ALONE = "127.0.0.1"


def addresses() -> list[str]:
    """Return where phones could find this machine: the one it speaks from first, at last the two that always are."""
    named = []
    with suppress(OSError):  # a machine may not know its own name
        named = [str(place[0]) for *_, place in socket.getaddrinfo(socket.gethostname(), None, type=socket.SOCK_STREAM)]
    return [*dict.fromkeys(filter(_reaches_others, [*routed(), *named])), EVERYWHERE, HERE_ALONE]


def _reaches_others(name: str) -> bool:
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return not (is_loopback(name) or address.is_link_local or address.is_unspecified)
