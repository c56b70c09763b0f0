"""Observer agreement: whether two leaders who meet the same moment judge it alike, and what to do where they do not."""

from dataclasses import replace

import streamlit as st

from audit import figures
from audit.charts.agreement import agreement_dots
from audit.measures.agreement import ENOUGH_AGREEMENT, FEWEST_JUDGED_TWICE
from audit.measures.pairing import WITHIN_MINUTES
from pages.parts import address
from pages.parts.empty import offer, offer_all
from pages.parts.figures import figure, how
from pages.parts.filters import filter_bar
from pages.parts.session import store
from pages.parts.words import headline, opening
from pages.understand.agreement.pairs import (
    agreement_sentence,
    calibrating,
    log_delays,
    paired_touchpoints,
    plan_a_pair,
)

heading = opening("Observer agreement")
question = filter_bar()
paired = paired_touchpoints(question)
if not paired:
    headline(heading, agreement_sentence(question))
    st.markdown(
        f"A paired walk is recognised by itself: two leaders at one touchpoint and place, at most {WITHIN_MINUTES} "
        "minutes apart, each logging under their own initials. Plan one below, or log it right away."
    )
    offer_all()
    offer("log", "data", "sample")
else:
    chosen = address.choice("Touchpoint met", ["All touchpoints", *paired], "met_at")
    at = None if chosen == "All touchpoints" else address.as_key("met_at", chosen)
    here = replace(question, view=replace(question.view, touchpoint=at))
    headline(heading, agreement_sentence(here))
    figure(agreement_dots, figures.agreement(store(), here), key="agreement", description=agreement_sentence(here))
    how(
        f"Two observations are one paired walk when two observers met the same touchpoint at the same place at most "
        f"{WITHIN_MINUTES} minutes apart, at first hand and with the hour known; the nearest in time are paired, each "
        "observation once. Agreement is Krippendorff's alpha for ordered ratings: 1 where both always judge alike, 0 "
        "where they agree no more than chance. Its 95 % interval weighs the pairs anew a thousand times, half a pair "
        f"of doubt added. Below {ENOUGH_AGREEMENT} the anchors need talking over before ratings are compared; "
        f"with fewer than {FEWEST_JUDGED_TWICE} pairs nothing is said. ICC(A,1) stands in the table where both rated "
        "in every pair.",
        "Krippendorff; Rubin 1981; McGraw and Wong 1996 (docs/sources.md).",
    )
    st.caption(
        "Who rates higher or lower than their partners is shown to nobody here: the steward can print it with "
        "`moments measure severity`, for calibrating, never for ranking."
    )
plan_a_pair()
calibrating()
log_delays(question)
