"""How long bad experiences wait at each touchpoint: half of them, and the longest."""

import altair as alt
import pandas as pd

from audit.charts.rows import drawn, named, tips, words
from audit.charts.theme import BAD, DEBT, INK, PAPER, ROW, SOFT, VALUE, px, styled

_DAYS = "format({0}, ',.0f') + ({0} == 1 ? ' day' : ' days')"
_EVIDENCE = "format(datum.waiting, ',') + ' waiting · ' + format(datum.unowned, ',') + ' not owned'"
_TITLE = ["Days waited so far", "Round: half have waited at least this long", "Upright bar: the longest wait"]


def waiting_lines(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw for each touchpoint the median wait of its open bad experiences as a dot, and the longest as a bar.

    Args:
        frame: what `audit.measures.ageing.waiting` returns, where something waits: `touchpoint`, `waiting`, `unowned`,
            `overdue` (counts), `median_days`, `longest_days`.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    base = alt.Chart(frame).encode(
        y=alt.Y("touchpoint:N", sort=None, axis=None),
        tooltip=tips(
            ("touchpoint:N", "Touchpoint", ""),
            ("waiting:Q", "Waiting", ","),
            ("unowned:Q", "Without an owner", ","),
            ("overdue:Q", "Past the due day", ","),
            ("median_days:Q", "Half have waited, days", ",.1~f"),
            ("longest_days:Q", "The longest, days", ","),
        ),
    )
    line = drawn(base, "rule", color=SOFT.tone, strokeWidth=px(2, scale), aria=False)
    end = drawn(base, "tick", color=BAD.tone, thickness=px(4, scale), size=px(22, scale), opacity=1, aria=False)
    dot = drawn(
        base,
        "point",
        filled=False,
        opacity=1,
        size=px(130 * scale, scale),
        stroke=DEBT.tone,
        strokeWidth=px(2.5, scale),
        fill=PAPER.tone,
    )
    axis = alt.Axis(format=",d", tickCount=4, tickMinStep=1, grid=True)
    longest = base.encode(x=alt.X("longest_days:Q", title=_TITLE, axis=axis, scale=alt.Scale(zero=True)))
    layers = [
        line.encode(x=alt.X("longest_days:Q", title=""), x2=alt.datum(0)),
        end.encode(x=alt.X("longest_days:Q", title="")),
        dot.encode(x=alt.X("median_days:Q", title=_TITLE, axis=axis, scale=alt.Scale(zero=True))),
        words(longest, _DAYS.format("datum.longest_days"), scale, INK, size=VALUE, fontWeight=600, align="left", dx=10),
        *named(base, "datum.touchpoint", _EVIDENCE, scale, above=24),
    ]
    description = "A dot at the days half of each touchpoint's open bad experiences have waited, a bar at the longest."
    return styled(layers, description, alt.Step(px(ROW, scale)), scale)
