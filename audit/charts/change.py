"""Change over time in pictures: the limits of chance, what stands out, what was done and when, before and after."""

from typing import Any

import altair as alt
import pandas as pd

from audit.charts.rows import (
    ONE_TO_FIVE,
    TICKS,
    dot,
    drawn,
    n_of_visits,
    named,
    number,
    number_text,
    score,
    tips,
    touched,
    touched_line,
    whisker,
)
from audit.charts.theme import ACCENT, BAD, BAND, GOOD, INK, NEUTRAL, PAPER, ROW, SMALL, SOFT, Shade, px, styled
from audit.charts.time_line import (
    DAYS,
    FIRST,
    IN_TURN,
    WIDE,
    along_time,
    beside,
    counts,
    joined,
    left_axis,
    marks,
    with_word,
)
from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.model.number import spelled

_KINDS: dict[str, tuple[str, Shade, Shade]] = {  # what a point is -> shape, edge, filling
    "within the limits": ("circle", ACCENT, ACCENT),  # shapes as well as colours, for those who cannot tell these apart
    "above the limits": ("triangle-up", GOOD, GOOD),
    "below the limits": ("triangle-down", BAD, BAD),
    "nine or more in a row on one side": ("square", ACCENT, PAPER),
    f"under {spelled(FEWEST_TO_JUDGE)} observations, not counted": ("circle", NEUTRAL, PAPER),
}
_WITHIN, _ABOVE, _BELOW, _IN_A_ROW, _FEW = _KINDS
_KIND = (
    f"!datum.counted ? '{_FEW}' : indexof(datum.signal, 'outside') >= 0 "
    f"? (datum.mean > datum.centre ? '{_ABOVE}' : '{_BELOW}') : datum.signal != '' ? '{_IN_A_ROW}' : '{_WITHIN}'"
)
# what is charted -> its scale, its ticks, how a number is written, where the scale ends, its title
_SCALES: dict[str, tuple[alt.Scale, dict[str, Any], str, tuple[int, int], str]] = {
    "score": (ONE_TO_FIVE, TICKS, ".2f", (1, 5), "Mean score, 1 to 5"),
    "share": (
        alt.Scale(domain=[-0.025, 1.025], nice=False, zero=False),
        {"values": [0, 0.25, 0.5, 0.75, 1], "format": ".0%", "grid": True},
        ".0%",
        (0, 1),
        "Positive share",
    ),
}


