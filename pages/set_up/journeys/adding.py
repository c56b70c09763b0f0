"""One more journey: made of touchpoints that are typed, pasted or brought in, of a name alone, or of a template."""

import streamlit as st

from pages.set_up.journeys.making import making
from pages.set_up.journeys.starting import make_journey_from_nothing, start_from_template


def adding(*, is_first: bool) -> None:
    """Offer to add a journey, folded away where there is one already: it is seldom done then, and takes much room."""
    if is_first:
        _ways()
        return
    box = st.expander("Add a journey", icon=":material/add:", key="journeys.add", on_change="rerun")
    if box.open:
        with box:
            _ways()


def _ways() -> None:
    making()
    make_journey_from_nothing()
    start_from_template()
