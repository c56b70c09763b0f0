"""A journey on the wall: every touchpoint in turn, its low points lit, its target a line."""

from typing import Any

import altair as alt
import pandas as pd

from audit.charts.projected import PROJECTED, projected
from audit.charts.rows import drawn, words
from audit.charts.theme import ACCENT, BAD, BAND, INK, LINE, NEUTRAL, PAPER, SMALL, SOFT, either
from audit.charts.wall import LINE_APART, Wall, floor_words

_LEFT, _RIGHT, _TOP, _FOOT = 50, 190, 66, 40  # design pixels round the scores: numbers, target, key, above stages
_LEADS = 44  # design pixels between the scores and the names of the low points
_HALO = 62
_RATED = "isValid(datum.score)"
_FIRST = "datum.place == 0"
_FEW = "datum.few !== ''"
_DIAMOND = "datum.is_moment_of_truth ? 'diamond' : 'circle'"
_DESCRIPTION = (
    "The touchpoints of a journey from left to right, each with its score on the scale to 5, beside a line for the "
    "target; its low points are lit and named. Diamonds are moments of truth, dashed marks were rated once or twice."
)


def slide_journey(frame: pd.DataFrame, *, scale: float = PROJECTED) -> alt.LayerChart:
    """Draw the touchpoints of one journey from left to right with their scores, on as much of the scale as they need.

    Args:
        frame: what `audit.publish.slides.journey_places.placed` returns: `place`, `count`, `score`, `low`, `high`,
            `target` (1-5), `is_moment_of_truth`, `is_low`, `few`, `name`, `name_lines`, `named_at`,
            `most_name_lines`, `floor`, `aim`, `aim_at`, `stage_first`, `stage_last`, `stage_no`, `stage_name`,
            `most_stage_lines`.
        scale: how large it is drawn, `PROJECTED` for a slide.
    """
    wall = _Journey(scale)
    base = alt.Chart(frame)
    layers = [
        *_stages(base, wall),
        *(part for number in range(1, 6) for part in _grid(base, number, wall)),
        *_key(base, wall),
        *_targets(base, wall),
        *_scores(base, wall),
        *_names(base, wall),
    ]
    return projected(layers, _DESCRIPTION, scale=scale)


class _Journey(Wall):
    """Where places and scores stand in the picture, as Vega expressions over a row."""

    def x(self, place: str) -> Any:
        """Return how far from the left a place is, the middle of the first being 0.5."""
        room = f"(width - {self.px(_LEFT + _RIGHT)})"
        return alt.value(alt.ExprRef(f"{self.px(_LEFT)} + ({place}) / datum.count * {room}"))

    def y(self, score: str) -> Any:
        """Return how far from the top a score is."""
        room = f"({self.end_of_scores} - {self.px(_TOP)})"
        return alt.value(alt.ExprRef(f"{self.px(_TOP)} + (5 - ({score})) / (5 - datum.floor) * {room}"))

    @property
    def end_of_scores(self) -> str:
        """How far from the top the scale begins, above the names of low points."""
        names = f"{self.px(_LEADS)} + (datum.most_name_lines + 1) * {self.px(LINE_APART)}"
        return f"({self.top_of_stages} - (datum.most_name_lines ? {names} : 0))"

    @property
    def top_of_stages(self) -> str:
        """How far from the top the space above the names of the stages begins."""
        return f"(height - {self.px(_FOOT)} - datum.most_stage_lines * {self.px(LINE_APART)})"


def _stages(base: alt.Chart, wall: _Journey) -> list[alt.Chart]:
    """Return a band for every other stage, and the name of each beneath it."""
    begin = base.transform_filter("datum.place == datum.stage_first")
    across = {"x": wall.x("datum.stage_first"), "x2": wall.x("datum.stage_last + 1")}
    tall = {"y": alt.value(0), "y2": alt.value("height")}
    shade = alt.ExprRef("datum.stage_no % 2 == 0 ? 0.75 : 0")
    at = alt.value(alt.ExprRef(f"{wall.top_of_stages} + {wall.px(_FOOT)}"))
    middle = {"x": wall.x("(datum.stage_first + datum.stage_last + 1) / 2"), "y": at}
    look = {"size": SMALL, "baseline": "top", "shade": SOFT}
    return [
        drawn(begin, "rect", color=BAND.tone, opacity=shade, aria=False).encode(**across, **tall),
        wall.words(begin.encode(**middle), "datum.stage_name", look),
    ]


def _grid(base: alt.Chart, number: int, wall: _Journey) -> list[alt.Chart]:
    """Return one whole number of the scale as a line with its figure, where the scale reaches down to it."""
    once = base.transform_filter(f"{_FIRST} && datum.floor <= {number}").encode(y=wall.y(str(number)))
    line = drawn(once, "rule", color=LINE.tone, strokeWidth=wall.px(2), aria=False)
    figure = wall.words(
        once.encode(x=wall.x("0")), f"'{number}'", {"align": "right", "dx": -16, "shade": SOFT, "size": SMALL}
    )
    return [line.encode(x=wall.x("0"), x2=wall.x("datum.count")), figure]


