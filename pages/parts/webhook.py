"""What was sent to Teams, Slack or Jira about something, what became of it, and sending it again."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

import streamlit as st

from audit.model.day import written_day
from audit.model.labels import RECIPIENT_LABELS
from audit.store.opening import Store
from audit.store.webhook import last_sending, webhook
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm
from pages.parts.session import programme, store
from pages.parts.words import plain

Send = Callable[[Store, UUID], None]


def send_if_set(send: Send, key: UUID) -> None:
    """Send something that was saved, where an address is set; a problem is shown beside it and undoes nothing.

    Args:
        send: what sends it.
        key: the key of what was saved.
    """
    if webhook(store()) is not None:
        _form(key).attempt(partial(send, store(), key))


def sent(about: tuple[str, UUID], send: Send) -> None:
    """Show what became of the last message about something, and offer to send it again; nothing without an address.

    Args:
        about: the kind of thing it is about and its key.
        send: what sends it.
    """
    hook = webhook(store())
    if hook is None:
        return
    name, key = RECIPIENT_LABELS[hook.recipient], about[1]
    last = outcome(about)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(plain(last) if last else f"Not sent to {name} yet, or its answer is still to come.")
        st.button(
            f"Send to {name} again" if last else f"Send to {name}",
            key=f"webhook.{key}",
            type="tertiary",
            on_click=safely(send_if_set),
            args=(send, key),
        )
    _form(key).show_problem()


def outcome(about: tuple[str, UUID]) -> str:
    """Return what became of the last message about something, with its day and time; "" where none was sent."""
    last = last_sending(store(), about)
    if last is None:
        return ""
    at = programme().local(last.sent_at)
    return f"{'✓' if last.is_taken else '✗'} {last.outcome} {written_day(at, 'short')}, {at:%H:%M}"


def _form(key: UUID) -> HeldForm:
    return HeldForm(f"webhook.{key}")
