"""What staff say to an observation of their work, once and specifically, and what came of it beside it."""

from uuid import UUID

import streamlit as st

from audit.actions import recoveries
from audit.errors import AuditError, RepliedAlreadyError
from audit.model.reply import FEWEST_CHARACTERS, MOST, Outcome, Reply, ReplyKind, Ruling
from audit.store.reply import reply_to
from pages.parts.boundary import safely
from pages.parts.session import store
from pages.parts.words import plain, show_problem

_KINDS = {ReplyKind.REPLY: "Reply: how it was from our side", ReplyKind.QUERY: "Query: was it so at all?"}
_SAID = {ReplyKind.REPLY: "Staff replied", ReplyKind.QUERY: "Staff asked about this"}
_RULINGS = {
    Ruling.ACCEPTED: "Accepted: the reply is right",
    Ruling.STANDS: "Stands: the observation is right",
    Ruling.CORRECTED: "Corrected: the observation was set right",
}


def reply_card(observation_id: UUID) -> None:
    """Show the reply to an observation with its outcome, or offer to write them."""
    if problem := st.session_state.pop(_key(observation_id, "problem"), ""):
        show_problem(problem)
    given = reply_to(store(), observation_id)
    if given is None:
        _ask_reply(observation_id)
        return
    if unkept := st.session_state.get(_key(observation_id, "unkept"), ""):
        st.caption("What you had written, and what was not kept:")
        st.text(unkept)
    with st.container(border=True):
        _show(given)
        if given.outcome is None:
            _ask_outcome(observation_id)


def reply_beside(observation_id: UUID) -> None:
    """Show the reply to an observation with what came of it, where there is one."""
    if given := reply_to(store(), observation_id):
        _show(given)


def _show(given: Reply) -> None:
    st.markdown(f"**{_SAID[given.kind]}**")
    st.text(given.words)
    if given.outcome is None:
        st.caption("Nothing came of it yet.")
        return
    st.markdown(f"**{plain(_RULINGS[given.outcome.ruling])}**")
    st.text(given.outcome.words)


def _ask_reply(observation_id: UUID) -> None:
    st.markdown("Whoever works here may answer once. The observation stays as it is; what came of it stands beside it.")
    with st.expander("Reply or query", icon=":material/reply:"), st.form(_key(observation_id, "reply"), border=False):
        st.radio("What is it?", list(_KINDS), format_func=_KINDS.get, key=_key(observation_id, "kind"))
        label = f"What exactly? At least {FEWEST_CHARACTERS} characters"
        st.text_area(label, key=_key(observation_id, "words"), max_chars=MOST, height=96)
        st.form_submit_button("Keep it", on_click=safely(_keep_reply), args=(observation_id,))


def _ask_outcome(observation_id: UUID) -> None:
    with (
        st.expander("What came of it", icon=":material/gavel:"),
        st.form(_key(observation_id, "outcome"), border=False),
    ):
        st.radio("Outcome", list(_RULINGS), format_func=_RULINGS.get, key=_key(observation_id, "ruling"))
        label = f"Why? At least {FEWEST_CHARACTERS} characters"
        st.text_area(label, key=_key(observation_id, "why"), max_chars=MOST, height=96)
        st.form_submit_button("Keep the outcome", on_click=safely(_keep_outcome), args=(observation_id,))


def _keep_reply(observation_id: UUID) -> None:
    state = st.session_state
    try:
        kind, words = ReplyKind(state[_key(observation_id, "kind")]), state[_key(observation_id, "words")]
        recoveries.reply(store(), Reply(observation_id, kind, words), state.get("recovery.by", ""))
    except RepliedAlreadyError as problem:
        state[_key(observation_id, "problem")], state[_key(observation_id, "unkept")] = str(problem), words
    except AuditError as problem:
        state[_key(observation_id, "problem")] = str(problem)


def _keep_outcome(observation_id: UUID) -> None:
    state = st.session_state
    try:
        outcome = Outcome(Ruling(state[_key(observation_id, "ruling")]), state[_key(observation_id, "why")])
        recoveries.answer_reply(store(), observation_id, outcome, state.get("recovery.by", ""))
    except AuditError as problem:
        state[_key(observation_id, "problem")] = str(problem)


def _key(observation_id: UUID, name: str) -> str:
    return f"reply.{observation_id}.{name}"
