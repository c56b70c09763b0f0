"""Voices: what people wrote, praise and complaints alike, and what sets the one apart from the other."""

import streamlit as st

from audit import figures
from audit.charts.voices import word_dots
from audit.measures.words import FEWEST_NOTES
from audit.model.number import spelled
from pages.parts import address
from pages.parts.empty import none_yet, nothing_fits
from pages.parts.figures import figure, how, table
from pages.parts.filters import filter_bar
from pages.parts.session import store
from pages.parts.words import headline, opening
from pages.understand.voices.notes import (
    anything_written,
    how_many,
    read_sentence,
    search_in_address,
    side_by_side,
    style_notes,
    telling_words,
    voices_sentence,
)
from pages.understand.voices.signals import causes, how_counted, meanings, signals_picture
from pages.understand.voices.stories import thanks_given

heading = opening("Voices")
question = filter_bar("touchpoint")
if not anything_written(question):
    nothing_fits(heading, none_yet("written note"), "log", "data", "sample")
headline(heading, voices_sentence(question))
style_notes()
listen, words, signals, thanks = address.tabs(["Notes", "Words", "Signals", "Thanks"], "tab")

if listen.open:
    with listen:
        search, count = search_in_address(), st.empty()
        side_by_side(question, search)
        how_many(count, question, search)

if words.open:
    with words:
        st.header("What sets complaints apart", anchor=False)
        odds, telling = figures.words(store(), question), telling_words(question)
        if len(telling):
            figure(word_dots, telling, listed=odds, key="voices-words", description=voices_sentence(question))
            st.caption("Filled: it stands apart even when all words are judged together. Hollow: perhaps by chance.")
        else:
            st.markdown("No word stands clearly more often in complaints or in praise.")
            table(odds, of="words", key="voices-words", title="Every word used in five notes or more")
        st.caption(read_sentence(question))
        how(
            "Each word counts once a note. The log odds say how many times as often a word is used in complaints as "
            "in praise; both sides are first given a tenth of what everybody wrote, so that a rare word does not "
            f"stand out by chance. The line is the 95 % interval. Words used in fewer than {spelled(FEWEST_NOTES)} "
            "notes are not shown, so that nobody's name is singled out, and neither are small English words such as "
            f"“the” or “with”. The latest {figures.MOST_NOTES:,} notes are read.",
            "Monroe, Colaresi and Quinn 2008, log-odds ratio with an informative Dirichlet prior (docs/sources.md).",
        )

if signals.open:
    with signals:
        st.header("How often each signal was ticked", anchor=False)
        meanings()
        ticked = figures.signals(store(), question)
        if len(ticked):
            signals_picture(ticked)
        else:
            st.markdown("No signal was ticked here.")
        how_counted()
        causes(question)

if thanks.open:
    with thanks:
        thanks_given(question)
