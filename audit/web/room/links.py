"""Signed links: whoever holds one may come into one room, until it or its review is closed.

The short address of an open room holds a part of what only its key can make, so that it can be typed from the wall.
Somebody who sends a thousand guesses a second finds it within three hours with a chance of 2 in 100, and then comes in
as everybody who sees the wall may; so guesses are not counted, and nobody can lock the others out with wrong ones.
"""

import hmac
import os
import re
import socket
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from itsdangerous import Signer

from audit.errors import RoomAddressError
from audit.model.voting_code import SIGNS

ADDRESS = "AUDIT_ROOM_ADDRESS"  # set by the server for its own pages
_ANYWHERE = {"0.0.0.0": ("192.0.2.1", socket.AF_INET), "::": ("2001:db8::1", socket.AF_INET6)}  # noqa: S104  # names, not bound here
_HERE = "http://127.0.0.1:8501"
_WRITTEN = re.compile(r"https?://[\w.-]+(:\d+)?|https?://\[[\da-fA-F:]+\](:\d+)?")
_ID = 22  # characters of a key in base64
_SHORT = 6  # of them: 482 million codes


def address() -> str:
    """Return the address that phones open, without a path."""
    return os.environ.get(ADDRESS, _HERE)


def room_link(review_id: UUID, key: str) -> str:
    """Return the whole address of a review's room, to be printed or shown as a QR code.

    Args:
        review_id: the review.
        key: its own key, which signs the link.
    """
    return f"{address()}/room/{token(review_id, key)}"


def short_link(review_id: UUID, key: str) -> str:
    """Return the address of a review's open room as it is typed from the wall; browsers put `http://` before it."""
    typed = address().removeprefix("http://")
    return f"{typed}/r/{short_code(review_id, key)}"


def slip_link(review_id: UUID, key: str, code: str) -> str:
    """Return the address on a slip of paper, which comes into the room with its code; it is short, for a small QR."""
    return f"{address()}/r/{short_code(review_id, key)}/{code}"


def short_code(review_id: UUID, key: str) -> str:
    """Return what stands at the end of a short address; only the review's key can make it, and it is kept nowhere."""
    made = int.from_bytes(hmac.digest(key.encode(), b"room short" + review_id.bytes, "sha256"))
    return "".join(SIGNS[made // len(SIGNS) ** place % len(SIGNS)] for place in range(_SHORT))


def is_short_code(typed: str, review_id: UUID, key: str) -> bool:
    """Return whether a code that was typed, in large letters or small, is that of a review's room."""
    return bool(key) and hmac.compare_digest(typed.lower().encode(), short_code(review_id, key).encode())


def reaches_phones(at: str = "") -> bool:
    """Return whether other devices than this machine can open the links, or those of the address `at`."""
    return not re.match(r"https?://(127\.|localhost(:|$)|\[::1\])", at or address())


def token(review_id: UUID, key: str) -> str:
    """Return what stands at the end of a link: which review, and a signature only its key can make."""
    named = urlsafe_b64encode(review_id.bytes).rstrip(b"=")
    return _signer(key, "link").sign(named).decode("ascii")


def review_in(token: str) -> UUID | None:
    """Return which review a link says it is for, nothing being proven yet; None where it says none."""
    try:
        return UUID(bytes=urlsafe_b64decode(f"{token[:_ID]}=="))
    except ValueError:
        return None


def is_signed(token: str, key: str) -> bool:
    """Return whether a link was made with a review's key."""
    # an empty key would sign for everybody
    return bool(key) and _signer(key, "link").validate(token)


def device_of(cookie: str, key: str) -> str:
    """Return the name a device goes by in one review; its cookie is not kept, nor known from another review."""
    # by the review's own key, so that nobody is known from one review to the next
    return _signer(key, "device").get_signature(cookie).decode("ascii")


def form_mark(cookie: str, key: str) -> str:
    """Return what a form carries to prove that the device it comes from was given it."""
    return _signer(key, "form").get_signature(cookie).decode("ascii")


def is_own_form(mark: str, cookie: str, key: str) -> bool:
    """Return whether a form was given to the device it comes from."""
    return bool(cookie) and _signer(key, "form").verify_signature(cookie, mark)


def address_for(host: str, port: int, written: str = "", scheme: str = "http") -> str:
    """Return the address phones open.

    Args:
        host: where their door listens; one that means every network stands for this machine's own on the network.
        port: its port.
        written: the address a steward gives, for example of a proxy in front; "" = found out.
        scheme: http, or https where the door shows a certificate.

    Raises:
        RoomAddressError: `written` is no address.
    """
    if written:
        if not _WRITTEN.fullmatch(written.rstrip("/")):
            raise RoomAddressError(written)
        return written.rstrip("/")
    name = _own_address(*_ANYWHERE[host]) if host in _ANYWHERE else host
    return f"{scheme}://{f'[{name}]' if ':' in name else name}:{port}"


def own_addresses() -> list[str]:
    """Return the addresses this machine would speak from; its name where no network is found."""
    return [_own_address(*far) for far in _ANYWHERE.values()]


def _own_address(far: str, family: socket.AddressFamily) -> str:
    """Return the address this machine would speak from; no packet is sent, the route alone is looked up."""
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((far, 9))
        except OSError:
            return socket.gethostname()
        return str(probe.getsockname()[0])


def _signer(key: str, purpose: str) -> Signer:
    return Signer(key, salt=f"room {purpose}")
