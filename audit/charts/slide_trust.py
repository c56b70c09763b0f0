"""How what was owed became what is owed: a step for each thing that moved it, as a picture for a projector."""

import altair as alt
import pandas as pd

from audit.charts.projected import PROJECTED, projected
from audit.charts.rows import drawn, tips, words, wrapped
from audit.charts.theme import DEBT, DEBT_WASH, GOOD, INK, SOFT, VALUE, px

_LETTERS = 16  # of a step's name on one line
# the signs at the bars tell it too
_SHADE = f"datum.kind == 'paid' ? {GOOD.js} : datum.kind == 'written off' ? {DEBT_WASH.js} : {DEBT.js}"


def slide_movement(frame: pd.DataFrame, *, scale: float = PROJECTED) -> alt.LayerChart:
    """Draw what was owed, what came to it and what was taken from it, up to what is owed now.

    Args:
        frame: what `audit.publish.slides.trust.movement_steps` returns: `step`, `after`, `low`, `high`, `level` (good
            experiences), `kind`, `said`.
        scale: how large it is drawn, `PROJECTED` for a slide.
    """
    axis = alt.Axis(
        labelExpr=wrapped("datum.label", _LETTERS),
        labelAngle=0,
        labelColor=INK.tone,
        labelLimit=px(400, scale),
        labelLineHeight=px(16, scale),
        title=None,
    )
    step = alt.X("step:N", sort=None, axis=axis, scale=alt.Scale(paddingInner=0.42, paddingOuter=0.21))
    top = alt.Scale(zero=True, nice=False, range=[alt.ExprRef("height"), alt.ExprRef(f"{px(24, scale)}")])
    base = alt.Chart(frame).encode(x=step, tooltip=tips(("step:N", "", ""), ("said:N", "Good experiences", "")))

    def at(column: str) -> alt.Y:
        return alt.Y(f"{column}:Q", axis=None, scale=top)

    line = drawn(base, "rule", color=SOFT.tone, strokeWidth=px(1, scale), aria=False)
    layers = [
        line.encode(x=step.bandPosition(1), x2=alt.X2("after:N", bandPosition=0), y=at("level")),
        drawn(base, "bar", color=alt.ExprRef(_SHADE), stroke=SOFT.tone, strokeWidth=px(0.8, scale)).encode(
            y=at("low"), y2="high:Q"
        ),
        drawn(base, "rule", color=SOFT.tone, strokeWidth=px(1, scale), aria=False).encode(
            x=alt.value(0), x2=alt.value("width"), y=alt.value("height")
        ),
        words(base.encode(y=at("high")), "datum.said", scale, size=VALUE + 3, fontWeight=700, baseline="bottom", dy=-6),
    ]
    description = "A bar for what was owed, a step for what moved it each way, and a bar for what is owed now."
    return projected(layers, description, scale=scale)
