"""What staff say to an observation of their work, once and specifically, and what came of it beside it."""

from uuid import UUID

import streamlit as st

from audit.actions import recoveries
from audit.model.reply import FEWEST_CHARACTERS, MOST, Outcome, Reply, ReplyKind, Ruling
from audit.store.reply import reply_to
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm
from pages.parts.session import store
from pages.parts.words import plain

_KINDS = {ReplyKind.REPLY: "Reply: how it was from our side", ReplyKind.QUERY: "Query: did it really happen like this?"}
_KIND_LABELS = {ReplyKind.REPLY: "Staff replied", ReplyKind.QUERY: "Staff asked about this"}
_RULINGS = {
    Ruling.ACCEPTED: "Accepted: the reply is right",
    Ruling.STANDS: "Stands: the observation is right",
    Ruling.CORRECTED: "Corrected: the observation was set right",
}


def reply_card(observation_id: UUID) -> None:
    """Show the reply to an observation with its outcome, or offer to write them."""
    given = reply_to(store(), observation_id)
    if given is None:
        _ask_reply(observation_id)
        return
    mine = _reply_form(observation_id)
    mine.show_problem()
    if words := mine.typed.get("words"):
        st.caption("What you wrote, not saved yet:")
        st.text(words)
    with st.container(border=True):
        _show(given)
        if given.outcome is None:
            _ask_outcome(observation_id)


def reply_beside(observation_id: UUID) -> None:
    """Show the reply to an observation with what came of it, where there is one."""
    if given := reply_to(store(), observation_id):
        _show(given)


def _show(given: Reply) -> None:
    st.markdown(f"**{_KIND_LABELS[given.kind]}**")
    st.text(given.words)
    if given.outcome is None:
        st.caption("No outcome yet.")
        return
    st.markdown(f"**{plain(_RULINGS[given.outcome.ruling])}**")
    st.text(given.outcome.words)


def _ask_reply(observation_id: UUID) -> None:
    st.markdown("Staff who work here may answer once. The observation stays as it is; the outcome is shown beside it.")
    form = _reply_form(observation_id)
    with st.expander("Reply or query", icon=":material/reply:"), st.form(form.name, border=False):
        form.ask(st.radio, "What is it?", "kind", next(iter(_KINDS)), options=list(_KINDS), format_func=_KINDS.get)
        label = f"What exactly? At least {FEWEST_CHARACTERS} characters"
        form.ask(st.text_area, label, "words", "", max_chars=MOST, height=96)
        st.form_submit_button("Save the reply", on_click=safely(_keep_reply), args=(observation_id,))
        form.show_problem()


def _ask_outcome(observation_id: UUID) -> None:
    form = _outcome_form(observation_id)
    with st.expander("What came of it", icon=":material/gavel:"), st.form(form.name, border=False):
        form.ask(st.radio, "Outcome", "ruling", next(iter(_RULINGS)), options=list(_RULINGS), format_func=_RULINGS.get)
        form.ask(st.text_area, f"Why? At least {FEWEST_CHARACTERS} characters", "why", "", max_chars=MOST, height=96)
        st.form_submit_button("Save the outcome", on_click=safely(_keep_outcome), args=(observation_id,))
        form.show_problem()


def _keep_reply(observation_id: UUID) -> None:
    form = _reply_form(observation_id)

    def act() -> None:
        reply = Reply(observation_id, ReplyKind(form.answers["kind"]), form.answers["words"])
        recoveries.reply(store(), reply, st.session_state.get("recovery.by", ""))

    form.attempt(act)


def _keep_outcome(observation_id: UUID) -> None:
    form = _outcome_form(observation_id)

    def act() -> None:
        outcome = Outcome(Ruling(form.answers["ruling"]), form.answers["why"])
        recoveries.answer_reply(store(), observation_id, outcome, st.session_state.get("recovery.by", ""))

    form.attempt(act)


def _reply_form(observation_id: UUID) -> HeldForm:
    return HeldForm(f"reply.{observation_id}", is_sent_together=True)


def _outcome_form(observation_id: UUID) -> HeldForm:
    return HeldForm(f"outcome.{observation_id}", is_sent_together=True)
