"""Watermelons in pictures: what the metric says across, what visits found upwards, and how far apart the two are."""

from typing import Any

import altair as alt
import pandas as pd

from audit.charts.labels import MOST_NAMED
from audit.charts.rows import HOLDER, drawn, n_of_visits, named, tips, touched, touched_dot, whisker, words
from audit.charts.shares import SET_BESIDE, interval, shaded, share
from audit.charts.theme import (
    ACCENT,
    BAD,
    BAND,
    GOOD,
    INK,
    LINE_HEIGHT,
    NEUTRAL,
    PAPER,
    ROW,
    SMALL,
    SOFT,
    TEXT,
    px,
    styled,
)
from audit.model.number import as_set
from audit.model.programme import EXPERIENCE_TARGET
from audit.model.share import percent_in_vega

_WIDE = f"({HOLDER} > {{}})"
_ONCE = "datum.no == 1"
_NUMBERED = f"datum.no <= {MOST_NAMED}"  # the others are smaller dots, named in the table
_MARGIN = "datum.attained_share - datum.target_share"
_IS = "datum.status == '{}'".format
_FEW, _POSSIBLE = _IS("too few visits"), _IS("possible watermelon")
_OUTSIDE_RED = f"({_IS('bitter')} || {_IS('honest red')})"
_INSIDE_RED = f"({_IS('watermelon')} || {_IS('bitter')})"
_OPEN = "(datum.low < datum.experience_target && datum.high >= datum.experience_target)"  # the aim is in the interval
_HOLLOW = f"({_FEW} || {_OPEN})"
_SHARES = (
    f"'metric ' + {percent_in_vega('datum.attained_share')} + ', visits ' + {percent_in_vega('datum.positive_share')}"
)
_EVIDENCE = f"datum.n > 0 ? {_SHARES} + ', ' + {n_of_visits()} : 'no visit'"
_TIPS = tips(
    ("label:N", "Service", ""),
    ("metric:N", "Metric", ""),
    *SET_BESIDE,
)
# name -> what it means, whether it stands right, whether at the top
_QUARTERS = {
    "Ripe": ("metric met, visits fine", True, True),
    "Watermelon": ("metric met, visits poor", True, False),
    "Honest red": ("metric missed, visits fine", False, True),
    "Bitter": ("metric missed, visits poor", False, False),
}


