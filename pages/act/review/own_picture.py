"""The picture on a slide of one's own: sent, seen in small, and taken away again."""

from functools import partial
from uuid import UUID

import streamlit as st

from audit.actions import own_pictures
from audit.model.review import AgendaItem, Review
from audit.store.review_picture import pictures_chosen
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm
from pages.parts.session import store

_FILE = "own-picture"
_FORM = HeldForm("own-picture.kept")


def own_picture(review: Review, item: AgendaItem) -> None:
    """Show the picture of a slide of one's own, and offer another one or none."""
    for mark in pictures_chosen(store(), item.photos)["mark"]:
        st.html(f'<img src="/photos/{mark}-small.jpg" alt="The picture on this slide" style="max-width:100%">')
        st.button("Take the picture away", on_click=safely(_take_away), args=(review.id,))
    st.file_uploader(
        "A picture (JPEG or PNG; no faces, no screens, no badges)",
        ["jpg", "jpeg", "png"],
        key=_FILE,
        on_change=safely(_take_in),
        args=(review.id,),
        help="It is made small, and where and with what it was taken is removed.",
    )
    _FORM.show_problem()


def _take_in(review_id: UUID) -> None:
    if sent := st.session_state.get(_FILE):
        _FORM.attempt(partial(own_pictures.take_in_picture, store(), review_id, sent.getvalue()))


def _take_away(review_id: UUID) -> None:
    _FORM.attempt(partial(own_pictures.take_away_picture, store(), review_id))
