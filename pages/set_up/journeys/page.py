"""Journeys and touchpoints: each as a customer meets it, to be changed, retired and brought back; and new ones."""

import streamlit as st

from audit.publish.headlines.words import counted
from audit.store.journey import journeys, offered_touchpoints
from pages.parts.session import cached
from pages.parts.words import opening
from pages.set_up.journeys.acting import ask_who
from pages.set_up.journeys.added import added_on_walks
from pages.set_up.journeys.adding import adding
from pages.set_up.journeys.history import history, undo_bar
from pages.set_up.journeys.journey_section import journey_section
from pages.set_up.journeys.making import show_made
from pages.set_up.journeys.retired import retired_journeys
from pages.set_up.journeys.way_back import top, way_back

every = cached(journeys)
known = [journey for journey in every if not journey.is_retired]
opening(
    "Journeys and touchpoints",
    f"{counted(len(known), 'journey')} with {counted(len(cached(offered_touchpoints)), 'touchpoint')} in the audit."
    if known
    else "No journey is audited yet.",
)
top()
with st.container():  # what comes and goes above moves no field beneath, where somebody may be typing
    show_made()
    undo_bar()
    added_on_walks()
    if every:
        ask_who()
for journey in known:
    with st.container():
        journey_section(journey)
retired_journeys(every)
history()
adding(is_first=not known)
way_back()
