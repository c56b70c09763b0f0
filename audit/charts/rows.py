"""What most pictures share: a row's name, how much evidence stands behind it, and a place from one to five."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from textwrap import wrap
from typing import Any

import altair as alt

from audit.charts.theme import ACCENT, BAND, INK, LINE_HEIGHT, PAPER, SMALL, SOFT, TEXT, VALUE, Shade, either, px
from audit.measures.evidence_grade import WEAK_GRADES
from audit.model.share import percent_in_vega

ONE_TO_FIVE = alt.Scale(domain=[0.9, 5.1], nice=False, zero=False)  # room for a dot at either end
TICKS: dict[str, Any] = {"values": [1, 2, 3, 4, 5], "format": "d", "grid": True}
THIN = " || ".join(f"datum.grade == '{grade}'" for grade in WEAK_GRADES if grade)  # drawn hollow
DIMENSION = "upper(slice(datum.dimension, 0, 1)) + slice(datum.dimension, 1)"

HOLDER = "width && containerSize()[0]"  # how wide what holds the picture is; asks again whenever the width changes
_NARROW = 560  # pixels: in less, a name beside the picture would take most of it
PICKED = "picked"  # the name by which a page reads what was tapped
_THUMB = 1810  # square pixels: a circle 48 pixels across
_LINE = 22  # characters
_AROUND = 28  # pixels round the picture
_LETTER = 6.5  # pixels, the width of a letter of the small words
_LONGEST = 2 * _LINE  # of a name


def wrapped(text: str, length: int = _LINE, most: int = _LONGEST) -> str:
    """Return a Vega expression that breaks `text` (an expression too) into lines of at most `length` characters.

    A word longer than a line is broken too: a name must never take the picture's room.
    """
    parted = f"replace(truncate({text}, {most}), regexp('([^ ]{{{length - 1}}})(?=[^ ]{{2}})', 'g'), '$1- ')"
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


def narrow(scale: float) -> str:
    """Return a Vega condition: whether the names of rows stand above them, as on a phone."""
    return f"({HOLDER} < {px(_NARROW, scale)})"


def named(
    base: alt.Chart, name: str, evidence: str, scale: float, *, above: int = 36, stacked: bool = False, **look: Any
) -> list[alt.Chart]:
    """Return a row's name and what stands behind it: left of the picture, on a phone above the row.

    Args:
        base: the rows, with their place on the y axis.
        name: a Vega expression; broken into at most two lines, on a phone cut where the evidence begins.
        evidence: a Vega expression, one line in smaller words: beneath the name, on a phone at the right edge.
        scale: how large the chart is drawn.
        above: pixels from the middle of a row up to its name on a phone, more where a figure stands above the mark.
        stacked: on a phone too, the evidence stands beneath the name, as it is too long to stand beside it.
        look: what else the words of evidence should have, for example a colour.
    """
    small, two = narrow(scale), two_lines(name)
    half = f"length({two}) * {px(LINE_HEIGHT / 2, scale)}"
    letters = "0" if stacked else f"length({evidence}) * {px(_LETTER, scale)} + {px(12, scale)}"
    beside: dict[str, Any] = {"align": alt.ExprRef(f"{small} ? 'left' : 'right'")}
    beside["dx"] = alt.ExprRef(f"{small} ? 0 : {px(-14, scale)}")
    edge = f"max(width, ({HOLDER}) - {px(_AROUND, scale)})"
    limit = alt.ExprRef(f"{small} ? max({px(60, scale)}, {edge} - {letters}) : 0")
    up = alt.ExprRef(f"{small} ? {px(-above, scale)} : -({half})")
    down = alt.ExprRef(f"{small} ? {px(-above + (LINE_HEIGHT if stacked else 0), scale)} : {half}")
    at_edge = base.encode(x=alt.value(0))
    at_end = at_edge if stacked else base.encode(x=alt.value(alt.ExprRef(f"{small} ? {edge} : 0")))
    aside = beside if stacked else {"align": "right", "dx": beside["dx"]}
    return [
        words(at_edge, f"{small} ? {name} : {two}", scale, dy=up, fontWeight=600, limit=limit, **beside),
        words(at_end, evidence, scale, SOFT, dy=down, size=SMALL, **aside | look),
    ]


def named_above(base: alt.Chart, name: str, scale: float, cell: int) -> alt.Chart:
    """Return a row's name above its cells, cut where the picture ends: a longer one would shrink the picture.

    Args:
        base: the rows, with their place on the y axis.
        name: a Vega expression, "" for all cells of a row but one.
        scale: how large the chart is drawn.
        cell: how high the cells are, in pixels.
    """
    look: dict[str, Any] = {"align": "left", "dx": 2, "dy": -round(cell / 2), "limit": alt.ExprRef("width - 2")}
    return words(base.encode(x=alt.value(0)), name, scale, fontWeight=600, **look)


def tapping(*fields: str, nearest: bool = False) -> alt.Parameter:
    """Return what a tap on a mark picks, by the name under which a page reads it.

    Args:
        fields: what the page is told of the row that was tapped.
        nearest: whether a tap beside the marks picks the nearest one.
    """
    return alt.selection_point(name=PICKED, fields=list(fields), nearest=nearest or alt.Undefined, empty=False)


def touched(base: alt.Chart, *fields: str, shaded: bool = False) -> alt.Chart:
    """Return a strip as wide as the picture for each row, which can be tapped anywhere.

    A tap on any other mark of the same picture counts too: what is picked are the `fields` of the row it belongs to.

    Args:
        base: the rows, with their place on the y axis, or on the x axis for upright strips.
        fields: what the page is told of the row that was tapped.
        shaded: whether the strip that was tapped is shaded.
    """
    picked = tapping(*fields)
    shown = alt.when(picked).then(alt.value(1 if shaded else 0)).otherwise(alt.value(0))
    strip = drawn(base, "rect", color=BAND.tone, cursor="pointer", aria=False)
    return strip.encode(opacity=shown).add_params(picked)


def touched_dot(base: alt.Chart, scale: float, *fields: str) -> alt.Chart:
    """Return an unseen circle round each dot, large enough for a thumb; `fields` as for `touched`."""
    size = px(_THUMB * scale, scale)
    dots = drawn(base, "point", filled=True, opacity=0, size=size, cursor="pointer", aria=False)
    return dots.add_params(tapping(*fields))


def touched_line(base: alt.Chart, scale: float, days: float, *fields: str) -> alt.Chart:
    """Return an unseen upright strip round each moment along a line of time, with the x axis named "x".

    Args:
        base: the rows, with their place on the x axis; its column is the first of `fields`.
        scale: how large the chart is drawn.
        days: how many days a strip is wide.
        fields: the column of time, and then what the page is told of the row that was tapped.
    """
    moment, *named_by = fields
    wide = f"abs(scale('x', toNumber(datum.{moment}) + {days} * 86400000) - scale('x', datum.{moment}))"
    width = alt.ExprRef(f"clamp({wide}, {px(12, scale)}, {px(96, scale)})")
    strip = drawn(base, "rule", color=BAND.tone, strokeWidth=width, opacity=0, cursor="pointer", aria=False)
    return strip.encode(y=alt.value(0), y2=alt.value("height")).add_params(tapping(*named_by))


def whisker(
    base: alt.Chart,
    channel: type[Any],
    scale: float,
    at: Callable[[str], Any] | None = None,
    color: Any = ACCENT.tone,
    ends: tuple[str, str] = ("low", "high"),
) -> list[alt.Chart]:
    """Return the 95 % interval along `channel` as a line with ends.

    Args:
        base: the rows.
        channel: alt.X for across, alt.Y for upwards.
        scale: how large the chart is drawn.
        at: where on `channel` a column stands; on the 1-5 scale when left out.
        color: of line and ends, a tone or a Vega expression.
        ends: the columns of the interval.
    """
    letter, orient = ("x", "vertical") if channel is alt.X else ("y", "horizontal")
    at, width, (low, high) = at or partial(score, channel), px(2, scale), ends
    size = px(12, scale)
    tick = drawn(base, "tick", color=color, thickness=width, size=size, opacity=1, orient=orient, aria=False)
    line = drawn(base, "rule", color=color, strokeWidth=width, aria=False)
    return [
        line.encode(**{letter: at(low), f"{letter}2": f"{high}:Q"}),
        *(tick.encode(**{letter: at(end)}) for end in ends),
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


def n_of_visits(form: str = ",") -> str:
    """Return the Vega expression for "n 257 of 41 visits"; without the visits where each observation is one."""
    many = f"(datum.visits == 1 ? '1 visit' : format(datum.visits, '{form}') + ' visits')"
    return (
        f"'n ' + format(datum.n, '{form}') + (isValid(datum.visits) && datum.visits < datum.n ? ' of ' + {many} : '')"
    )


def tips(*columns: tuple[str, str, str]) -> Any:
    """Return what is shown on pointing at a mark, a dash where nothing is known.

    Args:
        columns: (column with its type, title, format or "") each; one without a title is the heading.
    """
    entries = ", ".join(f"'{title or 'title'}': {_written(column, form)}" for column, title, form in columns)
    return alt.value(alt.ExprRef(f"{{{entries}}}"))


def number_text(value: str, form: str) -> str:
    """Return the Vega expression that writes a number by a format; a share (".0%", ".1%") is all only where it is."""
    share = re.fullmatch(r"\.(\d)%", form)
    return percent_in_vega(value, int(share[1])) if share else f"format({value}, '{form}')"


def _written(typed_column: str, form: str) -> str:
    """Return the Vega expression that writes one figure; a yes or no is never shown as a program writes it."""
    column, kind = typed_column.split(":")
    value = f"datum.{column}"
    written = {"T": f"timeFormat(toDate({value}), '{form}')", "Q": number_text(value, form)}.get(kind, f"'' + {value}")
    plainly = f"isBoolean({value}) ? ({value} ? 'yes' : 'no') : {written}"
    return f"(!isValid({value}) || {value} === '' ? '–' : {plainly})"
