"""The five dimensions on the wall: where each stands to the target, and a bracket round what does not differ."""

from typing import Any

import altair as alt
import pandas as pd

from audit.charts.projected import PROJECTED, projected
from audit.charts.rows import DIMENSION, drawn, n_of_visits
from audit.charts.theme import ACCENT, INK, LINE, PAPER, SMALL, SOFT, VALUE, either
from audit.charts.wall import BAD_WORDS, Wall, floor_words

_TOP, _FOOT = 64, 62  # design pixels above and beneath the rows
_FROM, _TO = 350, 1150  # where the scale begins and where it ends at 5
_BRACKETS, _APART = 1215, 32  # where the first bracket stands, and how far the next is behind it
_MANY = "datum.joins > 1"
_RATED = "datum.n > 0"
_ONCE = "datum.row == 0"
_DESCRIPTION = (
    "A dot for the score of each dimension on a line for its 95 % interval, beside an upright line for our target. "
    "Brackets join dimensions of which no two surely differ."
)


def slide_rater(frame: pd.DataFrame, *, scale: float = PROJECTED) -> alt.LayerChart:
    """Draw where the five dimensions stand on as much of the scale as they need, and which do not differ.

    Args:
        frame: what `audit.publish.slides.rater.pictured` returns: `dimension`, `n`, `visits`, `score`, `low`, `high`,
            `target` (1-5, NaN = none), `row`, `floor`, `is_thin`, `is_short`, `aim`, `aim_at`, `joins_to`, `joins_at`,
            `joins`.
        scale: how large it is drawn, `PROJECTED` for a slide.
    """
    wall = _Rows(scale)
    base = alt.Chart(frame)
    layers = [
        *(part for number in range(1, 6) for part in _grid(base, number, wall)),
        *_names(base, wall),
        *_targets(base, wall),
        *_scores(base.transform_filter(_RATED), wall),
        *_brackets(base, wall),
    ]
    return projected(layers, _DESCRIPTION, scale=scale)


class _Rows(Wall):
    """Where rows and scores stand in the picture, as Vega expressions over a row."""

    def x(self, score: str) -> Any:
        """Return how far from the left a score is."""
        share = f"(({score}) - datum.floor) / (5 - datum.floor)"
        return alt.value(alt.ExprRef(f"{self.px(_FROM)} + {share} * {self.px(_TO - _FROM)}"))

    def y(self, row: str = "datum.row") -> Any:
        """Return how far from the top the middle of a row is."""
        tall = f"(height - {self.px(_TOP + _FOOT)}) / 5"
        return alt.value(alt.ExprRef(f"{self.px(_TOP)} + ({row} + 0.5) * {tall}"))

    def across(self, size: float) -> Any:
        """Return a place so many design pixels from the left."""
        return alt.value(self.px(size))


def _grid(base: alt.Chart, number: int, wall: _Rows) -> list[alt.Chart]:
    """Return one whole number of the scale as a line with its figure, where the scale reaches down to it."""
    once = base.transform_filter(f"{_ONCE} && datum.floor <= {number}").encode(x=wall.x(str(number)))
    line = drawn(once, "rule", color=LINE.tone, strokeWidth=wall.px(2), aria=False)
    foot = once.encode(y=alt.value("height"))
    return [
        line.encode(y=wall.y("-0.45"), y2=wall.y("4.5")),
        wall.words(foot, f"'{number}'", {"dy": -30, "size": SMALL, "shade": SOFT}),
    ]


def _names(base: alt.Chart, wall: _Rows) -> list[alt.Chart]:
    """Return each dimension's name, on how much it rests, and beneath them where the scale begins."""
    at = base.encode(y=wall.y())
    once = base.transform_filter(_ONCE).encode(x=wall.across(_TO + 40), y=alt.value("height"))
    counts = f"{_RATED} ? {n_of_visits()} : ''"
    return [
        wall.words(at.encode(x=wall.across(_FROM - 30)), DIMENSION, {"align": "right", "fontWeight": 600}),
        wall.words(at.encode(x=alt.value("width")), counts, {"align": "right", "size": SMALL, "shade": SOFT}),
        wall.words(once, floor_words(), {"align": "left", "dy": -30, "size": SMALL, "shade": SOFT}),
        wall.words(
            at.transform_filter(f"!({_RATED})").encode(x=wall.across(_FROM + 16)),
            "'not rated'",
            {"align": "left", "size": SMALL, "shade": SOFT},
        ),
    ]