def control_chart(
    frame: pd.DataFrame,
    *,
    what: str = "score",
    period: str = "month",
    smooth: bool = False,
    scale: float = 1.0,
) -> alt.LayerChart:
    """Draw the mean of each period within the limits of chance, and what was done on its day.

    Args:
        frame: what `audit.measures.change.change` or `change_share` returns, for one chart: `period`, `n`, `mean`
            (1-5, or 0-1), `centre`, `lower`, `upper`, `ewma`, `signal`, `provisional`, `starts_on`, `counted`,
            `ewma_lower`, `ewma_upper`; with what was done, as `audit.charts.time_line.with_marks` adds it.
        what: "score" on the scale of 1 to 5, or "share" from 0 to 100 %.
        period: "month" or "quarter".
        smooth: whether to draw the smoothed line with its own limits.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    lines, ticks, form, ends, title = _SCALES[what]
    key = {"title": _key(["Thin line: smoothed mean", "Dotted: its own limits"], scale)} if smooth else {}
    rows = alt.Chart(frame)
    base = rows.transform_filter("isValid(datum.mean)").encode(x=along_time(period, scale, 30), tooltip=_tips(form))
    at_mean = base.encode(y=alt.Y("mean:Q", scale=lines, title=title, axis=left_axis(scale, **ticks)))
    layers = [
        touched_line(base, scale, DAYS[period], "starts_on", "period"),
        *_limits(base, lines, ends, scale),
        *(_smoothed(base, lines, scale) if smooth else []),
        *marks(rows, scale),
        joined(at_mean, scale),
        _points(at_mean, scale),
        *_named_limits(base.transform_filter(FIRST), lines, ends, form, scale),
        *counts(base, period, scale),
    ]
    description = (
        f"{title} of each {period} as a dot, the number of observations beneath it, on a band of what chance alone "
        "does; triangles lie outside it, squares belong to nine or more in a row on one side of the middle, hollow "
        f"circles have under {spelled(FEWEST_TO_JUDGE)} observations. Upright lines mark what was done."
    )
    edges = [
        # the band ends where the scale does; the columns hold the limits as computed
        {"calculate": f"max(datum.lower, {ends[0]})", "as": "low_edge"},
        {"calculate": f"min(datum.upper, {ends[1]})", "as": "high_edge"},
        {"calculate": _KIND, "as": "kind"},
    ]
    return styled(layers, description, px(320, scale), scale, transform=[IN_TURN, *edges], **key)


def steadiness_bars(frame: pd.DataFrame, *, period: str = "month", scale: float = 1.0) -> alt.LayerChart:
    """Draw how alike the ratings of each period were, and the share of low ones, along the axis of `control_chart`.

    Args:
        frame: what `audit.measures.change.steadiness` returns for one touchpoint: `period`, `n`, `consistency`,
            `share_low` (0-1), `starts_on`, `counted`.
        period: "month" or "quarter".
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    unit = alt.Scale(domain=[0, 1.06], nice=False)
    tip = tips(
        ("period:N", "Period", ""),
        ("consistency:Q", "Consistency", ".2f"),
        ("share_low:Q", "Ratings of 1 or 2", ".0%"),
        ("n:Q", "Observations", ","),
    )
    base = alt.Chart(frame).encode(x=along_time(period, scale, 8), tooltip=tip)
    at_share = alt.Y("share_low:Q", scale=unit, title="0 to 1", axis=left_axis(scale, values=[0, 0.5, 1], format="~g"))
    bars = drawn(base, "bar", color=BAD.tone, width=px(9, scale), aria=False).encode(y=at_share, y2=alt.Y2Datum(0))
    alike = base.encode(y=_at("consistency", unit))
    # unseen words as wide as the other picture's, so that both axes end alike
    placeholder = beside(base.transform_filter(FIRST), with_word("upper limit", "'0.00'"), scale, opacity=0)
    dots = dot(alike, scale, "!datum.counted", size=px(80 * scale, scale))
    key = _key(["Dots: consistency, 1 is always alike", "Bars: share of ratings of 1 or 2"], scale)
    description = (
        f"For each {period} a dot for how alike the ratings were, 1 being always the same, and a bar for the share of "
        "ratings of 1 or 2."
    )
    strips = touched_line(base, scale, DAYS[period], "starts_on", "period")
    layers = [strips, bars, joined(alike, scale), dots, placeholder]
    return styled(layers, description, px(120, scale), scale, title=key, transform=[IN_TURN])


