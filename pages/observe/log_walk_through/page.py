"""Log a walk-through: the walk in the hand, inside the app; phones open the same front end by itself at /walk/."""

import streamlit as st

from audit.store.journey import offered_journeys
from pages.observe.log_walk_through.front_end import walk
from pages.parts.empty import nothing_yet
from pages.parts.session import cached
from pages.parts.words import opening

if not cached(offered_journeys):
    opening("Log a walk-through", "Nothing to walk yet.")
    nothing_yet("There is no journey to walk yet.", "journeys", "sample")

st.caption("Log a walk-through")  # the heading is the walk's own
walk()
