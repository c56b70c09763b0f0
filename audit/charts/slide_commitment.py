"""How it is now and what is promised, on one line from none to all, as a picture for a projector."""

from typing import Any

import altair as alt
import pandas as pd

from audit.charts.projected import PROJECTED, projected
from audit.charts.rows import dot, drawn, tips, whisker, words
from audit.charts.theme import INK, LINE, SOFT, VALUE, px
from audit.model.share import percent_in_vega

_TALL = 190  # design pixels
_ALL = alt.Scale(domain=[0, 1], nice=False, range=[alt.ExprRef("0.04 * width"), alt.ExprRef("0.96 * width")])
_MIDDLE = 0.56  # of the height
_FOOT = alt.value(alt.ExprRef("height - 8"))
_NEAR_ALL = "isValid(datum.promised) && datum.promised > 0.92"  # our word stands there instead


def slide_our_word(frame: pd.DataFrame, *, scale: float = PROJECTED) -> alt.LayerChart:
    """Draw the share of good moments now with its interval, and the promised share as an upright.

    Args:
        frame: what `audit.publish.slides.commitment.stood_and_promised` returns: `touchpoint`, `n`, `share`, `low`,
            `high`, `promised` (0-1; empty where words alone say it).
        scale: how large it is drawn, `PROJECTED` for a slide.
    """
    base = alt.Chart(frame).encode(
        y=alt.value(alt.ExprRef(f"{_MIDDLE} * height")),
        tooltip=tips(("touchpoint:N", "", ""), ("share:Q", "Now", ".0%"), ("promised:Q", "Our word", ".0%")),
    )
    promised = base.transform_filter("isValid(datum.promised)")
    word: dict[str, Any] = {"color": INK.tone, "thickness": px(3.5, scale), "size": px(32, scale), "opacity": 1}
    strong: dict[str, Any] = {"size": VALUE, "fontWeight": 600}
    now = f"'now ' + {percent_in_vega('datum.share')}"
    # beside the upright where there is room, before it where it stands at the end of the line
    side = "datum.promised > 0.72"
    at_word: dict[str, Any] = {
        "align": alt.ExprRef(f"{side} ? 'right' : 'left'"),
        "dx": alt.ExprRef(f"{side} ? {px(-9, scale)} : {px(9, scale)}"),
        "dy": 22,
    }
    layers = [
        drawn(base, "rule", color=LINE.tone, strokeWidth=px(1.5, scale), aria=False).encode(
            x=alt.value(alt.ExprRef("0.04 * width")), x2=alt.value(alt.ExprRef("0.96 * width"))
        ),
        *whisker(base, alt.X, scale, _at),
        dot(base.encode(x=_at("share")), scale, "false"),
        words(base.encode(x=_at("share")), now, scale, dy=-20, **strong),
        drawn(promised, "tick", orient="vertical", aria=False, **word).encode(x=_at("promised")),
        words(
            promised.encode(x=_at("promised")),
            f"'our word ' + {percent_in_vega('datum.promised')}",
            scale,
            **strong | at_word,
        ),
        words(base.encode(x=alt.value(0), y=_FOOT), "'0%'", scale, SOFT, align="left"),
        words(base.encode(x=alt.value("width"), y=_FOOT), f"{_NEAR_ALL} ? '' : '100%'", scale, SOFT, align="right"),
    ]
    description = "A dot for the share of good moments now, on its 95 % interval, and an upright at our word."
    return projected(layers, description, scale=scale, height=_TALL)


def _at(column: str) -> alt.X:
    return alt.X(f"{column}:Q", axis=None, scale=_ALL)
