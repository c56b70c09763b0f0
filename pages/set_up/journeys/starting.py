"""Starting a journey: from nothing, or from a template."""

import streamlit as st

from audit.actions.journey_files import begin_journey
from audit.actions.journey_making import make_journey
from audit.intake.templates import all_templates, template_problems
from audit.model.journey import Journey
from audit.publish.headlines.words import counted
from audit.store.journey import journeys
from pages.parts.boundary import safely
from pages.parts.session import cached, store
from pages.parts.words import plain, show_left_out
from pages.set_up.journeys.acting import by
from pages.set_up.journeys.naming import one_more


def make_journey_from_nothing() -> None:
    """Ask for the name of a journey; its stages and touchpoints are added where it then stands."""
    label = "Or its name alone; its stages and touchpoints are then added above, one by one"
    one_more("journey.new", label, lambda name, key: make_journey(store(), Journey(name, id=key), by()))


def start_from_template() -> None:
    """Offer every template; one whose journey is audited already is not started twice."""
    st.header("Start a journey from a template", anchor=False)
    names = {journey.name for journey in cached(journeys)}
    show_left_out(template_problems())
    for template in all_templates():
        with st.container(border=True):
            st.subheader(plain(template.name), anchor=False)
            st.markdown(plain(". ".join(filter(None, (template.purpose, template.summary)))))
            stages, touchpoints = template.journey.stages, [*template.journey.touchpoints()]
            brings = [counted(len(stages), "stage"), counted(len(touchpoints), "touchpoint")]
            brings += [counted(len(template.services), "service")] if template.services else []
            st.caption(", ".join(brings))
            st.button(
                "It is being audited" if template.name in names else "Start this journey",
                key=template.slug,
                disabled=template.name in names,
                on_click=safely(begin_journey),
                args=(store(), template),
            )
