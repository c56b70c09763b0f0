"""Coverage & fairness: what nobody has looked at, where to go next, and whether all customers are served alike."""

import streamlit as st

from audit import figures
from audit.store.journey import touchpoints
from pages.parts.empty import nothing_fits, nothing_yet
from pages.parts.figures import how, table
from pages.parts.filters import filter_bar
from pages.parts.planning import suggestions
from pages.parts.session import store
from pages.parts.words import headline, opening
from pages.understand.coverage.fairness import fairness_section
from pages.understand.coverage.grid import counts_apart, coverage_sentence, times_of_week
from pages.understand.coverage.scorecard import scorecard_section

heading = opening("Coverage & fairness")
if touchpoints(store()).empty:
    headline(heading, "No journey is audited yet.")
    nothing_yet("Start one from a template, or import what others wrote down.", "journeys", "data", "sample")
question = filter_bar("touchpoint")
sentence, coverage = coverage_sentence(question), figures.coverage(store(), question)
if coverage.empty:
    nothing_fits(
        heading, sentence, more="No walk can show this choice: a letter, for example, is received at no place."
    )
headline(heading, sentence)

st.header("Where to go next", anchor=False)
suggestions(question)
table(coverage, of="coverage", key="coverage-touchpoints", title="Every touchpoint, the never observed first")
how(
    "Touchpoints are suggested in this order: moments of truth first; among them what nobody ever observed, then what "
    "was observed longest ago at its place, then what owes most by the trust ledger. Each touchpoint is suggested "
    "once, and so is a place where nobody has been; what is planned already is left out. Method, part of the day and "
    "customer group are those seen least at the touchpoint; a part of the day in which nothing was ever observed is "
    "not suggested, so that nobody is sent to a closed door. The chosen period narrows no suggestion.",
    "our own rule, from the audit's aim that every moment of truth deserves a walk (docs/measures.md).",
)

counts_apart(question)
times_of_week(question)
fairness_section(question)
scorecard_section(question)
