"""Sending commitments and summaries of reviews to the webhook, beside what people do: nothing saved waits for it."""

from collections.abc import Callable
from threading import Thread
from uuid import UUID

from audit.errors import WebhookMissingError
from audit.model.clock import utc_now
from audit.model.webhook import Webhook
from audit.publish.webhook_message import Message, body_for, commitment_message, review_message, trial_message
from audit.review.documents import report_of
from audit.store.commitment import commitment_with
from audit.store.journey import touchpoints
from audit.store.opening import Store
from audit.store.programme import programme
from audit.store.review import review_with
from audit.store.webhook import THE_WEBHOOK, Sending, add_sending, webhook
from audit.web.posting import PATIENCE, post

SHORT_WHILE = 2.0  # seconds that whoever sends waits for the outcome; after that it is sent all the same

COMMITMENT, REVIEW, TRIAL = "commitment", "review", ("webhook", THE_WEBHOOK)


def send_trial(store: Store, wait: float = PATIENCE) -> None:
    """Send a test; see `send`."""
    send(store, TRIAL, lambda: trial_message(programme(store).name), wait)


def send_commitment(store: Store, commitment_id: UUID, wait: float = SHORT_WHILE) -> None:
    """Send a commitment; see `send`.

    Raises:
        GoneError: there is no such commitment.
    """

    def message() -> Message:
        promised, _, _ = commitment_with(store, commitment_id)
        names = touchpoints(store).set_index("touchpoint_id")["touchpoint"]
        return commitment_message(programme(store).name, str(names[str(promised.touchpoint_id)]), promised)

    send(store, (COMMITMENT, commitment_id), message, wait)


def send_review(store: Store, review_id: UUID, wait: float = SHORT_WHILE) -> None:
    """Send the summary of a review; see `send`.

    Raises:
        GoneError: there is no such review.
    """
    message = lambda: review_message(report_of(store, review_with(store, review_id)))  # noqa: E731  # one line
    send(store, (REVIEW, review_id), message, wait)


def send(store: Store, about: tuple[str, UUID], message: Callable[[], Message], wait: float) -> None:
    """Send a message in a thread of its own and keep its outcome, after whatever was saved; wait for it a short while.

    Args:
        store: the open store.
        about: the kind of thing it is about and its key.
        message: what makes it; not called where no address is set.
        wait: seconds that the caller waits at most.

    Raises:
        WebhookMissingError: no address is set.
    """
    hook = webhook(store)
    if hook is None:
        raise WebhookMissingError
    thread = Thread(target=_send, args=(store, about, hook, message()), name="webhook", daemon=True)
    thread.start()
    thread.join(wait)


def _send(store: Store, about: tuple[str, UUID], hook: Webhook, message: Message) -> None:
    is_taken, outcome = post(hook, body_for(hook.recipient, message))
    add_sending(store, about, Sending(hook.recipient, utc_now(), is_taken, outcome))