def _targets(base: alt.Chart, wall: _Rows) -> list[alt.Chart]:
    """Return the target of each dimension as a thick upright line, and all of them in words above."""
    aimed = base.transform_filter("isValid(datum.target)").encode(x=wall.x("datum.target"))
    line = drawn(aimed, "rule", color=INK.tone, strokeWidth=wall.px(8), aria=False)
    once = base.transform_filter("datum.aim !== ''").encode(x=wall.x("datum.aim_at"), y=wall.across(26))
    return [
        line.encode(y=wall.y("datum.row - 0.5"), y2=wall.y("datum.row + 0.5")),
        wall.words(once, "datum.aim", {"align": "right", "dx": 8, "fontWeight": 600, "size": SMALL}),
    ]


def _scores(base: alt.Chart, wall: _Rows) -> list[alt.Chart]:
    """Return each score on its interval with its figure, hollow where evidence is thin, and how far short it is."""
    at = base.encode(y=wall.y())
    short = at.transform_filter("datum.is_short")
    look: dict[str, Any] = {"aria": False, "strokeCap": "round"}
    dots = [1, wall.px(9)]
    behind = drawn(short, "rule", color=SOFT.tone, strokeWidth=wall.px(3), strokeDash=dots, **look)
    interval = drawn(at, "rule", color=ACCENT.tone, strokeWidth=wall.px(6), **look)
    point = drawn(
        at,
        "point",
        shape="circle",
        opacity=1,
        size=wall.area(32),
        fill=either("datum.is_thin", PAPER, ACCENT),
        stroke=ACCENT.tone,
        strokeWidth=wall.px(4),
    )
    figure = {"align": "right", "dx": -20, "fontWeight": 600, "size": VALUE}
    gap = "format(datum.target - datum.score, '.1f') + ' short'"
    away = {"align": "right", "dx": -18, "dy": 26, "fontWeight": 600, "size": SMALL, "shade": BAD_WORDS}
    return [
        behind.encode(x=wall.x("datum.high"), x2=wall.x("datum.target")),
        interval.encode(x=wall.x("datum.low"), x2=wall.x("datum.high")),
        point.encode(x=wall.x("datum.score")),
        wall.words(at.encode(x=wall.x("datum.low")), "format(datum.score, '.1f')", figure),
        wall.words(short.encode(x=wall.x("datum.target")), gap, away),
    ]


def _brackets(base: alt.Chart, wall: _Rows) -> list[alt.Chart]:
    """Return a bracket for each run of rows of which no two surely differ, and what a bracket says."""
    begun = base.transform_filter("datum.joins_to >= 0")
    at = f"{wall.px(_BRACKETS)} + datum.joins_at * {wall.px(_APART)}"
    edge, tip = alt.value(alt.ExprRef(at)), alt.value(alt.ExprRef(f"{at} - {wall.px(18)}"))
    line = drawn(begun, "rule", color=SOFT.tone, strokeWidth=wall.px(4), strokeCap="square", aria=False)
    first, last = wall.y("datum.row - 0.1"), wall.y("datum.joins_to + 0.1")
    middle = begun.transform_filter(f"!({_MANY})").encode(
        x=wall.across(_BRACKETS + 18), y=wall.y("(datum.row + datum.joins_to) / 2")
    )
    above = base.transform_filter(f"{_ONCE} && {_MANY}").encode(x=wall.across(_BRACKETS - 18), y=wall.across(26))
    look: dict[str, Any] = {"align": "left", "size": SMALL}
    return [
        line.encode(x=edge, y=first, y2=last),
        line.encode(x=tip, x2=edge, y=first),
        line.encode(x=tip, x2=edge, y=last),
        wall.words(middle, "'no two\\nsurely\\ndiffer'", look | {"dy": -46}),
        wall.words(above, "'joined: no two surely differ'", look),
    ]
