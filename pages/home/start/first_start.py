"""The first start: three answers, then the first walk; a sample can be looked at before."""

from dataclasses import replace

import streamlit as st

from audit.actions import set_up
from audit.errors import required
from audit.intake.templates import all_templates
from audit.model.clock import TIME_ZONES
from audit.model.programme import Programme
from audit.store.journey import offered_journeys
from pages.parts.boundary import safely
from pages.parts.empty import offer
from pages.parts.held_form import HeldForm
from pages.parts.navigation import page_at
from pages.parts.session import cached, programme, store

_OWN = "Our own, from a table, a list or a file"


def first_start() -> None:
    """Ask what is needed before the first walk, or lead to it where that is answered; and offer the sample."""
    if cached(offered_journeys):
        st.header("Next: the first walk", anchor=False)
        offer("log")
    elif programme().name != Programme().name:
        st.header("Next: your journey", anchor=False)
        st.page_link(page_at("journeys"), label="Make your journey", icon=":material/map:")
    else:
        _three_answers()
    st.header("Or look around first", anchor=False)
    offer("sample", "data")
    st.caption("The sample audit is a fictional college. It can be thrown away again, whole, on this page.")


def _three_answers() -> None:
    form, settings = HeldForm("first_start"), programme()
    st.header("Begin with three answers", anchor=False)
    form.ask(st.text_input, "What your service or organisation is called", "name", "", placeholder="City library")
    zones = sorted(TIME_ZONES)
    zone = proposed_zone(st.context.timezone, settings.time_zone)
    form.ask(st.selectbox, "Your time zone, by which days begin", "time_zone", zone, options=zones)
    journeys = {template.slug: template.name for template in all_templates()} | {_OWN: _OWN}
    form.ask(st.selectbox, "The journey you begin with", "journey", _OWN, options=[*journeys], format_func=journeys.get)
    st.button("Begin", type="primary", key=form.at("begin"), on_click=safely(_begin), args=(form,))
    form.show_problem()


def proposed_zone(of_browser: str | None, stands: str) -> str:
    """Return the time zone to propose: the browser's where it is one we know, else the one that stands."""
    return of_browser if of_browser in TIME_ZONES else stands


def _begin(form: HeldForm) -> None:
    def act() -> None:
        answers = form.answers
        name = required("The name of your service", answers["name"])
        with store().writing():
            settings = replace(programme(), name=name, time_zone=answers["time_zone"])
            set_up.change_settings(store(), settings, "first start")
            for template in all_templates():
                if template.slug == answers["journey"]:
                    set_up.start_from_template(store(), template)

    form.attempt(act)
