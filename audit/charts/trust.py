"""The trust ledger in pictures: who owes, how the balance moved, and whether another ratio would say otherwise."""

import altair as alt
import pandas as pd

from audit.charts.rows import drawn, named, narrow, tapping, tips, touched, words
from audit.charts.theme import BAD, DEBT, DEBT_WASH, GOOD, PAPER, ROW, VALUE, Shade, px, styled
from audit.model.day import DAY_KEY, DAY_WITHOUT_YEAR, LONG_DAY, YEAR

_WORST_FIRST = alt.EncodingSortField(field="debt", op="max", order="descending")
_COUNTS = "format(datum.positives, ',d') + ' good, ' + format(datum.negatives, ',d') + ' bad'"
_CELL = 48  # pixels, on a phone with the name of its touchpoint within
_LANE = 15  # pixels: the height of a lane of marks beneath the line
# kind of mark -> shape, colour, size, lane; a negative points down, what pays it off lies flat or round
_EVENTS: dict[str, tuple[str, Shade, int, int]] = {
    "a negative": ("triangle-down", BAD, 80, 1),
    "a positive that pays": ("stroke", GOOD, 60, 2),
    "all paid": ("circle", GOOD, 80, 2),
    "written off by a recovery": ("diamond", GOOD, 90, 3),
}
_LANES = 3
_WHEN = ("datum.negatives > 0", "datum.paid > 0", "datum.paid > 0 && datum.balance == 0", "datum.written_off > 0")

_ON_A_DAY = (
    ("observed_on:T", "Day", LONG_DAY),
    ("balance:Q", "Owed at the end of the day", ","),
    ("positives:Q", "Positives", ","),
    ("negatives:Q", "Negatives", ","),
    ("paid:Q", "Paid that day", ","),
    ("written_off:Q", "Written off that day", ","),
)


def debt_bars(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw how many good experiences each touchpoint owes, the deepest in debt first; pale, what recoveries wrote off.

    Args:
        frame: what `audit.measures.trust.trust` returns by touchpoint: `touchpoint`, `positives`, `negatives`, `debt`,
            `debt_without_recoveries`, `owed_before` (owed positives), `bad_per_100`, `bad_low`, `bad_high`, `verdict`.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    base = alt.Chart(frame).encode(
        y=alt.Y("touchpoint:N", sort=_WORST_FIRST, axis=None),
        tooltip=tips(
            ("touchpoint:N", "Touchpoint", ""),
            ("debt:Q", "Good experiences owed", ","),
            ("owed_before:Q", "Owed before", ","),
            ("debt_without_recoveries:Q", "Owed had no recovery been confirmed", ","),
            ("bad_per_100:Q", "Bad per 100 good or bad", ".0f"),
            ("bad_low:Q", "Interval from", ".0f"),
            ("bad_high:Q", "to", ".0f"),
            ("positives:Q", "Positives", ","),
            ("negatives:Q", "Negatives", ","),
            ("verdict:N", "Verdict", ""),
        ),
    )
    title = ["Good experiences owed", "Pale: spared by recoveries"]
    owed = alt.X("debt:Q", title=title, axis=alt.Axis(format=",d", tickCount=4, tickMinStep=1))
    bars = drawn(base, "bar", size=px(22, scale), color=DEBT.tone).encode(x=owed)
    pale = drawn(base, "bar", size=px(22, scale), color=DEBT_WASH.tone, aria=False)
    pale = pale.encode(x=owed, x2="debt_without_recoveries:Q")
    text = "datum.debt > 0 ? 'owes ' + format(datum.debt, ',d') : datum.verdict"
    at_end = base.encode(x=alt.X("debt_without_recoveries:Q"))
    owes = words(at_end, text, scale, align="left", dx=10, fontWeight=600)
    strips = touched(base, "touchpoint")
    layers = [strips, pale, bars, owes, *named(base, "datum.touchpoint", _COUNTS, scale, above=27)]
    description = (
        "A bar for each touchpoint, as long as the number of good experiences it owes; a paler part at its end is what "
        "it would owe too, had no recovery been confirmed."
    )
    return styled(layers, description, alt.Step(px(ROW, scale)), scale)


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
        labelPadding=px(_LANE * _LANES + 8, scale),
        labelExpr=f"[timeFormat(datum.value, '{DAY_WITHOUT_YEAR}'), timeFormat(datum.value, '{YEAR}')]",
    )
    base = alt.Chart(frame).encode(x=alt.X("observed_on:T", title=None, axis=dates), tooltip=tips(*_ON_A_DAY))
    owed = alt.Y("balance:Q", title="Good experiences owed", axis=alt.Axis(format=",d", tickCount=4, tickMinStep=1))
    step = base.encode(y=owed)
    area = drawn(step, "area", interpolate="step-after", color=DEBT_WASH.tone, aria=False)
    line = drawn(step, "line", interpolate="step-after", color=DEBT.tone, strokeWidth=px(2, scale), aria=False)
    marks = [_event(base, kind, when, scale) for kind, when in zip(_EVENTS, _WHEN, strict=True)]
    description = (
        "A line of the good experiences owed from day to day; it jumps up at each negative, "
        "falls by one with each positive that pays, and beneath it each of these days is marked."
    )
    layers = [area, line, _nearest_day(step), *marks]
    day = {"calculate": f"timeFormat(toDate(datum.observed_on), '{DAY_KEY}')", "as": "day"}
    return styled(layers, description, px(300, scale), scale, transform=[day])


