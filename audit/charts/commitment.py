"""A commitment in a picture: how often it went well before it was made and after, each with its interval."""

from typing import Any

import altair as alt
import pandas as pd

from audit.charts.rows import dot, named, tips, whisker, words
from audit.charts.theme import ROW, VALUE, px, styled
from audit.model.day import SHORT_DAY
from audit.model.share import percent_in_vega

_SCALE = alt.Scale(domain=[-0.02, 1.04], nice=False)
_TICKS: dict[str, Any] = {"values": [0, 0.25, 0.5, 0.75, 1], "format": ".0%", "grid": True}
_EVIDENCE = "datum.n > 0 ? 'n ' + format(datum.n, ',') : 'nothing seen'"


def commitment_dots(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw the share of good moments before and after, each with its interval and its n.

    Args:
        frame: what `audit.charts.sides.both_sides` returns.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    tip = tips(
        ("when:N", "", ""),
        ("since:T", "From", SHORT_DAY),
        ("until:T", "until", SHORT_DAY),
        ("positive_share:Q", "Good moments", ".0%"),
        ("low:Q", "Interval from", ".0%"),
        ("high:Q", "to", ".0%"),
        ("n:Q", "Good and bad moments", ","),
    )
    base = alt.Chart(frame).encode(y=alt.Y("when:N", sort=None, axis=None), tooltip=tip)
    title = ["Good among good and bad moments,", "with the 95 % interval"]
    at_share = base.encode(x=_at("positive_share", title=title, axis=alt.Axis(**_TICKS)))
    text = f"isValid(datum.positive_share) ? {percent_in_vega('datum.positive_share')} : ''"
    layers = [
        *whisker(base, alt.X, scale, _at),
        dot(at_share, scale, "datum.n < 10"),  # as many as a verdict asks for
        words(at_share, text, scale, dy=-19, size=VALUE, fontWeight=600),
        *named(base, "datum.when", _EVIDENCE, scale),
    ]
    description = (
        "A dot for the share of good among good and bad moments before the commitment was made and one for after, each "
        "on a line for its 95 % interval, with the number of moments; a hollow dot has under ten."
    )
    return styled(layers, description, alt.Step(px(ROW, scale)), scale)


def _at(column: str, **look: Any) -> alt.X:
    return alt.X(f"{column}:Q", scale=_SCALE, **{"title": ""} | look)
