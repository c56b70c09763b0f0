"""Setting right what was said of one moment: a correction keeps what stood before, a withdrawal keeps the row."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import streamlit as st

from audit.actions import walks
from audit.errors import WaitUnreadableError
from audit.model.field_walk import FieldEntry
from audit.model.labels import FIELD_OUTCOME_LABELS
from audit.model.rating import DIMENSIONS, RATINGS, Outcome
from audit.model.vocabulary import TermKind
from audit.model.waiting import as_clock, minutes_waited
from audit.model.walk_through import ANSWERS, ANSWERS_READ, MAX_WORDS, TEXTS, YES_NO, Observation
from audit.store.observation import observation_with
from audit.store.vocabulary import vocabulary
from pages.observe.my_walks.history import by_and_reason, reason_and_name, set_right
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm
from pages.parts.session import store
from pages.parts.words import plain

_ANSWER_LABELS = {"yes": "Yes", "no": "No", "": "Not said"}


def correct(entry: FieldEntry) -> None:
    """Offer every field of an observation with what stands in it."""
    form = HeldForm(f"correct.{entry.observation.id}", is_sent_together=True)
    observation = form.begun_on(entry.observation)
    with st.expander("Correct it", icon=":material/edit:"), st.form(form.name, border=False):
        form.ask(
            st.segmented_control,
            "How did it go?",
            "outcome",
            observation.outcome,
            options=list(Outcome),
            format_func=lambda outcome: FIELD_OUTCOME_LABELS[outcome],
            required=True,
            width="stretch",
        )
        for name, label in TEXTS.items():
            form.ask(st.text_area, f"{label}?", name, getattr(observation, name), max_chars=MAX_WORDS)
        words = vocabulary(store())
        for name in DIMENSIONS:
            before = observation.ratings.get(name)
            label = plain(words.beside(TermKind.DIMENSION, name))
            form.ask(st.segmented_control, label, name, before, options=RATINGS, width="stretch")
        _ask_beside(form, observation, nobody_there=entry.nobody_there)
        reason_and_name(form, "Why is it corrected?")
        st.form_submit_button("Save the correction", on_click=safely(_keep_correction), args=(observation, form))
        form.show_problem()


def withdraw(observation: Observation) -> None:
    """Offer to take an observation out of every figure."""
    form = HeldForm(f"withdraw.{observation.id}", is_sent_together=True)
    with st.expander("Withdraw it", icon=":material/undo:"), st.form(form.name, border=False):
        st.markdown("It will no longer count in any figure. You can bring it back.")
        reason_and_name(form, "Why is it withdrawn?")
        args = (observation.id, form)
        st.form_submit_button("Withdraw this observation", on_click=safely(_keep_withdrawal), args=args)
        form.show_problem()


def bring_back(observation_id: UUID) -> None:
    """Offer to count a withdrawn observation again."""
    st.button("Bring it back", key=f"back.{observation_id}", on_click=safely(_bring_back), args=(observation_id,))


def _ask_beside(form: HeldForm, observation: Observation, *, nobody_there: bool) -> None:
    """Ask for the wait, what is answered with yes or no, and the signals."""
    form.ask(st.text_input, "Wait", "wait", _wait(observation), placeholder="1,5 or 1:30 or 90 s")
    unsaid = {"greeted": "No one there"} if nobody_there else {}
    for name, label in YES_NO.items():
        labels = _ANSWER_LABELS | ({"": unsaid[name]} if name in unsaid else {})
        form.ask(
            st.segmented_control,
            f"{label}?",
            name,
            ANSWERS[getattr(observation, name)],
            options=list(labels),
            format_func=labels.__getitem__,
            required=True,
            width="stretch",
        )
    words = vocabulary(store())
    form.ask(
        st.pills,
        "Signals",
        "signals",
        sorted(observation.signals),
        options=[term.key for term in words.offered(TermKind.SIGNAL, *observation.signals)],
        selection_mode="multi",
        format_func=lambda signal: words.term(TermKind.SIGNAL, signal).title,
    )


def _wait(observation: Observation) -> str:
    return "" if observation.wait_minutes is None else as_clock(round(observation.wait_minutes * 60))


def _keep_correction(shown: Observation, form: HeldForm) -> None:
    form.take_up()
    try:
        answered = _answered(shown, form.answers)
    except WaitUnreadableError as problem:
        form.refuse({"wait": str(problem)})
        return

    def act() -> None:
        corrected = set_right(form, observation_with(store(), shown.id), answered)
        walks.correct_observation(store(), corrected, *by_and_reason(form))

    form.attempt(act)


def _answered(shown: Observation, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an observation as they were filled in; an untouched wait is not rounded anew.

    Raises:
        WaitUnreadableError: the wait is no time that can be read.
    """
    wait = shown.wait_minutes if typed["wait"] == _wait(shown) else minutes_waited(typed["wait"])
    return {
        "outcome": Outcome(typed["outcome"]),
        "ratings": {name: typed[name] for name in DIMENSIONS if typed[name]},
        **{name: typed[name].strip() for name in TEXTS},
        "wait_minutes": wait,
        **{name: ANSWERS_READ[typed[name]] for name in YES_NO},
        "signals": frozenset(typed["signals"]),
    }


def _keep_withdrawal(observation_id: UUID, form: HeldForm) -> None:
    form.attempt(lambda: walks.withdraw_observation(store(), observation_id, *by_and_reason(form)))


def _bring_back(observation_id: UUID) -> None:
    walks.bring_back_observation(store(), observation_id, "not said", "Brought back from My walks")
