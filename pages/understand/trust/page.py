"""Trust ledger: what is owed, by whom, since when, and when it could be paid."""

from dataclasses import replace

import streamlit as st

from audit import figures
from audit.charts.trust import balance_line, debt_bars, ratio_band
from audit.measures.trust import ratios_compared
from audit.publish.headlines.trust import time_to_recover
from audit.publish.headlines.words import listed
from audit.store.change import restatements
from pages.parts.address import as_key, choice
from pages.parts.empty import end_if_left_out, none_yet, nothing_fits
from pages.parts.figures import figure, table
from pages.parts.filters import filter_bar
from pages.parts.leads import AT_TOUCHPOINT, TAP, Leads, on_days, one_day
from pages.parts.long_figure import in_order, long_figure
from pages.parts.sentences import (
    owing,
    owing_at_other_ratios,
    touchpoint_sentence,
    trust_beneath,
    trust_by_touchpoint,
    trust_sentence,
)
from pages.parts.session import programme, store
from pages.parts.sides import compared
from pages.parts.words import headline, opening, plain, show_caveat
from pages.understand.trust.explained import how_forecast, how_other_ratios, how_owed

heading = opening("Trust ledger", purpose="What bad experiences cost in trust, and how far good ones made up for it.")
show_caveat(programme().recovery_ratio)
question = filter_bar("touchpoint")
trusted = figures.trust(store(), question)
if trusted.empty:
    end_if_left_out(heading, question)
    nothing_fits(heading, none_yet("observation"), "log", "data", "sample")
sentence = trust_sentence(question)
by_touchpoint = trust_by_touchpoint(question)
headline(heading, sentence)
st.markdown(plain(trust_beneath(question)))
compared(question, "trust")
debts = owing(question)
if len(debts):
    worst_first = debts.sort_values("debt", ascending=False)
    long_figure(debt_bars, worst_first, key="trust-debts", description=sentence, leads=AT_TOUCHPOINT)
    st.caption(TAP)
    owing_nothing = sum(row["debt"] == 0 for row in by_touchpoint.values())
    st.markdown(f"Touchpoints that owe nothing: {owing_nothing} of {len(by_touchpoint)}.")
table(trusted, of="trust", key="trust-all", title="Every touchpoint", leads=AT_TOUCHPOINT)
if changed := restatements(store()):
    changes = ", ".join(f"{count} {verb}" for verb, count in changed.items())
    st.caption(f"Restated: observations changed after they were logged ({changes}); every balance is recomputed.")
how_owed(question.ratio)

st.header("One touchpoint over time", anchor=False)
chosen = choice("Touchpoint", list(by_touchpoint), "touchpoint")
there = replace(question, view=replace(question.view, touchpoint=as_key("touchpoint", chosen)))
chosen_sentence = touchpoint_sentence(question, chosen)
st.markdown(plain(chosen_sentence))
days_of = Leads(on_days("judged", chosen, one_day), ("observed_on",))
figure(balance_line, figures.ledger(store(), there), key="trust-balance", description=chosen_sentence, leads=days_of)
if recovering := time_to_recover(by_touchpoint[chosen]):
    st.markdown(recovering)
    negatives = figures.trust_debts(store(), there)
    table(negatives, of="trust-debts", key="trust-negatives", title="Each negative and what was paid for it")
outlook = figures.outlook(store(), question).drop(columns="debt_90_days_ago" if question.view.since else [])
table(outlook, of="forecast", key="trust-forecast", title="What becomes of each debt")
how_forecast(question.ratio)

st.header("Would a gentler rule say the same?", anchor=False)
band = owing_at_other_ratios(question)
if len(band):
    description = f"What each touchpoint owes at {listed([*map(str, ratios_compared(question.ratio))])} positives."
    ratios_worst_first = in_order(band, band.sort_values("debt", ascending=False)["touchpoint"].drop_duplicates())
    long_figure(ratio_band, ratios_worst_first, key="trust-band", description=description, leads=AT_TOUCHPOINT)
else:
    st.markdown("No touchpoint is in debt, whichever ratio is taken.")
how_other_ratios(question.ratio)
