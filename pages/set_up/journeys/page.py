"""Journeys and touchpoints: start one from a template, look through it, set its standards, and see what walks added."""

from uuid import UUID

import streamlit as st

from audit.actions import set_up
from audit.intake.templates import all_templates, template_problems
from audit.model.day import written_moment
from audit.publish.headlines.words import counted
from audit.store.added_touchpoint import added_touchpoints
from audit.store.journey import journeys
from pages.parts.boundary import safely
from pages.parts.session import cached, programme, store
from pages.parts.words import opening, plain, show_left_out
from pages.set_up.journeys.touchpoint_card import touchpoint_card

known = cached(journeys)
count = sum(1 for journey in known for _ in journey.touchpoints())
opening(
    "Journeys and touchpoints",
    f"{counted(len(known), 'journey')} with {counted(count, 'touchpoint')} in the audit."
    if known
    else "No journey is audited yet.",
)

added = cached(added_touchpoints)
if not added.empty:
    st.header("Added on a walk", anchor=False)
    st.markdown("These were missing when somebody came by. What was observed there counts already.")
for row in added.to_dict("records"):
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container():
            st.markdown(f"**{plain(row['touchpoint'])}** · {plain(row['stage'])}, {plain(row['journey'])}")
            when = written_moment(programme().local(row["added_at"]))
            st.caption(f"By {plain(row['observer']) or 'somebody'}, {when}")
        st.button(
            "Keep it as it is",
            key=f"added.{row['id']}",
            on_click=safely(set_up.accept_touchpoint),
            args=(store(), UUID(row["id"]), "not said"),
            width="content",
        )

for journey in known:
    st.header(plain(journey.name), anchor=False)
    for stage in journey.stages:
        title = f"{plain(stage.name)} · {counted(len(stage.touchpoints), 'touchpoint')}"
        box = st.expander(title, key=f"stage.{stage.id}", on_change="rerun")
        for touchpoint in stage.touchpoints if box.open else ():
            with box:
                touchpoint_card(touchpoint)

st.header("Start a journey from a template", anchor=False)
names = {journey.name for journey in known}
show_left_out(template_problems())
for template in all_templates():
    with st.container(border=True):
        st.subheader(template.name, anchor=False)
        st.markdown(f"{plain(template.purpose)}. {plain(template.summary)}")
        stages = template.journey.stages
        st.caption(f"{counted(len(stages), 'stage')}, {counted(len([*template.journey.touchpoints()]), 'touchpoint')}")
        st.button(
            "It is being audited" if template.name in names else "Start this journey",
            key=template.slug,
            disabled=template.name in names,
            on_click=safely(set_up.start_from_template),
            args=(store(), template),
        )
