"""One dimension beside another, where both are rated: the figures behind RATER's sentence."""

import streamlit as st

from audit import figures
from audit.figures import Question
from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.model.number import spelled
from pages.parts.figures import how, table
from pages.parts.session import store


def compared_section(question: Question) -> None:
    """Offer every two dimensions compared, of what is looked at together."""
    pairs = figures.rater_pairs(store(), question)
    if (pairs["n"] == 0).all():
        return
    st.header("One dimension beside another", anchor=False)
    table(pairs, of="rater-pairs", key="rater-pairs", title="Every two dimensions where both are rated")
    how(
        "Dimensions are rated at different touchpoints, so that their means over all ratings also say where each was "
        "rated. Here two are compared within the observations that rate both: the mean difference, with its 95 % "
        "interval by visit. One is called higher only if p after Holm's correction for ten pairs is below 0.05 and the "
        "means of all ratings have the same order. So an interval can exclude 0 and still say "
        '"no clear difference": among ten pairs, one easily does so by chance. Under 30 such observations, '
        f"or under {spelled(FEWEST_TO_JUDGE)} visits, the two are not comparable.",
        "Student's t by visit; Holm 1979 (docs/measures.md).",
    )
