"""The review that is open, and one that is prepared at once as it is proposed."""

import streamlit as st

from audit.actions import reviews
from audit.model.review import Review, usual_title
from audit.review import propose
from audit.store.review import open_review
from pages.parts.navigation import page_at
from pages.parts.session import cached, store, today


def reviewed() -> Review | None:
    """Return the review that is open, or None; never cached, since its points change under the facilitator's hand."""
    return open_review(store())


def preparing_at_once() -> None:
    """Offer to prepare the review as it is proposed, and lead to where it is changed and presented."""
    if st.button("Prepare the review", icon=":material/event_note:"):
        since, until = cached(propose.proposed_period, today())
        reviews.prepare(store(), usual_title(until), (since, until), propose.proposed_agenda(store(), since, until))
        st.switch_page(page_at("review"))
