"""The ways to observe that are offered on phones and in forms; those switched off stay in every figure."""

from functools import partial

import streamlit as st

from audit.actions import wording
from audit.model.vocabulary import TermKind, Vocabulary
from audit.store.vocabulary import vocabulary
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm, announce, show_announced
from pages.parts.session import store

_FORM = HeldForm("words.methods")
_CHOSEN, _BY = "words.methods.offered", "words.methods.by"


def methods(words: Vocabulary) -> None:
    """Offer each method to be switched off or on again."""
    st.header("Methods", anchor=False)
    titles = {term.key: term.title for term in words.of(TermKind.METHOD)}
    st.session_state[_CHOSEN] = [term.key for term in words.offered(TermKind.METHOD)]
    st.pills(
        "Offered on phones and in forms; a tap switches one off or on again, and what was observed so far stays",
        list(titles),
        selection_mode="multi",
        format_func=titles.__getitem__,
        key=_CHOSEN,
        on_change=safely(_switch),
    )
    st.text_input("Your name or initials (may stay empty)", key=_BY, max_chars=100)
    show_announced(_FORM.name)
    _FORM.show_problem()


def _switch() -> None:
    chosen, by = set(st.session_state[_CHOSEN]), st.session_state.get(_BY, "")
    for term in vocabulary(store()).of(TermKind.METHOD):
        if (term.key in chosen) is term.is_retired:
            act = wording.bring_back if term.is_retired else wording.retire
            if _FORM.attempt(partial(act, store(), TermKind.METHOD, term.key, by)):
                is_off = "is offered again" if term.is_retired else "is offered no more"
                announce(_FORM.name, f"{term.title} {is_off}. Phones show it at their next contact.")
