"""A review as a whole: when it looks at, how long it is to take, its steps, and the way to its slides."""

from datetime import date
from functools import partial
from typing import NamedTuple
from uuid import UUID

import streamlit as st

from audit.actions import reviews
from audit.model.day import written_days
from audit.model.review import FEWEST_MINUTES, MOST_MINUTES, USUAL_MINUTES, Review, usual_title
from audit.publish.shown import Shown
from audit.review import gather as figures
from audit.review import propose
from audit.web.present.links import present_link, present_path
from pages.parts import address
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm
from pages.parts.session import cached, store, today
from pages.parts.words import plain

STEPS = ("Prepare", "Room", "Commit", "Close")
_STEP = "step"
_NEW = HeldForm("new")
_DAYS = "review-days"  # the box with title, days and plan


class _Frame(NamedTuple):
    """What frames a review: its title, its days, and the minutes planned for it."""

    title: str
    since: date
    until: date
    minutes: int


def shown_now(review: Review) -> Shown:
    """Gather what an open review shows, once for all that is said about it; see `audit.publish.shown.Shown`."""
    return figures.shown(store(), review, today())


def presenting(review: Review) -> None:
    """Offer the slides, and the window with notes and clock that stands beside them."""
    with st.container(horizontal=True, gap="small"):
        st.link_button("Present", present_link(review), type="primary", icon=":material/slideshow:")
        st.link_button("Presenter's window", f"{present_path(review)}/presenter", icon=":material/speaker_notes:")


def step() -> str:
    """Offer the steps of a review, and return the one that is taken; it stands in the address."""
    chosen = address.in_address(_STEP, STEPS)
    st.session_state[_STEP] = chosen
    st.segmented_control(
        "Step", STEPS, key=_STEP, on_change=safely(_go), label_visibility="collapsed", width="stretch", required=True
    )
    return chosen


def beginning() -> None:
    """Offer to prepare a review: the days it looks at, proposed, and its title."""
    since, until = cached(propose.proposed_period, today())
    st.header("Prepare the next review", anchor=False)
    st.markdown(
        "Its agenda is proposed from what was seen in these days: what became of the last commitments, three stories, "
        "the journey, RATER, one hot spot, the trust ledger, a vote, a commitment and a question. You change what you "
        "like."
    )
    _frame_fields(_NEW, _Frame(usual_title(until), since, until, USUAL_MINUTES))
    st.button("Prepare the review", type="primary", icon=":material/event_note:", on_click=safely(_prepare))
    _NEW.show_problem()


def changing(review: Review) -> None:
    """Offer another title, other days and another plan for a review that is open, and to throw it away."""
    form = _open_form(review.id)
    box = st.expander("Title, days and plan", key=_DAYS, type="compact", on_change="rerun")
    if box.open:
        with box:
            st.caption(f"{plain(review.title)}, {written_days(review.since, review.until)}")
            _frame_fields(form, _Frame(review.title, review.since, review.until, review.planned_minutes))
            with st.container(horizontal=True, gap="small"):
                st.button("Change them", on_click=safely(_change_period), args=(review,))
                with st.popover("Throw the review away", type="tertiary", icon=":material/delete:"):
                    st.markdown("Its agenda and your notes are gone then; nothing that was seen is.")
                    st.button("Yes, throw it away", on_click=safely(_throw_away), args=(review.id,))
    form.show_problem()


def open_days() -> None:
    """Open the box with the title, the days and the plan of the open review."""
    st.session_state[_DAYS] = True


def _frame_fields(form: HeldForm, first: _Frame) -> None:
    form.ask(st.text_input, "Title, as the cover shows it", "title", first.title, max_chars=reviews.MOST_HEADLINE)
    with st.container(horizontal=True, gap="small"):
        for label, name, day in (("From", "since", first.since), ("To", "until", first.until)):
            form.ask(st.date_input, label, name, day, width=232)
        form.ask(
            st.number_input, "Minutes planned", "minutes", first.minutes,
            min_value=FEWEST_MINUTES, max_value=MOST_MINUTES, step=5, width=200,
        )  # fmt: skip


def _go() -> None:
    st.query_params[_STEP] = st.session_state[_STEP]


def _prepare() -> None:
    typed = _typed(_NEW)

    def begin() -> None:
        since, until = typed.since, typed.until
        agenda = propose.proposed_agenda(store(), since, until) if since <= until else ()
        reviews.prepare(store(), typed.title, (since, until), agenda, typed.minutes)

    _NEW.attempt(begin)


def _change_period(read: Review) -> None:
    form = _open_form(read.id)
    typed = _typed(form)
    days = (typed.since, typed.until)
    form.attempt(partial(reviews.change_period, store(), read.id, typed.title, days, read, minutes=typed.minutes))


def _throw_away(review_id: UUID) -> None:
    _open_form(review_id).attempt(partial(reviews.throw_away, store(), review_id))


def _open_form(review_id: UUID) -> HeldForm:
    return HeldForm(f"open.{review_id}")


def _typed(form: HeldForm) -> _Frame:
    return _Frame(**{name: form.answers[name] for name in _Frame._fields})
