"""Customer groups side by side, and counts beneath each other, as pictures for a projector."""

import altair as alt
import pandas as pd

from audit.charts.projected import PROJECTED, projected
from audit.charts.rows import dot, drawn, n_of_visits, tips, whisker, words, wrapped
from audit.charts.theme import ACCENT, BAD, GOOD, LINE_HEIGHT, NEUTRAL, SMALL, SOFT, TEXT, VALUE, px
from audit.model.labels import OUTCOME_WORDS
from audit.model.rating import Outcome
from audit.model.share import percent_in_vega

_TALL = 540  # design pixels
_LETTERS = 26  # of a name on one line
_NAMES = 0.36  # of the picture's width: where names end
_TITLE = "Good among good and bad moments"
_ENDS = [alt.ExprRef("0.4 * width"), alt.ExprRef("0.9 * width")]
_SHARE = alt.Scale(domain=[0, 1], nice=False, range=[_ENDS[0], alt.ExprRef("0.76 * width")])
_WORDS = {outcome: OUTCOME_WORDS[outcome] for outcome in Outcome}
_SHADE = (
    f"datum.kind == '{_WORDS[Outcome.POSITIVE]}' ? {GOOD.js} : datum.kind == '{_WORDS[Outcome.NEGATIVE]}' ? {BAD.js} : "
    f"datum.kind == '{_WORDS[Outcome.NEUTRAL]}' ? {NEUTRAL.js} : {ACCENT.js}"
)


def slide_groups(frame: pd.DataFrame, *, scale: float = PROJECTED) -> alt.LayerChart:
    """Draw the share of good moments of each customer group on its interval.

    Args:
        frame: rows of `fairness` of `audit.publish.shown.Shown` that can be shown: `customer_group`, `n`, `visits`,
            `positive_share`, `low`, `high` (0-1).
        scale: how large it is drawn, `PROJECTED` for a slide.
    """
    base = alt.Chart(frame).encode(
        y=alt.Y("customer_group:N", sort=None, axis=None, scale=alt.Scale(paddingOuter=0.25)),
        tooltip=tips(("customer_group:N", "", ""), ("positive_share:Q", "Good moments", ".0%"), ("n:Q", "n", ",")),
    )
    axis = alt.Axis(values=[0, 0.5, 1], format=".0%", grid=True)
    at_share = base.encode(
        x=alt.X("positive_share:Q", scale=_SHARE, axis=axis, title="Good among good and bad moments")
    )
    layers = [
        *whisker(base, alt.X, scale, _at),
        dot(at_share, scale, "false"),
        words(at_share, percent_in_vega("datum.positive_share"), scale, size=VALUE, fontWeight=600, dy=-20),
        _names(base, "datum.customer_group", scale),
        words(base.encode(x=alt.value("width")), n_of_visits(), scale, SOFT, align="right", size=SMALL),
    ]
    description = "A dot for the share of good moments of each customer group, on its 95 % interval, the lowest first."
    return projected(layers, description, scale=scale)


def slide_steps(frame: pd.DataFrame, *, scale: float = PROJECTED) -> alt.LayerChart:
    """Draw a bar for each count.

    Args:
        frame: what `audit.publish.slides.further.steps_of` returns: `step`, `n`, `kind`.
        scale: how large it is drawn, `PROJECTED` for a slide.
    """
    base = alt.Chart(frame).encode(
        y=alt.Y("step:N", sort=None, axis=None), tooltip=tips(("step:N", "", ""), ("n:Q", "n", ","))
    )
    at_n = base.encode(x=alt.X("n:Q", axis=None, scale=alt.Scale(zero=True, nice=False, range=_ENDS)))
    layers = [
        drawn(at_n, "bar", color=alt.ExprRef(_SHADE), height=alt.RelativeBandSize(band=0.5)),
        words(at_n, "format(datum.n, ',d')", scale, align="left", dx=6, size=VALUE + 3, fontWeight=700),
        _names(base, "datum.step", scale),
    ]
    return projected(layers, "A bar for each count, beneath each other.", scale=scale, height=_TALL)


def _at(column: str) -> alt.X:
    return alt.X(f"{column}:Q", scale=_SHARE, title="")


def _names(base: alt.Chart, name: str, scale: float) -> alt.Chart:
    """Return names left of the marks, in at most two lines."""
    lines = f"slice({wrapped(name, _LETTERS, 2 * _LETTERS)}, 0, 2)"
    up = alt.ExprRef(f"-{px(LINE_HEIGHT / 2, scale)} * (length({lines}) - 1)")
    at = base.encode(x=alt.value(alt.ExprRef(f"{_NAMES} * width")))
    return words(at, lines, scale, dy=up, size=TEXT, fontWeight=600, align="right", baseline="middle")
