"""The leaders' own scorecard on a page: all of them together, or one's own numbers for the one who asks."""

import pandas as pd
import streamlit as st

from audit import figures
from audit.figures import Question
from audit.publish.headlines.scorecard import answered_lines, recognition_lines, scorecard_lines, scorecard_sentence
from pages.parts.figures import how, table
from pages.parts.session import cached, store
from pages.parts.words import plain


def scorecard_section(question: Question) -> None:
    """Show what the leaders did themselves; worked out only once it is opened.

    Persons never stand side by side: whoever chooses their own name sees their own numbers and nobody else's.

    Args:
        question: what the page asks.
    """
    st.header("What the leaders did themselves", anchor=False)
    box = st.expander("Leaders' own scorecard", key="scorecard", on_change="rerun", type="compact")
    if not box.open:
        return
    with box:
        names = cached(figures.observers, question)
        chosen = st.selectbox(
            "My own numbers", names, index=None, placeholder="All leaders together", key="own_numbers"
        )
        card = cached(figures.own_scorecard, question, chosen) if chosen else figures.scorecard(store(), question)
        st.markdown(plain(scorecard_sentence(card, chosen or "")))
        if len(card):
            lines = pd.DataFrame(scorecard_lines(card), columns=["What", "How many"])
            table(lines, key="scorecard-table", title="The scorecard")
            if not chosen:
                heard = pd.DataFrame(answered_lines(card), columns=["From finding to answer", "How many"])
                table(heard, key="scorecard-answered", title="What became of what was found")
            mix = pd.DataFrame(recognition_lines(card), columns=["Did anybody know?", "Observations"])
            table(mix, key="scorecard-recognised", title="Whether anybody knew that it was an observation")
    how(
        "Only what was seen at first hand counts. A walk is one logged here; of rows that came in as a table, those of "
        "one observer on one journey and day are taken for one walk. Own-area walks are those whose observer ticked "
        "that it was their own area. Whether anybody knew is the observer’s own answer at the end of a walk: who is "
        "known to be watching is often served better (docs/sources.md), so this page’s filter splits every figure by "
        "it. The log delay is the time from seeing to writing down, known for walks logged here with their hour. "
        "Commitments are all that were made at the chosen touchpoints, whichever days are looked at: kept is one that "
        "was closed as improved, late one that is open past its due day. They belong to teams, so nobody’s own "
        "numbers show them. Found, owned and answered are all bad experiences that are looked at, whoever recorded "
        "them; staff are answered under You said, we did.",
        "our own counts; there is no table of persons, in here or anywhere else.",
    )
