"""What a room chose, a bar for each choice, as a picture for a projector."""

from typing import Any

import altair as alt
import pandas as pd

from audit.charts.projected import PROJECTED, projected
from audit.charts.rows import drawn, tips, words, wrapped
from audit.charts.theme import ACCENT, LINE_HEIGHT, NEUTRAL, TEXT, VALUE, either, px

_TALL = 560  # design pixels: eight choices with names of two lines
_LETTERS = 28  # of a name on one line, the first of two unless there are more than six
_NAMES, _LONGEST = 0.37, 0.92  # of the picture's width: where names end, and the longest bar
_FIRST = "datum.place == 1 && datum.votes > 0"


def slide_votes(frame: pd.DataFrame, *, scale: float = PROJECTED) -> alt.LayerChart:
    """Draw what the room voted for, the most votes first and dark.

    Args:
        frame: what `audit.measures.vote.count_votes` returns: `choice`, `votes`, `share` (0-1), `place`.
        scale: how large it is drawn, `PROJECTED` for a slide.
    """
    base = alt.Chart(frame).encode(
        y=alt.Y("choice:N", sort=None, axis=None),
        tooltip=tips(("choice:N", "", ""), ("votes:Q", "Votes", ","), ("share:Q", "Of all", ".0%")),
    )
    ends = [alt.ExprRef(f"{share} * width") for share in (_NAMES + 0.015, _LONGEST)]
    at_votes = base.encode(x=alt.X("votes:Q", axis=None, scale=alt.Scale(zero=True, nice=False, range=ends)))
    tight = f"bandwidth('y') < {px(2 * LINE_HEIGHT, scale)}"
    name = f"({tight} ? [truncate(datum.choice, {_LETTERS})] : {wrapped('datum.choice', _LETTERS, 2 * _LETTERS)})"
    weight = alt.ExprRef(f"{_FIRST} ? 700 : 500")
    half = alt.ExprRef(f"-{px(LINE_HEIGHT / 2, scale)} * (length({name}) - 1)")
    names: dict[str, Any] = {"align": "right", "baseline": "middle", "dy": half, "size": TEXT, "fontWeight": weight}
    number: dict[str, Any] = {"align": "left", "dx": 6, "size": VALUE + 1, "fontWeight": weight}
    bar = drawn(at_votes, "bar", color=either(_FIRST, ACCENT, NEUTRAL), height=alt.RelativeBandSize(band=0.6))
    layers = [
        bar,
        words(at_votes, "format(datum.votes, ',d')", scale, **number),
        words(base.encode(x=alt.value(alt.ExprRef(f"{_NAMES} * width"))), name, scale, **names),
    ]
    description = "A bar for each choice, as long as the votes it was given, the most first."
    return projected(layers, description, scale=scale, height=_TALL)
