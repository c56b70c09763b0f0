"""Setting right what was logged: a correction keeps what stood before, a withdrawal keeps the row."""

from dataclasses import replace
from uuid import UUID

import streamlit as st

from audit.actions import walks
from audit.errors import AuditError
from audit.model.day import written_moment
from audit.model.rating import DIMENSIONS, RATINGS, Outcome
from audit.model.walk_through import MAX_WORDS, Observation
from audit.store.change import changes_of
from audit.store.observation import observation_with
from pages.parts.boundary import safely
from pages.parts.reply_card import reply_beside
from pages.parts.session import programme, store
from pages.parts.words import plain, show_problem


def observation_card(observation_id: str, touchpoint: str, *, withdrawn: bool) -> None:
    """Show one observation with the ways to correct it, withdraw it or bring it back, and its history."""
    observation = observation_with(store(), UUID(observation_id))
    state = "withdrawn, counts nowhere" if withdrawn else observation.outcome.value
    with st.container(border=True):
        st.markdown(f"**{plain(touchpoint)}** · {state}")
        if observation.what_happened:
            st.text(observation.what_happened)
        reply_beside(observation.id)
        if problem := st.session_state.pop(f"problem.{observation_id}", ""):
            show_problem(problem)
        if withdrawn:
            st.button(
                "Bring it back", key=f"back.{observation_id}", on_click=safely(_bring_back), args=(observation_id,)
            )
        else:
            _correct(observation)
            _withdraw(observation)
        _history(observation)


def _correct(observation: Observation) -> None:
    key = str(observation.id)
    with st.expander("Correct it", icon=":material/edit:"), st.form(f"correct.{key}", border=False):
        st.segmented_control(
            "How did it go?",
            list(Outcome),
            default=observation.outcome,
            format_func=str.capitalize,
            required=True,
            key=f"outcome.{key}",
            width="stretch",
        )
        st.text_area("What happened?", observation.what_happened, max_chars=MAX_WORDS, key=f"words.{key}")
        for dimension in DIMENSIONS:
            st.segmented_control(
                dimension.capitalize(),
                RATINGS,
                default=observation.ratings.get(dimension),
                key=f"{dimension}.{key}",
                width="stretch",
            )
        _reason_and_name(f"correct.{key}", "Why is it corrected?")
        st.form_submit_button("Keep the correction", on_click=safely(_keep_correction), args=(observation,))


def _withdraw(observation: Observation) -> None:
    key = str(observation.id)
    with st.expander("Withdraw it", icon=":material/undo:"), st.form(f"withdraw.{key}", border=False):
        st.markdown("It will count in no figure, as if it had never been logged. You can bring it back.")
        _reason_and_name(f"withdraw.{key}", "Why is it withdrawn?")
        st.form_submit_button(
            "Withdraw this observation", on_click=safely(_keep_withdrawal), args=(str(observation.id),)
        )


def _history(observation: Observation) -> None:
    changes = changes_of(store(), observation.id)
    if changes.empty:
        return
    with st.expander(f"History · {len(changes)}", icon=":material/history:"):
        for change in changes.to_dict("records"):
            when = programme().local(change["changed_at"])
            st.caption(f"{written_moment(when)} · {change['verb']} by {plain(change['changed_by']) or 'somebody'}")
            st.text(change["reason"])


def _reason_and_name(key: str, question: str) -> None:
    st.text_input(question, key=f"{key}.reason")
    st.text_input("Your name or initials", key=f"{key}.by")


def _said(key: str) -> tuple[str, str]:
    return st.session_state[f"{key}.by"].strip() or "not said", st.session_state[f"{key}.reason"]


def _keep_correction(observation: Observation) -> None:
    key, state = str(observation.id), st.session_state
    corrected = replace(
        observation,
        outcome=Outcome(state[f"outcome.{key}"]),
        ratings={name: state[f"{name}.{key}"] for name in DIMENSIONS if state[f"{name}.{key}"]},
        what_happened=state[f"words.{key}"].strip(),
    )
    try:
        walks.correct_observation(store(), corrected, *_said(f"correct.{key}"))
    except AuditError as problem:
        state[f"problem.{key}"] = str(problem)


def _keep_withdrawal(key: str) -> None:
    try:
        walks.withdraw_observation(store(), UUID(key), *_said(f"withdraw.{key}"))
    except AuditError as problem:
        st.session_state[f"problem.{key}"] = str(problem)


def _bring_back(key: str) -> None:
    walks.bring_back_observation(store(), UUID(key), "not said", "Brought back from My walks")
