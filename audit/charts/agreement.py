"""How alike two leaders judge the same moment, dimension by dimension, and where their anchors need talking over."""

from typing import Any

import altair as alt
import pandas as pd

from audit.charts.rows import DIMENSION, dot, drawn, named, tips, whisker, words
from audit.charts.shares import shaded
from audit.charts.theme import ACCENT, DEBT, DEBT_WORDS, PAPER, ROW, SMALL, SOFT, VALUE, either, px, styled
from audit.measures.agreement import APART, ENOUGH_AGREEMENT, TOO_FEW

_SCALE = alt.Scale(domain=[-0.3, 1.04], nice=False, clamp=True)  # worse than chance is shown at the edge
_TICKS: dict[str, Any] = {"values": [0, 0.5, 1], "format": ".1f", "grid": True}
_APART = f"datum.verdict == '{APART}'"
_FEW = f"datum.verdict == '{TOO_FEW}'"
_EVIDENCE = "format(datum.pairs, ',') + (datum.pairs == 1 ? ' pair' : ' pairs')"
_TIPS = tips(
    ("dimension:N", "Dimension", ""),
    ("alpha:Q", "Agreement (alpha)", ".2f"),
    ("low:Q", "Interval from", ".2f"),
    ("high:Q", "to", ".2f"),
    ("pairs:Q", "Paired walks", ","),
    ("verdict:N", "Verdict", ""),
)


def agreement_dots(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw how well paired leaders agree on each dimension, with its interval, beside the line of enough.

    Args:
        frame: what `audit.measures.agreement.agreement` returns without keys: `dimension`, `pairs`, `alpha`, `low`,
            `high` (at most 1, 0 = as by chance, empty = cannot be told), `verdict`.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    base = alt.Chart(frame).encode(y=alt.Y("dimension:N", sort=None, axis=None), tooltip=_TIPS)
    title = ["Agreement: 0 as by chance, 1 always the same", f"Dashed: {ENOUGH_AGREEMENT}, enough to compare"]
    shade = either(_APART, DEBT, ACCENT)
    at_alpha = base.encode(x=_at("alpha", title=title, axis=alt.Axis(**_TICKS)))
    text = "isValid(datum.alpha) ? format(datum.alpha, '.2f') : ''"
    layers = [
        _enough(base, scale),
        *whisker(base, alt.X, scale, _at, shade),
        dot(at_alpha, scale, stroke=shade, fill=shaded(((_FEW, PAPER), (_APART, DEBT)), ACCENT)),
        words(at_alpha, text, scale, dy=-19, size=VALUE, fontWeight=600),
        *_verdict(base, scale),
        *named(base, DIMENSION, _EVIDENCE, scale),
    ]
    description = (
        "A dot for how well paired leaders agree on each dimension and on the outcome, on a line for its 95 % "
        f"interval; a dashed line stands at {ENOUGH_AGREEMENT}, below which the anchors need talking over."
    )
    return styled(layers, description, alt.Step(px(ROW + 8, scale)), scale)


def _at(column: str, **look: Any) -> alt.X:
    return alt.X(f"{column}:Q", scale=_SCALE, **{"title": ""} | look)


def _verdict(base: alt.Chart, scale: float) -> list[alt.Chart]:
    """Return the verdict beneath the dot it is about, or where the row begins while there is no dot."""
    look: dict[str, Any] = {"dy": 19, "size": SMALL, "color": either(_APART, DEBT_WORDS, SOFT)}
    beneath = base.encode(x=_at("alpha"))
    at_start = base.encode(x=alt.value(0))
    turned = alt.ExprRef("datum.alpha < 0.3 ? 'left' : 'center'")  # at the edge it would run into the names
    return [
        words(beneath, "isValid(datum.alpha) ? datum.verdict : ''", scale, align=turned, **look),
        words(at_start, "isValid(datum.alpha) ? '' : datum.verdict", scale, align="left", dx=4, **look),
    ]


def _enough(base: alt.Chart, scale: float) -> alt.Chart:
    at = alt.XDatum(ENOUGH_AGREEMENT, type="quantitative", scale=_SCALE, title="")
    rule = drawn(base, "rule", color=SOFT.tone, strokeDash=[4, 4], strokeWidth=px(1.5, scale), aria=False)
    return rule.encode(x=at, y=alt.value(0), y2=alt.value("height"))
