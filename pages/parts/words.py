"""People's words on the screen: shown as they were typed, never read as markup."""

import re
from collections.abc import Iterable
from html import escape

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from audit.errors import AuditError
from audit.model.day import written_day
from audit.model.labels import OUTCOME_LABELS
from audit.model.text import isolated, text_of
from audit.publish.headlines.caveat import caveat
from pages.parts.session import programme

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|<>~$:&-])")


def plain(text: str) -> str:
    """Return `text` so that a label or sentence which reads Markdown shows it as it was typed."""
    return _MARKUP.sub(r"\\\1", isolated(text).replace("\n", " "))


def in_their_language() -> str:
    """Return what an HTML element has that holds people's own words: their direction, and their language."""
    return f'dir="auto" lang="{escape(programme().language)}"'


def show_problem(sentence: str) -> None:
    """Show what went wrong and what to do about it."""
    st.error(plain(sentence), icon=":material/error:")


def show_left_out(problems: Iterable[AuditError]) -> None:
    """Show which files of one's own are left out, and why; everything else goes on."""
    for problem in problems:
        st.warning(plain(str(problem)), icon=":material/rule:")


def show_notice(sentence: str) -> None:
    """Show what somebody should know and look into, though nothing stands in the way."""
    st.warning(plain(sentence), icon=":material/history:")


def opening(title: str, sentence: str = "", *, purpose: str = "") -> DeltaGenerator:
    """Open a page: its name small, and a slot for the one sentence a leader could say aloud.

    Args:
        title: the page's name.
        sentence: what stands in the slot at once, "" = nothing yet.
        purpose: what the page is for, beneath a sentence that is a finding.

    Returns:
        That slot, for `headline` to fill once the figures are known.
    """
    st.caption(title)
    heading = st.empty()
    if sentence:
        headline(heading, sentence)
    if purpose:
        st.caption(purpose)
    return heading


def headline(heading: DeltaGenerator, sentence: str) -> None:
    """Put the page's one sentence where it belongs."""
    heading.title(plain(sentence), anchor=False)


def show_caveat(ratio: int) -> None:
    """Show the sentence that stands wherever something is said to be owed."""
    st.caption(plain(caveat(ratio)))


def show_notes(notes: pd.DataFrame, empty: str = "") -> None:
    """Show what people wrote, one entry a row of `notes` (observed_on, outcome, what_happened), or `empty`."""
    if notes.empty and empty:
        st.markdown(empty)
    for row in notes.to_dict("records"):
        st.caption(f"{written_day(row['observed_on'], 'short')} · {OUTCOME_LABELS[row['outcome']]}")
        st.text(text_of(row["what_happened"]))
