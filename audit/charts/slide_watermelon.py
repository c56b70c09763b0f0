"""What metrics say beside what was seen, a line for each service, as a picture for a projector."""

from typing import Any

import altair as alt
import pandas as pd

from audit.charts.projected import PROJECTED, projected
from audit.charts.rows import drawn, tips, words
from audit.charts.theme import BAD, GOOD, LINE_HEIGHT, NEUTRAL, SOFT, Shade, px

_LEFT, _RIGHT = 0.52, 0.8  # of the picture's width: where the metrics stand, and what was seen
_HEADS = 34  # pixels for what stands above both
_FIRST = "datum.no == 0"
_VISITED = "isValid(datum.seen_at)"


def slide_watermelons(frame: pd.DataFrame, *, scale: float = PROJECTED) -> alt.LayerChart:
    """Draw a line from what each metric says to what was seen, a sure watermelon thick and with its interval.

    Args:
        frame: what `audit.publish.slides.watermelon.services_beside` returns.
        scale: how large it is drawn, `PROJECTED` for a slide.
    """
    base = alt.Chart(frame).encode(
        tooltip=tips(("service:N", "", ""), ("said:N", "Within target", ""), ("seen_said:N", "Went well", ""))
    )
    lit, pale = base.transform_filter("datum.is_lit"), base.transform_filter("!datum.is_lit")
    small, large = px(110 * scale, scale), px(260 * scale, scale)
    layers = [
        *(_axis(base, where, scale) for where in (_LEFT, _RIGHT)),
        *_slope(pale, NEUTRAL, 2.5, scale),
        *_slope(lit, BAD, 5, scale),
        drawn(lit, "rule", color=BAD.tone, strokeWidth=px(3.5, scale), aria=False).encode(
            x=_across(_RIGHT), y=_up("low_at", scale), y2="high_at:Q"
        ),
        *(_dot(pale, where, NEUTRAL, scale, size=small) for where in (_LEFT, _RIGHT)),
        _dot(lit, _LEFT, GOOD, scale, size=large),
        _dot(lit, _RIGHT, BAD, scale, size=large, shape="triangle-down"),
        *_words(base, scale),
    ]
    description = "A line for each service, from the share that its metric reports to the share that went well."
    return projected(layers, description, scale=scale)


def _across(share: float, beside: float = 0) -> Any:
    """Return a place that lies a share of the picture's width from the left, and so many pixels beside it."""
    return alt.value(alt.ExprRef(f"{share} * width + {beside}"))


def _up(column: str, scale: float) -> alt.Y:
    heights: list[Any] = [alt.ExprRef(f"height - {px(8, scale)}"), px(_HEADS, scale)]
    return alt.Y(f"{column}:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False, range=heights))


def _axis(base: alt.Chart, where: float, scale: float) -> alt.Chart:
    upright = drawn(base.transform_filter(_FIRST), "rule", color=SOFT.tone, strokeWidth=px(1, scale), aria=False)
    return upright.encode(x=_across(where), y=alt.value(px(_HEADS - 12, scale)), y2=alt.value("height"))


def _slope(base: alt.Chart, shade: Shade, thick: float, scale: float) -> list[alt.Chart]:
    line = drawn(base.transform_filter(_VISITED), "rule", color=shade.tone, strokeWidth=px(thick, scale), aria=False)
    return [
        line.encode(x=_across(_LEFT), x2=_across(_RIGHT), y=_up("metric_at", scale), y2="seen_at:Q"),
    ]


def _dot(base: alt.Chart, where: float, shade: Shade, scale: float, **look: Any) -> alt.Chart:
    column = "metric_at" if where == _LEFT else "seen_at"
    there = base.transform_filter(f"isValid(datum.{column})")
    return drawn(there, "point", filled=True, color=shade.tone, opacity=1, **look).encode(
        x=_across(where), y=_up(column, scale)
    )


def _words(base: alt.Chart, scale: float) -> list[alt.Chart]:
    """Return what stands above both sides, and on each side the words of each service, the lit ones strong."""
    weight = alt.ExprRef("datum.is_lit ? 700 : 500")
    first = base.transform_filter(_FIRST)
    lines = "split(datum.name, '\\n')"
    half = alt.ExprRef(f"-{px(LINE_HEIGHT / 2, scale)} * (length({lines}) - 1)")
    left: dict[str, Any] = {"align": "right", "fontWeight": weight, "baseline": "middle"}
    right: dict[str, Any] = {"align": "left", "fontWeight": weight, "baseline": "middle"}
    gap, figure = px(18, scale), px(64, scale)
    name_at, share_at = _up("name_at", scale), _up("seen_said_at", scale)
    head: dict[str, Any] = {"fontWeight": 600, "baseline": "middle"}
    top = alt.value(px(8, scale))
    return [
        words(first.encode(x=_across(_LEFT, gap), y=top), "'what the metric says'", scale, align="right", **head),
        words(first.encode(x=_across(_RIGHT, -gap), y=top), "'what people met'", scale, align="left", **head),
        words(base.encode(x=_across(_LEFT, -gap), y=name_at), "datum.said", scale, **left),
        words(base.encode(x=_across(_LEFT, -gap - figure), y=name_at), lines, scale, dy=half, **left),
        words(base.encode(x=_across(_RIGHT, gap), y=share_at), "datum.seen_said", scale, **right),
    ]
