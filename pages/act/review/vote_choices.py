"""What can be voted for, as it is prepared: each choice with its fact, and those that vanished since marked."""

import streamlit as st

from audit.model.review import Review
from audit.review.choices import choices
from pages.parts.session import store
from pages.parts.words import plain


def choices_with_facts(review: Review) -> None:
    """Show the choices of a review's vote with the fact that stands beside each on slide and phone."""
    offered = choices(store(), review)
    for row in offered.to_dict("records"):
        fact = row["fact"] or "your own words, so no figure stands beside it"
        st.caption(f"{'⚠ ' if row['is_gone'] else ''}{plain(row['choice'])}: {fact}")
    if offered["is_gone"].any():
        st.warning(
            "A marked choice names a touchpoint that no longer exists under that name. Rewrite or remove its line."
        )
