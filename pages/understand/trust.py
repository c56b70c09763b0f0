"""Trust ledger: what is owed, by whom, since when, and when it could be paid."""

from dataclasses import replace

import streamlit as st

from audit import figures
from audit.charts.trust import balance_line, debt_bars, ratio_band
from audit.publish.headlines import RATIO_CAPTION, outlook_sentence, trust_headline
from audit.store.change import restatements
from pages.parts.empty import nothing_yet
from pages.parts.figures import figure, how, table
from pages.parts.filters import question
from pages.parts.session import remembered
from pages.parts.words import counted, headline, opening, plain

room = opening("Trust ledger")
asked = question("touchpoint")
trusted = remembered(figures.trust, asked)
if trusted.empty:
    nothing_yet("No observation fits this choice yet.", "log", "data", "sample")
outlook = remembered(figures.outlook, asked)
said = trust_headline(trusted, outlook, asked.as_of)
headline(room, said)
st.caption(RATIO_CAPTION)

owing = trusted[trusted["debt"] > 0]
if owing.empty:
    table(trusted, key="trust-debts", title="Every touchpoint")
else:
    figure(debt_bars, owing, key="trust-debts", description=said)
    st.markdown(f"{counted(len(trusted) - len(owing), 'other touchpoint')} owe nothing today.")
    table(trusted, key="trust-all", title="Every touchpoint")
changed = remembered(restatements)
if changed:
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
worst_first = list(trusted.sort_values("debt", ascending=False, kind="stable")["touchpoint"])
chosen = st.selectbox("Touchpoint", worst_first)
one = replace(asked, view=replace(asked.view, touchpoint=chosen))
row = trusted.set_index("touchpoint").loc[chosen]
counts = f"{row['positives']:,} positive, {row['neutrals']:,} neutral, {row['negatives']:,} negative"
st.markdown(plain(f"{counts}. {outlook_sentence(chosen, trusted, outlook, asked.as_of)}"))
figure(balance_line, remembered(figures.ledger, one), key="trust-balance", description=f"Balance of {chosen}: {counts}")
days = row["median_days_to_recover"]
st.markdown(
    f"Time to recover: half of the negatives were paid off within **{days:.0f} days**."
    if days == days  # noqa: PLR0124  # a missing number is not equal to itself
    else "Time to recover: **not reached**; fewer than half of the negatives can be said to have been paid off."
)
table(remembered(figures.trust_debts, one), key="trust-negatives", title="Each negative and what was paid for it")
how(
    "Time to recover is the Kaplan-Meier median from the negative to the day nothing was left of it, debts still open "
    "counted as open until today. The forecast takes positives to come at the uncertain pace of the last 90 days: the "
    "time until the debt is met is 90 days x BetaPrime(debt, positives + 1/2), shown as median and 80 % interval.",
    "Kaplan and Meier 1958; Poisson arrivals with Jeffreys' prior (docs/sources.md).",
)

st.header("Would a gentler rule say the same?", anchor=False)
band = remembered(figures.ratio_band, asked)
if len(owing):
    figure(
        ratio_band,
        band[band["touchpoint"].isin(owing["touchpoint"])],
        key="trust-band",
        description="What each touchpoint owes were one negative worth 3, 5 or 12 positives.",
    )
else:
    st.markdown("No touchpoint is in debt, whichever of the usual ratios is taken.")
