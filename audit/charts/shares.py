"""A share from none to all, and how sure it is."""

from typing import Any

import altair as alt

from audit.charts.rows import whisker
from audit.charts.theme import ACCENT, NEUTRAL, Shade

SET_BESIDE = (  # what pointing at a service metric tells of it and of its visits
    ("attained_share:Q", "Within target", ".1%"),
    ("target_share:Q", "Its target", ".0%"),
    ("positive_share:Q", "Visits that went well", ".0%"),
    ("low:Q", "Interval from", ".0%"),
    ("high:Q", "to", ".0%"),
    ("n:Q", "Visits", ","),
    ("status:N", "Called", ""),
)


def share(column: str, **axis: Any) -> alt.Y:
    """Return the scale of shares, never cut short, with room for a dot at either end."""
    return alt.Y(f"{column}:Q", scale=alt.Scale(domain=[-0.04, 1.04], nice=False), **axis)


def interval(base: alt.Chart, scale: float, grey: str) -> list[alt.Chart]:
    """Return the 95 % interval, columns `low` to `high`, upwards; grey where `grey` (a Vega condition) holds."""
    return whisker(base, alt.Y, scale, share, shaded(((grey, NEUTRAL),), ACCENT))


def shaded(cases: tuple[tuple[str, Shade], ...], otherwise: Shade) -> alt.ExprRef:
    """Return the colour of the first Vega condition of `cases` that holds on the row."""
    shades = "".join(f"{condition} ? {shade.js} : " for condition, shade in cases)
    return alt.ExprRef(shades + otherwise.js)
