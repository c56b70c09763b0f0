"""The calendar feed: the secret at the end of its address, once somebody asked for one."""

from uuid import UUID

from audit.model.clock import utc_now
from audit.store.opening import Store, first

_THE_FEED = UUID("0192f0c1-0000-7000-8000-000000000002")  # a store has one


def feed_secret(store: Store) -> str:
    """Return the secret of the feed; "" where none was made yet."""
    with store.reading() as cursor:
        row = first(cursor.execute("SELECT secret FROM calendar_feed WHERE id = $id", {"id": _THE_FEED}))
    return "" if row is None else str(row[0])


def change_feed_secret(store: Store, secret: str) -> None:
    """Put a secret in place of the one before, which opens nothing from then on. No figure is made from it."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute("DELETE FROM calendar_feed WHERE id = $id", {"id": _THE_FEED})
        cursor.execute(
            "INSERT INTO calendar_feed (id, secret, made_at) VALUES ($id, $secret, $now)",
            {"id": _THE_FEED, "secret": secret, "now": utc_now()},
        )
