"""Periods along a line of time: the dots, the n beneath them, and what was done on its day."""

from typing import Any

import altair as alt
import pandas as pd

from audit.charts.rows import HOLDER, drawn, tips, words
from audit.charts.theme import ACCENT, DEBT_WORDS, PAPER, SMALL, SOFT, Shade, px
from audit.model.day import DAY_KEY, SHORT_MONTH_NAME, YEAR

WIDE = f"({HOLDER} > 600)"
FIRST = "!isValid(datum.before)"
IN_TURN = {"window": [{"op": "lag", "field": "starts_on", "as": "before"}]}  # the first row has none before it

_MONTHS = {"month": 1, "quarter": 3}
DAYS = {"month": 30.4375, "quarter": 91.3125}  # in a period, on average over the years
_LABEL_WIDTHS = {"month": 33, "quarter": 52}  # pixels for "2026", and for "Q1 2026"
_LANES = 3  # the words of marks stand in turn on so many lines, so that neighbours do not cover each other
_LANE = 22


def along_time(period: str, scale: float, padding: int) -> alt.X:
    """Return the axis of time, a label under the beginning of each month or quarter that has room for one.

    Args:
        period: "month" or "quarter".
        scale: how large the chart is drawn.
        padding: pixels between the picture and the labels.
    """
    name = f"timeFormat(datum.value, '{SHORT_MONTH_NAME}')" if period == "month" else "'Q' + quarter(datum.value)"
    year = f"timeFormat(datum.value, '{YEAR}')" if period == "month" else "'Q1 ' + year(datum.value)"
    axis = alt.Axis(
        grid=False,
        tickCount={"interval": "month", "step": _MONTHS[period]},
        labelOverlap=False,
        labelFontSize=px(SMALL, scale),
        labelPadding=px(padding, scale),
        labelExpr=(f"{_in_turn('datum.value', period, scale)} ? month(datum.value) == 0 ? {year} : {name} : ''"),
    )
    return alt.X("starts_on:T", title=None, axis=axis, scale=alt.Scale(nice=False, padding=px(14, scale)))


def left_axis(scale: float, **look: Any) -> alt.Axis:
    """Return the left axis, as wide in every picture, so that pictures beneath each other share their time axis."""
    return alt.Axis(**look, minExtent=px(38, scale), maxExtent=px(38, scale))


def joined(base: alt.Chart, scale: float) -> alt.Chart:
    """Return the line from one counted period to the next."""
    line: dict[str, Any] = {"color": ACCENT.tone, "strokeWidth": px(2, scale), "opacity": 0.4, "aria": False}
    return drawn(base.transform_filter("datum.counted"), "line", **line)


def with_marks(frame: pd.DataFrame, done: pd.DataFrame, period: str) -> pd.DataFrame:
    """Return the rows of a chart, and after them one for each thing that was done, for `marks` to draw.

    A dot stands where its period begins and speaks of the whole of it; marks are moved back by half a period, so that
    what was done early in a period stands before its dot, and what was done late behind it.

    Args:
        frame: what the chart draws, one row a period.
        done: `took_place_on` and `words` of what was done, in the order of the days.
        period: "month" or "quarter".

    Returns:
        The rows of `frame`, and those of `done` with `done_at` (where the mark stands in time), `done_on`, `done`,
        `mark` (day and words), `lane` (the line its words stand on, from 1 up), `before_it`, `after_it` (where its
        neighbours on that line stand, NaT = none); all of these empty in the rows of `frame`.
    """
    days, lanes = pd.to_datetime(done["took_place_on"]).reset_index(drop=True), min(len(done), _LANES)
    # a dot stands where its period begins, and speaks of all of it
    at = (days - pd.Timedelta(days=DAYS[period] / 2)).astype("datetime64[us]")
    words_of = done["words"].reset_index(drop=True).astype("str")
    rows = pd.DataFrame(
        {
            "done_at": at,
            "done_on": days.dt.strftime(DAY_KEY).astype("str"),
            "done": words_of,
            "mark": days.dt.day.astype("str") + days.dt.strftime(f" {SHORT_MONTH_NAME}: ").astype("str") + words_of,
            "lane": [float(lanes - index % lanes) for index in range(len(done))],
            "before_it": at.shift(lanes),
            "after_it": at.shift(-lanes),
        }
    )
    return pd.concat([frame, rows], ignore_index=True)


