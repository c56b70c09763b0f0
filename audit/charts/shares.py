"""A share from none to all, and how sure it is."""

from typing import Any

import altair as alt

from audit.charts.rows import drawn
from audit.charts.theme import ACCENT, NEUTRAL, Shade, px


def share(column: str, **axis: Any) -> alt.Y:
    """Return the scale of shares, never cut short, with room for a dot at either end."""
    return alt.Y(f"{column}:Q", scale=alt.Scale(domain=[-0.04, 1.04], nice=False), **axis)


def interval(base: alt.Chart, scale: float, grey: str) -> list[alt.Chart]:
    """Return the 95 % interval, columns `low` to `high`, upwards; grey where `grey` (a Vega condition) holds."""
    look: dict[str, Any] = {"color": shaded(((grey, NEUTRAL),), ACCENT), "aria": False}
    tick = drawn(base, "tick", thickness=px(2, scale), size=px(12, scale), opacity=1, orient="horizontal", **look)
    line = drawn(base, "rule", strokeWidth=px(2, scale), **look)
    return [line.encode(y=share("low"), y2="high:Q"), *(tick.encode(y=share(end)) for end in ("low", "high"))]


def shaded(cases: tuple[tuple[str, Shade], ...], otherwise: Shade) -> alt.ExprRef:
    """Return the colour of the first Vega condition of `cases` that holds on the row."""
    said = "".join(f"{condition} ? {shade.js} : " for condition, shade in cases)
    return alt.ExprRef(said + otherwise.js)
