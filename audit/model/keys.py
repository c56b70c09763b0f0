"""Identities: made where a thing is first written down, so that sending it twice changes nothing."""

from uuid import UUID, uuid5

from uuid_utils import compat

_SOURCES = UUID("0192f0c1-6d5e-7c3a-9b1e-5a2f4c8d7e60")  # a fixed name space of our own


def new_key() -> UUID:
    """Return a fresh UUIDv7: sortable by the moment it was made, made without asking the store."""
    return compat.uuid7()


def key_of(*source: str) -> UUID:
    """Return the one key that belongs to `source`, e.g. `key_of("airport-lounges", "row identity")`.

    The same words always give the same key, which is what makes an import idempotent.
    """
    return uuid5(_SOURCES, "\x1f".join(source))
