"""RATER: the five dimensions, how sure they are, where they differ, and what is surely good."""

from dataclasses import replace

import streamlit as st

from audit import figures
from audit.charts.rater import rater_dots, rater_heat, rating_bars
from audit.measures.rater import WEIGHT_LABELS, WEIGHTS
from audit.store.journey import standards
from pages.parts.address import as_key, choice
from pages.parts.empty import none_yet, nothing_fits
from pages.parts.figures import figure, how
from pages.parts.filters import filter_bar
from pages.parts.leads import TAP, Leads, rated
from pages.parts.long_figure import in_order, long_figure
from pages.parts.sentences import rater_sentence, weighted_sentence
from pages.parts.session import programme, store
from pages.parts.sides import compared
from pages.parts.words import headline, opening
from pages.understand.rater.meanings import meanings
from pages.understand.rater.pairs import compared_section
from pages.understand.rater.standing import standards_section, surely_good_section

heading = opening("RATER", purpose="How reliability, assurance, tangibles, empathy and responsiveness are rated.")
question = filter_bar("touchpoint")
cells = figures.rater(store(), question)
if cells.empty:
    nothing_fits(heading, none_yet("rating"), "log", "data", "sample")

chosen = choice("Touchpoint", ["All touchpoints", *dict.fromkeys(cells["touchpoint"])], "touchpoint")
everywhere = chosen == "All touchpoints"
view = question.view if everywhere else replace(question.view, touchpoint=as_key("touchpoint", chosen))
overall = replace(question, view=view, by=())
profile, sentence = figures.rater(store(), overall), rater_sentence(overall)
headline(heading, sentence)
compared(overall, "rater")

zone = () if everywhere else standards(store(), chosen)
at = "" if everywhere else chosen
figure(rater_dots, profile, key="rater-profile", description=sentence, leads=Leads(rated(at)), zone=zone)
st.caption(TAP)
meanings()
if not everywhere and not zone:
    st.caption("No standard is set for this touchpoint; set one under Journeys and touchpoints.")
weights = st.selectbox(
    "Weights", list(WEIGHTS), list(WEIGHTS).index(programme().weights), format_func=WEIGHT_LABELS.__getitem__
)
st.markdown(weighted_sentence(overall, weights))
how(
    "The point is the plain mean of the ratings. The whisker is the 95 % interval of the mean under a Dirichlet prior "
    "of 0.2 on each of the five ratings, stretched to the mean where all ratings are alike. A dimension that was not "
    "observed is left out, never counted as 3. Ratings of one visit resemble each other: where n is of fewer "
    "visits, the interval is as wide as these make it, and the word beside n grades the visits: under 3 anecdote, 3-4 "
    "thin, 5-9 fair, 10-29 good, from 30 on strong.",
    "Parasuraman, Zeithaml and Berry's dimensions, scored on performance alone as SERVPERF does (docs/sources.md).",
)

compared_section(overall)
st.header("How the ratings spread", anchor=False)
spread = Leads(rated(at), ("n", "n1", "n2", "n3", "n4", "n5"))
figure(rating_bars, profile, key="rater-spread", description="Share of ratings from 1 to 5.", leads=spread)
how(
    "The share of each rating among all ratings of the dimension; n counts them. A mean of 3 may be all threes, or as "
    "many fives as ones: the spread tells which.",
    "counting (docs/measures.md).",
)

if everywhere:
    st.header("Touchpoint by touchpoint", anchor=False)
    sentence = "Mean rating and n by touchpoint and dimension, the lowest first."
    lowest_first = in_order(cells, figures.ranking(store(), question)["touchpoint"][::-1])
    long_figure(rater_heat, lowest_first, key="rater-touchpoints", description=sentence, leads=Leads(rated()))
    how(
        "Each cell is the plain mean of the ratings of one dimension at one touchpoint, with n, the number of ratings; "
        "intervals and evidence stand in the table. No cell is flagged: among so many, a few stand out by chance.",
        "as the five dimensions above (docs/measures.md).",
    )
    surely_good_section(question)
standards_section(overall)
