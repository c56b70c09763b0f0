"""Change over time: what is more than chance, what was done and when, and how alike visits are."""

import streamlit as st

from audit.charts.change import control_chart, steadiness_bars
from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.model.number import spelled
from audit.store.spans import days_observed
from pages.parts.empty import end_if_left_out, none_yet, nothing_fits
from pages.parts.figures import figure, how
from pages.parts.filters import filter_bar
from pages.parts.leads import TAP
from pages.parts.session import cached
from pages.parts.words import headline, opening, plain
from pages.understand.change.chart import charted, standing_out
from pages.understand.change.marks import before_and_after, how_compared, mark_form

heading = opening("Change over time")
question = filter_bar("touchpoint")
if not cached(days_observed, question.view):
    nothing_fits(heading, none_yet("observation"), "log", "data", "sample")

shown, smooth = charted(question)
chart = shown.chart()
if chart.empty:
    end_if_left_out(heading, question)
    more = "Without ratings, chart the positive share." if shown.what == "score" else ""
    nothing_fits(heading, none_yet(shown.missing), "log", "data", more=more)
headline(heading, shown.sentence)
figure(
    control_chart,
    shown.marked(),
    key="change-chart",
    description=shown.sentence,
    listed=chart,
    leads=shown.leads(),
    what=shown.what,
    period=shown.period,
    smooth=smooth,
)
st.caption(TAP)
how(
    f"Each dot is the mean of a period. Only periods with at least {spelled(FEWEST_TO_JUDGE)} observations count; "
    "the others are hollow. The centre line is the mean of the counted dots, and the limits lie 2.66 mean moving "
    "ranges (3 / 1.128) above and below it: between them, differences may be chance alone. A dot outside the limits "
    "is a signal, and so are nine or more in a row on one side of the centre line. Under twelve dots the limits are "
    "provisional. Single scores are never charted, as they raise false alarms. The smoothed line gives the newest "
    "dot a weight of 0.3 and shows a slow drift; beyond its own limits the drift is more than chance.",
    "W. Shewhart's chart of individual values as D. Wheeler teaches it, and S. Roberts' smoothed line of 1959; both "
    "reproduce the worked cases of the NIST/SEMATECH e-Handbook (docs/sources.md).",
)

st.header("Before and after what was done", anchor=False)
before_and_after(shown.one, is_overall=shown.is_overall)
mark_form(shown.touchpoint)
how_compared()

if not shown.is_overall:
    st.header("Is every visit treated alike?", anchor=False)
    alike, leads = shown.steady_sentence, shown.leads(of="rated")
    st.markdown(plain(alike))
    figure(steadiness_bars, shown.steady(), key="change-steady", description=alike, leads=leads, period=shown.period)
    how(
        "Consistency is 1 when all ratings of a dimension agree and 0 when they know only the two extremes, whatever "
        "their height; the five dimensions are drawn together by their number of ratings. A mean can hold while some "
        "visits get worse: then consistency falls and the share of low ratings rises.",
        "1 less the variance over the largest variance that ratings with this mean can have (docs/measures.md).",
    )

st.header("Where something stands out now", anchor=False)
standing_out(shown)
