"""Coverage & fairness: what nobody has looked at, where to go next, and whether all customers are served alike."""

from dataclasses import replace

import streamlit as st

from audit import figures
from audit.charts.coverage import coverage_heat, week_heat
from audit.store.journey import touchpoints
from pages.parts import address
from pages.parts.empty import nothing_yet
from pages.parts.fairness import fairness_section
from pages.parts.figures import figure, how, table
from pages.parts.filters import question
from pages.parts.planning import SPLITS, coverage_said, suggestions
from pages.parts.scorecard import scorecard_section
from pages.parts.session import store
from pages.parts.words import headline, opening

room = opening("Coverage & fairness")
if touchpoints(store()).empty:
    nothing_yet("No journey is audited yet.", "journeys", "data", "sample")
asked = question("touchpoint")
said = coverage_said(asked)
headline(room, said)

st.header("Where to go next", anchor=False)
suggestions(asked)
covered = figures.coverage(store(), asked)
table(covered, key="coverage-touchpoints", title="Every touchpoint, the never observed first")
how(
    "Touchpoints are suggested in this order: moments of truth first; among them what nobody ever observed, then what "
    "was observed longest ago at its place, then what owes most by the trust ledger. Each touchpoint is suggested "
    "once, and so is a place where nobody has been; what is planned already is left out. Method, part of the day and "
    "customer group are those seen least at the touchpoint; a part of the day in which nothing was ever observed is "
    "not suggested, so that nobody is sent to a closed door. The chosen period narrows no suggestion.",
    "our own rule, from the audit's aim that every moment of truth deserves a walk (docs/measures.md).",
)

st.header("What was looked at, and what was not", anchor=False)
chosen = address.choice("Kept apart by", list(SPLITS), "by")
split = SPLITS[chosen]
by = replace(asked, by=(split,))
apart = figures.coverage(store(), by)
columns, words = figures.coverage_columns(store(), by), apart[split].nunique()
never = int((apart["n"] == 0).sum())
figure(
    coverage_heat,
    apart,
    key="coverage-heat",
    description=f"{never} of {len(apart)} combinations of touchpoint and {chosen.lower()} were never observed.",
    by=split,
    columns=columns,
)
if len(columns) < words:
    st.caption(f"The {len(columns)} least seen of {words}; the table holds them all.")
how(
    "Each cell counts observations. A combination that makes sense and was never observed stands there with 0; one "
    "that makes none has no cell: a channel is the touchpoint's own; a method is asked of the channels it fits; a "
    "place of touchpoints one has to go to (in person, self-service, sign), where half of the journey's touchpoints "
    "were met at that place, or nobody has been there at all. Parts of the day by the programme's clock: early before "
    "9, morning to 12, midday to 14, afternoon to 17, then evening.",
    "counting; what makes sense is our own rule (docs/measures.md).",
)

st.header("When we look", anchor=False)
week = figures.times_of_week(store(), asked)
figure(
    week_heat,
    week,
    key="coverage-week",
    description="Observations of all touchpoints by weekday and part of the day.",
    columns=tuple(dict.fromkeys(week["daypart"])),
)

fairness_section(asked)
scorecard_section(asked)
