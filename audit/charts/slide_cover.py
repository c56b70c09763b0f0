"""The picture on a cover: each moment that was observed, as a mark."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from audit.charts.projected import ON_COVER, PROJECTED, projected
from audit.charts.rows import drawn, words
from audit.charts.theme import BAD, GOOD, NEUTRAL, Shade, px

_LEGEND = 70  # design pixels beneath the marks, for what they mean
_MARKS: Mapping[str, tuple[str, Shade]] = {
    "good": ("circle", GOOD),
    "mixed": ("square", NEUTRAL),
    "bad": ("triangle-down", BAD),
}
_LEGEND_WORDS = {
    "good": ("positives", "' went well'"),
    "mixed": ("neutrals", "' mixed'"),
    "bad": ("negatives", "' went badly'"),
}
_FROM = {"good": "datum.mixed_marks", "mixed": "0", "bad": "0"}  # good marks stand upon the mixed ones
_TO = {"good": "datum.mixed_marks + datum.good_marks", "mixed": "datum.mixed_marks", "bad": "datum.bad_marks"}


def slide_moments(frame: pd.DataFrame, *, scale: float = PROJECTED) -> alt.LayerChart:
    """Draw a mark for each moment, a column for each touchpoint: good and mixed ones above a line, bad ones below.

    Args:
        frame: what `audit.measures.moment_marks.moment_marks` returns.
        scale: how large it is drawn, `PROJECTED` for a slide.
    """
    legend = _design(_LEGEND, scale)
    line = f"(height - {legend} - datum.below * datum.cell * width)"
    base = alt.Chart(frame)
    base_line = drawn(base, "rule", color=NEUTRAL.tone, strokeWidth=_design(2, scale), aria=False)
    layers = [
        base_line.encode(y=_at(line), x=alt.value(0), x2=alt.value("width")),
        *(_marked(base, kind, line) for kind in _MARKS),
        *(part for place, kind in enumerate(_MARKS) for part in _meaning(base, kind, place, scale)),
        words(_summed(base), "'Never for discipline'", scale, align="right", baseline="middle").encode(
            x=alt.value("width"), y=_at(f"height - {legend} * 0.4")
        ),
    ]
    description = "A mark for each moment in a column for each touchpoint: good and mixed above a line, bad below."
    return projected(layers, description, scale=scale, height=ON_COVER)


def _marked(base: alt.Chart, kind: str, line: str) -> alt.Chart:
    """Return the marks of one kind, each at its place in the column of its touchpoint."""
    shape, shade = _MARKS[kind]
    away = "(floor(datum.mark / datum.abreast) + 0.5) * datum.cell * width"
    across = "(datum.mark % datum.abreast - (datum.abreast - 1) / 2) * datum.cell"
    area = "pow(0.78 * datum.cell * width, 2)" if kind != "mixed" else "pow(0.64 * datum.cell * width, 2)"
    size: Any = alt.ExprRef(area)
    look = {"shape": shape, "filled": True, "opacity": 1, "color": shade.tone, "size": size, "aria": False}
    marks = drawn(base, "point", **look).transform_calculate(mark=f"sequence({_FROM[kind]}, {_TO[kind]})")
    return marks.transform_flatten(["mark"]).encode(
        x=_at(f"(datum.at + {across}) * width"), y=_at(f"{line} {'+' if kind == 'bad' else '-'} {away}")
    )


def _summed(base: alt.Chart) -> alt.Chart:
    totals = [alt.AggregatedFieldDef(op="sum", field=name, **{"as": name}) for name, _ in _LEGEND_WORDS.values()]
    return base.transform_aggregate(totals)


def _meaning(base: alt.Chart, kind: str, place: int, scale: float) -> list[alt.Chart]:
    """Return what one kind of mark means and how many moments there were of it, in the legend."""
    shape, shade = _MARKS[kind]
    name, meaning = _LEGEND_WORDS[kind]
    left, low = f"width * {0.01 + 0.21 * place}", _at(f"height - {_design(_LEGEND * 0.4, scale)}")
    mark = drawn(_summed(base), "point", shape=shape, filled=True, opacity=1, color=shade.tone, aria=False)
    label = words(_summed(base), f"format(datum.{name}, ',d') + {meaning}", scale, align="left", baseline="middle")
    return [
        mark.encode(x=_at(left), y=low, size=alt.value(_design(28, scale) ** 2)),
        label.encode(x=_at(f"{left} + {_design(30, scale)}"), y=low),
    ]


def _at(expression: str) -> Any:
    """Return a place in pixels as a Vega expression over the row."""
    return alt.value(alt.ExprRef(expression))


def _design(pixels: float, scale: float) -> float:
    """Return a size in design pixels of a slide as it is in a chart drawn at `scale`."""
    return px(pixels / PROJECTED, scale)
