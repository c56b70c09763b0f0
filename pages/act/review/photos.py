"""The photos beside what people wrote, to be chosen for the room one by one."""

from uuid import UUID

import streamlit as st

from audit.actions import reviews
from audit.model.review import AgendaItem, Item, Review
from audit.store.photo import photos_of
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm
from pages.parts.photos import photos_beside
from pages.parts.session import store


def photos_to_choose(review: Review, item: AgendaItem, observation_id: str) -> None:
    """Offer the photos of one observation; none is shown to the room unless it is ticked."""
    if not photos_beside(observation_id, ""):
        return
    for number, key in enumerate(map(UUID, photos_of(store(), [observation_id])["id"]), start=1):
        widget = f"photo.{item.item.name}.{key}"
        st.session_state[widget] = key in item.photos
        label = f"Show photo {number} (no faces, no screens, no badges)"
        st.checkbox(label, key=widget, on_change=safely(_choose), args=(review.id, item.item, key, widget))
        HeldForm(widget).show_problem()


def _choose(review_id: UUID, item: Item, key: UUID, widget: str) -> None:
    chosen = st.session_state[widget]
    HeldForm(widget).attempt(lambda: reviews.choose_photo(store(), review_id, item, key, chosen=chosen))
