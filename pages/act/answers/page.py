"""You said, we did: every bad experience until staff have heard what became of it, the oldest first."""

import streamlit as st

from audit import figures
from audit.charts.answers import answered_dots
from audit.publish.headlines.answers import answers_headline, steps_sentence
from pages.act.answers.form import DONE
from pages.act.answers.given import answers_section
from pages.act.answers.unanswered import unanswered_section
from pages.parts.empty import end_if_left_out, nothing_fits
from pages.parts.figures import figure, how
from pages.parts.filters import filter_bar
from pages.parts.held_form import show_announced
from pages.parts.session import store
from pages.parts.words import headline, opening, plain

heading = opening("You said, we did")
question = filter_bar("touchpoint")
card, rows = figures.answers_in_all(store(), question), figures.answers(store(), question)
sentence = answers_headline(card, question.view)
show_announced(DONE)
if rows.empty:
    end_if_left_out(heading, question)
    more = "A bad experience that is logged or imported waits here until staff are answered what became of it."
    nothing_fits(heading, sentence, "log", "data", "sample", more=more)
headline(heading, sentence)
st.markdown(plain(steps_sentence(card)))

unanswered_section(question, rows)
answers_section(question)

st.header("From finding to answer", anchor=False)
figure(answered_dots, rows, key="answers-found", description=sentence)
how(
    "Found are all bad experiences that are looked at. Owned are those a role or a team took on under Recoveries, "
    "answered those that staff were answered here; each is counted by itself. The days run from the experience to the "
    "day of the answer, and half or more of those answered were so within the days named; nothing is said of the "
    "others. An answer that a customer was given is not counted: this is what staff hear.",
    "counting; that leaders who look and answer nobody make it worse: Tucker and Singer 2014 (docs/sources.md).",
)
