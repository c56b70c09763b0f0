"""Posters: codes to hang at touchpoints, each of which begins a walk right there."""

import streamlit as st

from audit.errors import AuditError
from audit.publish.headlines.words import counted
from audit.publish.posters import poster_sheets, sheets_of
from audit.store.journey import journeys
from audit.store.place import places
from audit.web.room.links import reaches_phones
from audit.web.walk.posters import MOST, address_for_phones, posters_of
from pages.parts.empty import nothing_yet
from pages.parts.session import cached, programme, store
from pages.parts.words import headline, opening, show_notice, show_problem

heading = opening("Posters")
every = {journey.name: journey for journey in cached(journeys)}
if not every:
    headline(heading, "A poster hangs at a touchpoint, and there is none yet.")
    nothing_yet("Start a journey from a template, or import what others wrote down.", "journeys", "data", "sample")

st.markdown(
    "Whoever scans a poster with a phone that belongs to the audit begins a walk there, with touchpoint and place "
    "filled in. Four fit on a sheet of A4, and a phone reads them from 1 m away. At the foot of each stands a notice "
    "to staff: make sure that it holds where you are."
)
if not reaches_phones():
    show_notice(
        "No phone can reach this app as it was started. Open the way in for phones before you hang posters, and check "
        "the address below."
    )
named = st.multiselect("Journeys", list(every), default=list(every)[:1], key="posters.journeys")
touchpoints = {one.name: one for name in named for _, one in every[name].touchpoints()}
moments = [name for name, one in touchpoints.items() if one.is_moment_of_truth]
chosen = st.multiselect(
    "Touchpoints, at first the moments of truth", list(touchpoints), default=moments, key="posters.touchpoints"
)
where = st.multiselect(
    "Places (choose none, and the place is chosen on the phone)", cached(places), key="posters.places"
)
address = st.text_input("Address that phones open", address_for_phones(), key="posters.address")
if not chosen:
    headline(heading, "Choose the touchpoints where posters are to hang.")
    st.stop()
try:
    made = posters_of(store(), address_for_phones(address.strip()), named, chosen, where)
except AuditError as problem:
    headline(heading, f"Up to {MOST} posters can be made at once.")
    show_problem(str(problem))
    st.stop()
headline(heading, f"{counted(len(made), 'poster')} to print on {counted(sheets_of(len(made)), 'sheet')}.")
st.download_button(
    "Download the posters",
    lambda: poster_sheets(programme().name, made),
    "posters.html",
    "text/html",
    on_click="ignore",
    type="primary",
    icon=":material/download:",
)
st.caption("The file opens in any browser, without a network. Print it on A4 at its actual size (100 %).")