def _key(base: alt.Chart, wall: _Journey) -> list[alt.Chart]:
    """Say what a diamond is and where the scale begins, above the scores."""
    once = base.transform_filter(_FIRST).encode(y=alt.value(wall.px(24)))
    look = {"align": "left", "size": SMALL, "shade": SOFT}
    diamond = drawn(once, "point", shape="diamond", filled=True, color=ACCENT.tone, size=wall.area(30), opacity=1)
    return [
        wall.words(once.encode(x=wall.x("0")), floor_words(), look | {"dx": 8}),
        diamond.encode(x=alt.value(wall.px(_LEFT + 520))),
        wall.words(once.encode(x=alt.value(wall.px(_LEFT + 546))), "'moment of truth'", look),
        wall.words(once.encode(x=alt.value(wall.px(_LEFT + 880))), "'dashed: rated once or twice'", look),
    ]


def _targets(base: alt.Chart, wall: _Journey) -> list[alt.Chart]:
    """Return the target of each touchpoint as a thick dotted line, and in words behind the last."""
    aimed = base.transform_filter("isValid(datum.target)").encode(y=wall.y("datum.target"))
    line = drawn(aimed, "rule", color=INK.tone, strokeWidth=wall.px(4), strokeDash=[2, wall.px(10)], strokeCap="round")
    once = base.transform_filter("datum.aim !== ''").encode(x=wall.x("datum.count"), y=wall.y("datum.aim_at"))
    look = {"align": "left", "dx": 18, "dy": -LINE_APART, "fontWeight": 600, "size": SMALL}
    return [
        line.encode(x=wall.x("datum.place"), x2=wall.x("datum.place + 1")),
        wall.words(once, "datum.aim", look),
    ]


def _scores(base: alt.Chart, wall: _Journey) -> list[alt.Chart]:
    """Return the line through the scores, their intervals and their marks."""
    at = base.transform_filter(_RATED).encode(x=wall.x("datum.place + 0.5"), y=wall.y("datum.score"))
    low = at.transform_filter("datum.is_low")
    shade = either("datum.is_low", BAD, NEUTRAL)
    thick = alt.ExprRef(f"datum.is_low ? {wall.px(6)} : {wall.px(3)}")
    faint = alt.ExprRef("datum.is_low ? 1 : 0.45")
    interval = drawn(at, "rule", color=shade, strokeWidth=thick, opacity=faint, aria=False)
    dashes = alt.ExprRef(f"{_FEW} ? [{wall.px(6)}, {wall.px(5)}] : [1, 0]")
    sized = f"datum.is_low ? {wall.area(52)} : datum.is_moment_of_truth ? {wall.area(38)} : {wall.area(28)}"
    fill = alt.ExprRef(f"datum.is_low ? {BAD.js} : {_FEW} || !datum.is_moment_of_truth ? {PAPER.js} : {ACCENT.js}")
    stroke = alt.ExprRef(f"datum.is_low ? {PAPER.js} : datum.is_moment_of_truth ? {ACCENT.js} : {SOFT.js}")
    return [
        drawn(low, "point", shape="circle", filled=True, color=BAD.tone, opacity=0.16, size=wall.area(2 * _HALO)),
        drawn(at, "line", color=NEUTRAL.tone, opacity=0.6, strokeWidth=wall.px(7), order=None, interpolate="monotone"),
        interval.encode(y=wall.y("max(datum.low, datum.floor)"), y2=wall.y("datum.high")),
        drawn(
            at,
            "point",
            shape=alt.ExprRef(_DIAMOND),
            size=alt.ExprRef(sized),
            fill=fill,
            stroke=stroke,
            strokeWidth=wall.px(4),
            strokeDash=dashes,
            opacity=1,
        ),
    ]


def _names(base: alt.Chart, wall: _Journey) -> list[alt.Chart]:
    """Return the name of each low point with its score beneath the scores, and a line that leads there."""
    named = base.transform_filter("datum.name_lines > 0")
    line, top = wall.px(LINE_APART), f"{wall.end_of_scores} + {wall.px(_LEADS)}"
    leads = drawn(named, "rule", color=BAD.tone, strokeWidth=wall.px(3), aria=False).encode(
        x=wall.x("datum.place + 0.5"),
        y=wall.y("datum.low"),
        x2=wall.x("datum.named_at"),
        y2=alt.value(alt.ExprRef(f"{top} - {wall.px(6)}")),
    )
    at = named.encode(x=wall.x("datum.named_at"), y=alt.value(alt.ExprRef(top)))
    look: dict[str, Any] = {"align": "center", "baseline": "top", "lineHeight": line}
    score = "format(datum.score, '.1f') + ' of 5'"
    return [
        leads,
        words(at, "split(datum.name, '\\n')", wall.scale, **look, fontWeight=600),
        words(at, score, wall.scale, **look, dy=alt.ExprRef(f"datum.name_lines * {line}")),
    ]
