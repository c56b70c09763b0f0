"""Journey: stages and touchpoints in order, how each was experienced, and the observations behind."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from audit import figures
from audit.publish.headlines.journey import whole_visit_sentences
from audit.publish.headlines.words import counted
from audit.store.journey import journeys
from audit.store.observation import observations
from pages.parts.address import as_key
from pages.parts.boundary import safely
from pages.parts.empty import end_if_left_out, nothing_fits, nothing_yet
from pages.parts.figures import how, journey_figure
from pages.parts.filters import filter_bar
from pages.parts.leads import look_behind
from pages.parts.sentences import journey_drawn, journey_sentence, owed_sentence
from pages.parts.session import cached, store
from pages.parts.sides import compared
from pages.parts.words import headline, opening, plain, show_caveat, show_notes

SHOWN = 20

heading = opening("Journey")
if not cached(journeys):
    headline(heading, "No journey is audited yet.")
    nothing_yet("Start one from a template, or import what others wrote down.", "journeys", "data", "sample")
question = filter_bar(one_journey=True)
experienced, sentence = figures.journey(store(), question), journey_sentence(question)
if not experienced["observations"].sum():
    end_if_left_out(heading, question)
    nothing_fits(heading, sentence, "log", "data")
headline(heading, sentence)
compared(question, "journey")

figures_shown = experienced.drop(columns="debt_90_days_ago" if question.view.since else [])
picked = journey_figure(journey_drawn(question), key="journey", description=sentence, listed=figures_shown)
st.caption("Tap a touchpoint to see what was observed there.")
st.markdown(plain(owed_sentence(question)))
show_caveat(question.ratio)
how(
    "The point is the mean of all ratings at the touchpoint, over the five dimensions together, with its 95 % "
    "interval, in which the ratings of one observation weigh as one; n counts the observations that were rated, and "
    "the debt is the trust ledger's. A touchpoint nobody observed keeps its place and shows no point.",
    "Moments of truth: R. Normann; J. Carlzon (docs/sources.md).",
)

wholes = figures.whole_visits(store(), question)
for whole_visit in whole_visit_sentences(wholes):
    st.markdown(plain(whole_visit))

names = list(dict.fromkeys([*experienced["touchpoint"], *wholes["touchpoint"]]))
tapped = picked[0]["touchpoint"] if picked else None
chosen = st.selectbox("What was observed at", names, index=names.index(tapped) if tapped in names else None)
if chosen:
    parts = experienced.rename(columns={"n": "ratings", "observations": "n"})
    row = pd.concat(
        [parts.assign(rated_words=parts["rated"].map(", {:,} of them rated".format)), wholes.assign(rated_words="")]
    )
    row = row.set_index("touchpoint").loc[chosen]
    st.header(plain(chosen), anchor=False)
    st.markdown(
        f"{counted(row['n'], 'observation')}{row['rated_words']}: "
        f"{row['positives']:,} positive, {row['neutrals']:,} neutral, {row['negatives']:,} negative."
    )
    st.button("Read every observation", on_click=safely(look_behind), args=({"touchpoint": chosen},))
    notes = cached(observations, replace(question.view, touchpoint=as_key("touchpoint", chosen)), 200)
    worded = notes[notes["what_happened"] != ""].head(SHOWN)
    good, bad = st.columns(2, gap="large")
    for column, title, outcome in ((good, "Praise", "positive"), (bad, "Complaints", "negative")):
        with column:
            st.subheader(title, anchor=False)
            show_notes(worded[worded["outcome"] == outcome], empty=f"No words of {title.lower()} among the latest.")
    others = worded[worded["outcome"] == "neutral"]
    if len(others):
        st.subheader("Neither", anchor=False)
        show_notes(others)
