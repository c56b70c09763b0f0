"""What most pictures share: a row's name, how much evidence stands behind it, and a place from one to five."""

from collections.abc import Callable, Sequence
from functools import partial
from textwrap import wrap
from typing import Any

import altair as alt

from audit.charts.theme import ACCENT, INK, LINE_HEIGHT, PAPER, SMALL, SOFT, TEXT, VALUE, Shade, either, px

ONE_TO_FIVE = alt.Scale(domain=[0.9, 5.1], nice=False, zero=False)  # room for a dot at either end
TICKS: dict[str, Any] = {"values": [1, 2, 3, 4, 5], "format": "d", "grid": True}
THIN = "datum.grade == 'anecdote' || datum.grade == 'thin'"  # drawn hollow
DIMENSION = "upper(slice(datum.dimension, 0, 1)) + slice(datum.dimension, 1)"

HOLDER = "width && containerSize()[0]"  # how wide what holds the picture is; asks again whenever the width changes
_LINE = 22  # characters
_LONGEST = 2 * _LINE  # of a name


def wrapped(text: str, length: int = _LINE) -> str:
    """Return a Vega expression that breaks `text` (an expression too) into lines of at most `length` characters.

    A word longer than a line is broken too: a name must never take the picture's room.
    """
    parted = f"replace(truncate({text}, {_LONGEST}), regexp('([^ ]{{{length - 1}}})(?=[^ ]{{2}})', 'g'), '$1- ')"
    lines = f"replace({parted}, regexp('(.{{1,{length}}})(?:[ ]+|$)', 'g'), '$1\\n')"
    return f"split(trim({lines}), '\\n')"


def two_lines(text: str) -> str:
    """Return a Vega expression that breaks a text into at most two lines and says where it is cut."""
    lines = wrapped(text)
    return f"(length({lines}) > 2 ? [{lines}[0], truncate({lines}[1] + ' …', {_LINE})] : {lines})"


def column_heads(names: Sequence[str], letters: int, scale: float, label: str = "datum.label") -> alt.Axis:
    """Return the names above columns, turned upright where they would not stand beside each other.

    Args:
        names: the names from left to right; the longest says how much room they need.
        letters: in a line, before a name that does not stand upright is broken.
        scale: how large the chart is drawn.
        label: what is written, a Vega expression.
    """
    lines = max((len(wrap(name, letters)) for name in names if name), default=1)  # a label begins above and goes down
    longest = min(max(map(len, names), default=0), letters)
    tight = f"width / {max(len(names), 1)} < {px(7 * longest + 12, scale)}"
    return alt.Axis(
        orient="top",
        labelExpr=f"{tight} ? {label} : {wrapped(label, letters)}",
        labelLineHeight=px(LINE_HEIGHT, scale),
        labelPadding=alt.ExprRef(f"{tight} ? {px(8, scale)} : {px(8 + LINE_HEIGHT * (lines - 1), scale)}"),
        labelColor=INK.tone,
        labelLimit=px(180, scale),
        labelAngle=alt.ExprRef(f"{tight} ? -90 : 0"),
        labelAlign=alt.ExprRef(f"{tight} ? 'left' : 'center'"),
        labelBaseline=alt.ExprRef(f"{tight} ? 'middle' : 'bottom'"),
        titleAnchor="start",
    )


def score(channel: type[Any], column: str, title: str | list[str] = "", **axis: Any) -> Any:
    """Return the 1-5 scale, never cut short, for a column of scores on `channel` (alt.X or alt.Y)."""
    return channel(f"{column}:Q", scale=ONE_TO_FIVE, title=title, axis=alt.Axis(**TICKS | axis))


def drawn(base: alt.Chart, kind: Any, **look: Any) -> alt.Chart:
    """Return `base` drawn as marks of one kind ("bar", "rule", "point", ...) that look as said."""
    marked: alt.Chart = base.copy(deep=False)
    marked.mark = alt.MarkDef(kind, **look)
    return marked


