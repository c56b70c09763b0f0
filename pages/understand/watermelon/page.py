"""Watermelon: green outside, red inside; what services report beside what visits to them found."""

import streamlit as st

from audit import figures
from audit.charts.watermelon import watermelon_map
from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.model.number import as_set, spelled
from audit.publish.headlines.watermelon import unvisited_sentence
from audit.store.service_metric import service_metrics
from pages.parts.empty import nothing_fits, nothing_yet
from pages.parts.figures import figure, how, table
from pages.parts.filters import filter_bar
from pages.parts.leads import TAP, Leads, reported
from pages.parts.session import cached, programme, store
from pages.parts.words import headline, opening
from pages.understand.watermelon.chart import (
    beside_names,
    gaps,
    month_by_month,
    names_of_numbers,
    relation_section,
    suspects_section,
    watermelon_sentence,
)

heading = opening("Watermelon", purpose="Where a service reports that all is well and visits to it say otherwise.")
if cached(service_metrics).empty:
    headline(heading, "No service metric yet.")
    nothing_yet(
        "Bring in what a service reports of itself, such as the share of calls answered in time, and it is shown here "
        "beside what visits found.",
        "data",
        "sample",
    )
question = filter_bar("touchpoint")
rows = figures.watermelon(store(), question)
sentence = watermelon_sentence(question)
if rows.empty:
    more = "Widen the choice to see one. A metric that names no place is about all of them, not about one."
    nothing_fits(heading, sentence, more=more)
if not rows["n"].sum():
    table(rows, of="watermelon", key="watermelon-reported", title="What the services report")
    nothing_fits(heading, sentence, "log", "data", more=unvisited_sentence(rows, question.view, question.as_of))
headline(heading, sentence)

named, aim = beside_names(question), programme().experience_target
ways = Leads(reported(named))
figure(watermelon_map, named[::-1], listed=rows, key="watermelon-map", description=sentence, leads=ways, target=aim)
names_of_numbers(named)
st.caption(TAP)
st.caption(
    "Rim: the metric. Inside: the visits. Blue is fine, vermilion poor; a circle is fine, a diamond poor; hollow is "
    "not sure yet, grey has too few visits to tell."
)
how(
    "Across: the share of a service's work within target, less its own target. Upwards: visits that went well out of "
    "those that went well or badly, at the same touchpoints and place and on days the metric reports on; neutral "
    "visits are left out, n counts the others. A watermelon meets its target while the whole 95 % interval (Wilson) "
    f"of its visits lies below the aim of {as_set(aim)}; a possible one while only the point does. Under "
    f"{spelled(FEWEST_TO_JUDGE)} visits nothing is said. Periods are pooled by the work done in them. The metric "
    "counts all work: journey, channel, group and method narrow the visits alone.",
    "The field's word for a green report over an unhappy customer; the boundaries are ours (docs/sources.md).",
)

suspects_section(question, named)

st.header("How much better the metric looks", anchor=False)
gaps(named, rows)
how(
    "The gap is the share within target minus the share of visits that went well, with its 95 % interval. Where a "
    "metric gives no counts, its share is taken as exactly known.",
    "Newcombe 1998, hybrid score interval (docs/sources.md).",
)

st.header("Month by month", anchor=False)
month_by_month(question, named)

relation_section(question)
