"""Everything a touchpoint says, in one form: what is typed is held until it is saved or given up."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from audit.actions.journey_meanwhile import save_touchpoint, touchpoint_says, touchpoint_stands
from audit.errors import PartChangedError
from audit.model.channel import CHANNELS
from audit.model.journey import MOST_NAME, MOST_WORDS, Standards, Touchpoint
from audit.model.service import Service
from audit.store.service import service_at, services
from pages.parts.boundary import safely
from pages.parts.held_form import HeldForm, announce
from pages.parts.session import cached, store
from pages.set_up.journeys.acting import DONE, by
from pages.set_up.journeys.anchors import anchor_fields, anchors_typed
from pages.set_up.journeys.naming import room


def box_of(touchpoint: Touchpoint) -> str:
    """Return the key of the box that opens to what a touchpoint says."""
    return f"touchpoint.{touchpoint.id}"


def touchpoint_form(touchpoint: Touchpoint) -> None:
    """Ask for all that a touchpoint says; Save writes it at once."""
    form = HeldForm(f"touchpoint.form.{touchpoint.id}")
    own = cached(service_at, touchpoint.id)
    if not form.typed:
        form.go_on_from(touchpoint_says(touchpoint, own.id if own else None))
    form.ask(st.text_input, "Name", "name", touchpoint.name, max_chars=room(touchpoint.name, MOST_NAME))
    form.ask(
        st.selectbox,
        "Channel: how a customer meets it",
        "channel",
        touchpoint.channel or None,
        options=list(dict.fromkeys([*CHANNELS, *filter(None, [touchpoint.channel, form.typed.get("channel")])])),
        accept_new_options=True,
        placeholder="Choose one, or type your own",
    )
    form.ask(
        st.text_area,
        "What to do or look for there",
        "description",
        touchpoint.description,
        height=80,
        max_chars=room(touchpoint.description, MOST_WORDS),
    )
    form.ask(st.checkbox, "A moment of truth: trust is made or broken here", "moment", touchpoint.is_moment_of_truth)
    if form.answers["moment"]:
        most = room(touchpoint.why, MOST_WORDS)
        glance = "A phone shows about 90 letters of it at the stop, and all of it behind a tap."
        form.ask(st.text_input, "Why it is one", "why", touchpoint.why, max_chars=most, help=glance)
    _ask_service(form, own)
    _ask_standards(form, touchpoint)
    anchor_fields(form, touchpoint)
    form.show_problem()
    with st.container(horizontal=True):
        st.button(
            "Save",
            key=form.at("save"),
            type="primary",
            on_click=safely(_save),
            args=(form, touchpoint),
            width="content",
        )
        if form.typed:
            st.button("Leave it as it was", key=form.at("leave"), on_click=safely(form.let_go), width="content")


def _ask_service(form: HeldForm, own: Service | None) -> None:
    names = {one.id: one.name for one in cached(services)}
    if names:
        form.ask(
            st.selectbox,
            "Service it belongs to",
            "service",
            own.id if own else None,
            options=list(names),
            format_func=lambda key: names[key],
            placeholder="None",
        )


def _ask_standards(form: HeldForm, touchpoint: Touchpoint) -> None:
    own = touchpoint.standards
    form.ask(st.checkbox, "We have a standard here", "has_standard", own is not None)
    if form.answers["has_standard"]:
        with st.container(horizontal=True):
            for label, field, usual in (("Minimum, 1 to 5", "minimum", 3.0), ("Target, 1 to 5", "target", 4.5)):
                first = float(getattr(own, field)) if own else usual
                form.ask(st.number_input, label, field, first, min_value=1.0, max_value=5.0, step=0.1, width=152)


def _save(form: HeldForm, touchpoint: Touchpoint) -> None:
    says = form.answers

    def act() -> None:
        try:
            before = form.begun_on(touchpoint_stands(store(), touchpoint.id))
            save_touchpoint(store(), before, _typed(says, touchpoint), says.get("service"), by())
        except PartChangedError:
            form.go_on_from(touchpoint_stands(store(), touchpoint.id))
            st.session_state[box_of(touchpoint)] = True  # called otherwise by now, it would be closed
            raise

    if form.attempt(act):
        announce(DONE, f"Saved: {says['name']}.")


def _typed(says: Mapping[str, Any], touchpoint: Touchpoint) -> Touchpoint:
    return replace(
        touchpoint,
        name=says["name"],
        channel=says["channel"] or "",
        description=says["description"],
        is_moment_of_truth=says["moment"],
        why=says.get("why", touchpoint.why) if says["moment"] else "",
        standards=Standards(says["minimum"], says["target"]) if says["has_standard"] else None,
        anchors=anchors_typed(says, touchpoint),
    )
