"""How often each touchpoint answers as soon as promised, beside how often it should."""

import altair as alt
import pandas as pd

from audit.charts.rows import dot, drawn, n_of_visits, named, tips, whisker, words
from audit.charts.shares import shaded
from audit.charts.theme import BAD, GOOD, INK, NEUTRAL, PAPER, ROW, VALUE, px, styled
from audit.model.share import percent_in_vega

_FEW = "datum.kept == 'too few'"
_IN_TIME = "datum.kept == 'kept'"
_MISSED = "datum.kept == 'not kept'"
_SHAPE = alt.ExprRef(f"{_MISSED} ? 'triangle-down' : 'circle'")
_SHARE = alt.Scale(domain=[-0.02, 1.02], nice=False, zero=False)  # room for a dot at either end
_TICKS = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".0%", grid=True)
_TITLE = ["Share of waits within the promise,", "with its 95 % interval", "Upright bar: the share that should be"]
_PROMISED = (
    "'≤ ' + (datum.promise_minutes < 1 ? format(60 * datum.promise_minutes, '.3~g') + ' s' "
    ": datum.promise_minutes < 120 ? format(datum.promise_minutes, '.3~g') + ' min' "
    ": datum.promise_minutes < 2880 ? format(datum.promise_minutes / 60, '.3~g') + ' h' "
    ": format(datum.promise_minutes / 1440, '.3~g') + ' d')"
)
_EVIDENCE = f"{_PROMISED} + (datum.n > 0 ? ' · ' + {n_of_visits()} + ' · ' + datum.kept : ' · never timed')"


def waits_dots(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw the share of waits that keep the promise at each touchpoint, its interval, and the share that should.

    Args:
        frame: what `audit.measures.promise.waits` returns by touchpoint, where something is promised: `touchpoint`,
            `service`, `promise_minutes`, `n` (waits timed), `median_wait` (minutes), `within_share`, `low`, `high`,
            `target_share` (0-1), `grade`, `kept`, `visits`.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    base = alt.Chart(frame).encode(
        y=alt.Y("touchpoint:N", sort=None, axis=None),
        tooltip=tips(
            ("touchpoint:N", "Touchpoint", ""),
            ("service:N", "Service", ""),
            ("promise_minutes:Q", "Promised, minutes", ",.4~g"),
            ("median_wait:Q", "Half waited at most, minutes", ",.4~g"),
            ("within_share:Q", "Within the promise", ".0%"),
            ("low:Q", "Interval from", ".0%"),
            ("high:Q", "to", ".0%"),
            ("target_share:Q", "Should be", ".0%"),
            ("n:Q", "Waits timed", ","),
            ("grade:N", "Evidence", ""),
        ),
    )
    shade = shaded(((_MISSED, BAD), (_IN_TIME, GOOD)), NEUTRAL)
    goal = drawn(base, "tick", color=INK.tone, thickness=px(4, scale), size=px(22, scale), opacity=1, aria=False)
    at_share = base.encode(x=alt.X("within_share:Q", scale=_SHARE, title=_TITLE, axis=_TICKS))
    percent = f"isValid(datum.within_share) && !({_FEW}) ? {percent_in_vega('datum.within_share')} : ''"
    layers = [
        *whisker(base, alt.X, scale, _along, shade),
        goal.encode(x=_along("target_share")),
        dot(at_share, scale, stroke=shade, fill=shaded(((_MISSED, BAD), (_IN_TIME, GOOD)), PAPER), shape=_SHAPE),
        words(at_share, percent, scale, size=VALUE, fontWeight=600, dy=-19),
        *named(base, "datum.touchpoint", _EVIDENCE, scale),
    ]
    description = (
        "A dot for the share of waits within the promise at each touchpoint, from none to all, on a line for its "
        "95 % interval, and an upright bar at the share that should be."
    )
    return styled(layers, description, alt.Step(px(ROW, scale)), scale)


def _along(column: str) -> alt.X:
    return alt.X(f"{column}:Q", scale=_SHARE, title="")
