"""Empty states: what is missing, and the button that brings it."""

from typing import NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from audit.actions import imports
from audit.errors import SmallGroupError
from audit.figures import Question, touchpoints_not_shown
from audit.measures.small_groups import SMALL_CELL
from audit.model.number import spelled
from audit.store.observation import observation_count
from pages.parts import address
from pages.parts.boundary import safely
from pages.parts.navigation import page_at
from pages.parts.session import cached, store, today
from pages.parts.words import headline, plain

SAMPLE_SIZE = 2_400
SMALL_GROUP = SmallGroupError(spelled(SMALL_CELL))
_OFFERS = {
    "log": ("Log a walk-through", ":material/directions_walk:"),
    "data": ("Import a file", ":material/upload_file:"),
    "journeys": ("Start a journey from a template", ":material/map:"),
}


def nothing_yet(sentence: str, *offers: str) -> NoReturn:
    """Say beneath the headline how a page comes to be filled, offer what fills it, and end the page there."""
    st.markdown(plain(sentence))
    offer(*offers)
    st.stop()


def nothing_fits(heading: DeltaGenerator, sentence: str, *offers: str, more: str = "") -> NoReturn:
    """Open a page with a filter bar by saying that there is nothing to show, and end it there.

    Args:
        heading: where the headline goes.
        sentence: what is missing.
        offers: what brings it, after looking at everything where the filter bar narrows the view.
        more: what else there is to say.
    """
    headline(heading, sentence)
    if more:
        st.markdown(plain(more))
    offer_all()
    offer(*offers)
    st.stop()


def end_if_too_small(heading: DeltaGenerator, is_too_small: bool) -> None:  # noqa: FBT001  # what it is asked
    """End the page, saying why, where so few moments of the chosen customer group would be shown.

    Args:
        heading: where the headline goes.
        is_too_small: whether they are that few.
    """
    if is_too_small:
        nothing_fits(heading, str(SMALL_GROUP))


def end_if_left_out(heading: DeltaGenerator, question: Question) -> None:
    """End the page, saying why, where so few moments of the chosen customer group are at each touchpoint of the view.

    Args:
        heading: where the headline goes.
        question: what the page asks, and has found nothing to show of.
    """
    if touchpoints_not_shown(store(), question):
        nothing_fits(heading, "No touchpoint has enough moments of this customer group to be shown by itself.")


def none_yet(thing: str) -> str:
    """Say that there is no `thing` yet, or none within what the filter bar narrows the view to."""
    return f"No {thing} fits this choice." if address.is_narrowed() else f"No {thing} yet."


def offer_all() -> None:
    """Offer to look at everything, where the filter bar narrows the view."""
    if address.is_narrowed():
        st.button(
            "Look at everything", icon=":material/filter_alt_off:", on_click=safely(address.widen), type="primary"
        )


def offer(*offers: str) -> None:
    """Show one button an offer: "log", "data", "journeys" lead to a page, "sample" loads the sample audit.

    The sample is offered as long as nothing was observed: among somebody's own observations it would be a mix-up.
    """
    for name in offers:
        if name == "sample":
            if cached(observation_count):
                continue
            st.button("Load the sample audit", icon=":material/science:", on_click=safely(_load_sample), type="primary")
        else:
            label, icon = _OFFERS[name]
            st.page_link(page_at(name), label=label, icon=icon)


def _load_sample() -> None:
    imports.load_sample(store(), observations=SAMPLE_SIZE, seed=12, until=today())
