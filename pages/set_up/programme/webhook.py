"""Where commitments and summaries of reviews are sent: Teams, Slack or Jira, by an address that stays a secret."""

from functools import partial

import streamlit as st

from audit.actions.webhook import set_webhook
from audit.model.labels import RECIPIENT_LABELS
from audit.model.webhook import MOST_ADDRESS, Recipient, Webhook
from audit.store.webhook import webhook
from audit.web.sending import TRIAL, send_trial
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm, announce, show_announced
from pages.parts.session import store
from pages.parts.webhook import outcome
from pages.parts.words import plain

_DONE = "webhook"


def webhook_section() -> None:
    """Say where messages go, let a test be sent, and ask for an address, or another one."""
    st.header("Messages to Teams, Slack or Jira", anchor=False)
    st.markdown(
        "Where an address is set here, each commitment is sent there when it is made: touchpoint, promise, rule, "
        "owner and days. When a review is closed, its summary is sent: counts, what the room chose, the commitments. "
        "Stories, notes and what people wrote are never sent."
    )
    show_announced(_DONE)
    hook = webhook(store())
    if hook is None:
        _ask("Send there from now on")
        return
    st.markdown(f"Messages go to **{RECIPIENT_LABELS[hook.recipient]}**: {plain(hook.shown)}")
    with st.container(horizontal=True, gap="small"):
        st.button("Send a test", key="webhook.test", on_click=safely(_test))
        st.button("Send nothing any more", key="webhook.end", on_click=safely(_end))
    if last := outcome(TRIAL):
        st.caption(f"The last test: {plain(last)}")
    _form().show_problem()
    box = st.expander("Set another address", key="webhook.box", type="compact", on_change="rerun")
    if box.open:
        with box:
            _ask("Send there instead")


def _ask(label: str) -> None:
    form = _form()
    form.ask(st.segmented_control, "Who takes the messages?", "recipient", Recipient.TEAMS, options=list(Recipient),
             format_func=RECIPIENT_LABELS.__getitem__, required=True)  # fmt: skip
    form.ask(st.text_input, "The address it shows for incoming webhooks", "address", "", type="password",
             max_chars=MOST_ADDRESS, autocomplete="off",
             help="A secret: whoever has it can send there. It is not shown again.")  # fmt: skip
    form.ask(st.text_input, "Your name or initials (may stay empty)", "by", "")
    form.show_problem()
    st.button(label, key=form.at("keep"), type="primary", on_click=safely(_keep))


def _keep() -> None:
    form = _form()
    if not form.is_open:  # tapped twice: the first tap kept it
        return
    typed = form.answers

    def act() -> None:
        set_webhook(store(), Webhook(typed["recipient"], typed["address"]), typed["by"])

    if form.attempt(act):
        st.session_state["webhook.box"] = False
        announce(_DONE, "Saved. Send a test to see whether it arrives.")


def _test() -> None:
    _form().attempt(partial(send_trial, store()))


def _end() -> None:
    set_webhook(store(), None, "")
    announce(_DONE, "Nothing is sent any more, and the address is forgotten here.")


def _form() -> HeldForm:
    return HeldForm("webhook.address")
