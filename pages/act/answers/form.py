"""The fields of an answer, and the words a recovery already has for it: proposed, and taken over only by a tap."""

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from audit.model.answer import MOST_BY, MOST_WORDS, Answer, AnswerKind
from audit.model.recovery import Step
from audit.store.recovery import recovery_of
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm
from pages.parts.session import cached, today
from pages.parts.words import plain

DONE = "answers"
KINDS = {AnswerKind.DONE: "We did this", AnswerKind.CANNOT: "We cannot, and why"}
_MOST_PROPOSED = 3


def answer_form(name: str) -> HeldForm:
    """Return the form in which an answer is typed: a new one, or one that is corrected."""
    return HeldForm(name)


def answer_fields(form: HeldForm, stands: Answer | None) -> None:
    """Ask what staff are answered, on which day and by which role.

    Args:
        form: the form.
        stands: the answer that is corrected, None = a new one.
    """
    kinds = list(KINDS)
    form.ask(st.segmented_control, "What became of it?", "kind", stands.kind if stands else kinds[0], options=kinds,
             format_func=KINDS.get, required=True)  # fmt: skip
    words = f"In a few words, for all who work there: no names (at most {MOST_WORDS} characters)"
    form.ask(st.text_area, words, "words", stands.words if stands else "", max_chars=MOST_WORDS, height=96)
    with st.container(horizontal=True):
        by = "Who answers? A role or a team, no person’s name"
        form.ask(st.text_input, by, "by", stands.by if stands else "", max_chars=MOST_BY, width=400)
        day = stands.answered_on if stands else today()
        form.ask(st.date_input, "Answered on", "answered_on", day, max_value=today(), width=232)


def proposed(form: HeldForm, chosen: Sequence[UUID]) -> None:
    """Offer the words that the recoveries of those chosen have already, as a start."""
    known: dict[str, AnswerKind] = {}
    for key in chosen:
        recovery = cached(recovery_of, key)
        if recovery is None:
            continue
        if recovery.cannot_because:
            known[recovery.cannot_because] = AnswerKind.CANNOT
        known |= {each.words: AnswerKind.DONE for each in recovery.run if each.step is Step.FIXED and each.words}
    for number, (words, kind) in enumerate(list(known.items())[:_MOST_PROPOSED]):
        st.caption(f"The recovery says: “{plain(words)}”")
        st.button("Start from these words", key=form.at(f"start.{number}"), on_click=safely(_start),
                  args=(form, words, kind))  # fmt: skip


def _start(form: HeldForm, words: str, kind: AnswerKind) -> None:
    form.put_in(words=words[:MOST_WORDS], kind=kind)
