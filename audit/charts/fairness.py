"""How often each customer group is served well, and how far it lies from the others, with how sure that is."""

from typing import Any

import altair as alt
import pandas as pd

from audit.charts.rows import dot, drawn, n_of_visits, named, tips, whisker, words
from audit.charts.theme import ACCENT, PAPER, ROW, SMALL, SOFT, VALUE, Shade, px, styled
from audit.model.share import percent_in_vega

_SCALE = alt.Scale(domain=[-0.02, 1.04], nice=False)
_TICKS: dict[str, Any] = {"values": [0, 0.25, 0.5, 0.75, 1], "format": ".0%", "grid": True}
_EVIDENCE = f"{n_of_visits()} + (isValid(datum.positive_share) ? ' · ' + datum.grade : '')"
_TALL = ROW + 34  # pixels of a row: on a phone its name, then two marks with their numbers above them
_BELOW_NAME = 0.29  # of such a row
_WITHIN = alt.Scale(nice=True, zero=True)
_GAP_TICKS: dict[str, Any] = {
    "labelExpr": "datum.value == 0 ? '0' : format(100 * datum.value, '+d')",
    "grid": True,
    "tickCount": 5,
}
_TIPS = tips(
    ("customer_group:N", "Customer group", ""),
    ("positive_share:Q", "Good moments", ".0%"),
    ("low:Q", "Interval from", ".0%"),
    ("high:Q", "to", ".0%"),
    ("gap:Q", "Beside all others", "+.0%"),
    ("like_gap:Q", "At the same touchpoints", "+.0%"),
    ("n:Q", "Good and bad moments", ","),
)
_GAP_TIPS = tips(
    ("customer_group:N", "Customer group", ""),
    ("gap:Q", "Beside all others", "+.1%"),
    ("gap_low:Q", "Interval from", "+.1%"),
    ("gap_high:Q", "to", "+.1%"),
    ("like_gap:Q", "At the same touchpoints", "+.1%"),
    ("like_low:Q", "Interval from ", "+.1%"),
    ("like_high:Q", "to ", "+.1%"),
    ("n:Q", "Good and bad moments", ","),
    ("like_n:Q", "At the same touchpoints, all groups", ","),
)


def fairness_dots(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw the share of good moments of each customer group, its interval and its n.

    Args:
        frame: what `audit.measures.fairness.fairness` returns without keys: `customer_group`, `n` (good and bad
            moments), `positive_share`, `low`, `high` (0-1, empty = too few to show), `gap`, `grade`.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    base = alt.Chart(frame).encode(y=alt.Y("customer_group:N", sort=None, axis=None), tooltip=_TIPS)
    title = ["Good among good and bad moments,", "with the 95 % interval"]
    at_share = base.encode(x=_at("positive_share", title=title, axis=alt.Axis(**_TICKS)))
    text = f"isValid(datum.positive_share) ? {percent_in_vega('datum.positive_share')} : ''"
    layers = [
        *whisker(base, alt.X, scale, _at),
        dot(at_share, scale),
        words(at_share, text, scale, dy=-19, size=VALUE, fontWeight=600),
        *named(base, "datum.customer_group", _EVIDENCE, scale),
    ]
    description = (
        "A dot for the share of good among good and bad moments of each customer group, the lowest first, on a line "
        "for its 95 % interval, with the number of moments."
    )
    return styled(layers, description, alt.Step(px(ROW, scale)), scale)


def _at(column: str, **look: Any) -> alt.X:
    return alt.X(f"{column}:Q", scale=_SCALE, **{"title": ""} | look)


def gap_dots(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw how far each customer group lies from all the others, as it is and at like touchpoints.

    Args:
        frame: what `audit.measures.fairness.fairness` returns without keys, the rows with a `gap`: `customer_group`,
            `gap`, `gap_low`, `gap_high`, `like_gap`, `like_low`, `like_high` (differences of shares, -1 to 1; the
            last three empty where the others were met at none of its touchpoints), `n`, `like_n`.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    row = alt.Y("customer_group:N", sort=None, axis=None, scale=alt.Scale(padding=0))
    base = alt.Chart(frame).encode(y=row, tooltip=_GAP_TIPS)
    evidence = "isValid(datum.like_gap) ? 'n ' + format(datum.like_n, ',') + ' in common' : 'none in common'"
    layers = [
        drawn(base, "rule", color=SOFT.tone, strokeWidth=px(2, scale), aria=False).encode(
            # row by row, and below its name: on a phone the name reaches over the middle
            x=alt.datum(0, scale=_WITHIN),
            y=row.bandPosition(_BELOW_NAME),
            y2=alt.Y2("customer_group:N", bandPosition=1),
        ),
        *_gap(base.encode(y=row.bandPosition(0.46)), ("gap", "gap_low", "gap_high"), SOFT, "circle", scale),
        *_gap(base.encode(y=row.bandPosition(0.84)), ("like_gap", "like_low", "like_high"), ACCENT, "diamond", scale),
        *named(base, "datum.customer_group", evidence, scale, above=_TALL // 2 - 10),
    ]
    key = ["Hollow: beside all others, over all moments", "Diamond: where both met the same touchpoints"]
    description = (
        "For each customer group two marks, each on a line for its 95 % interval: how many points its share of good "
        "moments lies above or below that of all others, over all moments and at like touchpoints."
    )
    title = alt.TitleParams(
        text=key,
        anchor="start",
        color=SOFT.tone,
        fontSize=px(SMALL, scale),
        fontWeight=400,
        lineHeight=px(18, scale),
        offset=px(14, scale),
    )
    return styled(layers, description, alt.Step(px(_TALL, scale)), scale, title=title)


def _gap(base: alt.Chart, columns: tuple[str, str, str], shade: Shade, shape: str, scale: float) -> list[alt.Chart]:
    """Return one gap as a mark on a line for its interval, with its number of points above it."""
    gap, low, high = columns
    # a group that is compared with nobody keeps its row, without a mark
    known = base.transform_filter(f"isValid(datum.{gap})")
    at_gap = known.encode(x=_apart(gap, title="Points above or below the others", axis=alt.Axis(**_GAP_TICKS)))
    look: dict[str, Any] = {"shape": shape, "size": px(110 * scale, scale), "stroke": shade.tone, "opacity": 1}
    filling = PAPER if shape == "circle" else shade
    number = f"format(100 * datum.{gap}, '+d')"
    where: dict[str, Any] = {"dy": -15, "size": SMALL, "fontWeight": 600}
    # near the middle the number stands on the line of no difference, so it has a ground of its own
    behind = words(at_gap, number, scale, PAPER, stroke=PAPER.tone, strokeWidth=px(5, scale), **where)
    return [
        drawn(known, "rule", color=shade.tone, strokeWidth=px(2, scale), aria=False).encode(
            x=_apart(low), x2=alt.X2(f"{high}:Q")
        ),
        drawn(at_gap, "point", fill=filling.tone, strokeWidth=px(2, scale), **look),
        behind,
        words(at_gap, number, scale, shade, **where),
    ]


def _apart(column: str, **look: Any) -> alt.X:
    return alt.X(f"{column}:Q", scale=_WITHIN, **{"title": ""} | look)
