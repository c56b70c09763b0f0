"""What the five dimensions ask, in the programme's own words where it has some."""

import streamlit as st

from audit.model.vocabulary import TermKind
from audit.store.vocabulary import vocabulary
from pages.parts.session import store
from pages.parts.words import plain


def meanings() -> None:
    """Offer, folded away, what each dimension asks."""
    words = vocabulary(store())
    with st.expander("What the five dimensions ask", type="compact"):
        for term in words.of(TermKind.DIMENSION):
            st.markdown(f"**{plain(words.beside(term.kind, term.key))}**: {plain(term.sentence)}")
