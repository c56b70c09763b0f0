"""Two to four sides beside each other: a dot on the line of its interval for each, under what is compared."""

from collections.abc import Callable
from functools import partial
from typing import Any

import altair as alt
import pandas as pd

from audit.charts.rows import THIN, dot, drawn, n_of_visits, named, number, score, tips, touched, whisker, words
from audit.charts.theme import ACCENT, LINE, PAPER, SOFT, VALUE, either, px, styled
from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.model.number import spelled

_ROW = 58  # pixels of a side: its name with n beneath it; on a phone name and n above its dot
_HEADED = ("touchpoint", "dimension")  # what rows are of, where they are of several things
_KEY = f"Hollow: under {spelled(FEWEST_TO_JUDGE)} visits"
_SHAPES = "['circle', 'diamond', 'square', 'triangle-up'][datum.side_no]"
_PER_100 = alt.Scale(domain=[-2, 104], nice=False)
_TICKS: dict[str, Any] = {"values": [0, 25, 50, 75, 100], "format": "d", "grid": True}
_HEADING = "datum.heading == '' ? '' : upper(slice(datum.heading, 0, 1)) + slice(datum.heading, 1)"
_EVIDENCE = f"datum.side == '' ? '' : {n_of_visits()} + (datum.grade ? ' · ' + datum.grade : '')"


def in_lines(figures: pd.DataFrame) -> pd.DataFrame:
    """Return what sides are compared by as a picture takes it: a line for each side, a heading before them.

    Args:
        figures: what `audit.figures.sides` returns of a comparison: `side`, `n`, `low`, `high`, `grade` and more; its
            rows are of one thing, or of each `touchpoint` or `dimension` in turn.

    Returns:
        Its rows with `line` (the number of the line), `of` (its touchpoint or dimension), `heading` (the same; "" in
        the line of a side), `side_no` (from 0; -1 in a heading) and `visits`, where it has none of its own those of n.
    """
    rows = figures.assign(
        side_no=figures["side"].map({side: no for no, side in enumerate(dict.fromkeys(figures["side"]))})
    )
    rows = rows.assign(heading="", visits=rows["visits"] if "visits" in rows else rows["n"])
    headed = next((name for name in _HEADED if name in rows), "")
    rows = rows.assign(of=rows[headed] if headed else "")
    if headed:
        first = ~rows.duplicated([name for name in ("journey", headed) if name in rows])
        heads = rows[first].assign(heading=rows[headed], side="", side_no=-1, grade="", n=0, visits=0)
        measured = [name for name in ("score", "low", "high") if name in rows]
        heads[measured] = float("nan")
        rows = pd.concat([heads, rows]).sort_index(kind="stable")
    return rows.astype({"side_no": "int64"}).assign(line=range(len(rows))).reset_index(drop=True)


def side_scores(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw the score of each side from 1 to 5, its interval and its n, under each dimension or touchpoint.

    Args:
        frame: what `in_lines` makes of a comparison of scores: `line`, `of`, `heading`, `side`, `side_no`, `n`,
            `visits`, `score`, `low`, `high` (1-5, empty = not rated, or too few to show), `grade`, and `dimension` or
            `touchpoint`.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    tip = tips(
        ("side:N", "Side", ""),
        ("score:Q", "Score", ".2f"),
        ("low:Q", "Interval from", ".2f"),
        ("high:Q", "to", ".2f"),
        ("n:Q", "Ratings", ","),
        ("grade:N", "Evidence", ""),
    )
    base = alt.Chart(frame).encode(y=_line(), tooltip=tip)
    title = ["Score, 1 to 5, with its 95 % interval", _KEY]
    value = number(base.encode(x=score(alt.X, "score")), "score", scale, dy=-17)
    description = "A dot for the score of each side from 1 to 5, on a line for its 95 % interval, with its n."
    return _drawn(base, partial(score, alt.X), ("score", {"title": title}), value, description, scale)


def side_shares(frame: pd.DataFrame, *, scale: float = 1.0) -> alt.LayerChart:
    """Draw how many of 100 good or bad moments were bad on each side, with its interval and its n.

    Args:
        frame: what `in_lines` makes of the comparison of trust: `line`, `of`, `heading`, `side`, `side_no`, `n`,
            `visits`, `bad_per_100`, `low`, `high` (0-100, empty = nothing observed, or too few to show), `grade`,
            `owed_per_100`.
        scale: how large it is drawn, 1 for a screen at arm's length.
    """
    tip = tips(
        ("side:N", "Side", ""),
        ("bad_per_100:Q", "Bad per 100 good or bad", ".1f"),
        ("low:Q", "Interval from", ".1f"),
        ("high:Q", "to", ".1f"),
        ("owed_per_100:Q", "Owed per 100", ".0f"),
        ("n:Q", "Good and bad moments", ","),
    )
    base = alt.Chart(frame).encode(y=_line(), tooltip=tip)
    title = ["Bad of 100 good or bad moments, with the 95 % interval", _KEY]
    text = "isValid(datum.bad_per_100) ? format(datum.bad_per_100, '.0f') : ''"
    value = words(base.encode(x=_per_100("bad_per_100")), text, scale, dy=-17, size=VALUE, fontWeight=600)
    description = (
        "A dot for how many of 100 good or bad moments were bad on each side, on a line for its 95 % interval."
    )
    return _drawn(
        base, _per_100, ("bad_per_100", {"title": title, "axis": alt.Axis(**_TICKS)}), value, description, scale
    )


def _drawn(
    base: alt.Chart,
    at: Callable[..., Any],
    drawn_at: tuple[str, dict[str, Any]],
    value: alt.Chart,
    description: str,
    scale: float,
) -> alt.LayerChart:
    """Return the lines: headings, names with n, whiskers and dots, each side with a shape of its own."""
    column, titled = drawn_at
    tone = either("datum.side_no % 2 == 0", ACCENT, SOFT)
    heading = base.encode(x=alt.value(0))
    layers = [
        touched(base, "side", "of"),
        drawn(heading, "rule", color=LINE.tone, opacity=alt.ExprRef("datum.side_no < 0 ? 1 : 0"), aria=False).encode(
            x2=alt.value("width"), y=_line().bandPosition(0.15)
        ),
        words(heading, _HEADING, scale, dy=3, align="left", size=VALUE, fontWeight=600),
        *named(base, "datum.side", _EVIDENCE, scale, above=35),
        *whisker(base, alt.X, scale, at, tone),
        dot(
            base.encode(x=at(column, **titled)),
            scale,
            THIN,
            shape=alt.ExprRef(f"datum.side_no < 0 ? 'circle' : {_SHAPES}"),
            stroke=tone,
            fill=alt.ExprRef(f"({THIN}) ? {PAPER.js} : datum.side_no % 2 == 0 ? {ACCENT.js} : {SOFT.js}"),
        ),
        value,
    ]
    return styled(layers, description, alt.Step(px(_ROW, scale)), scale)


def _line() -> alt.Y:
    return alt.Y("line:O", sort=None, axis=None, scale=alt.Scale(padding=0))


def _per_100(column: str, **look: Any) -> alt.X:
    return alt.X(f"{column}:Q", scale=_PER_100, **{"title": ""} | look)
