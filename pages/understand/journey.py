"""Journey: stages and touchpoints in order, how each was experienced, and the observations behind."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from audit import figures
from audit.publish.headlines.journey import whole_visit_sentences
from audit.publish.headlines.words import counted
from audit.store.journey import journeys
from audit.store.observation import observations
from pages.parts.boundary import safely
from pages.parts.empty import nothing_fits, nothing_yet
from pages.parts.figures import how, journey_figure
from pages.parts.filters import question
from pages.parts.leads import look_behind
from pages.parts.sentences import journey_drawn, journey_said, owed_said
from pages.parts.session import remembered, store
from pages.parts.words import headline, opening, plain, show_caveat, told

SHOWN = 20

room = opening("Journey")
if not remembered(journeys):
    headline(room, "No journey is audited yet.")
    nothing_yet("Start one from a template, or import what others wrote down.", "journeys", "data", "sample")
asked = question(one_journey=True)
experienced, said = figures.journey(store(), asked), journey_said(asked)
if not experienced["observations"].sum():
    nothing_fits(room, said, "log", "data")
headline(room, said)

figures_shown = experienced.drop(columns="debt_90_days_ago" if asked.view.since else [])
picked = journey_figure(journey_drawn(asked), key="journey", description=said, told=figures_shown)
st.caption("Tap a touchpoint to see what was observed there.")
st.markdown(plain(owed_said(asked)))
show_caveat(asked.ratio)
how(
    "The point is the mean of all ratings at the touchpoint, over the five dimensions together, with its 95 % "
    "interval, in which the ratings of one observation weigh as one; n counts the observations that were rated, and "
    "the debt is the trust ledger's. A touchpoint nobody observed keeps its place and shows no point.",
    "Moments of truth: R. Normann; J. Carlzon (docs/sources.md).",
)

wholes = figures.whole_visits(store(), asked)
for sentence in whole_visit_sentences(wholes):
    st.markdown(plain(sentence))

names = list(dict.fromkeys([*experienced["touchpoint"], *wholes["touchpoint"]]))
tapped = picked[0]["touchpoint"] if picked else None
chosen = st.selectbox("What was observed at", names, index=names.index(tapped) if tapped in names else None)
if chosen:
    parts = experienced.rename(columns={"n": "ratings", "observations": "n"})
    row = pd.concat([parts.assign(said=parts["rated"].map(", {:,} of them rated".format)), wholes.assign(said="")])
    row = row.set_index("touchpoint").loc[chosen]
    st.header(plain(chosen), anchor=False)
    st.markdown(
        f"{counted(row['n'], 'observation')}{row['said']}: "
        f"{row['positives']:,} positive, {row['neutrals']:,} neutral, {row['negatives']:,} negative."
    )
    st.button("Read every observation", on_click=safely(look_behind), args=({"touchpoint": chosen},))
    found = remembered(observations, replace(asked.view, touchpoint=chosen), 200)
    worded = found[found["what_happened"] != ""].head(SHOWN)
    good, bad = st.columns(2, gap="large")
    for column, title, outcome in ((good, "Praise", "positive"), (bad, "Complaints", "negative")):
        with column:
            st.subheader(title, anchor=False)
            told(worded[worded["outcome"] == outcome], empty=f"No words of {title.lower()} among the latest.")
    others = worded[worded["outcome"] == "neutral"]
    if len(others):
        st.subheader("Neither", anchor=False)
        told(others)
