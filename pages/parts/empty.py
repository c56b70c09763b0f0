"""Empty states: what is missing, and the button that brings it."""

from typing import NoReturn

import streamlit as st

from audit.actions import imports
from audit.store.observation import observation_count
from pages.parts import address
from pages.parts.rooms import page_at
from pages.parts.session import remembered, store, today
from pages.parts.words import plain

SAMPLE_SIZE = 2_400
_OFFERS = {
    "log": ("Log a walk-through", ":material/directions_walk:"),
    "data": ("Import a file", ":material/upload_file:"),
    "journeys": ("Start a journey from a template", ":material/map:"),
}


def nothing_yet(sentence: str, *offers: str) -> NoReturn:
    """Say what is missing on this page, offer what brings it, and end the page there.

    Where the filter bar narrows the view, looking at everything is offered first.
    """
    st.markdown(plain(sentence))
    if address.is_narrowed():
        st.button("Look at everything", icon=":material/filter_alt_off:", on_click=address.widen, type="primary")
    offer(*offers)
    st.stop()


def offer(*offers: str) -> None:
    """Show one button an offer: "log", "data", "journeys" lead to a page, "sample" loads the sample audit.

    The sample is offered as long as nothing was observed: among somebody's own observations it would be a mix-up.
    """
    for name in offers:
        if name == "sample":
            if remembered(observation_count):
                continue
            st.button("Load the sample audit", icon=":material/science:", on_click=_load_sample, type="primary")
        else:
            label, icon = _OFFERS[name]
            st.page_link(page_at(name), label=label, icon=icon)


def _load_sample() -> None:
    imports.load_sample(store(), observations=SAMPLE_SIZE, seed=12, until=today())
