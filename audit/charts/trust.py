"""The trust ledger in pictures: who owes, how the balance moved, and whether another ratio would say otherwise."""

from typing import Any

import altair as alt
import pandas as pd

from audit.charts.rows import drawn, named, tips, two_lines, words
from audit.charts.theme import BAD, DEBT, DEBT_WASH, GOOD, INK, LINE_HEIGHT, PAPER, ROW, VALUE, Shade, dressed, px

_WORST_FIRST = alt.EncodingSortField(field="debt", op="max", order="descending")
_COUNTS = "format(datum.positives, ',d') + ' good, ' + format(datum.negatives, ',d') + ' bad'"
# kind of mark -> shape, colour, size; a negative points down, what pays it off lies flat or round
_EVENTS: dict[str, tuple[str, Shade, int]] = {
    "a negative": ("triangle-down", BAD, 150),
    "a positive that pays": ("stroke", GOOD, 70),
    "all paid": ("circle", GOOD, 120),
    "written off by a recovery": ("diamond", GOOD, 130),
}
_WHEN = ("datum.negatives > 0", "datum.paid > 0", "datum.paid > 0 && datum.balance == 0", "datum.written_off > 0")


def debt_bars(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw how many good experiences each touchpoint owes, the deepest in debt first, in both readings.

    Args:
        frame: what `audit.measures.trust.trust` returns by touchpoint: `touchpoint`, `positives`,
            `negatives`, `debt`, `debt_unresolved` (owed positives), `verdict`.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    base = alt.Chart(frame).encode(
        y=alt.Y("touchpoint:N", sort=_WORST_FIRST, axis=None),
        tooltip=tips(
            ("touchpoint:N", "Touchpoint", ""),
            ("debt:Q", "Good experiences owed", ","),
            ("debt_unresolved:Q", "Owed by unresolved negatives alone", ","),
            ("positives:Q", "Positives", ","),
            ("negatives:Q", "Negatives", ","),
            ("verdict:N", "Verdict", ""),
        ),
    )
    title = ["Good experiences owed", "Upright line: unresolved negatives only"]
    owed = alt.X("debt:Q", title=title, axis=alt.Axis(format=",d", tickCount=4, tickMinStep=1))
    bars = drawn(base, "bar", size=px(22, scale), color=DEBT.tone).encode(x=owed)
    lines = drawn(
        base,
        "tick",
        size=px(34, scale),
        thickness=px(3, scale),
        color=INK.tone,
        aria=False,
        opacity=alt.ExprRef("datum.debt > 0 ? 1 : 0"),
    ).encode(x="debt_unresolved:Q")
    text = "datum.debt > 0 ? 'owes ' + format(datum.debt, ',d') : datum.verdict"
    owes = words(base.encode(x=owed), text, scale, align="left", dx=10, fontWeight=600)
    layers = [bars, lines, owes, *named(base, "datum.touchpoint", _COUNTS, scale)]
    description = "A bar for each touchpoint, as long as the number of good experiences it owes."
    return dressed(layers, description, alt.Step(px(ROW, scale)), scale)


def balance_line(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw the running balance of one scope, with each negative and each payment on its day.

    Args:
        frame: the `days` of `audit.measures.trust.ledger` for one scope: `observed_on`, `positives`,
            `negatives`, `paid`, `written_off`, `balance` (owed positives at the end of the day).
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    dates = alt.Axis(
        grid=False,
        tickCount=5,
        labelOverlap="greedy",
        labelSeparation=px(10, scale),
        labelExpr="[timeFormat(datum.value, '%-d %b'), timeFormat(datum.value, '%Y')]",
    )
    base = alt.Chart(frame).encode(
        x=alt.X("observed_on:T", title=None, axis=dates),
        tooltip=tips(
            ("observed_on:T", "Day", "%-d %B %Y"),
            ("balance:Q", "Owed at the end of the day", ","),
            ("positives:Q", "Positives", ","),
            ("negatives:Q", "Negatives", ","),
            ("paid:Q", "Paid that day", ","),
            ("written_off:Q", "Written off that day", ","),
        ),
    )
    owed = alt.Y("balance:Q", title="Good experiences owed", axis=alt.Axis(format=",d", tickCount=4, tickMinStep=1))
    step = base.encode(y=owed)
    area = drawn(step, "area", interpolate="step-after", color=DEBT_WASH.tone, aria=False)
    line = drawn(step, "line", interpolate="step-after", color=DEBT.tone, strokeWidth=px(2, scale), aria=False)
    below = base.encode(y=alt.value(alt.ExprRef(f"height + {px(5, scale)}")))
    places = (step, below, step, step)
    marks = [_event(place, kind, when, scale) for place, kind, when in zip(places, _EVENTS, _WHEN, strict=True)]
    description = (
        "A line of the good experiences owed from day to day; it jumps up at each negative, "
        "falls by one with each positive that pays, and each of these days is marked."
    )
    return dressed([area, line, *marks], description, px(300, scale), scale)


def _event(base: alt.Chart, kind: str, when: str, scale: float) -> alt.Chart:
    shape, _, size = _EVENTS[kind]
    shapes = alt.Scale(domain=list(_EVENTS), range=[look[0] for look in _EVENTS.values()])
    shades = alt.Scale(domain=list(_EVENTS), range=[look[1].tone for look in _EVENTS.values()])
    columns = alt.ExprRef(f"width < {px(620, scale)} ? 2 : 4")
    legend = alt.Legend(title=None, orient="bottom", columns=columns, symbolSize=px(90 * scale, scale))
    mark = base.transform_filter(when).transform_calculate(kind=f"'{kind}'")
    look = {"filled": shape != "stroke", "opacity": 1, "aria": False}
    return drawn(mark, "point", size=px(size * scale, scale), strokeWidth=px(2, scale), **look).encode(
        shape=alt.Shape("kind:N", scale=shapes, legend=legend),
        color=alt.Color("kind:N", scale=shades, legend=legend),
    )


def ratio_band(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw what each touchpoint would owe were a negative said to cost fewer or more positives.

    Args:
        frame: what `audit.measures.trust.survives` returns by touchpoint: `touchpoint`, `ratio`, `debt`
            (owed positives), `verdict`; one row a touchpoint and ratio.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    ratios = alt.Axis(orient="top", labelExpr="'at ' + datum.label", labelAngle=0, titlePadding=px(10, scale))
    base = alt.Chart(frame).encode(
        x=alt.X("ratio:O", title="Good experiences owed, by the ratio", axis=ratios),
        y=alt.Y("touchpoint:N", sort=_WORST_FIRST, axis=None),
        tooltip=tips(
            ("touchpoint:N", "Touchpoint", ""),
            ("ratio:O", "Positives to one negative", ""),
            ("debt:Q", "Good experiences owed", ","),
            ("verdict:N", "Verdict", ""),
        ),
    )
    shown = alt.ExprRef("datum.debt > 0 ? 1 : 0")
    look = {"stroke": PAPER.tone, "strokeWidth": px(3, scale), "cornerRadius": px(5, scale)}
    cells = drawn(base, "rect", color=DEBT_WASH.tone, fillOpacity=shown, **look)
    owed = "datum.debt > 0 ? format(datum.debt, ',d') : '–'"
    numbers = words(base, owed, scale, size=VALUE - 1, fontWeight=600)  # four figures fit a cell of a phone
    once = f"isValid(datum.before) ? '' : {two_lines('datum.touchpoint')}"
    upper = alt.ExprRef(f"-(length({two_lines('datum.touchpoint')}) - 1) * {px(LINE_HEIGHT / 2, scale)}")
    at_left: dict[str, Any] = {"align": "right", "dx": -12, "dy": upper, "fontWeight": 600}
    names = words(base.encode(x=alt.value(0)), once, scale, **at_left)
    description = "A table of what each touchpoint owes at each ratio, the indebted cells shaded; a dash is no debt."
    first = {"window": [{"op": "lag", "field": "touchpoint", "as": "before"}], "groupby": ["touchpoint"]}
    return dressed([cells, numbers, names], description, alt.Step(px(46, scale)), scale, transform=[first])
