"""The language a team writes in: the pages stay English, and what people typed is read aloud in theirs."""

from dataclasses import replace

import streamlit as st

from audit.actions.set_up import change_settings
from audit.model.language import LANGUAGES, language_name
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm, announce, show_announced
from pages.parts.session import programme, store

_FORM = HeldForm("words.language")
_CHOSEN = "words.language.chosen"


def language() -> None:
    """Offer the languages; what is chosen is kept at once."""
    current = programme().language
    st.header("The language you write in", anchor=False)
    st.session_state[_CHOSEN] = current
    st.selectbox(
        "Language of names, questions and notes",
        sorted({*LANGUAGES, current}, key=language_name),
        format_func=language_name,
        key=_CHOSEN,
        accept_new_options=True,
        on_change=safely(_change),
        help="Screen readers speak what your team typed in it, and phones check its spelling; the pages stay English. "
        "One that is not listed can be typed as its tag, such as gsw-CH.",
    )
    show_announced(_FORM.name)
    _FORM.show_problem()


def _change() -> None:
    def act() -> None:
        changed = replace(programme(), language=st.session_state[_CHOSEN])
        change_settings(store(), changed, "not said")
        announce(_FORM.name, f"What your team types is read aloud in {language_name(changed.language)} now.")

    _FORM.attempt(act)
