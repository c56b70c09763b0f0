"""Setting where commitments and summaries of reviews are sent, and ending it; the history names no address."""

from audit.model.webhook import Webhook
from audit.store.change import add_change
from audit.store.opening import Store
from audit.store.webhook import THE_WEBHOOK, change_webhook, webhook


def set_webhook(store: Store, other: Webhook | None, by: str) -> None:
    """Set where messages go from now on, None = nowhere. The same again changes nothing.

    Args:
        store: the open store.
        other: where they go.
        by: who sets it, "" = not said.
    """
    with store.writing():
        before = webhook(store)
        if before == other:
            return
        change_webhook(store, other)
        add_change(
            store,
            "changed",
            ("webhook", THE_WEBHOOK),
            (by.strip() or "not said", ""),
            (_content(before), _content(other)),
        )


def _content(one: Webhook | None) -> dict[str, str] | None:
    """Return what the history keeps, which is no secret."""
    return {"recipient": one.recipient.value, "host": one.host} if one else None
