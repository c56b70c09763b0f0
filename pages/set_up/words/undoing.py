"""The button that undoes the last change of the words."""

import streamlit as st

from audit.actions.word_history import changed_words, undo, undoable
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm, announce, show_announced
from pages.parts.session import cached, store
from pages.parts.words import plain

_FORM = HeldForm("words.undo")


def undo_button() -> None:
    """Offer to give back the words as they were before the last change, where nothing was changed since."""
    show_announced(_FORM.name)
    _FORM.show_problem()
    if changes := cached(undoable):
        words = changed_words(changes)
        st.button(
            f"Undo the last change: {plain(words)}",
            key="words.undo.do",
            icon=":material/undo:",
            type="tertiary",
            on_click=safely(_undo),
            args=(words,),
        )


def _undo(words: str) -> None:
    def act() -> None:
        undo(store(), "not said")
        announce(_FORM.name, f"Undone: {words}. Phones show it at their next contact.")

    _FORM.attempt(act)
