"""A webhook: one address in Teams, Slack or Jira that takes messages; whoever knows it can send there."""

from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

from audit.errors import WebhookAddressError

MOST_ADDRESS = 2_000  # characters


class Recipient(StrEnum):
    """Who takes the messages, and hence in which form."""

    TEAMS = "teams"
    SLACK = "slack"
    JIRA = "jira"


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where messages go. The address is a secret, so it is in no representation of the record.

    Raises:
        WebhookAddressError: it is no address, or one that others on the way could read (http, but to this machine).
    """

    recipient: Recipient
    address: str = field(repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", self.address.strip())
        _check(self.address)

    @property
    def host(self) -> str:
        """The name of the machine it leads to."""
        return urlsplit(self.address).hostname or ""

    @property
    def shown(self) -> str:
        """What of the address is shown: enough to tell two apart, too little to send there."""
        return f"{urlsplit(self.address).scheme}://{self.host}/…{self.address[-4:]}"


def _check(address: str) -> None:
    if len(address) > MOST_ADDRESS:
        raise WebhookAddressError(f"it is longer than {MOST_ADDRESS:,} characters")
    if not address.isascii() or not address.isprintable() or " " in address:
        raise WebhookAddressError("it holds blanks or letters that no address has")
    if why := _fault(address):
        raise WebhookAddressError(why)


def _fault(address: str) -> str:
    """Return what is wrong with where an address leads, "" where nothing is."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "it is not one"
    if not host or parts.scheme not in ("https", "http"):
        return "it does not begin with https:// and the name of a machine"
    if "@" in parts.netloc:
        return "it holds a name or a password before the @"
    return "" if parts.scheme == "https" or _is_this_machine(host) else "http:// can be read on the way"


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
