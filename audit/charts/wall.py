"""What pictures on the wall are set in: design pixels, a slide being 1,920 by 1,080 of them whatever shows it."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from audit.charts.projected import PROJECTED
from audit.charts.rows import words
from audit.charts.theme import Shade

BAD_WORDS = Shade("#963606", "#FFB48E")  # read from the fifth row: seven times as light or dark as the slide
LINE_APART = 46  # design pixels from one line of words to the next


class Wall:
    """Sizes in design pixels as a picture needs them that is drawn at `scale`, `PROJECTED` for a slide."""

    def __init__(self, scale: float) -> None:
        self.scale = scale

    def px(self, size: float) -> float:
        """Return a length."""
        return round(size * self.scale / PROJECTED, 1)

    def area(self, size: float) -> float:
        """Return how many square pixels a mark has that is so wide."""
        return round(self.px(size) ** 2)

    def words(self, base: alt.Chart, text: str, look: Mapping[str, Any]) -> alt.Chart:
        """Return words: `text` is a Vega expression whose lines end with a line feed.

        In `look`, `size` is one of `audit.charts.theme`, `dx` and `dy` are in design pixels.
        """
        moved = {key: self.px(look[key]) for key in ("dx", "dy") if key in look}
        return words(
            base, f"split({text}, '\\n')", self.scale, **{"lineHeight": self.px(LINE_APART)} | dict(look) | moved
        )


def floor_words(column: str = "datum.floor") -> str:
    """Return the Vega expression that says of a scale up to 5 where it begins, wherever that is not at 1."""
    return f"'score of 5' + ({column} > 1 ? ', shown from ' + {column} : '')"
