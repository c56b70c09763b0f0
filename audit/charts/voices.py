"""What people wrote, in pictures: the words that set complaints apart from praise, and the signals they ticked."""

import json
import math
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from audit.charts.rows import column_heads, dot, drawn, named, named_above, tips, words
from audit.charts.theme import BAD, GOOD, PAPER, SMALL, SOFT, either, px, styled
from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.model.number import spelled
from audit.model.share import percent_in_vega
from audit.model.walk_through import GOOD_SIGNALS, Signal

_TIMES = (1, 4, 16)  # times as often, the marks of the scale on both sides
_FARTHEST = math.log(45)  # a word beyond stands at the edge; the table tells how far it is
_OF_COMPLAINT = "datum.log_odds > 0"
_COUNTS = "format(datum.negatives, ',') + ' bad, ' + format(datum.positives, ',') + ' good'"
_HEAD, _CELL, _GAP = 21, 44, 8  # pixels: the name of a touchpoint, its cells beneath, and room before the next
SIGNALS = tuple((signal.value, signal in GOOD_SIGNALS) for signal in Signal)  # those that come with the app
_LETTERS = 10  # of a signal's name above its column, before it is broken
_PER_CENT = "format(100 * datum.share, '.0f')"  # as it is written: cells with the same number look the same
_STEPS = "".join(
    f"toNumber({_PER_CENT}) >= {least} ? {depth} : " for least, depth in ((20, 0.5), (10, 0.38), (5, 0.26))
)
_FEW = f"datum.n > 0 && datum.observations < {FEWEST_TO_JUDGE}"  # an anecdote, or thin: drawn hollow
_DEPTH = f"{_FEW} ? 0 : {_STEPS}datum.n > 0 ? 0.14 : 0.04"