def words(base: alt.Chart, text: str, scale: float, shade: Shade = INK, **look: Any) -> alt.Chart:
    """Return words beside a mark: `text` is a Vega expression over the row; sizes are in pixels of a screen."""
    size = px(look.pop("size", TEXT), scale)
    moved = {key: px(look.pop(key), scale) for key in ("dx", "dy") if isinstance(look.get(key), int)}
    own: dict[str, Any] = {"text": alt.ExprRef(text), "color": shade.tone, "fontSize": size, "aria": False}
    return drawn(base, "text", **own | moved | look)


def named(base: alt.Chart, name: str, evidence: str, scale: float, **look: Any) -> list[alt.Chart]:
    """Return a row's name left of the picture, and beneath it in smaller words what stands behind it.

    Args:
        base: the rows, with their place on the y axis.
        name: a Vega expression; broken into at most two lines.
        evidence: a Vega expression, one line.
        scale: how large the chart is drawn.
        look: what else the words of evidence should have, for example a colour.
    """
    at_edge = base.encode(x=alt.value(0))
    two = two_lines(name)
    half = f"length({two}) * {px(LINE_HEIGHT / 2, scale)}"
    place: dict[str, Any] = {"align": "right", "dx": -14}
    return [
        words(at_edge, two, scale, dy=alt.ExprRef(f"-({half})"), fontWeight=600, **place),
        words(at_edge, evidence, scale, SOFT, dy=alt.ExprRef(half), size=SMALL, **place | look),
    ]


def named_above(base: alt.Chart, name: str, scale: float, cell: int) -> alt.Chart:
    """Return a row's name above its cells, cut where the picture ends: a longer one would shrink the picture.

    Args:
        base: the rows, with their place on the y axis.
        name: a Vega expression, "" for all cells of a row but one.
        scale: how large the chart is drawn.
        cell: how high the cells are, in pixels.
    """
    place: dict[str, Any] = {"align": "left", "dx": 2, "dy": -round(cell / 2), "limit": alt.ExprRef("width - 2")}
    return words(base.encode(x=alt.value(0)), name, scale, fontWeight=600, **place)


def whisker(
    base: alt.Chart,
    channel: type[Any],
    scale: float,
    place: Callable[[str], Any] | None = None,
    color: Any = ACCENT.tone,
    ends: tuple[str, str] = ("low", "high"),
) -> list[alt.Chart]:
    """Return the 95 % interval along `channel` as a line with ends.

    Args:
        base: the rows.
        channel: alt.X for across, alt.Y for upwards.
        scale: how large the chart is drawn.
        place: where on `channel` a column stands; on the 1-5 scale when left out.
        color: of line and ends, a tone or a Vega expression.
        ends: the columns of the interval.
    """
    letter, orient = ("x", "vertical") if channel is alt.X else ("y", "horizontal")
    place, width, (low, high) = place or partial(score, channel), px(2, scale), ends
    size = px(12, scale)
    tick = drawn(base, "tick", color=color, thickness=width, size=size, opacity=1, orient=orient, aria=False)
    line = drawn(base, "rule", color=color, strokeWidth=width, aria=False)
    return [
        line.encode(**{letter: place(low), f"{letter}2": f"{high}:Q"}),
        *(tick.encode(**{letter: place(end)}) for end in ends),
    ]


def dot(base: alt.Chart, scale: float, hollow: str = THIN, **look: Any) -> alt.Chart:
    """Return a row's figure as a dot, hollow where `hollow` (a Vega condition) holds, as evidence is thin there."""
    own: dict[str, Any] = {
        "filled": False,
        "opacity": 1,
        "size": px(130 * scale, scale),
        "stroke": ACCENT.tone,
        "strokeWidth": px(2.5, scale),
        "fill": either(hollow, PAPER, ACCENT),
    }
    return drawn(base, "point", **own | look)


def number(base: alt.Chart, column: str, scale: float, **look: Any) -> alt.Chart:
    """Return a score with one decimal, in strong figures."""
    text = f"isValid(datum.{column}) ? format(datum.{column}, '.1f') : ''"
    return words(base, text, scale, **{"size": VALUE, "fontWeight": 600} | look)


def tips(*columns: tuple[str, str, str]) -> list[alt.Tooltip]:
    """Return what is shown on pointing at a mark: (column with its type, title, number format or "") each."""
    return [
        alt.Tooltip(column, title=title, format=form) if form else alt.Tooltip(column, title=title)
        for column, title, form in columns
    ]
