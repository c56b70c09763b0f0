"""Recoveries: every bad experience on its way to the customer's yes, the longest wait first."""

import streamlit as st

from audit import figures
from audit.charts.recovery import waiting_lines
from pages.act.recoveries.board import board, closed_cases, longest, recoveries_sentence, touchpoints_waiting
from pages.act.recoveries.card import chosen_finding, recovery_page
from pages.act.recoveries.form import DONE
from pages.act.recoveries.several import search, several
from pages.parts.empty import end_if_left_out, nothing_fits
from pages.parts.figures import figure, how, table
from pages.parts.filters import filter_bar
from pages.parts.held_form import show_announced
from pages.parts.session import store
from pages.parts.words import headline, opening

heading = opening("Recoveries")
if finding := chosen_finding():
    recovery_page(heading, finding)
    st.stop()
question = filter_bar("touchpoint")
sentence = recoveries_sentence(question)
show_announced(DONE)
summed = figures.waiting(store(), question)
if summed.empty:
    end_if_left_out(heading, question)
    more = "A bad experience that is logged or imported is listed here until it is put right."
    nothing_fits(heading, sentence, "log", "data", "sample", more=more)
headline(heading, sentence)

sought = search(question)
several(question, sought)
board(question, sought)
closed_cases(question)

st.header("What has waited longest", anchor=False)
st.markdown("Small things are listed too. Go through the list with whoever can decide.")
table(
    longest(question), of="recoveries", key="recoveries-longest", title="Open bad experiences, the longest wait first"
)
how(
    "A customer waits from the day of the experience until the day the customer confirms, or until somebody gives "
    "the reason why it cannot be done; a reopened one counts from its first day. The due day is the day on which the "
    "promise of the touchpoint's service runs out: the promise to get it done, or else the first response. What is "
    "promised in less than a day is due the same day; beyond that, a day that has begun counts as a day. A due day "
    "set by hand replaces it. There are no priorities, so a low one cannot hide a long wait. Of those nobody "
    f"owns, the oldest {figures.MOST_UNOWNED} are listed; the others are counted.",
    "our own rule, from the audit's aim to escalate what has been open long (docs/measures.md).",
)

st.header("How long each touchpoint lets people wait", anchor=False)
if len(waits := touchpoints_waiting(question)):
    figure(waiting_lines, waits, listed=summed, key="recoveries-waiting", description=sentence)
else:
    st.markdown("Nobody waits at any touchpoint.")
    table(summed, of="waiting", key="recoveries-waiting", title="Every touchpoint with a bad experience")
how(
    "The median is of the open ones only: at least half of them have waited that long so far. Those confirmed by the "
    "customer and those that cannot be mended are counted in the table but no longer wait; the debt of one that "
    "cannot be mended stays in the trust ledger.",
    "counting (docs/measures.md).",
)
