"""Touchpoints in the order the evidence allows, with those too little visited to be ranked set apart."""

import altair as alt
import pandas as pd

from audit.charts.rows import dot, drawn, n_of_visits, named, number, score, tips, touched
from audit.charts.theme import ACCENT, NEUTRAL, ROW, either, px, styled

_RANKED = "isValid(datum.rank)"


def ranking_dots(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw each touchpoint's estimate and the cautious lower bound it is ranked by.

    Args:
        frame: what `audit.measures.ranking.ranking` returns: `touchpoint`, `n` (observations), `mean`,
            `shrunk`, `lower` (1-5), `rank` (empty = too few to rank).
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    base = alt.Chart(frame).encode(
        y=alt.Y("touchpoint:N", sort=None, axis=None),
        tooltip=tips(
            ("touchpoint:N", "Touchpoint", ""),
            ("n:Q", "Observations", ","),
            ("mean:Q", "Mean as seen", ".2f"),
            ("shrunk:Q", "Estimate", ".2f"),
            ("lower:Q", "Lower bound", ".2f"),
            ("rank:O", "Rank", ""),
        ),
    )
    shade = either(_RANKED, ACCENT, NEUTRAL)
    line = drawn(base, "rule", color=shade, strokeWidth=px(2, scale), aria=False)
    end = drawn(base, "tick", opacity=1, color=shade, thickness=px(4, scale), size=px(18, scale), aria=False)
    lower = score(alt.X, "lower")
    estimate = base.encode(
        x=score(alt.X, "shrunk", ["Score, 1 to 5: the estimate as a dot,", "ranked by the bar at its left"])
    )
    name = f"({_RANKED} ? datum.rank + '. ' : '') + datum.touchpoint"
    evidence = f"{n_of_visits()} + ({_RANKED} ? '' : ', too few to rank')"
    layers = [
        touched(base, "touchpoint"),
        line.encode(x=lower, x2="shrunk:Q"),
        end.encode(x=lower),
        dot(estimate, scale, hollow=f"!{_RANKED}", stroke=shade),
        number(estimate, "shrunk", scale, dy=-19),
        *named(base, name, evidence, scale),
    ]
    description = (
        "The estimated score of each touchpoint as a dot, best first, with a bar at the bound it is ranked by."
    )
    return styled(layers, description, alt.Step(px(ROW, scale)), scale)
