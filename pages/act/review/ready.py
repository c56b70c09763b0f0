"""How ready a review is, in one line: each thing with its mark, and the way to where it is mended."""

from collections.abc import Callable, Sequence

import streamlit as st

from audit.model.clock import utc_now
from audit.model.review import Item, Review
from audit.publish.headlines import readiness as ready
from audit.publish.shown import Shown
from audit.publish.slide import Slide
from audit.web.phones.door import DOORKEEPER
from audit.web.room import links
from pages.act.review.agenda import open_days
from pages.act.review.strip import open_point
from pages.parts.boundary import safely
from pages.parts.navigation import page_at
from pages.parts.session import programme
from pages.parts.words import plain

_LOOK = """<style>
.st-key-ready{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.75rem;align-items:start}
.st-key-ready>*{min-width:0;width:100%}
</style>"""
_READY, _MISSING = ":material/check_circle: Ready", ":material/radio_button_unchecked: **Missing**"


def ready_line(review: Review, shown: Shown, all_slides: Sequence[Slide]) -> None:
    """Say what a review still needs and how long it will take, with a way to whatever is missing."""
    now = programme().local(utc_now())
    phones = ready.phones_ready(_phones())
    each: list[tuple[ready.Readiness, Callable[[], None]]] = [
        (ready.stories_ready(review), _choose_stories),
        (phones, _try_the_door),
        (ready.promises_ready(shown), _see_promises),
        (ready.figures_ready(review, shown, now), _change_days),
    ]
    steps = ready.steps_left(review, shown, [one for one, _ in each])
    st.markdown(plain(ready.timing_sentence(review, all_slides, steps)))
    st.html(_LOOK)
    with st.container(key="ready"):
        for one, mend in each:
            with st.container(border=True, gap="xsmall"):
                st.markdown(f"{_READY if one.is_ready else _MISSING}  \n{plain(one.sentence)}")
                if not one.is_ready:
                    mend()
    if not phones.is_ready:
        st.caption("Without phones, the room can vote by a show of hands, which you type in under Room.")


def _phones() -> ready.Phones:
    arrivals = DOORKEEPER.arrivals
    last_at = None if arrivals.last_at is None else programme().local(arrivals.last_at)
    return ready.Phones(links.reaches_phones(), DOORKEEPER.is_open, arrivals.phones, last_at)


def _choose_stories() -> None:
    st.button("Choose stories", key="ready-stories", on_click=safely(open_point), args=(Item.STORIES,), width="stretch")


def _try_the_door() -> None:
    st.page_link(page_at("people"), label="Try the door", width="stretch")


def _see_promises() -> None:
    st.page_link(page_at("commitments"), label="See promises", width="stretch")


def _change_days() -> None:
    st.button("Change the days", key="ready-days", on_click=safely(open_days), width="stretch")
