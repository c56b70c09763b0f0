"""Pictures for a projector: one message each, in type that is read from the fifth row, and in greyscale."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import altair as alt
import pandas as pd

from audit.charts.projected import PROJECTED
from audit.charts.rows import drawn, named, tips, words
from audit.charts.slide_commitment import slide_our_word
from audit.charts.slide_cover import slide_moments
from audit.charts.slide_further import slide_groups, slide_steps
from audit.charts.slide_hot_spot import slide_hot_spot
from audit.charts.slide_journey import slide_journey
from audit.charts.slide_rater import slide_rater
from audit.charts.slide_tracks import slide_promises, slide_since_last
from audit.charts.slide_trust import slide_movement
from audit.charts.slide_vote import slide_votes
from audit.charts.slide_watermelon import slide_watermelons
from audit.charts.theme import DEBT, px, styled

_ROW = 100 / PROJECTED  # five of them and an axis are as high as there is room


@dataclass(frozen=True, slots=True)
class _Bars:
    """What a picture of bars is made of: columns, and Vega expressions over a row."""

    name: str  # the column that names a bar
    length: str  # the column that is its length
    evidence: str  # written beneath the name
    words: str  # written at the end of the bar
    title: str
    shade: alt.ExprRef


def slide_debt(frame: pd.DataFrame, *, scale: float = PROJECTED) -> alt.LayerChart:
    """Draw how many good experiences the deepest in debt owe.

    Args:
        frame: the first rows of `trust` of `audit.publish.shown.Shown`: `touchpoint`, `debt`, `positives`,
            `negatives`.
        scale: how large it is drawn, `PROJECTED` for a slide.
    """
    counts = "format(datum.positives, ',d') + ' good, ' + format(datum.negatives, ',d') + ' bad'"
    title, owes = "Good experiences owed", "'owes ' + format(datum.debt, ',d')"
    bars = _Bars("touchpoint", "debt", counts, owes, title, DEBT.tone)
    return _bars(frame, bars, "A bar for each touchpoint, as long as the number of good experiences it owes.", scale)


SLIDE_CHARTS: Mapping[str, Callable[..., alt.LayerChart]] = {
    "moments": slide_moments,
    "promises": slide_promises,
    "since last": slide_since_last,
    "journey": slide_journey,
    "rater": slide_rater,
    "spot outcomes": slide_hot_spot,
    "debt": slide_debt,
    "groups": slide_groups,
    "movement": slide_movement,
    "our word": slide_our_word,
    "steps": slide_steps,
    "votes": slide_votes,
    "watermelons": slide_watermelons,
}


def _bars(frame: pd.DataFrame, bars: _Bars, description: str, scale: float) -> alt.LayerChart:
    title = bars.title
    base = alt.Chart(frame).encode(
        y=alt.Y(f"{bars.name}:N", sort=None, axis=None),
        tooltip=tips((f"{bars.name}:N", bars.name.capitalize(), ""), (f"{bars.length}:Q", title, ",")),
    )
    axis = alt.Axis(format=",d", tickCount=4, tickMinStep=1)
    # Room on the right, so that the longest bar's own words stay within the picture.
    across = alt.Scale(zero=True, range=[0, alt.ExprRef("0.84 * width")])
    length = alt.X(f"{bars.length}:Q", title=title, axis=axis, scale=across)
    measured = base.encode(x=length)
    layers = [
        drawn(measured, "bar", size=px(22, scale), color=bars.shade),
        words(measured, bars.words, scale, align="left", dx=10, fontWeight=600),
        *named(base, f"datum.{bars.name}", bars.evidence, scale),
    ]
    return styled(layers, description, alt.Step(px(_ROW, scale)), scale)
