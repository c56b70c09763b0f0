"""Commitments: what teams promised, and what was seen at those touchpoints since."""

import streamlit as st

from audit.measures.verdict import FEWEST_MOMENTS
from audit.publish.headlines.commitment import commitments_headline
from audit.store.observation import observation_count
from pages.act.commitments.card import commitment_cards, every_commitment
from pages.parts.commitment_form import commitment_form
from pages.parts.empty import nothing_yet
from pages.parts.figures import how, table
from pages.parts.session import remembered
from pages.parts.words import headline, opening

room = opening("Commitments")
told = every_commitment()
headline(room, commitments_headline(told))
if told.empty and not remembered(observation_count):
    nothing_yet("What a team promises at a review stands here until it has its verdict.", "log", "data", "sample")
if told.empty:
    st.markdown("What a team promises at a review stands here until later visits say what became of it.")
commitment_cards(told)

if len(told):
    st.header("All of them", anchor=False)
    table(
        told.drop(columns=["id", "review_id"]),
        of="commitments",
        key="commitments-all",
        title="Every commitment with its verdict",
    )
    how(
        "Before are the days of the review it was made in, up to the day it was made, or the 90 days up to that day "
        f"where there was no review; where those hold under {FEWEST_MOMENTS} good or bad moments, the year up to it. "
        "After are the days from the next one on. Compared is the share of good among good and bad moments at that "
        "touchpoint. Improved: the whole 95 % interval of the difference lies above 0. Worse: it lies below. No "
        f"change: it holds 0, with {FEWEST_MOMENTS} such moments or more on both sides. Anything less is too early "
        "and closes nothing. What was seen is frozen when it closes. After does not mean because of: other things "
        "change in the same weeks. Whoever looks every day and closes on the first good one is fooled by chance more "
        "often than 1 time in 20; let it stand until it is due.",
        "Wilson (1927) for shares, Newcombe (1998) for their difference; ten moments is our own convention "
        "(docs/measures.md).",
    )

box = st.expander("Make a commitment outside a review", key="commitment-own", on_change="rerun")
if box.open:
    with box:
        commitment_form()
