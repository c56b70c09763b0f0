"""The area a chart is projected into, so that its smallest words are read from the fifth row.

A slide is 1,920 by 1,080 design pixels, whatever screen shows it. A chart is as wide as the text of the slide, and as
high as it draws itself; the wall shows it at that size, never enlarges it, and shrinks it only where it is higher than
there is room, which a test finds. Words of a slide that has a chart too stand beneath it.
"""

from collections.abc import Sequence
from typing import Any

import altair as alt

from audit.charts.theme import SMALL, styled

WIDTH = 1728  # design pixels, from margin to margin
HEIGHT = 620  # the most a chart takes, axes and titles with it, where nothing but the caveat stands beneath
ABOVE_WORDS = 250  # the most it takes where lines, or a photo, stand beneath it
ON_COVER = 430  # the most it takes on the cover, whose title may take two lines
SMALLEST = 36  # design pixels, the smallest words
PROJECTED = SMALLEST / SMALL  # `scale` of a projected chart: SMALL is 36 pixels, TEXT 39, VALUE 44


def projected(
    layers: Sequence[alt.Chart], description: str, *, scale: float = PROJECTED, height: float = HEIGHT, **more: Any
) -> alt.LayerChart:
    """Return layers as one chart that is exactly `height` high on a slide, axes and titles with it.

    Args:
        layers: what is drawn, the last on top.
        description: what a screen reader says is drawn.
        scale: how large it is drawn; `PROJECTED` for the wall, 1 for paper, whose height shrinks alike.
        height: design pixels, at most `HEIGHT`, or `ABOVE_WORDS` where lines stand beneath it.
        more: what else the whole chart has, for example its `transform`.
    """
    chart = styled(layers, description, round(height * scale / PROJECTED), scale, **more)
    chart.autosize = alt.AutoSizeParams(type="fit", contains="padding")
    return chart
