"""Commitments: what teams promised, and what was seen at those touchpoints since."""

import streamlit as st

from audit.measures.verdict import FEWEST_MOMENTS
from audit.model.labels import PROGRESS_LABELS, RULE_VERDICT_LABELS, VERDICT_LABELS, labelled
from audit.publish.headlines.commitment import commitments_headline
from audit.store.observation import observation_count
from pages.act.commitments.card import commitment_cards, every_commitment
from pages.act.commitments.reminding import reminding
from pages.parts.commitment_form import commitment_form
from pages.parts.empty import nothing_yet
from pages.parts.figures import how, table
from pages.parts.session import cached
from pages.parts.words import headline, opening

heading = opening("Commitments")
rows = every_commitment()
headline(heading, commitments_headline(rows))
if rows.empty and not cached(observation_count):
    nothing_yet("What a team promises at a review is listed here until it has a verdict.", "log", "data", "sample")
if rows.empty:
    st.markdown("What a team promises at a review is listed here, with what later visits show of it.")
commitment_cards(rows)
reminding(rows)

if len(rows):
    st.header("All of them", anchor=False)
    every = rows.drop(columns=["id", "review_id"]).assign(
        verdict=labelled(rows["verdict"], VERDICT_LABELS),
        rule_verdict=labelled(rows["rule_verdict"], RULE_VERDICT_LABELS),
        status=labelled(rows["status"], PROGRESS_LABELS),
    )
    table(every, of="commitments", key="commitments-all", title="Every commitment with its verdict")
    how(
        "Before is the time of the review it was made in, up to the day it was made, or the 90 days up to that day "
        f"where there was no review; where that holds under {FEWEST_MOMENTS} good or bad moments, the year up "
        "to it. After is "
        "every day since. The share of good among good and bad moments at that touchpoint is compared. Improved: the "
        "whole 95 % interval of the difference lies above 0. Worse: it lies below 0. No change: it includes 0, with "
        f"{FEWEST_MOMENTS} such moments or more on both sides. With anything less it is too early, and the "
        "commitment cannot "
        "be closed by its figures. The figures are frozen when it is closed. After does not mean because of: other "
        "things change in the same weeks. Whoever looks every day and closes on the first good result is fooled by "
        "chance more often than 1 time in 20, so leave it open until it is due.",
        "Wilson (1927) for shares, Newcombe (1998) for their difference; ten moments is our own convention "
        "(docs/measures.md).",
    )

box = st.expander("Make a commitment outside a review", key="commitment-own", on_change="rerun")
if box.open:
    with box:
        commitment_form()
