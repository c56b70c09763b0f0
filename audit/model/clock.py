"""The moment a thing is written down, and the clocks of the world."""

from datetime import UTC, datetime
from zoneinfo import available_timezones

TIME_ZONES = frozenset(available_timezones())  # read off the disk once: it takes longer than a figure


def utc_now() -> datetime:
    """Return the present moment as the store keeps it: UTC, without an offset."""
    return datetime.now(UTC).replace(tzinfo=None)