def unmarked(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a chart as `with_marks` lays them out where nothing was done."""
    return with_marks(frame, pd.DataFrame({"took_place_on": [], "words": []}), "month")


def marks(base: alt.Chart, scale: float) -> list[alt.Chart]:
    """Return an upright line for each thing that was done, with its day and words above the picture.

    Args:
        base: rows of `with_marks`.
        scale: how large the chart is drawn.
    """
    tip = tips(("done_on:N", "On", ""), ("done:N", "Done", ""))
    rows = base.transform_filter("isValid(datum.done)").encode(x="done_at:T", tooltip=tip)
    top = alt.ExprRef(f"-datum.lane * {px(_LANE, scale)}")
    at, margin = "scale('x', datum.done_at)", px(14, scale)
    left = f"(isValid(datum.before_it) ? ({at} - scale('x', datum.before_it)) / 2 : {at})"
    right = f"(isValid(datum.after_it) ? (scale('x', datum.after_it) - {at}) / 2 : width - {at})"
    side: dict[str, Any] = {
        "size": SMALL,
        "fontWeight": 600,
        "baseline": "top",
        "align": alt.ExprRef(f"{left} > {right} ? 'right' : 'left'"),
        "dx": alt.ExprRef(f"({left} > {right} ? -1 : 1) * {px(6, scale)}"),
        "limit": alt.ExprRef(f"max({px(20, scale)}, max({left}, {right}) - {margin})"),
    }
    at_top = rows.encode(y=alt.value(top))
    rule = drawn(rows, "rule", color=DEBT_WORDS.tone, strokeWidth=px(2, scale), aria=False)
    halo = words(at_top, "datum.mark", scale, PAPER, **side, stroke=PAPER.tone, strokeWidth=px(5, scale))
    return [
        rule.encode(y=alt.value(top), y2=alt.value("height")),
        halo,
        words(at_top, "datum.mark", scale, DEBT_WORDS, **side),
    ]


def with_word(long: str, figure: str) -> str:
    """Return a Vega expression for a figure beside the picture, on a wide screen with what it is."""
    return f"({WIDE} ? '{long} ' : '') + {figure}"


def beside(base: alt.Chart, text: str, scale: float, shade: Shade = SOFT, **look: Any) -> alt.Chart:
    """Return words right of the picture: `text` is a Vega expression over the row."""
    at_end = base.encode(x=alt.value(alt.ExprRef("width")))
    return words(at_end, text, scale, shade, **{"align": "left", "dx": 8, "size": SMALL} | look)


def counts(base: alt.Chart, period: str, scale: float) -> list[alt.Chart]:
    """Return the number of observations under each dot that has room for it."""
    foot = base.encode(y=alt.value(alt.ExprRef(f"height + {px(18, scale)}")))
    count = "format(datum.n, datum.n < 1000 ? 'd' : '.2~s')"
    head = foot.encode(x=alt.value(0)).transform_filter(FIRST)
    return [
        words(foot, f"{_in_turn('datum.starts_on', period, scale)} ? {count} : ''", scale, SOFT, size=SMALL),
        words(head, "'n'", scale, SOFT, size=SMALL, align="right", dx=-14),
    ]


def _in_turn(moment: str, period: str, scale: float) -> str:
    """Return a Vega condition: whether there is room for words at this period, or it is one of those chosen instead.

    January comes first, then every half year, quarter or second month, as many as fit; one period alone has room.
    """
    step = _MONTHS[period]
    month = f"abs(scale('x', toNumber({moment}) + {DAYS['month']} * 86400000) - scale('x', {moment}))"
    every = "12"
    for months in (6, 3, *((2, 1) if step == 1 else ())):
        every = f"{months} * {month} >= {px(_LABEL_WIDTHS[period], scale)} ? {months} : {every}"
    return f"!({month} > 0) || month({moment}) % ({every}) == 0"
