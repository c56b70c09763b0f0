"""What staff were answered, the newest first; each can be corrected and taken back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import streamlit as st

from audit.actions.answers import correct_answer, take_back_answer
from audit.errors import AnswerMovedError
from audit.figures import Question
from audit.model.answer import Answer, AnswerKind
from audit.model.day import written_day, written_days
from audit.model.number import counted
from audit.store.answer import answer_with, answers_given
from pages.act.answers.form import DONE, KINDS, answer_fields, answer_form
from pages.act.answers.poster import poster_section
from pages.parts.boundary import safely
from pages.parts.held_form import announce
from pages.parts.owner import confirm_owner, must_confirm
from pages.parts.session import cached, store, today
from pages.parts.words import plain

_FIRST = 10  # at first, and added by each "Show more"
_ROWS = "answers.given"


def answers_section(question: Question) -> None:
    """Show the answers to what the page looks at."""
    given = cached(answers_given, question.view, question.as_of)
    if given.empty:
        return
    st.header("Answered", anchor=False)
    poster_section(given)
    most = st.session_state.get(_ROWS, _FIRST)
    for row in given.head(most).to_dict("records"):
        with st.container(border=True):
            _card(row)
    if len(given) > most:
        st.button(
            f"Show more answers ({len(given) - most:,})", key="answers.older", on_click=safely(_more), args=(most,)
        )


def _card(row: Mapping[Any, Any]) -> None:
    key = UUID(row["id"])
    first, last = row["since"], row["until"]
    days = written_day(first, "short") if first == last else written_days(first, last)
    st.markdown(f"**{plain(row['touchpoint'])}** · {counted(row['n'], 'bad experience')}, {days}")
    st.markdown(f"**{KINDS[AnswerKind(row['kind'])]}:**")
    st.text(row["words"])
    st.caption(plain(f"{row['answered_by']}, {written_day(row['answered_on'], 'short')}"))
    box = st.expander("Correct or take back", key=f"answer.box.{key}", type="compact", on_change="rerun")
    if box.open and (stands := answer_with(store(), key)):
        with box:
            _change(stands)


def _change(stands: Answer) -> None:
    form = answer_form(f"answer.{stands.id}")
    read = form.begun_on(stands)
    answer_fields(form, read)
    form.show_problem()
    with st.container(horizontal=True):
        st.button("Save the correction", key=form.at("keep"), on_click=safely(_correct), args=(read,))
        st.button("Take this answer back", key=form.at("back"), on_click=safely(_take_back), args=(stands,))
    confirm_owner(form.name, lambda: _correct(read))


def _correct(read: Answer) -> None:
    form = answer_form(f"answer.{read.id}")
    typed = form.answers
    if not form.is_open or must_confirm(form.name, typed["by"]):
        return

    def act() -> None:
        answer = Answer(
            AnswerKind(typed["kind"]), typed["words"], typed["answered_on"] or today(), typed["by"], read.id
        )
        try:
            correct_answer(store(), answer, read, today())
        except AnswerMovedError:
            form.go_on_from(answer_with(store(), read.id))
            raise
        announce(DONE, "Saved: the answer is corrected.")

    form.attempt(act)


def _take_back(stands: Answer) -> None:
    take_back_answer(store(), stands.id, answer_form(f"answer.{stands.id}").answers["by"])
    answer_form(f"answer.{stands.id}").let_go()
    announce(DONE, "Taken back: what it answered waits for an answer again.")


def _more(most: int) -> None:
    st.session_state[_ROWS] = most + _FIRST
