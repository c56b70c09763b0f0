"""Setting right what was logged: a correction keeps what stood before, a withdrawal keeps the row."""

from dataclasses import replace
from uuid import UUID

import streamlit as st

from audit.actions import walks
from audit.model.day import written_moment
from audit.model.labels import DIMENSION_LABELS, OUTCOME_LABELS
from audit.model.rating import DIMENSIONS, RATINGS, Outcome
from audit.model.walk_through import MAX_WORDS, Observation
from audit.store.change import changes_of
from audit.store.observation import observation_with
from pages.observe.my_walks.photos import own_photos
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm
from pages.parts.reply_card import reply_beside
from pages.parts.session import programme, store
from pages.parts.words import plain


def observation_card(observation_id: str, touchpoint: str, *, withdrawn: bool) -> None:
    """Show one observation with the ways to correct it, withdraw it or bring it back, and its history."""
    observation = observation_with(store(), UUID(observation_id))
    state = "withdrawn, counts nowhere" if withdrawn else OUTCOME_LABELS[observation.outcome]
    with st.container(border=True):
        st.markdown(f"**{plain(touchpoint)}** · {state}")
        if observation.what_happened:
            st.text(observation.what_happened)
        if not withdrawn:
            own_photos(observation, touchpoint)
        reply_beside(observation.id)
        if withdrawn:
            st.button(
                "Bring it back", key=f"back.{observation_id}", on_click=safely(_bring_back), args=(observation_id,)
            )
        else:
            _correct(observation)
            _withdraw(observation)
        _history(observation)


def _correct(observation: Observation) -> None:
    form = HeldForm(f"correct.{observation.id}", is_sent_together=True)
    form.show_problem()
    with st.expander("Correct it", icon=":material/edit:"), st.form(form.name, border=False):
        form.ask(
            st.segmented_control,
            "How did it go?",
            "outcome",
            observation.outcome,
            options=list(Outcome),
            format_func=lambda outcome: OUTCOME_LABELS[outcome].capitalize(),
            required=True,
            width="stretch",
        )
        form.ask(st.text_area, "What happened?", "words", observation.what_happened, max_chars=MAX_WORDS)
        for name in DIMENSIONS:
            before = observation.ratings.get(name)
            label = DIMENSION_LABELS[name].capitalize()
            form.ask(st.segmented_control, label, name, before, options=RATINGS, width="stretch")
        _reason_and_name(form, "Why is it corrected?")
        st.form_submit_button("Save the correction", on_click=safely(_keep_correction), args=(observation, form))


def _withdraw(observation: Observation) -> None:
    form = HeldForm(f"withdraw.{observation.id}", is_sent_together=True)
    form.show_problem()
    with st.expander("Withdraw it", icon=":material/undo:"), st.form(form.name, border=False):
        st.markdown("It will no longer count in any figure. You can bring it back.")
        _reason_and_name(form, "Why is it withdrawn?")
        args = (observation.id, form)
        st.form_submit_button("Withdraw this observation", on_click=safely(_keep_withdrawal), args=args)


def _history(observation: Observation) -> None:
    changes = changes_of(store(), observation.id)
    if changes.empty:
        return
    with st.expander(f"History · {len(changes)}", icon=":material/history:"):
        for change in changes.to_dict("records"):
            when = programme().local(change["changed_at"])
            st.caption(f"{written_moment(when)} · {change['verb']} by {plain(change['changed_by']) or 'somebody'}")
            st.text(change["reason"])


def _reason_and_name(form: HeldForm, question: str) -> None:
    form.ask(st.text_input, question, "reason", "")
    form.ask(st.text_input, "Your name or initials", "by", "")


def _by_and_reason(form: HeldForm) -> tuple[str, str]:
    return form.answers["by"].strip() or "not said", form.answers["reason"]


def _keep_correction(observation: Observation, form: HeldForm) -> None:
    def act() -> None:
        typed = form.answers
        corrected = replace(
            observation,
            outcome=Outcome(typed["outcome"]),
            ratings={name: typed[name] for name in DIMENSIONS if typed[name]},
            what_happened=typed["words"].strip(),
        )
        walks.correct_observation(store(), corrected, *_by_and_reason(form))

    form.attempt(act)


def _keep_withdrawal(observation_id: UUID, form: HeldForm) -> None:
    form.attempt(lambda: walks.withdraw_observation(store(), observation_id, *_by_and_reason(form)))


def _bring_back(key: str) -> None:
    walks.bring_back_observation(store(), UUID(key), "not said", "Brought back from My walks")
