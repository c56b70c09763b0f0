"""Journeys and touchpoints: start one from a template, look through it, and set its standards."""

import streamlit as st

from audit.actions import set_up
from audit.intake.templates import all_templates
from audit.model.journey import Standards
from audit.store.journey import change_standards, journeys
from pages.parts.session import remembered, store
from pages.parts.words import counted, opening, plain

known = remembered(journeys)
count = sum(1 for journey in known for _ in journey.touchpoints())
opening(
    "Journeys and touchpoints",
    f"{counted(len(known), 'journey')} with {counted(count, 'touchpoint')} in the audit."
    if known
    else "No journey is audited yet.",
)

st.header("Start a journey from a template", anchor=False)
names = {journey.name for journey in known}
for template in all_templates():
    with st.container(border=True):
        st.subheader(template.name, anchor=False)
        st.markdown(f"{plain(template.purpose)}. {plain(template.summary)}")
        stages = template.journey.stages
        st.caption(f"{len(stages)} stages, {sum(len(stage.touchpoints) for stage in stages)} touchpoints")
        st.button(
            "It is being audited" if template.name in names else "Start this journey",
            key=template.slug,
            disabled=template.name in names,
            on_click=set_up.start_from_template,
            args=(store(), template),
        )

for journey in known:
    st.header(plain(journey.name), anchor=False)
    for stage in journey.stages:
        with st.expander(f"{plain(stage.name)} · {len(stage.touchpoints)} touchpoints"):
            for touchpoint in stage.touchpoints:
                mark = " · moment of truth" if touchpoint.is_moment_of_truth else ""
                st.markdown(f"**{plain(touchpoint.name)}** · {touchpoint.channel or 'no channel'}{mark}")
                if touchpoint.description:
                    st.caption(plain(touchpoint.description))
                current = touchpoint.standards or Standards(1.0, 5.0)
                zone = st.slider(
                    f"Our standard at {plain(touchpoint.name)}: from the minimum to the target",
                    1.0,
                    5.0,
                    (current.minimum, current.target),
                    step=0.1,
                    key=f"standard.{touchpoint.id}",
                )
                if zone != (current.minimum, current.target):
                    change_standards(store(), touchpoint.id, Standards(*zone))