def word_dots(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw each word where it belongs: to the right of the middle if of complaints, to the left if of praise.

    Args:
        frame: what `audit.measures.words.telling` returns: `word`, `negatives`, `positives` (notes it stands in),
            `log_odds`, `low`, `high` (natural logarithm, above 0 of complaints), `stands_out`.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    base = alt.Chart(frame).encode(
        y=alt.Y("word:N", sort=None, axis=None),
        tooltip=tips(
            ("word:N", "Word", ""),
            ("negatives:Q", "Complaints with it", ","),
            ("positives:Q", "Praise with it", ","),
            ("log_odds:Q", "Log odds", ".2f"),
            ("low:Q", "Interval from", ".2f"),
            ("high:Q", "to", ".2f"),
        ),
    )
    shade = either(_OF_COMPLAINT, BAD, GOOD)
    line = drawn(base, "rule", color=shade, strokeWidth=px(2, scale), aria=False)
    title = ["◀ more in praise, more in complaints ▶", "4× is four times as often; line: 95 % interval"]
    title.append("Arrow: it goes on beyond the edge")
    shape = alt.ExprRef(f"{_OF_COMPLAINT} ? 'triangle-down' : 'circle'")
    middle = drawn(base, "rule", color=SOFT.tone, strokeWidth=px(2, scale), opacity=0.6, aria=False)
    layers = [
        middle.encode(x=alt.XDatum(0, type="quantitative", scale=_apart(), axis=_scale_of_times(title))),
        line.encode(x=alt.X("low:Q", scale=_apart(), title=""), x2="high:Q"),
        dot(
            base.encode(x=alt.X("log_odds:Q", scale=_apart(), title="")),
            scale,
            hollow="!datum.stands_out",
            stroke=shade,
            fill=alt.ExprRef(f"!datum.stands_out ? {PAPER.js} : {_OF_COMPLAINT} ? {BAD.js} : {GOOD.js}"),
            shape=shape,
        ),
        *_beyond(base, shade, scale),
        *named(base, "datum.word", _COUNTS, scale, above=20),
    ]
    description = (
        "A mark for each word on a line for its interval; to the right of the middle it stands in complaints more "
        "often, to the left in praise; hollow where chance could have done it."
    )
    return styled(layers, description, alt.Step(px(52, scale)), scale)


def signal_heat(
    frame: pd.DataFrame, *, signals: Sequence[tuple[str, bool]] = SIGNALS, scale: float = 1.0
) -> alt.LayerChart:
    """Draw how often each signal was ticked, one strip of cells a touchpoint, count and share written in each.

    Args:
        frame: what `audit.measures.signals.signals` returns by touchpoint: `touchpoint`, `signal`, `n`, `observations`,
            `share` (0-1), `low`, `high`; a signal never ticked there has no row and shows an empty cell.
        signals: the names of the columns from left to right, each with whether it is a good sign.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    names = [name for name, _ in signals]
    trouble = json.dumps([name for name, is_good in signals if not is_good])
    base = (
        alt.Chart(frame)
        .transform_impute(impute="n", key="signal", keyvals=names, groupby=["touchpoint"], value=0)
        .encode(
            x=alt.X(
                "signal:N",
                scale=alt.Scale(domain=names),
                title=_heads_title(),
                axis=column_heads(names, _LETTERS, scale),
            ),
            y=alt.Y("touchpoint:N", sort=None, axis=None),
            tooltip=tips(
                ("touchpoint:N", "Touchpoint", ""),
                ("signal:N", "Signal", ""),
                ("n:Q", "Ticked on observations", ","),
                ("observations:Q", "Of", ","),
                ("share:Q", "Share", ".1%"),
                ("low:Q", "Interval from", ".1%"),
                ("high:Q", "to", ".1%"),
            ),
        )
    )
    look: dict[str, Any] = {
        "height": px(_CELL, scale),
        "width": {"band": 0.94},
        "yOffset": px(_HEAD / 2, scale),
        "cornerRadius": px(5, scale),
        "fill": either(f"indexof({trouble}, datum.signal) >= 0", BAD, GOOD),
        "fillOpacity": alt.ExprRef(_DEPTH),
        "stroke": alt.ExprRef(f"{_FEW} ? {SOFT.js} : 'transparent'"),
        "strokeWidth": px(1.5, scale),
    }
    middle = round(_HEAD / 2)
    count = "datum.n == 0 ? '' : datum.n < 10000 ? format(datum.n, ',') : format(datum.n, '.2s')"
    share = f"datum.n == 0 ? '' : {percent_in_vega('datum.share')}"
    once = f"datum.signal == {json.dumps(names[0])} ? datum.touchpoint : ''"
    layers = [
        drawn(base, "rect", **look),
        words(base, count, scale, size=16, fontWeight=600, dy=middle - 8),
        words(base, share, scale, size=SMALL, dy=middle + 11),
        named_above(base, once, scale, _CELL),
    ]
    description = (
        "A strip of cells for each touchpoint, one a signal, with the number of observations it was ticked on and "
        "their share; the signs of good service come first, then those of trouble. An empty cell was never ticked."
    )
    return styled(layers, description, alt.Step(px(_HEAD + _CELL + _GAP, scale)), scale)


def _beyond(base: alt.Chart, shade: alt.ExprRef, scale: float) -> list[alt.Chart]:
    """Return an arrow at either edge for each interval that does not end there."""
    ends = (("low", f"datum.low < {-_FARTHEST}", "◀"), ("high", f"datum.high > {_FARTHEST}", "▶"))
    return [
        words(
            base.encode(x=alt.X(f"{end}:Q", scale=_apart(), title="")), f"{when} ? '{arrow}' : ''", scale, color=shade
        )
        for end, when, arrow in ends
    ]


def _apart() -> alt.Scale:
    return alt.Scale(domain=[-_FARTHEST, _FARTHEST], nice=False, clamp=True)


def _scale_of_times(title: list[str]) -> alt.Axis:
    marks = sorted({sign * math.log(times) for times in _TIMES for sign in (-1, 1)})
    label = "abs(datum.value) < 0.01 ? 'alike' : round(exp(abs(datum.value))) + '×'"
    return alt.Axis(values=marks, labelExpr=label, grid=True, title=title, orient="top", titleAnchor="middle")


def _heads_title() -> list[str]:
    return [
        "Signs of good service first, then of trouble;",
        "observations it was ticked on, and their share;",
        f"hollow: of fewer than {spelled(FEWEST_TO_JUDGE)} observations",
    ]