def _nearest_day(base: alt.Chart) -> alt.Chart:
    """Return an unseen point for each day: a tap anywhere picks the nearest, which says itself what happened."""
    tip = [alt.Tooltip(column, title=title, format=form) for column, title, form in _ON_A_DAY]
    days = drawn(base, "point", opacity=0, cursor="pointer", aria=False).encode(tooltip=tip)
    readable = days.transform_filter("datum.positives + datum.negatives > 0")  # else there is nothing to read
    return readable.add_params(tapping("day", nearest=True))


def _event(base: alt.Chart, kind: str, when: str, scale: float) -> alt.Chart:
    """Return the days on which something happened, on a lane of its own beneath the line, which it leaves free."""
    shape, _, size, lane = _EVENTS[kind]
    shapes = alt.Scale(domain=list(_EVENTS), range=[look[0] for look in _EVENTS.values()])
    shades = alt.Scale(domain=list(_EVENTS), range=[look[1].tone for look in _EVENTS.values()])
    columns = alt.ExprRef(f"width < {px(280, scale)} ? 1 : width < {px(620, scale)} ? 2 : 4")
    legend = alt.Legend(title=None, orient="bottom", columns=columns, symbolSize=px(90 * scale, scale))
    lane_at = alt.value(alt.ExprRef(f"height + {px(_LANE * lane - 4, scale)}"))
    mark = base.transform_filter(when).transform_calculate(kind=f"'{kind}'").encode(y=lane_at)
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
    small = narrow(scale)
    lower = alt.ExprRef(f"{small} ? {px(10, scale)} : 0")
    look = {"stroke": PAPER.tone, "strokeWidth": px(3, scale), "cornerRadius": px(5, scale), "yOffset": lower}
    height = alt.ExprRef(f"{small} ? {px(_CELL - 18, scale)} : {px(_CELL, scale)}")
    cells = drawn(base, "rect", color=DEBT_WASH.tone, fillOpacity=shown, height=height, **look)
    owed = "datum.debt > 0 ? format(datum.debt, ',d') : '–'"
    numbers = words(base, owed, scale, size=VALUE - 1, fontWeight=600, dy=lower)
    once = base.transform_filter("!isValid(datum.before)")
    names = named(once, "datum.touchpoint", "''", scale, above=18)[:1]
    strips = touched(base, "touchpoint")
    description = "A table of what each touchpoint owes at each ratio, the indebted cells shaded; a dash is no debt."
    first = {"window": [{"op": "lag", "field": "touchpoint", "as": "before"}], "groupby": ["touchpoint"]}
    return styled(
        [strips, cells, numbers, *names], description, alt.Step(px(_CELL + 4, scale)), scale, transform=[first]
    )
