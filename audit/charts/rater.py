"""The five RATER dimensions in pictures: where each stands, how sure we are, and how the ratings spread."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from audit.charts.rows import (
    DIMENSION,
    ONE_TO_FIVE,
    TICKS,
    column_heads,
    dot,
    drawn,
    n_of_visits,
    named,
    named_above,
    number,
    score,
    tips,
    touched,
    whisker,
    words,
)
from audit.charts.theme import (
    BAND,
    DEEP_FROM,
    INK,
    PAPER,
    RATING_SHADES,
    RATING_WORDS,
    ROW,
    SCORE_SHADES,
    SCORE_STEPS,
    SMALL,
    SOFT,
    VALUE,
    either,
    px,
    styled,
)
from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.model.number import spelled
from audit.model.rating import DIMENSIONS
from audit.model.share import percent_in_vega

_EVIDENCE = f"{n_of_visits()} + ' · ' + datum.grade"
_HEAD, _CELL, _GAP = 19, 38, 6  # pixels: the name of a touchpoint, its cells beneath, and room before the next
_SCORE_TEXT = "format(datum.score, '.1f')"
_FEW = f"datum.n > 0 && datum.n < {FEWEST_TO_JUDGE}"  # an anecdote, or thin
_HEAT_TITLE = ["Score, and beneath it the ratings;", f"hollow: under {spelled(FEWEST_TO_JUDGE)} ratings"]
_COUNTS = ("n1", "n2", "n3", "n4", "n5")
_ON = tuple(zip(_COUNTS, RATING_WORDS, strict=True))
_TIP_COLUMNS = (
    ("dimension:N", "Dimension", ""),
    ("score:Q", "Score", ".2f"),
    ("low:Q", "Interval from", ".2f"),
    ("high:Q", "to", ".2f"),
    ("n:Q", "Ratings", ","),
    ("grade:N", "Evidence", ""),
)
_TIPS = tips(*_TIP_COLUMNS)


def rater_dots(
    frame: pd.DataFrame, *, zone: Sequence[float] = (), scale: float = 1.0, row: float = ROW
) -> alt.LayerChart:
    """Draw where each dimension stands on the whole 1-5 scale, its interval, and its n.

    Args:
        frame: what `audit.measures.rater.rater` returns without keys: `dimension`, `n`, `score`, `low`,
            `high`, `grade`; one row a dimension.
        zone: our standard as (minimum, target), 1-5, drawn as a band behind; none where there is none.
        scale: how large it is drawn, 1 for a screen at arm's length.
        row: how tall a row is, in pixels of such a screen.
    """
    base = alt.Chart(frame).encode(y=alt.Y("dimension:N", sort=None, axis=None), tooltip=_TIPS)
    title = ["Score, 1 to 5, with its 95 % interval"]
    layers = [
        touched(base, "dimension"),
        *whisker(base, alt.X, scale),
        *named(base, DIMENSION, _EVIDENCE, scale),
    ]
    if zone:
        title.append(f"Shaded: our standard, {zone[0]:g} to {zone[1]:g}")
        band = drawn(base, "rect", color=BAND.tone, aria=False)
        edges: dict[str, Any] = {
            "x": alt.XDatum(zone[0], type="quantitative", scale=ONE_TO_FIVE, axis=alt.Axis(**TICKS)),
            "x2": alt.X2Datum(zone[1]),
        }
        layers.insert(1, band.encode(y=alt.value(0), y2=alt.value("height"), **edges))
    at_score = base.encode(x=score(alt.X, "score", title))
    layers += [dot(at_score, scale), number(at_score, "score", scale, dy=-19)]
    description = "A dot for the score of each of the five dimensions, from 1 to 5, on a line for its 95 % interval."
    return styled(layers, description, alt.Step(px(row, scale)), scale)


def rating_bars(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw how the ratings of each dimension spread from 1 (left) to 5 (right), as shares of its ratings.

    Args:
        frame: what `audit.measures.rater.rater` returns without keys: `dimension`, `n`, `grade`,
            `n1`..`n5`; one row a dimension.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    rows = ("dimension:N", "Dimension", ""), ("n:Q", "Ratings", ",")
    base = alt.Chart(frame).encode(y=alt.Y("dimension:N", sort=None, axis=None), tooltip=tips(*rows))
    before = " + ".join(f"(datum.rating > '{count}' ? datum.{count} : 0)" for count in _COUNTS[:-1])
    parts = base.transform_fold(list(_COUNTS), as_=["rating", "count"]).transform_calculate(
        start=f"({before}) / datum.n",
        end=f"({before} + datum.count) / datum.n",
        middle=f"({before} + datum.count / 2) / datum.n",
        share="datum.count / datum.n",
        stars="slice(datum.rating, 1)",
    )
    all_ratings = alt.Scale(domain=[0, 1], nice=False)
    shades = alt.Scale(domain=list(_COUNTS), range=[shade.tone for shade in RATING_SHADES])
    legend = alt.Legend(title="Rating, from 1 poor to 5 excellent", labelExpr="slice(datum.label, 1)")
    tip = (("dimension:N", "Dimension", ""), ("stars:N", "Rating", ""), ("count:Q", "Ratings", ","))
    axis = alt.Axis(format=".0%", grid=False, values=[0, 0.5, 1])
    bars = drawn(parts, "bar", size=px(26, scale), stroke=PAPER.tone, strokeWidth=px(1.5, scale)).encode(
        x=alt.X("start:Q", scale=all_ratings, title="Share of the ratings, written beneath each bar", axis=axis),
        x2="end:Q",
        color=alt.Color("rating:N", scale=shades, legend=legend),
        tooltip=tips(*tip, ("share:Q", "Share", ".1%")),
    )
    within = words(
        parts.encode(x=alt.X("middle:Q", scale=all_ratings)),
        f"datum.share * width < {px(14, scale)} ? '' : datum.stars",
        scale,
        size=SMALL,
        fontWeight=600,
        color=alt.ExprRef("".join(f"datum.rating == '{n}' ? {on.js} : " for n, on in _ON) + INK.js),
    )
    at = alt.value(alt.ExprRef("(toNumber(datum.stars) - 0.5) * width / 5"))  # as wide for a small share
    beneath = words(
        parts.encode(x=at), f"datum.stars + ': ' + {percent_in_vega('datum.share')}", scale, dy=24, size=SMALL
    )
    description = "For each dimension, a bar divided by the share of its ratings that were 1, 2, 3, 4 and 5."
    strips = touched(base, "dimension", "rating")
    layers = [strips, bars, within, beneath, *named(base, DIMENSION, _EVIDENCE, scale, above=25)]
    return styled(layers, description, alt.Step(px(ROW + 4, scale)), scale)


def rater_heat(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw a table of touchpoints by dimensions, the score and its n written in every cell.

    The colour goes by the score as it is written, so that cells with the same number look the same; a cell with too
    few ratings to rely on is hollow.

    Args:
        frame: what `audit.measures.rater.rater` returns by touchpoint: `touchpoint`, `dimension`, `n`,
            `score`, `low`, `high`, `grade`; a pair never rated has no row and shows a dash.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    dimensions = [str(dimension) for dimension in DIMENSIONS]
    heads = column_heads(
        dimensions, max(map(len, dimensions)), scale, DIMENSION.replace("datum.dimension", "datum.label")
    )
    base = (
        alt.Chart(frame)
        .transform_impute(impute="n", key="dimension", keyvals=dimensions, groupby=["touchpoint"], value=0)
        .transform_calculate(written=f"isValid(datum.score) ? toNumber({_SCORE_TEXT}) : null")
        .encode(
            x=alt.X("dimension:N", sort=dimensions, title=_HEAT_TITLE, axis=heads),
            y=alt.Y("touchpoint:N", sort=None, axis=None),
            tooltip=tips(("touchpoint:N", "Touchpoint", ""), *_TIP_COLUMNS),
        )
    )
    steps = alt.Scale(type="threshold", domain=list(SCORE_STEPS), range=[shade.tone for shade in SCORE_SHADES])
    look: dict[str, Any] = {
        "height": px(_CELL, scale),
        "width": {"band": 0.94},
        "yOffset": px(_HEAD / 2, scale),
        "cornerRadius": px(5, scale),
        "stroke": alt.ExprRef(f"{_FEW} ? {SOFT.js} : 'transparent'"),
        "strokeWidth": px(1.5, scale),
    }
    cells = drawn(base, "rect", **look).encode(
        color=alt.when(_FEW).then(alt.value(PAPER.tone)).otherwise(alt.Color("written:Q", legend=None, scale=steps))
    )
    on = either(f"isValid(datum.written) && datum.written >= {DEEP_FROM} && !({_FEW})", PAPER, INK)
    text = f"isValid(datum.score) ? {_SCORE_TEXT} : '–'"
    middle = round(_HEAD / 2)
    scores = words(base, text, scale, dy=middle - 8, size=VALUE, fontWeight=600, color=on)
    counts = words(base, "datum.n > 0 ? format(datum.n, ',') : ''", scale, dy=middle + 10, size=SMALL, color=on)
    # A tap on the name means the touchpoint, whatever the dimension.
    once = base.transform_filter(f"datum.dimension == '{dimensions[0]}'").transform_calculate(dimension="''")
    names = named_above(once, "datum.touchpoint", scale, _CELL)
    strips = touched(base.encode(x=alt.X("dimension:N", sort=dimensions)), "touchpoint", "dimension")
    description = "A table of touchpoints by dimensions; each cell holds the score and, beneath it, how many ratings."
    return styled([strips, cells, scores, counts, names], description, alt.Step(px(_HEAD + _CELL + _GAP, scale)), scale)
