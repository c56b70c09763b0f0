"""All that was seen at one touchpoint, on the wall: a mark for each moment, good, mixed and bad beside each other."""

from typing import Any

import altair as alt
import pandas as pd

from audit.charts.projected import ABOVE_WORDS, PROJECTED, projected
from audit.charts.rows import drawn
from audit.charts.theme import BAD, GOOD, NEUTRAL, PAPER, SMALL, SOFT, Shade
from audit.charts.wall import Wall
from audit.model.labels import OUTCOME_WORDS
from audit.model.rating import Outcome

_TOP = 66  # design pixels of words above the marks
_SHARE = 0.78  # of its cell that a mark takes
_TICK, _BAR = "M-0.45,0.02L-0.12,0.36L0.45,-0.3", "M-0.45,0L0.45,0"
_KINDS: tuple[tuple[Outcome, str, str, Shade, str], ...] = (
    (Outcome.POSITIVE, "well", "circle", GOOD, _TICK),
    (Outcome.NEUTRAL, "mixed", "square", NEUTRAL, _BAR),
    (Outcome.NEGATIVE, "badly", "triangle-down", BAD, ""),
)


def slide_hot_spot(frame: pd.DataFrame, *, scale: float = PROJECTED) -> alt.LayerChart:
    """Draw a mark for each moment at one touchpoint; where a mark stands for several, it says so.

    Args:
        frame: what `audit.publish.slides.hot_spot.in_marks` returns: `outcome` (good, neither, bad), `n`, `stands_for`,
            `marks`, `lines`, `cell`, `left`.
        scale: how large it is drawn, `PROJECTED` for a slide.
    """
    wall = Wall(scale)
    base = alt.Chart(frame)
    many = base.transform_filter(f"datum.stands_for > 1 && datum.outcome == '{OUTCOME_WORDS[Outcome.NEGATIVE]}'")
    note = wall.words(
        many.encode(x=alt.value("width"), y=alt.value("height")),
        "'one mark stands for ' + datum.stands_for + ' moments'",
        {"align": "right", "dy": -8, "size": SMALL, "shade": SOFT},
    )
    description = "A mark for each moment at one touchpoint: discs went well, squares were mixed, triangles went badly."
    layers = [*(part for kind in _KINDS for part in _group(base, kind, wall)), note]
    return projected(layers, description, scale=scale, height=ABOVE_WORDS)


def _group(base: alt.Chart, kind: tuple[Outcome, str, str, Shade, str], wall: Wall) -> list[alt.Chart]:
    """Return the marks of one kind, how many moments they are above them, and a sign in each that needs no colour."""
    outcome, ended, shape, shade, sign = kind
    own = base.transform_filter(f"datum.outcome == '{OUTCOME_WORDS[outcome]}'")
    unit = wall.px(1)
    each = own.transform_calculate(mark="sequence(datum.marks)").transform_flatten(["mark"])
    across = _at(f"{unit} * (datum.left + (floor(datum.mark / datum.lines) + 0.5) * datum.cell)")
    down = _at(f"{unit} * ({_TOP} + (datum.mark % datum.lines + 0.5) * datum.cell)")
    marks = each.encode(x=across, y=down)
    look: dict[str, Any] = {"opacity": 1, "aria": False}
    area = alt.ExprRef(f"pow({unit} * datum.cell * {_SHARE}, 2)")
    drawn_marks = drawn(marks, "point", shape=shape, filled=True, color=shade.tone, size=area, **look)
    heading = own.encode(x=_at(f"{unit} * datum.left"), y=alt.value(wall.px(28)))
    words = wall.words(
        heading, f"format(datum.n, ',d') + ' {ended}'", {"align": "left", "fontWeight": 600, "size": SMALL}
    )
    if not sign:
        return [drawn_marks, words]
    small = alt.ExprRef(f"pow({unit} * datum.cell * {_SHARE} * 0.95, 2)")
    stroke = alt.ExprRef(f"{unit} * datum.cell / 10")
    signs = drawn(marks, "point", shape=sign, filled=False, stroke=PAPER.tone, strokeWidth=stroke, size=small, **look)
    return [drawn_marks, words, signs]


def _at(expression: str) -> Any:
    return alt.value(alt.ExprRef(expression))
