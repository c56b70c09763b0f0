"""From finding to answer at each touchpoint: how many were found, how many owned, how many answered to staff."""

import altair as alt
import pandas as pd

from audit.charts.rows import drawn, named, tips, words
from audit.charts.theme import ACCENT, INK, PAPER, ROW, SOFT, VALUE, px, styled

_EVIDENCE = "format(datum.negatives, ',') + ' found · ' + format(datum.owned, ',') + ' owned'"
_TITLE = ["Bad experiences", "Upright bar: found; hollow dot: owned", "Filled dot: answered to staff"]


def answered_dots(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw for each touchpoint how many were found as a bar, owned as a hollow dot, answered as a filled one.

    Args:
        frame: what `audit.measures.answered.answered` returns by touchpoint: `touchpoint`, `negatives`, `owned`,
            `answered` (counts), `answered_share` (0-1), `answered_median_days` (days, empty = none).
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    base = alt.Chart(frame).encode(
        y=alt.Y("touchpoint:N", sort=None, axis=None),
        tooltip=tips(
            ("touchpoint:N", "Touchpoint", ""),
            ("negatives:Q", "Found", ","),
            ("owned:Q", "Owned", ","),
            ("answered:Q", "Answered to staff", ","),
            ("answered_share:Q", "Answered, share", ".0%"),
            ("answered_median_days:Q", "Half answered within, days", ","),
        ),
    )
    axis = alt.Axis(format=",d", tickCount=4, tickMinStep=1, grid=True)
    across = alt.Scale(zero=True, nice=True)

    def at(column: str) -> alt.X:
        return alt.X(f"{column}:Q", title=_TITLE if column == "negatives" else "", axis=axis, scale=across)

    line = drawn(base, "rule", color=SOFT.tone, strokeWidth=px(2, scale), aria=False)
    end = drawn(base, "tick", color=SOFT.tone, thickness=px(4, scale), size=px(22, scale), opacity=1, aria=False)
    look = {"opacity": 1, "size": px(130 * scale, scale), "stroke": ACCENT.tone, "strokeWidth": px(2.5, scale)}
    counts = "format(datum.answered, ',') + ' of ' + format(datum.negatives, ',')"
    layers = [
        line.encode(x=at("negatives"), x2=alt.datum(0)),
        end.encode(x=at("negatives")),
        drawn(base, "point", fill=PAPER.tone, **look).encode(x=at("owned")),
        drawn(base, "point", fill=ACCENT.tone, **look).encode(x=at("answered")),
        words(base.encode(x=at("negatives")), counts, scale, INK, size=VALUE, fontWeight=600, align="left", dx=10),
        *named(base, "datum.touchpoint", _EVIDENCE, scale, above=24),
    ]
    description = (
        "A bar at how many were found at each touchpoint, a dot at how many are owned, one at how many answered."
    )
    return styled(layers, description, alt.Step(px(ROW, scale)), scale)