def watermelon_map(frame: pd.DataFrame, *, target: float = EXPERIENCE_TARGET, scale: float = 1.0) -> alt.LayerChart:
    """Draw each service by what its metric says (across) and what visits found (upwards), in four named quarters.

    Across is the distance to the metric's own target, as targets differ. The rim of a dot is the metric's colour,
    its inside that of the visits: a watermelon is blue outside and vermilion inside. A visit's verdict has its shape
    too, a circle for fine and a diamond for poor, and what is not sure is hollow.

    Args:
        frame: what `audit.charts.labels.labelled` makes of `audit.measures.watermelon.watermelon`; a service nobody
            visited is not drawn.
        target: the positive share that counts as a good experience, 0-1.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    visited = alt.Chart(frame).transform_filter("datum.n > 0")  # the others would only widen the picture
    base = visited.encode(x=_x("margin"), tooltip=_TIPS)
    at_share = base.encode(y=share("positive_share"))
    layers = [
        *_background(_once(frame), target, scale),
        _axes(visited, target, scale),
        touched_dot(at_share, scale, "no"),
        *_names(at_share, scale),
        *interval(base, scale, _FEW),
        _dot(at_share, scale),
        _number(at_share, scale),
    ]
    description = (
        "Each service as a numbered dot: further right the better its metric meets its own target, higher the more "
        "visits went well, with a line for the 95 % interval. Bottom right, metric met and visits poor, are the "
        "watermelons."
    )
    margins = [
        {"calculate": _MARGIN, "as": "margin"},
        {"calculate": "min(-0.1, -0.7 * datum.margin, 1.1 * datum.margin)", "as": "left"},
        {"calculate": "max(0.1, -0.7 * datum.margin, 1.1 * datum.margin)", "as": "right"},
    ]
    return styled(layers, description, px(440, scale), scale, transform=margins)


def gap_whiskers(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw by how much each service's metric looks better than the visits to it, with the interval of that gap.

    Args:
        frame: what `audit.charts.labels.labelled` makes of `audit.measures.watermelon.watermelon`.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    title = ["Metric minus visits, in points, with 95 % interval", "Right of 0 the metric looks better than the visits"]
    points = alt.Axis(labelExpr="datum.value == 0 ? '0' : format(100 * datum.value, '+.0f')", tickCount=5)
    base = alt.Chart(frame).encode(y=alt.Y("no:O", axis=None), tooltip=_TIPS)
    at_gap = base.encode(x=alt.X("gap:Q", title=title, axis=points))
    zero = drawn(base, "rule", color=SOFT.tone, strokeWidth=px(1.5, scale), aria=False)
    shade = shaded(((_FEW, NEUTRAL),), ACCENT)
    name = "datum.no + '. ' + datum.label"
    layers = [
        touched(base, "no"),
        zero.encode(  # row by row, beneath its name, which stands in the picture on a phone
            x=alt.XDatum(0, type="quantitative"),
            y=alt.Y("no:O", axis=None, bandPosition=0.35),
            y2=alt.Y2("no:O", bandPosition=0.78),
        ),
        *whisker(base, alt.X, scale, lambda end: alt.X(f"{end}:Q"), shade, ("gap_low", "gap_high")),
        _dot(at_gap, scale, 300),
        words(
            at_gap,
            "isValid(datum.gap) ? format(100 * datum.gap, '+.0f') : ''",
            scale,
            dy=-21,
            size=TEXT,
            fontWeight=600,
        ),
        *named(base, name, f"datum.status + (datum.n > 0 ? ', ' + {n_of_visits()} : '')", scale, above=38),
    ]
    description = "For each service, how many points its metric lies above the share of visits that went well."
    return styled(layers, description, alt.Step(px(ROW, scale)), scale)


def _once(frame: pd.DataFrame) -> alt.Chart:
    """Return one row for what is drawn once; a tap on it is a tap on no service."""
    return alt.Chart(frame).transform_filter(_ONCE).transform_calculate(no="0")


def _x(column: str, **axis: Any) -> alt.X:
    return alt.X(f"{column}:Q", scale=alt.Scale(nice=False), **axis)


def _axes(rows: alt.Chart, target: float, scale: float) -> alt.Chart:
    """Return the axes, wide enough that no quarter is squeezed: at least ten points, and most of the other side."""
    names_between = f"{_roomy(scale)} ? {px(64, scale)} : {px(40, scale)}"
    points = alt.Axis(
        labelExpr="datum.value == 0 ? 'target' : format(100 * datum.value, '+.0f')",
        labelPadding=alt.ExprRef(names_between),
        grid=False,
        tickCount=5,
    )
    shares = alt.Axis(format=".0%", values=[0, 0.2, 0.4, 0.6, 0.8, 1], grid=True)
    across = ["Metric, in points", "below or above its own target"]
    return drawn(rows, "rule", opacity=0, aria=False).encode(
        x=_x("left", title=across, axis=points),
        x2="right:Q",
        y=share("experience_target", title=f"Visits that went well (aim: {as_set(target)})", axis=shares),
    )


def _background(once: alt.Chart, target: float, scale: float) -> list[alt.Chart]:
    """Return the quarter of the watermelons shaded, both targets as lines, and the names of the quarters."""
    across, up = alt.XDatum(0, type="quantitative"), alt.YDatum(target, type="quantitative")
    shade = drawn(once, "rect", color=BAND.tone, aria=False)
    line = drawn(once, "rule", color=SOFT.tone, strokeWidth=px(1.5, scale), strokeDash=[5, 5], aria=False)
    return [
        shade.encode(x=across, x2=alt.value("width"), y=up, y2=alt.value("height")),
        line.encode(x=across, y=alt.value(0), y2=alt.value("height")),
        line.encode(y=up, x=alt.value(0), x2=alt.value("width")),
        *(part for name in _QUARTERS for part in _quarter(once, name, scale)),
    ]


def _quarter(once: alt.Chart, name: str, scale: float) -> list[alt.Chart]:
    """Return the name of a quarter in its outer corner, above the picture or beneath it, where no dot can be."""
    meaning, at_right, at_top = _QUARTERS[name]
    corner = once.encode(x=alt.value("width" if at_right else 0), y=alt.value(0 if at_top else alt.ExprRef("height")))
    side: dict[str, Any] = {"align": "right", "dx": -10} if at_right else {"align": "left", "dx": 10}
    roomy = _roomy(scale)
    first, second = (-36, -14) if at_top else (20, 44)
    return [
        words(corner, f"{roomy} ? '{name}' : ''", scale, dy=first, fontWeight=700, size=22, **side),
        words(corner, f"{roomy} ? '' : '{name}'", scale, dy=first, fontWeight=700, size=TEXT, **side),
        words(corner, f"{roomy} ? '{meaning}' : ''", scale, SOFT, dy=second, size=SMALL, **side),
    ]


def _roomy(scale: float) -> str:
    return f"width > {px(400, scale)}"


def _names(base: alt.Chart, scale: float) -> list[alt.Chart]:
    """Return each name at the right edge with a thin line to its dot; on a narrow screen the number must do."""
    wide = _WIDE.format(px(760, scale))
    shown = f"{wide} && isValid(datum.label_at)"
    edge = alt.value(alt.ExprRef(f"width + {px(14, scale)}"))
    line = drawn(
        base, "rule", color=SOFT.tone, strokeWidth=px(1, scale), opacity=alt.ExprRef(f"{shown} ? 0.5 : 0"), aria=False
    )
    beside = base.encode(x=edge, y=share("label_at"))
    name = f"{shown} ? datum.no + '. ' + truncate(datum.label, 40) : ''"
    evidence = f"{shown} ? {_EVIDENCE} : ''"
    return [
        line.encode(x2=edge, y2="label_at:Q"),
        words(beside, name, scale, align="left", dx=6, dy=-8, fontWeight=600),
        words(beside, evidence, scale, SOFT, size=SMALL, align="left", dx=6, dy=LINE_HEIGHT - 8),
    ]


def _dot(base: alt.Chart, scale: float, size: int = 620) -> alt.Chart:
    """Return the mark of a service: rim as the metric, inside as the visits, hollow where that is not sure."""
    rim = shaded(((_FEW, NEUTRAL), (_OUTSIDE_RED, BAD)), GOOD)
    inside = shaded(((_HOLLOW, PAPER), (_INSIDE_RED, BAD)), GOOD)
    poor = f"({_INSIDE_RED} || {_POSSIBLE})"
    return drawn(
        base,
        "point",
        filled=False,
        opacity=1,
        size=alt.ExprRef(f"({poor} ? 1.35 : 1) * ({_NUMBERED} ? 1 : 0.3) * {px(size * scale, scale)}"),
        stroke=rim,
        strokeWidth=px(4, scale),
        fill=inside,
        shape=alt.ExprRef(f"{poor} ? 'diamond' : 'circle'"),
    )


def _number(base: alt.Chart, scale: float) -> alt.Chart:
    shade = shaded(((_HOLLOW, INK),), PAPER)
    return words(base, f"{_NUMBERED} ? datum.no : ''", scale, size=TEXT, fontWeight=700, color=shade)
