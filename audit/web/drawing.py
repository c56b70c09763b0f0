"""The chart of a slide as a picture, for the wall and for the phones that follow it."""

import pandas as pd

from audit.charts.projected import WIDTH
from audit.charts.slides import SLIDE_CHARTS
from audit.charts.spec import drawing
from audit.publish.drawn import drawn


def pictured(name: str, frame: pd.DataFrame, background: str) -> str:
    """Return a chart of `audit.charts.slides` as an SVG picture.

    Args:
        name: a key of `SLIDE_CHARTS`.
        frame: its figures.
        background: the colour it stands on.

    Raises:
        NotDrawnError: it cannot be drawn.
    """
    return drawn(_spec(name, frame), frame, background, width=WIDTH)


def shape_of(name: str, frame: pd.DataFrame, high: float) -> float:
    """Return how many times as wide as it is high a picture will be, known before it is drawn.

    Args:
        name: a key of `SLIDE_CHARTS`.
        frame: its figures.
        high: design pixels taken for the height of a chart that follows its rows.
    """
    height = _spec(name, frame).get("height")
    return WIDTH / (height if isinstance(height, int | float) else high)


def _spec(name: str, frame: pd.DataFrame) -> dict[str, object]:
    return drawing(SLIDE_CHARTS[name], tuple(str(column) for column in frame)).spec
