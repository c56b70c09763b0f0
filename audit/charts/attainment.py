"""One service metric month by month, beside what visits found."""

from typing import Any

import altair as alt
import pandas as pd

from audit.charts.rows import drawn, tips, touched_line
from audit.charts.shares import SET_BESIDE, interval, share
from audit.charts.theme import ACCENT, INK, PAPER, SOFT, px, styled
from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.model.day import LONG_MONTH, MONTH_KEY, SHORT_MONTH_NAME, YEAR
from audit.model.number import as_set, spelled
from audit.model.programme import EXPERIENCE_TARGET

_FEW = "datum.status == 'too few visits'"
_ONCE = "!isValid(datum.before)"  # true of the first month only, so that what is said once is drawn once
_KINDS = ["Metric: share within target", "Target of the metric", "Visits: share that went well"]
_SHAPES = ["square", "M-1.1,-0.2H1.1V0.2H-1.1Z", "circle"]  # Vega's own "stroke" has no area to fill
_MONTHS = "12 * (year(datum.period_start) - year(datum.before)) + month(datum.period_start) - month(datum.before)"
_REACHES = "time(datum.before_end) >= time(datum.period_start)"  # as a quarter does
_FOLLOWS = f"isValid(datum.before) && ({_MONTHS} <= 1 || {_REACHES})"  # no month left out between
_TIPS = tips(
    ("period_start:T", "Begins in", LONG_MONTH),
    *SET_BESIDE,
)


def attainment_months(frame: pd.DataFrame, *, target: float = EXPERIENCE_TARGET, scale: float = 1.0) -> alt.LayerChart:
    """Draw one service month by month: what its metric says and what visits found.

    Args:
        frame: rows of one service metric of `audit.measures.watermelon.watermelon` by month.
        target: the positive share that counts as a good experience, 0-1.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    months = alt.Axis(
        grid=False,
        tickCount={"interval": "month", "step": 1},
        labelOverlap="greedy",
        labelSeparation=px(10, scale),
        labelFlush=False,  # flush labels would move the first and last month off their points
        labelExpr=f"[timeFormat(datum.value, '{SHORT_MONTH_NAME}'), timeFormat(datum.value, '{YEAR}')]",
    )
    base = alt.Chart(frame).encode(
        x=alt.X("period_start:T", title=None, axis=months, scale=alt.Scale(padding=px(14, scale))), tooltip=_TIPS
    )
    axis = alt.Axis(format=".0%", values=[0, 0.2, 0.4, 0.6, 0.8, 1])
    bar = base.encode(y=share("target_share", title=f"Share (aim for visits: {as_set(target)})", axis=axis))
    metric, visits = base.encode(y=share("attained_share")), base.encode(y=share("positive_share"))
    # drawn once: a dashed line laid over itself would look whole
    aim = base.transform_filter(_ONCE).encode(x=alt.value(0), y=alt.YDatum(target, type="quantitative"))
    after = base.transform_filter(_FOLLOWS)
    line = drawn(after, "rule", color=INK.tone, strokeWidth=px(2, scale), aria=False)
    layers = [
        touched_line(base, scale, 30, "period_start", "month"),
        drawn(aim, "rule", color=SOFT.tone, strokeDash=[5, 5], strokeWidth=px(1.5, scale), aria=False).encode(
            x2=alt.value("width")
        ),
        line.encode(
            x=alt.X("before:T", title=None), x2="period_start:T", y=share("before_share"), y2="attained_share:Q"
        ),
        *interval(base, scale, _FEW),
        *(_series(marks, kind, scale) for marks, kind in zip((metric, bar, visits), _KINDS, strict=True)),
        drawn(
            visits.transform_filter(_FEW), "point", filled=True, opacity=1, size=px(45 * scale, scale), color=PAPER.tone
        ),
    ]
    description = (
        "Month by month, the share of a service's work within target as squares, joined where no month between them is "
        "missing, with a short bar at the target, and the share of visits that went well as dots with their 95 % "
        f"interval, hollow under {spelled(FEWEST_TO_JUDGE)} visits."
    )
    before = [("period_start", "before"), ("period_end", "before_end"), ("attained_share", "before_share")]
    month = {"calculate": f"timeFormat(toDate(datum.period_start), '{MONTH_KEY}')", "as": "month"}
    first = {"window": [{"op": "lag", "field": name, "as": earlier} for name, earlier in before]}
    return styled(layers, description, px(320, scale), scale, transform=[first, month])


def _series(base: alt.Chart, kind: str, scale: float) -> alt.Chart:
    """Return one of the three figures of a month as marks of its own shape, explained in the legend."""
    shapes = alt.Scale(domain=_KINDS, range=_SHAPES)
    shades = alt.Scale(domain=_KINDS, range=[INK.tone, SOFT.tone, ACCENT.tone])
    columns = alt.ExprRef(f"width < {px(720, scale)} ? 1 : 3")
    legend = alt.Legend(title=None, orient="top", columns=columns, symbolSize=px(110 * scale, scale))
    look: dict[str, Any] = {"filled": True, "opacity": 1, "aria": False, "strokeWidth": px(2, scale)}
    marks = base.transform_calculate(kind=f"'{kind}'")
    return drawn(marks, "point", size=px(110 * scale, scale), **look).encode(
        shape=alt.Shape("kind:N", scale=shapes, legend=legend),
        color=alt.Color("kind:N", scale=shades, legend=legend),
    )
