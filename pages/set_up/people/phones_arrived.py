"""What arrived at the phones' door, in one sentence, for whoever opens it."""

from audit.publish.headlines.phones import arrived
from audit.web.phones.door import DOORKEEPER
from pages.parts.session import programme


def arrived_sentence() -> str:
    """Return how many phones arrived since the door was opened, and when the last new one did."""
    arrivals = DOORKEEPER.arrivals
    return arrived(arrivals.phones, None if arrivals.last_at is None else programme().local(arrivals.last_at))
