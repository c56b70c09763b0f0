"""How often each customer group is served well, side by side, with how sure that is."""

from typing import Any

import altair as alt
import pandas as pd

from audit.charts.rows import dot, named, tips, whisker, words
from audit.charts.shares import per_cent
from audit.charts.theme import ROW, VALUE, dressed, px

_SCALE = alt.Scale(domain=[-0.02, 1.04], nice=False)
_TICKS: dict[str, Any] = {"values": [0, 0.25, 0.5, 0.75, 1], "format": ".0%", "grid": True}
_EVIDENCE = "'n ' + format(datum.n, ',') + (isValid(datum.positive_share) ? ' · ' + datum.grade : '')"
_TIPS = tips(
    ("customer_group:N", "Customer group", ""),
    ("positive_share:Q", "Good moments", ".0%"),
    ("low:Q", "Interval from", ".0%"),
    ("high:Q", "to", ".0%"),
    ("gap:Q", "Beside all others", "+.0%"),
    ("n:Q", "Good and bad moments", ","),
)


def fairness_dots(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw the share of good moments of each customer group, its interval and its n.

    Args:
        frame: what `audit.measures.fairness.fairness` returns without keys: `customer_group`, `n` (good and bad
            moments), `positive_share`, `low`, `high` (0-1, empty = too few to show), `gap`, `grade`.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    base = alt.Chart(frame).encode(y=alt.Y("customer_group:N", sort=None, axis=None), tooltip=_TIPS)
    title = ["Good among good and bad moments,", "with the 95 % interval"]
    at_share = base.encode(x=_at("positive_share", title=title, axis=alt.Axis(**_TICKS)))
    text = f"isValid(datum.positive_share) ? {per_cent('datum.positive_share')} : ''"
    layers = [
        *whisker(base, alt.X, scale, _at),
        dot(at_share, scale),
        words(at_share, text, scale, dy=-19, size=VALUE, fontWeight=600),
        *named(base, "datum.customer_group", _EVIDENCE, scale),
    ]
    description = (
        "A dot for the share of good among good and bad moments of each customer group, the lowest first, on a line "
        "for its 95 % interval, with the number of moments."
    )
    return dressed(layers, description, alt.Step(px(ROW, scale)), scale)


def _at(column: str, **look: Any) -> alt.X:
    return alt.X(f"{column}:Q", scale=_SCALE, **{"title": ""} | look)