def before_after_dots(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw the mean score before and after something was done, each with its interval and its n.

    Args:
        frame: what `audit.measures.intervention.before_after` returns, of one intervention: `when` ("before",
            "after"), `days`, `n`, `mean` (1-5; NaN where nothing was rated), `low`, `high`, `grade`.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    tip = tips(
        ("when:N", "", ""),
        ("mean:Q", "Mean score", ".2f"),
        ("low:Q", "Interval from", ".2f"),
        ("high:Q", "to", ".2f"),
        ("n:Q", "Observations", ","),
        ("days:Q", "Days", ","),
    )
    base = alt.Chart(frame).encode(y=alt.Y("when:N", sort=None, axis=None), tooltip=tip)
    at_mean = base.encode(x=score(alt.X, "mean", "Mean score, 1 to 5, with its 95 % interval"))
    evidence = f"datum.n > 0 ? {n_of_visits()} + ' · ' + datum.grade : 'nothing rated'"
    layers = [
        touched(base, "when"),
        *whisker(base, alt.X, scale),
        *named(base, "datum.when == 'before' ? 'Before' : 'After'", evidence, scale),
        dot(at_mean, scale),
        number(at_mean, "mean", scale, dy=-19),
    ]
    description = (
        "A dot for the mean score before and one for after, from 1 to 5, each on a line for its 95 % interval."
    )
    return styled(layers, description, alt.Step(px(ROW, scale)), scale)


def _key(lines: list[str], scale: float) -> alt.TitleParams:
    """Return what the lines and marks of a picture stand for, above it."""
    look: dict[str, Any] = {"anchor": "start", "color": SOFT.tone, "fontWeight": 400}
    return alt.TitleParams(text=lines, fontSize=px(SMALL, scale), lineHeight=px(18, scale), **look)


def _tips(form: str) -> Any:
    return tips(
        ("period:N", "Period", ""),
        ("mean:Q", "Mean", form),
        ("n:Q", "Observations", ","),
        ("kind:N", "It is", ""),
        ("centre:Q", "Centre line", form),
        ("lower:Q", "Lower limit", form),
        ("upper:Q", "Upper limit", form),
        ("ewma:Q", "Smoothed", form),
    )


def _at(column: str, lines: alt.Scale) -> alt.Y:
    return alt.Y(f"{column}:Q", scale=lines, title="")


def _limits(base: alt.Chart, lines: alt.Scale, ends: tuple[int, int], scale: float) -> list[alt.Chart]:
    """Return the band of chance, its edges where they lie within the scale, and the centre line."""
    dashes = alt.ExprRef(f"datum.provisional ? [{px(6, scale)}, {px(4, scale)}] : [1, 0]")
    edge: dict[str, Any] = {"color": SOFT.tone, "strokeWidth": px(1.5, scale), "strokeDash": dashes, "aria": False}
    known = base.transform_filter("isValid(datum.upper)")
    band = drawn(known, "area", color=BAND.tone, aria=False).encode(y=_at("low_edge", lines), y2="high_edge:Q")
    return [
        band,
        # beyond the scale there is no limit on that side, and no line
        drawn(known.transform_filter(f"datum.lower >= {ends[0]}"), "line", **edge).encode(y=_at("lower", lines)),
        drawn(known.transform_filter(f"datum.upper <= {ends[1]}"), "line", **edge).encode(y=_at("upper", lines)),
        drawn(known, "line", color=INK.tone, strokeWidth=px(1.5, scale), opacity=0.55, aria=False).encode(
            y=_at("centre", lines)
        ),
    ]


def _smoothed(base: alt.Chart, lines: alt.Scale, scale: float) -> list[alt.Chart]:
    counted = base.transform_filter("datum.counted && isValid(datum.ewma_upper)")
    look: dict[str, Any] = {"color": SOFT.tone, "strokeWidth": px(1.5, scale), "aria": False}
    dots = [px(1.5, scale), px(4, scale)]
    return [
        drawn(counted, "line", **look).encode(y=_at("ewma", lines)),
        drawn(counted, "line", strokeDash=dots, **look).encode(y=_at("ewma_lower", lines)),
        drawn(counted, "line", strokeDash=dots, **look).encode(y=_at("ewma_upper", lines)),
    ]


def _points(base: alt.Chart, scale: float) -> alt.Chart:
    names = list(_KINDS)
    shapes, edges, fillings = zip(*_KINDS.values(), strict=True)
    columns = alt.ExprRef(f"{WIDE} ? 3 : 1")
    legend = alt.Legend(title=None, orient="bottom", columns=columns, symbolSize=px(110 * scale, scale), offset=16)
    tones = [[shade.tone for shade in shades] for shades in (edges, fillings)]
    look = {"size": px(120 * scale, scale), "strokeWidth": px(2, scale), "opacity": 1}
    return drawn(base, "point", **look).encode(
        shape=alt.Shape("kind:N", scale=alt.Scale(domain=names, range=list(shapes)), legend=legend),
        stroke=alt.Stroke("kind:N", scale=alt.Scale(domain=names, range=tones[0]), legend=legend),
        fill=alt.Fill("kind:N", scale=alt.Scale(domain=names, range=tones[1]), legend=legend),
    )


def _named_limits(
    first: alt.Chart, lines: alt.Scale, ends: tuple[int, int], form: str, scale: float
) -> list[alt.Chart]:
    """Return the three numbers at the right, moved apart where they would cover each other."""
    known = first.transform_filter("isValid(datum.upper)")
    apart = f"max(0, {px(17, scale)} - abs(scale('y', datum.low_edge) - scale('y', datum.high_edge)) / 2)"
    upper, lower, centre = (
        with_word(name, number_text(f"datum.{column}", form))
        for name, column in (("upper limit", "upper"), ("lower limit", "lower"), ("centre", "centre"))
    )
    above = f"datum.upper > {ends[1]} ? ({WIDE} ? 'no limit above' : 'none') : {upper}"
    below = f"datum.lower < {ends[0]} ? ({WIDE} ? 'no limit below' : 'none') : {lower}"
    wait = f"datum.provisional ? ({WIDE} ? 'limits provisional' : 'provisional') : ''"
    at_upper, at_lower, at_centre = (
        known.encode(y=_at(column, lines)) for column in ("high_edge", "low_edge", "centre")
    )
    return [
        beside(at_upper, above, scale, dy=alt.ExprRef(f"-({apart})")),
        beside(at_centre, centre, scale, INK, fontWeight=600),
        beside(at_lower, below, scale, dy=alt.ExprRef(apart)),
        beside(at_lower, wait, scale, fontStyle="italic", dy=alt.ExprRef(f"{apart} + {px(17, scale)}")),
    ]
