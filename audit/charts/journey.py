"""A journey as customers live it: each touchpoint in turn, how it felt, and what is still owed there."""

from typing import Any

import altair as alt
import pandas as pd

from audit.charts.rows import HOLDER, THIN, dot, drawn, named, narrow, number, score, tips, touched, whisker, words
from audit.charts.theme import (
    ACCENT,
    DEBT_WORDS,
    INK,
    LINE_HEIGHT,
    SMALL,
    SOFT,
    either,
    px,
    styled,
)
from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.model.number import spelled

_PICKS = ("journey", "stage", "touchpoint")
_BEGINS = "datum.before != datum.stage"  # the first touchpoint of a stage
_IN_TURN = [  # touchpoints of one name are told apart by their stage, and a stage knows where it begins
    {"calculate": "datum.stage + '|' + datum.touchpoint", "as": "step"},
    {"window": [{"op": "lag", "field": "stage", "as": "before"}]},
]
_PATH = 96  # pixels: a stage, a touchpoint and what stands behind it above each other, and the dot beneath them
_NEEDED = 84  # pixels that a line of a stage's name takes
_WIDTH = f"(0.85 * ({HOLDER}) || width)"  # the rest is for the names
_DEBT = "datum.debt > 0 ? format(datum.debt, ',d') : ''"
_OWES = "datum.debt > 0 ? 'owes ' + format(datum.debt, ',d') : ''"
_RATED = "format(datum.rated, ',d')"
_ALL = "format(datum.observations, ',d')"
_SOME_RATED = f"datum.rated < datum.observations ? {_RATED} + ' of ' + {_ALL} + ' rated' : 'n ' + {_RATED}"
_OBSERVED = f"datum.observations > 0 ? ({_SOME_RATED}) : 'not observed'"
_KEY = ["Diamond: moment of truth", f"Hollow: under {spelled(FEWEST_TO_JUDGE)} rated"]
_TIPS = tips(
    ("stage:N", "Stage", ""),
    ("touchpoint:N", "Touchpoint", ""),
    ("score:Q", "Score", ".2f"),
    ("low:Q", "Interval from", ".2f"),
    ("high:Q", "to", ".2f"),
    ("observations:Q", "Observations", ","),
    ("rated:Q", "Rated", ","),
    ("grade:N", "Evidence", ""),
    ("debt:Q", "Good experiences owed", ","),
)


