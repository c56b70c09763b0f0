"""Thanks and answers: who was thanked for what, and what people answer when a review asks."""

import streamlit as st

from audit.publish.headlines.wall import wall_headline
from pages.act.wall.words_shown import answers_by_question, thanks_wall, wall
from pages.parts.empty import nothing_yet
from pages.parts.figures import how
from pages.parts.words import headline, opening

heading = opening("Thanks and answers")
given, given_answers = wall()
if given.empty and given_answers.empty:
    headline(heading, "No thanks and no answers yet.")
    nothing_yet("Nobody has been thanked yet, and no answer from a review is shown.", "log", "data", "sample")
headline(heading, wall_headline(given, given_answers))

st.header("Thanks", anchor=False)
thanks_wall(given)

st.header("What people answer", anchor=False)
answers_by_question(given_answers)
how(
    "Thanks are those given under a note on Voices, to the team unless a person agreed to be named, and those sent "
    "from a phone during a review. What people write in a review's room appears here once its facilitator has shown "
    "it, without a name. Answers are not compared with each other: a room is asked what it thinks.",
    "our own practice; the five questions are asked in turn, one a review (docs/glossary.md).",
)
