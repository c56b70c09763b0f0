"""The webhook in the store: where messages go, and what was answered to each; no figure is made from it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from audit.model.clock import utc_now
from audit.model.keys import new_key
from audit.model.webhook import Recipient, Webhook
from audit.store.opening import Store, first

THE_WEBHOOK = UUID("0192f0c1-0000-7000-8000-000000000003")  # a store has one


@dataclass(frozen=True, slots=True)
class Sending:
    """One message that was sent: to whom, when (UTC), whether it was taken, and what became of it in words."""

    recipient: Recipient
    sent_at: datetime
    is_taken: bool
    outcome: str


def webhook(store: Store) -> Webhook | None:
    """Return where messages go, None where no address is set."""
    with store.reading() as cursor:
        row = first(cursor.execute("SELECT recipient, address FROM webhook WHERE id = $id", {"id": THE_WEBHOOK}))
    return None if row is None else Webhook(Recipient(row[0]), str(row[1]))


def change_webhook(store: Store, other: Webhook | None) -> None:
    """Set where messages go, in place of what stood before; None = nowhere."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute("DELETE FROM webhook WHERE id = $id", {"id": THE_WEBHOOK})
        if other is not None:
            cursor.execute(
                "INSERT INTO webhook (id, recipient, address, set_at) VALUES ($id, $recipient, $address, $now)",
                {"id": THE_WEBHOOK, "recipient": other.recipient.value, "address": other.address, "now": utc_now()},
            )


def add_sending(store: Store, about: tuple[str, UUID], sending: Sending) -> None:
    """Keep what became of a message.

    Args:
        store: the open store.
        about: the kind of thing it was about and its key, e.g. ("commitment", key).
        sending: what became of it.
    """
    noun, key = about
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "INSERT INTO webhook_sending (id, noun, noun_id, recipient, sent_at, is_taken, outcome) "
            "VALUES ($id, $noun, $noun_id, $recipient, $sent_at, $is_taken, $outcome)",
            {
                "id": new_key(),
                "noun": noun,
                "noun_id": key,
                "recipient": sending.recipient.value,
                "sent_at": sending.sent_at,
                "is_taken": sending.is_taken,
                "outcome": sending.outcome,
            },
        )


def last_sending(store: Store, about: tuple[str, UUID]) -> Sending | None:
    """Return what became of the last message about something, None where none was sent."""
    noun, key = about
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT recipient, sent_at, is_taken, outcome FROM webhook_sending "
                "WHERE noun = $noun AND noun_id = $noun_id ORDER BY sent_at DESC, id DESC LIMIT 1",
                {"noun": noun, "noun_id": key},
            )
        )
    return None if row is None else Sending(Recipient(row[0]), row[1], bool(row[2]), str(row[3]))
