"""What the change page charts: of which touchpoint, by which period, and where something stands out now."""

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from audit import figures
from audit.charts.time_line import with_marks
from audit.figures import Measure, Question
from audit.measures.change import Period, standing
from audit.measures.control import FEWEST_TO_SIGNAL
from audit.model.intervention import EVERYWHERE
from audit.model.number import apart
from audit.publish.headlines.change import chance_words, change_headline, signal_words, steadiness_words
from audit.publish.headlines.words import percent, row_of
from audit.store.intervention import interventions
from audit.store.opening import Store
from pages.parts.address import as_key, choice
from pages.parts.figures import table
from pages.parts.leads import Leads, on_days, period
from pages.parts.session import cached, store
from pages.parts.words import plain
from pages.understand.change.marks import ways_to

ALL_TOUCHPOINTS = "All touchpoints"

_WHAT = {"Mean score": "score", "Positive share": "share"}
_PERIODS: dict[str, Period] = {"Month": "month", "Quarter": "quarter"}
_SMOOTH = ("Left out", "Drawn")
_CHARTS: dict[tuple[str, Period], Measure] = {
    ("score", "month"): figures.change,
    ("score", "quarter"): figures.change_by_quarter,
    ("share", "month"): figures.change_share,
    ("share", "quarter"): figures.change_share_by_quarter,
}
_STEADY: dict[Period, Measure] = {"month": figures.steadiness, "quarter": figures.steadiness_by_quarter}
_MOST = 6  # names on the page; the others stand in the table


@dataclass(frozen=True, slots=True)
class Charted:
    """What is charted: a question, "score" or "share", by which period, and of which touchpoint or all of them."""

    question: Question
    what: str
    period: Period
    touchpoint: str = ALL_TOUCHPOINTS

    @property
    def is_overall(self) -> bool:
        """Whether all touchpoints are charted together."""
        return self.touchpoint == ALL_TOUCHPOINTS

    @property
    def one(self) -> Question:
        """The question about the chosen touchpoint, or about all of them together."""
        if self.is_overall:
            return replace(self.question, by=())
        return replace(
            self.question, view=replace(self.question.view, touchpoint=as_key("touchpoint", self.touchpoint))
        )

    @property
    def sentence(self) -> str:
        """The one sentence of the chart."""
        return cached(_sentence, self)

    @property
    def steady_sentence(self) -> str:
        """How alike the ratings were of late, in words."""
        return cached(_steady_sentence, self)

    @property
    def missing(self) -> str:
        """What it takes to be charted."""
        return "rating" if self.what == "score" else "good or bad moment"

    def chart(self) -> pd.DataFrame:
        """Return the figures of the one chart."""
        return cached(_chart, self)

    def marked(self) -> pd.DataFrame:
        """Return the rows of the one chart with what was done in its time, everywhere or at its touchpoint."""
        return cached(_marked, self)

    def leads(self, of: str = "") -> Leads:
        """Return the way from a period to what was observed in it, "rated" or "judged", as the chart counts."""
        counts = of or ("rated" if self.what == "score" else "judged")
        days = period(self.chart(), 1 if self.period == "month" else 3, self.question.last_day)
        return Leads(on_days(counts, "" if self.is_overall else self.touchpoint, days))

    def steady(self) -> pd.DataFrame:
        """Return how alike the ratings of the one touchpoint were, period by period."""
        return _STEADY[self.period](store(), self.one)

    def standing(self) -> pd.DataFrame:
        """Return how every touchpoint stands at its latest period, those that stand out first."""
        return cached(_standing, self.question, self.what, self.period)


def charted(question: Question) -> tuple[Charted, bool]:
    """Ask what to chart; the touchpoint whose score stands out most by month goes without saying.

    Returns:
        What is charted, and whether the smoothed line is drawn.
    """
    slot = st.empty()
    with st.container(horizontal=True, gap="small"):
        what = choice("Charted", list(_WHAT), "charted", width=180)
        period = choice("By", list(_PERIODS), "by", width=125)
        smooth = choice("Smoothed line", _SMOOTH, "smooth", width=140)
    every = Charted(question, _WHAT[what], _PERIODS[period])
    with slot:
        chosen = choice("Touchpoint", cached(_names, every), "touchpoint")
    return replace(every, touchpoint=chosen), smooth == _SMOOTH[1]


def standing_out(shown: Charted) -> None:
    """List the touchpoints whose latest period stands out, each leading to its chart, and what chance would do."""
    enough, lines = cached(_standing_out, shown)
    if not enough:
        st.markdown("No touchpoint has five points yet; with fewer, none can stand out.")
    elif not lines:
        st.markdown("None at present.")
    ways_to(lines, key="standing-out")
    if enough:
        st.caption(chance_words(enough, shown.period))
    table(shown.standing(), of="change-now", key="change-standing", title="Every touchpoint, and how it stands now")


def _chart(_: Store, shown: Charted) -> pd.DataFrame:
    measure = _CHARTS[shown.what, shown.period]
    if shown.is_overall:
        return measure(store(), shown.one)
    every = measure(store(), shown.question)
    return every[every["touchpoint"] == shown.touchpoint].drop(columns="touchpoint")


def _marked(store: Store, shown: Charted) -> pd.DataFrame:
    chart, done = shown.chart(), interventions(store)
    here = done["touchpoint"].isin([EVERYWHERE, shown.touchpoint])
    return with_marks(chart, done[here & (done["took_place_on"] >= chart["starts_on"].min())], shown.period)


def _standing(store: Store, question: Question, what: str, period: Period) -> pd.DataFrame:
    stands = standing(_CHARTS[what, period](store, question))
    out = stands["signal"] != ""
    return pd.concat([stands[out].sort_values("run", ascending=False, kind="stable"), stands[~out]])


def _names(_: Store, every: Charted) -> list[str]:
    """Return what can be chosen: where the score stands out by month, all together, and then the others."""
    stands, ours = replace(every, what="score", period="month").standing(), every.standing()["touchpoint"]
    out = stands["signal"] != ""
    others = ours[~ours.isin(stands["touchpoint"])]
    return [*stands[out]["touchpoint"], ALL_TOUCHPOINTS, *stands[~out]["touchpoint"], *others]


def _standing_out(_: Store, shown: Charted) -> tuple[int, list[tuple[str, str]]]:
    """Return how many charts could signal, and of the first that do a line in Markdown with the touchpoint."""
    stands = shown.standing()
    lines = [
        (f"**{plain(row['touchpoint'])}**: {signal_words(row, shown.period)}", row["touchpoint"])
        for _, row in stands[stands["signal"] != ""].head(_MOST).iterrows()
    ]
    return int((stands["points"] >= FEWEST_TO_SIGNAL).sum()), lines


def _sentence(_: Store, shown: Charted) -> str:
    stands = standing(shown.chart()).iloc[0] if shown.is_overall else row_of(shown.standing(), shown.touchpoint)
    name = "All touchpoints together" if shown.is_overall else shown.touchpoint
    share, written = (", positive share", percent) if shown.what == "share" else ("", apart)
    as_of = shown.question.as_of
    return change_headline(name + share, stands, shown.period, as_of, written, is_mixed=shown.is_overall)


def _steady_sentence(_: Store, shown: Charted) -> str:
    return steadiness_words(shown.steady(), shown.period)
