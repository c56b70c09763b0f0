"""What was looked at and what was not: how often each touchpoint was observed, and at what time of the week."""

import json
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from audit.charts.rows import column_heads, drawn, named_above, tips, words
from audit.charts.theme import INK, PAPER, SCORE_SHADES, SOFT, either, px, styled
from audit.model.day import SHORT_DAY
from audit.model.daypart import DAYPARTS, NOT_KNOWN
from audit.model.view import WEEKDAYS

_STEPS = (1, 3, 5, 10, 30)  # a shade deeper with each grade of evidence; 0 is no shade at all
_SHADES = (PAPER, *SCORE_SHADES[1:6])
_DEEP = f"datum.n >= {_STEPS[-1]}"
_COUNT = "datum.n < 10000 ? format(datum.n, ',') : format(datum.n, '.2s')"
_NOT_RECORDED = "not said"
_OPEN = {"", NOT_KNOWN}
_LINE = 14  # letters of a word above a column before it is broken
_HEAD, _CELL, _GAP = 21, 34, 8  # pixels: the name of a touchpoint, its cells beneath, and room before the next
_NONE = "Observations; dashed with 0: never observed"
_NONE_KNOWN = "Observations; dashed with 0: none known"  # where some observations do not say
_TRUTH = "Diamond: moment of truth"


def coverage_heat(
    frame: pd.DataFrame, *, by: str = "daypart", columns: Sequence[str] = DAYPARTS, scale: float = 1.0
) -> alt.LayerChart:
    """Draw how often each touchpoint was observed, one strip of cells a touchpoint, the count written in each.

    A cell never observed is empty and dashed; where there is no cell, the question makes no sense there.

    Args:
        frame: what `audit.measures.coverage.coverage` returns with one key: `touchpoint`, that key,
            `is_moment_of_truth`, `n` (observations).
        by: the key.
        columns: its words from left to right, "" = not said.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    shown = f"indexof({json.dumps(list(columns))}, datum.{by}) >= 0"  # Vega-Lite's own oneOf knows no empty word
    base = alt.Chart(frame).encode(
        x=_across(by, columns, [_TRUTH], scale),
        y=alt.Y("touchpoint:N", sort=None, axis=None),
        tooltip=tips(
            ("touchpoint:N", "Touchpoint", ""),
            (f"{by}:N", by.replace("_", " ").capitalize(), ""),
            ("n:Q", "Observations", ","),
            ("last_observed_on:T", "Last observed", SHORT_DAY),
        ),
    )
    once = "isValid(datum.before) ? '' : (datum.is_moment_of_truth ? '◆ ' : '') + datum.touchpoint"
    names = named_above(base, once, scale, _CELL)
    description = (
        "A strip of cells for each touchpoint with the number of observations in each cell; a dashed cell with 0 has "
        "none known. The touchpoints nobody observed come first."
    )
    layers = [*_cells(base, scale, _HEAD / 2), names]
    height = alt.Step(px(_HEAD + _CELL + _GAP, scale))
    # the name once a strip, not once a cell
    first = {"window": [{"op": "lag", "field": "touchpoint", "as": "before"}], "groupby": ["touchpoint"]}
    return styled(layers, description, height, scale, transform=[{"filter": shown}, first])


def week_heat(frame: pd.DataFrame, *, columns: Sequence[str] = DAYPARTS, scale: float = 1.0) -> alt.LayerChart:
    """Draw at what time of the week anything was observed, the count written in each cell.

    Args:
        frame: what `audit.measures.coverage.times_of_week` returns: `weekday`, `daypart`, `n` (observations).
        columns: the parts of the day from left to right.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    short = alt.Axis(labelExpr="slice(datum.label, 0, 3)", labelColor=INK.tone)
    base = alt.Chart(frame).encode(
        x=_across("daypart", columns, [], scale),
        y=alt.Y("weekday:N", scale=alt.Scale(domain=list(WEEKDAYS)), title=None, axis=short),
        tooltip=tips(("weekday:N", "Weekday", ""), ("daypart:N", "Daypart", ""), ("n:Q", "Observations", ",")),
    )
    description = "A table of weekdays by parts of the day with the number of observations in each cell."
    return styled(_cells(base, scale, 0), description, alt.Step(px(_CELL + _GAP, scale)), scale)


def _across(by: str, columns: Sequence[str], more: list[str], scale: float) -> alt.X:
    """Return the columns with a key above them; who does not say when or where may have been in any of them."""
    title = [_NONE_KNOWN if _OPEN & set(columns) else _NONE, *more]
    label = f"(datum.label === '' ? '{_NOT_RECORDED}' : datum.label)"
    heads = column_heads(columns, _LINE, scale, label)
    return alt.X(f"{by}:N", scale=alt.Scale(domain=list(columns)), title=title, axis=heads)


def _cells(base: alt.Chart, scale: float, lower: float) -> list[alt.Chart]:
    """Return the cells with their counts, set `lower` by so many pixels within their row."""
    # by the number as it is written, so that equal numbers look the same
    steps = alt.Scale(type="threshold", domain=list(_STEPS), range=[shade.tone for shade in _SHADES])
    look: dict[str, Any] = {
        "height": px(_CELL, scale),
        "width": {"band": 0.94},
        "yOffset": px(lower, scale),
        "cornerRadius": px(5, scale),
        "stroke": SOFT.tone,
        "strokeWidth": alt.ExprRef(f"datum.n > 0 ? 0 : {px(1.5, scale)}"),
        "strokeDash": [px(4, scale), px(3, scale)],
    }
    cells = drawn(base, "rect", **look).encode(color=alt.Color("n:Q", legend=None, scale=steps))
    counts = words(base, _COUNT, scale, size=16, fontWeight=600, color=either(_DEEP, PAPER, INK), dy=round(lower))
    return [cells, counts]