def experience_curve(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw the journey from left to right, for screens at least as wide as a tablet.

    Args:
        frame: what `audit.charts.labels.staged` makes of what `audit.measures.journey.experience` returns for one
            journey, in journey order: `journey`, `stage`, `touchpoint`, `is_moment_of_truth`, `observations`,
            `rated`, `score`, `low`, `high` (1-5, empty = never rated), `grade`, `debt` (owed positives).
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    names = alt.Axis(
        labelExpr="split(datum.label, '|')[1]",
        labelAngle=-40,
        labelAlign="right",
        labelBaseline="top",
        labelLimit=px(200, scale),
        labelPadding=px(72, scale),
        labelColor=INK.tone,
    )
    step = alt.X("step:N", sort=None, title=None, scale=alt.Scale(padding=0), axis=names)
    base = alt.Chart(frame).encode(x=step, tooltip=_TIPS)
    begin = base.encode(x=step.bandPosition(0))
    raised = _raised(scale)
    layers = [
        touched(base, *_PICKS, shaded=True),
        _rule(begin.encode(y=alt.value(alt.ExprRef(f"-({raised})")), y2=alt.value("height")), scale),
        _curve(base.encode(y=score(alt.Y, "score", "Score, 1 to 5")), scale),
        *whisker(base, alt.Y, scale),
        _moment(base.encode(y=score(alt.Y, "score")), scale),
        words(
            begin.encode(y=alt.value(0)),
            f"{_BEGINS} ? split(datum.stage_name, '\\n') : ''",
            scale,
            align="left",
            dx=6,
            dy=alt.ExprRef(f"-(datum.stage_lines - 0.3) * {px(LINE_HEIGHT, scale)} - {raised}"),
            size=SMALL,
            fontWeight=600,
        ),
        number(_foot(base, 20, scale), "score", scale),
        words(_foot(base, 40, scale), _RATED, scale, SOFT, size=SMALL),
        words(_foot(base, 59, scale), _DEBT, scale, DEBT_WORDS, size=SMALL, fontWeight=600),
        *(_head(base, name, below, scale) for name, below in (("score", 20), ("n", 40), ("owes", 59))),
    ]
    key = alt.TitleParams(
        text=" · ".join(_KEY), orient="bottom", anchor="end", color=SOFT.tone, fontSize=px(SMALL, scale), fontWeight=400
    )
    return styled(layers, _description("from left to right"), px(340, scale), scale, title=key, transform=_IN_TURN)


def experience_path(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw the journey from top to bottom, for a phone; the arguments are those of `experience_curve`."""
    step = alt.Y("step:N", sort=None, axis=None, scale=alt.Scale(padding=0))
    strips = alt.Chart(frame).encode(y=step, tooltip=_TIPS)
    begin, base = strips.encode(y=step.bandPosition(0)), strips.encode(y=step.bandPosition(0.72))
    at_score = base.encode(x=score(alt.X, "score", ["Score, 1 to 5, with its 95 % interval", *_KEY], orient="bottom"))
    small = narrow(scale)
    stage: dict[str, Any] = {"size": SMALL, "align": "left", "dy": 11, "limit": alt.ExprRef("width")}
    evidence = f"({_OBSERVED}) + (datum.debt > 0 ? ', ' : '') + ({_OWES})"
    across = alt.value(alt.ExprRef(f"{small} ? 0 : {px(-160, scale)}"))
    layers = [
        touched(strips, *_PICKS, shaded=True),
        _rule(begin.encode(x=across, x2=alt.value("width")), scale),
        _curve(at_score, scale),
        *whisker(base, alt.X, scale)[:1],  # its ends would stand in the middle of the strip
        _moment(at_score, scale),
        number(base.encode(x=score(alt.X, "high")), "score", scale, align="left", dx=9),
        words(begin.encode(x=alt.value(0)), f"{_BEGINS} ? datum.stage : ''", scale, SOFT, **stage),
        *named(
            base,
            "datum.touchpoint",
            evidence,
            scale,
            above=40,
            stacked=True,
            color=either("datum.debt > 0", DEBT_WORDS, SOFT),
        ),
    ]
    height = alt.Step(px(_PATH, scale))
    return styled(layers, _description("from top to bottom"), height, scale, transform=_IN_TURN)


def _raised(scale: float) -> str:
    """Return by how much a stage's name is raised, so that neighbours in narrow stages do not cover each other.

    What holds the picture is asked for its width, as the picture's own is known only once room is made for the names.
    """
    rows = f"clamp(ceil({px(_NEEDED, scale)} / (datum.narrowest * {_WIDTH})), 1, 3)"
    return f"(datum.stage_no % {rows}) * datum.tallest * {px(LINE_HEIGHT, scale)}"


def _rule(base: alt.Chart, scale: float) -> alt.Chart:
    shown = alt.ExprRef(f"{_BEGINS} ? 0.45 : 0")
    return drawn(base, "rule", color=SOFT.tone, strokeWidth=px(1, scale), opacity=shown, aria=False)


def _curve(base: alt.Chart, scale: float) -> alt.Chart:
    return drawn(
        base,
        "line",
        color=ACCENT.tone,
        strokeWidth=px(2.5, scale),
        opacity=0.4,
        order=None,
        aria=False,
    )


def _moment(base: alt.Chart, scale: float) -> alt.Chart:
    """Return the score as a dot, or for a moment of truth as a larger diamond."""
    size = f"datum.is_moment_of_truth ? {px(270 * scale, scale)} : {px(120 * scale, scale)}"
    shape = alt.ExprRef("datum.is_moment_of_truth ? 'diamond' : 'circle'")
    return dot(base, scale, THIN, shape=shape, size=alt.ExprRef(size))


def _foot(base: alt.Chart, below: int, scale: float) -> alt.Chart:
    return base.encode(y=alt.value(alt.ExprRef(f"height + {px(below, scale)}")))


def _head(base: alt.Chart, name: str, below: int, scale: float) -> alt.Chart:
    """Return what a line of figures under the picture holds, at its left, written once."""
    once = f"isValid(datum.before) ? '' : '{name}'"
    return words(_foot(base, below, scale).encode(x=alt.value(0)), once, scale, SOFT, size=SMALL, align="right", dx=-10)


def _description(way: str) -> str:
    return (
        f"The touchpoints of the journey in order, {way}, each with its score from 1 to 5 on a line for its "
        "95 % interval, the number of rated observations and what it owes. Diamonds are moments of truth."
    )
