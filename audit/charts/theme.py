"""How every picture of the audit looks: one face, colours by meaning, readable by day and in a dark room."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

FACE = "Public Sans, system-ui, sans-serif"
TEXT = 14  # pixels at arm's length; a chart for a projector is given a larger `scale`
SMALL = 13
VALUE = 16
LINE_HEIGHT = 17
ROW = 66  # holds two lines of name and one of evidence, on a phone a name above its mark; tall enough for a thumb


@dataclass(frozen=True, slots=True)
class Shade:
    """One meaning's colour: `light` by day, `dark` in a dark room."""

    light: str
    dark: str

    @property
    def js(self) -> str:
        """Return the Vega expression that picks the colour by the background the chart stands on."""
        # by the background, not the system's setting: a slide may be dark on a light desk
        return f"(luminance(background) < 0.2 ? '{self.dark}' : '{self.light}')"

    @property
    def tone(self) -> alt.ExprRef:
        """Return the colour as a mark or an axis takes it."""
        return alt.ExprRef(self.js)


PAPER = Shade("#FCFBF8", "#14171C")
INK = Shade("#0E151D", "#ECE8E1")
SOFT = Shade("#474F59", "#B9BEC5")
LINE = Shade("#DDD8CD", "#363C45")
BAND = Shade("#F1EDE4", "#222830")
ACCENT = Shade("#27406B", "#A9C4F5")
GOOD = Shade("#0067A3", "#5DB4EA")
BAD = Shade("#B8470B", "#FF9157")
NEUTRAL = Shade("#6A717B", "#9AA2AC")
DEBT = Shade("#B97400", "#E9A92B")
DEBT_WASH = Shade("#F3DDB4", "#4A3A1B")
DEBT_WORDS = Shade("#7D4E00", "#F3C76B")

# From one to five: both ends strong, the middle pale, and no two alike in greyscale.
RATING_SHADES = (
    Shade("#7A2A00", "#FF9157"),
    Shade("#D9895C", "#8A4A2A"),
    Shade("#E6E2DA", "#3C434C"),
    Shade("#9CC6E0", "#4589B8"),
    Shade("#1B76B5", "#CBE7FA"),
)
RATING_WORDS = (PAPER, INK, INK, Shade(INK.light, PAPER.dark), PAPER)  # what can be read on each of them
# One hue, deeper as the score rises; no step lies where neither ink nor paper can be read on it.
SCORE_STEPS = (2.0, 2.5, 3.0, 3.5, 4.0, 4.5)
SCORE_SHADES = (
    Shade("#F3F0E9", "#1B2027"),
    Shade("#E3ECF2", "#1F2D39"),
    Shade("#CADDEA", "#233C50"),
    Shade("#A9CBE1", "#294E6B"),
    Shade("#7DB0D3", "#306489"),
    Shade("#2A70A6", "#5098CB"),
    Shade("#0B4676", "#9CCDEC"),
)
DEEP_FROM = 4.0  # from this score up a cell is deep enough to carry paper-coloured words


def either(condition: str, yes: Shade, no: Shade) -> alt.ExprRef:
    """Return one of two colours by a Vega `condition` on the row that is drawn."""
    return alt.ExprRef(f"({condition}) ? {yes.js} : {no.js}")


def px(size: float, scale: float) -> float:
    """Return a size of the screen (pixels) as it must be in a chart drawn `scale` times as large."""
    return round(size * scale, 1)


def config(scale: float = 1.0, background: str | None = None) -> dict[str, Any]:
    """Return the Vega-Lite configuration every chart carries.

    Args:
        scale: 1 for a screen at arm's length, about 1.8 for a projector.
        background: a colour where no page supplies one, as in a hand-out; the shades follow it.
    """
    text, small = px(TEXT, scale), px(SMALL, scale)
    axis = {
        "labelColor": SOFT.tone,
        "labelFontSize": text,
        "labelLimit": px(400, scale),
        "labelPadding": px(8, scale),
        "titleColor": SOFT.tone,
        "titleFontSize": small,
        "titleFontWeight": 400,
        "titleLineHeight": px(LINE_HEIGHT, scale),
        "titlePadding": px(12, scale),
        "titleLimit": px(500, scale),
        "gridColor": LINE.tone,
        "domain": False,
        "ticks": False,
    }
    legend = {
        "labelColor": INK.tone,
        "labelFontSize": text,
        "labelLimit": px(400, scale),
        "titleColor": SOFT.tone,
        "titleFontSize": small,
        "titleFontWeight": 400,
        "titleLimit": px(400, scale),
        "symbolType": "square",
        "symbolSize": px(100 * scale, scale),
        "orient": "top",
        "rowPadding": px(4, scale),
    }
    own = {"background": background} if background else {}
    words = {"color": INK.tone, "fontSize": text, "lineHeight": px(LINE_HEIGHT, scale)}
    numbers = {"labelSeparation": px(8, scale)}  # every other one is left out where they would run together
    parts = {
        "axis": axis,
        "axisX": {"titleAnchor": "start"},  # a long one would reach beyond the left edge of a phone
        "axisQuantitative": numbers,
        "legend": legend,
        "text": words,
        "mark": {"tooltip": None},  # the page's own setting puts a bare "true" on every mark that has no tip
    }
    return own | {"font": FACE, "view": {"stroke": None}} | parts


def styled(
    layers: Sequence[alt.Chart], description: str, height: float | alt.Step, scale: float, **more: Any
) -> alt.LayerChart:
    """Return the layers as one chart in the house style, as wide as what holds it.

    Args:
        layers: what is drawn, the last on top.
        description: what a screen reader says is drawn.
        height: in pixels, or a step for each row.
        scale: how large it is drawn, 1 for a screen at arm's length.
        more: what else the whole chart has, for example its `transform`.
    """
    return alt.LayerChart(
        layer=list(layers),
        description=description,
        width="container",
        height=height,
        padding={"left": 5, "top": 5, "right": px(16, scale), "bottom": 20},  # words are wider once their face is here
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        config=alt.Config(**config(scale)),
        **more,
    )
