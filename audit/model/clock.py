"""The moment a thing is written down."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the present moment as the store keeps it: UTC, without an offset."""
    return datetime.now(UTC).replace(tzinfo=None)
