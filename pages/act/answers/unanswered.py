"""What waits for an answer, by touchpoint and the oldest first, and the form that answers several at once."""

from dataclasses import replace
from uuid import UUID

import pandas as pd
import streamlit as st

from audit.actions.answers import give_answer
from audit.figures import Question
from audit.model.answer import Answer, AnswerKind
from audit.model.day import written_day
from audit.model.number import counted
from audit.store.answer import unanswered
from pages.act.answers.form import DONE, answer_fields, answer_form, proposed
from pages.parts.boundary import safely
from pages.parts.held_form import announce
from pages.parts.observed import observed_list
from pages.parts.owner import confirm_owner, must_confirm
from pages.parts.photos import photo_rows
from pages.parts.session import cached, store, today
from pages.parts.ticked_rows import TickedRows
from pages.parts.words import plain

_MOST = 200  # of one touchpoint at once, the oldest
_TICKED = TickedRows("answers", first=5)
_WHERE = "answers.touchpoint"
_NAME = "answer.new"


def unanswered_section(question: Question, rows: pd.DataFrame) -> None:
    """Show what waits at one touchpoint, and let one answer be given to those that are ticked.

    Args:
        question: what the page asks.
        rows: what `audit.figures.answers` returns.
    """
    st.header("Waiting for an answer", anchor=False)
    left = (rows["negatives"] - rows["answered"]).set_axis(rows["touchpoint"])
    left = left[left > 0]
    if left.empty:
        st.markdown("Nothing waits: staff are answered every bad experience that is looked at.")
        return
    if st.session_state.get(_WHERE) not in left.index:
        st.session_state[_WHERE] = left.index[0]
    where = st.selectbox(
        "Touchpoint", list(left.index), key=_WHERE, format_func=lambda name: f"{name} · {left[name]:,}"
    )
    there = replace(question.view, touchpoint=where)
    waiting = cached(unanswered, there, question.as_of, _MOST)
    chosen = _TICKED.chosen
    chosen &= set(waiting["id"])  # what was answered meanwhile, or is of another touchpoint, is not chosen any more
    _choose(waiting, chosen)
    _answer(chosen)


def _choose(waiting: pd.DataFrame, chosen: set[str]) -> None:
    every = tuple(waiting["id"])
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(f"**{len(chosen):,} chosen.**", width="content")
        _TICKED.all_or_none(every, f"Choose all {len(every):,}")
    shown = waiting.head(_TICKED.most)
    photos = photo_rows(shown["id"])
    for _, row in shown.iterrows():
        label = " · ".join(part for part in (written_day(row["observed_on"], "short"), row["place"]) if part)
        with st.container(gap=None):
            _TICKED.box(row["id"], f"Answer this one: {plain(label)}")
            st.html(observed_list(pd.DataFrame([row]), photos))
    _TICKED.more(len(waiting))
    if len(waiting) == _MOST:
        st.caption(f"The oldest {_MOST} are listed; the others follow once these are answered.")


def _answer(chosen: set[str]) -> None:
    form = answer_form(_NAME)
    with st.container(border=True):
        st.subheader("The answer", anchor=False)
        proposed(form, [UUID(key) for key in sorted(chosen)])
        answer_fields(form, None)
        form.show_problem()
        label = f"Answer {counted(len(chosen), 'bad experience')}" if chosen else "Answer those chosen"
        st.button(label, key="answers.keep", type="primary", on_click=safely(_keep), disabled=not chosen)
        confirm_owner(_NAME, _keep)


def _keep() -> None:
    form, chosen = answer_form(_NAME), _TICKED.chosen
    typed = form.answers
    if not chosen or must_confirm(_NAME, typed["by"]):  # none: tapped twice, and the first tap kept it
        return

    def act() -> None:
        answer = Answer(
            AnswerKind(typed["kind"]), typed["words"], typed["answered_on"] or today(), typed["by"], form.key
        )
        give_answer(store(), answer, [UUID(key) for key in chosen], today())

    if form.attempt(act):
        announce(DONE, f"Saved: {counted(len(chosen), 'bad experience')} answered.")
        chosen.clear()
