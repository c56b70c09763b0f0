"""A journey of one's own: typed, pasted or brought in as a file, and shown before it is made."""

import streamlit as st

from audit.actions.journey_files import begin_journey
from audit.errors import AuditError
from audit.publish.headlines.words import counted
from pages.parts.boundary import safely
from pages.parts.empty import offer
from pages.parts.held_form import HeldForm, announce, show_announced
from pages.parts.session import store
from pages.parts.words import show_problem
from pages.set_up.journeys.preview import preview
from pages.set_up.journeys.sources import SOURCES, sources_in_order

_MADE = "own_journey"


def show_made() -> None:
    """Say, once, which journey was made a moment ago, and offer to walk it."""
    if show_announced(_MADE):
        offer("log")


def making() -> None:
    """Ask for a name and the touchpoints, show the journey they make, and make it."""
    form = HeldForm(_MADE)
    st.header("Make a journey of your own", anchor=False)
    form.ask(st.text_input, "What the journey is called", "name", "", placeholder="A night at our hotel")
    form.ask(st.text_input, "What a customer wants from it (may stay empty)", "purpose", "")
    every = sources_in_order()
    form.ask(st.segmented_control, "Its touchpoints come from", "source", every[0], options=every, required=True)
    ask, read = SOURCES[form.answers["source"]]
    ask(form)
    try:
        draft = read(form)
    except AuditError as problem:
        show_problem(str(problem))
        return
    preview(draft.reading)
    st.button("Make this journey", type="primary", key=form.at("make"), on_click=safely(_make), args=(form,))
    form.show_problem()


def _make(form: HeldForm) -> None:
    def act() -> None:
        _, read = SOURCES[form.answers["source"]]
        journey = begin_journey(store(), read(form).finished(form.answers["purpose"]))
        count = len([*journey.touchpoints()])
        announce(_MADE, f"{journey.name} is made, with {counted(count, 'touchpoint')}. You can walk it now.")

    form.attempt(act)
