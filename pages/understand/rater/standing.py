"""What is surely good, the ranking behind it, and the scores beside the team's own standards, on the RATER page."""

import streamlit as st

from audit import figures
from audit.charts.ranking import ranking_dots
from audit.figures import Question
from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.model.number import spelled
from audit.publish.headlines.rater import level_sentence
from audit.publish.headlines.standing import standards_sentence, surely_good_sentence
from pages.parts.figures import how, table
from pages.parts.leads import Leads, rated
from pages.parts.long_figure import long_figure
from pages.parts.session import store
from pages.parts.words import plain


def surely_good_section(question: Question) -> None:
    """Name the touchpoints that surely lie above what they are held to, and show the ranking apart from them."""
    ranked = figures.ranking(store(), question)
    sentence = surely_good_sentence(ranked)
    st.header("What is surely good", anchor=False)
    st.markdown(plain(sentence))
    st.header("The ranking", anchor=False)
    description = f"Touchpoints by their lower bound. {sentence}"
    long_figure(ranking_dots, ranked, key="rater-ranking", description=description, leads=Leads(rated()))
    if level := level_sentence(ranked):
        st.markdown(level)
    how(
        "Each touchpoint's mean is drawn towards the mean of all, the more so the fewer its observations, and ranked "
        f"by the lower end of what is then still likely. Under {spelled(FEWEST_TO_JUDGE)} observations it is listed, "
        "never ranked: by raw means, a touchpoint seen twice comes out on top more than a quarter of the time. "
        "Somebody leads every ranking; surely good is only what lies with that lower end above the target set for "
        "the touchpoint, or above 4 where none is set.",
        "One-way random-effects moments, 90 % lower bound (docs/sources.md).",
    )


def standards_section(question: Question) -> None:
    """Show the gap of each score to the standards the team has set itself, where it has set any."""
    beside = figures.standards(store(), question)
    if beside.empty:
        return
    st.header("Beside our own standards", anchor=False)
    st.markdown(plain(standards_sentence(beside)))
    table(
        beside,
        of="standards",
        key="rater-standards",
        title="Every score with its gap to our standard",
        leads=Leads(rated()),
    )
    how(
        "The gap is the score less the minimum, and less the target, that the team has set for the touchpoint under "
        "Journeys and touchpoints; below 0 it falls short. It is the gap to our standard, not to what customers "
        "expect. Surely means that the whole 95 % interval lies on that side.",
        "the zone of tolerance of LibQUAL, with standards set by the team (docs/sources.md).",
    )
