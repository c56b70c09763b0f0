"""Columns that share a question, and asking about some of them apart."""

from collections.abc import Sequence

import streamlit as st

from audit.intake.question import About, Question
from pages.parts.boundary import safely
from pages.set_up.import_export.mapping_columns import Draft

APART = frozenset({About.SCALE, About.WORDS})  # what several columns may share


def ask_apart(question: Question, draft: Draft, key: str) -> None:
    """Offer, beside a question, to ask about some of its columns apart, or to take one back to the others."""
    if question.about not in APART:
        return
    if len(question.columns) > 1:
        own = f"{key}.apart.{question.key}"
        st.multiselect(
            "Do some of these mean the opposite, or another scale? Ask about them separately",
            question.columns,
            key=own,
            on_change=safely(_part),
            args=(draft, own),
            placeholder="Choose columns",
        )
    elif question.columns[0] in draft.apart:
        back = f"{key}.together.{question.columns[0]}"
        st.button(
            "Ask together with the others again", key=back, on_click=safely(_join), args=(draft, question.columns)
        )


def _part(draft: Draft, own: str) -> None:
    draft.apart |= set(st.session_state[own])
    st.session_state[own] = []


def _join(draft: Draft, columns: Sequence[str]) -> None:
    draft.apart -= set(columns)
