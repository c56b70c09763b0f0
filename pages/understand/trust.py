"""Trust ledger: what is owed, by whom, since when, and when it could be paid."""

from dataclasses import replace

import streamlit as st

from audit import figures
from audit.charts.trust import balance_line, debt_bars, ratio_band
from audit.model.number import rounded
from audit.publish.headlines.trust import RATIO_CAPTION
from audit.store.change import restatements
from pages.parts.address import choice
from pages.parts.empty import none_yet, nothing_fits
from pages.parts.figures import figure, how, table
from pages.parts.filters import question
from pages.parts.said import owing, owing_at_other_ratios, touchpoint_said, trust_by_touchpoint, trust_said
from pages.parts.session import store
from pages.parts.words import headline, opening, plain

room = opening("Trust ledger")
asked = question("touchpoint")
trusted = figures.trust(store(), asked)
if trusted.empty:
    nothing_fits(room, none_yet("observation"), "log", "data", "sample")
said, rows = trust_said(asked), trust_by_touchpoint(asked)
headline(room, said)
st.caption(RATIO_CAPTION)

debts = owing(asked)
if len(debts):
    figure(debt_bars, debts, key="trust-debts", description=said)
    st.markdown(f"Touchpoints that owe nothing: {len(rows) - len(debts)} of {len(rows)}.")
table(trusted, key="trust-all", title="Every touchpoint")
if changed := restatements(store()):
    told = ", ".join(f"{count} {verb}" for verb, count in changed.items())
    st.caption(f"Restated: observations changed after they were logged ({told}); every balance is recomputed.")
how(
    f"Each negative owes {asked.ratio} positives. Day by day at each touchpoint, positives pay the oldest open "
    "negative first; those of the same day count before its negatives, so only a later day repays. Positives met "
    "without a debt are surplus and pay for nothing later. A recovery the customer confirmed writes off what is left "
    "of its own negative. The journey owes the sum of what its touchpoints owe. The upright line counts only negatives "
    "without a confirmed recovery.",
    "A widely repeated rule of thumb credited to R. Newell-Legner; no study behind it was found (docs/sources.md).",
)

st.header("One touchpoint over time", anchor=False)
chosen = choice("Touchpoint", list(rows), "touchpoint")
one = replace(asked, view=replace(asked.view, touchpoint=chosen))
about = touchpoint_said(asked, chosen)
st.markdown(plain(about))
figure(balance_line, figures.ledger(store(), one), key="trust-balance", description=about)
days = rows[chosen]["median_days_to_recover"]
if days >= 0:
    st.markdown(f"Time to recover: half of the negatives were paid off within **{rounded(days, 0)} days**.")
elif rows[chosen]["negatives"]:
    st.markdown("Time to recover: **not reached**; fewer than half of the negatives can be said to have been paid off.")
if rows[chosen]["negatives"]:
    table(figures.trust_debts(store(), one), key="trust-negatives", title="Each negative and what was paid for it")
how(
    "Time to recover is the Kaplan-Meier median from the negative to the day nothing was left of it, debts still open "
    "counted as open until today. The forecast takes positives to come at the uncertain pace of the last 90 days: the "
    "time until the debt is met is 90 days x BetaPrime(debt, positives + 1/2), shown as median and 80 % interval.",
    "Kaplan and Meier 1958; Poisson arrivals with Jeffreys' prior (docs/sources.md).",
)

st.header("Would a gentler rule say the same?", anchor=False)
band = owing_at_other_ratios(asked)
if len(band):
    description = "What each touchpoint owes were one negative worth 3, 5 or 12 positives."
    figure(ratio_band, band, key="trust-band", description=description)
else:
    st.markdown("No touchpoint is in debt, whichever of the usual ratios is taken.")
how(
    "The same ledger is kept anew with each negative owing 3, 5 and 12 positives. What is owed at every one of them "
    "does not hang on the rule of thumb; what is owed at 12 alone does.",
    "the same rule with other numbers (docs/measures.md).",
)
