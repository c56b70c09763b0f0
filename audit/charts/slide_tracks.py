"""Shares on a slide, a track from none to all in each row: what came of promises, and what moved since last time.

Each row has its name, a ring for how it was before, a solid dot with its interval for how it is now, an upright for
what was promised, and verdicts in words, each with a mark that is read without colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from audit.charts.projected import HEIGHT, PROJECTED, projected
from audit.charts.rows import drawn, words, wrapped
from audit.charts.theme import ACCENT, BAD, GOOD, INK, LINE, NEUTRAL, PAPER, px

_HEAD, _FOOT, _TALLEST = 56, 52, 150  # design pixels: above the rows, beneath them, and a row at most
_NAME, _SMALL = 38, 36  # design pixels of a name and of what stands beneath it
_LETTERS = 30  # in a line of a name
_LINE = 40  # design pixels from one line of a name to the next
_WIDE = 1679  # design pixels from the first letter to the last
_TICK = "M-0.5,0.05L-0.12,0.4L0.52,-0.38"
_UP, _DOWN = "M0,1L0,-1M-0.7,-0.3L0,-1L0.7,-0.3", "M0,-1L0,1M-0.7,0.3L0,1L0.7,0.3"


@dataclass(frozen=True, slots=True)
class _Verdict:
    """A column of verdicts: where it begins (design pixels), its head, the columns of its words and of their marks."""

    left: float
    head: str
    words: str
    mark: str


@dataclass(frozen=True, slots=True)
class _Tracks:
    """What the rows hold: the track's ends and the verdicts beside it (design pixels), and whether a word was given."""

    left: float
    right: float
    verdicts: Sequence[_Verdict]
    has_our_word: bool


_PROMISES = _Tracks(
    left=640,
    right=1010,
    verdicts=(
        _Verdict(1060, "Kept its word?", "word", "word_mark"),
        _Verdict(1366, "Surely better?", "better", "better_mark"),
    ),
    has_our_word=True,
)
_SINCE_LAST = _Tracks(left=640, right=1200, verdicts=(_Verdict(1260, "", "moved", "moved_mark"),), has_our_word=False)


def slide_promises(frame: pd.DataFrame, *, scale: float = PROJECTED) -> alt.LayerChart:
    """Draw what came of each promise: how often it went well before and since, our word, and two verdicts.

    Args:
        frame: a page of what `audit.publish.headlines.promises.promise_rows` returns: `name`, `evidence`, `before`,
            `share`, `low`, `high`, `our_word` (0-1, NaN = none), `word`, `better` (verdicts in words), `word_mark`,
            `better_mark` (good, bad, open), `place` (from 0), `rows` (how many there are).
        scale: how large it is drawn, `PROJECTED` for a slide.
    """
    description = (
        "For each promise the share of moments that went well before and since, what was promised, and verdicts."
    )
    return _drawn(frame, _PROMISES, description, scale, HEIGHT)


def slide_since_last(frame: pd.DataFrame, *, scale: float = PROJECTED) -> alt.LayerChart:
    """Draw how often each line goes well now, and how often it did before, with an arrow where it surely moved.

    Args:
        frame: a page of what `audit.publish.headlines.since_last.since_last_rows` returns: `name`, `evidence`,
            `before`, `share`, `low`, `high` (0-1, NaN = nothing observed), `moved` (in words), `moved_mark` (up, down,
            open), `place` (from 0), `rows` (how many there are).
        scale: how large it is drawn, `PROJECTED` for a slide.
    """
    description = (
        "For each line the share of moments that went well before and now, with an arrow where it surely moved."
    )
    return _drawn(frame, _SINCE_LAST, description, scale, HEIGHT)


def _drawn(frame: pd.DataFrame, tracks: _Tracks, description: str, scale: float, height: float) -> alt.LayerChart:
    pen = _Pen(alt.Chart(frame), tracks, scale)
    layers = [*pen.heads(), *pen.track(), *pen.named(), *pen.shares()]
    layers += [part for verdict in tracks.verdicts for part in pen.verdict(verdict)]
    return projected([*layers, *pen.legend()], description, scale=scale, height=height)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draws the parts of a picture of tracks; places are in design pixels."""

    base: alt.Chart
    tracks: _Tracks
    scale: float

    def heads(self) -> list[alt.Chart]:
        """Return what stands above the rows: the scale of the tracks and the heads of the verdicts."""
        ends = ((0.0, "0 %", "left"), (0.5, "50 %", "center"), (1.0, "100 %", "right"))
        scale = [self._words(f"'{text}'", self._x(str(at)), "26", align=align, once=True) for at, text, align in ends]
        heads = [
            self._words(f"'{each.head}'", f"{each.left}", "26", fontWeight=600, once=True)
            for each in self.tracks.verdicts
        ]
        return [*scale, *heads]

    def track(self) -> list[alt.Chart]:
        """Return the line from none to all in each row, and a thin one that parts it from the row above."""
        look = {"color": LINE.tone, "strokeWidth": self._px(3), "aria": False}
        parting = drawn(self.base, "rule", **look | {"strokeWidth": self._px(2)})
        line = drawn(self.base, "rule", **look)
        return [
            parting.encode(x=alt.value(0), x2=alt.value("width"), y=self._at(self._row("0"))),
            self._across(line, "0", "1"),
            *(self._upright(line, str(at), 12) for at in (0, 0.5, 1)),
        ]

    def named(self) -> list[alt.Chart]:
        """Return the name of each row with what stands behind it beneath, the two around the middle of the row."""
        lines = wrapped("datum.name", _LETTERS, 2 * _LETTERS)
        named = f"length({lines}) * {_LINE}"
        top = f"{self._middle} - ({named} + {_SMALL}) / 2"
        return [
            self._words(lines, "0", top, size=_NAME, fontWeight=600, lineHeight=self._px(_LINE)),
            self._words("datum.evidence", "0", f"{top} + {named} + 3"),
        ]

    def shares(self) -> list[alt.Chart]:
        """Return the share before, hollow, the share now with its interval, and what was promised."""
        interval = drawn(
            self.base,
            "rule",
            color=ACCENT.tone,
            strokeWidth=self._px(8),
            strokeCap="round",
            opacity=self._where("share"),
            aria=False,
        )
        parts = [
            self._across(interval, "datum.low", "datum.high"),
            self._dot("before", 46, fill="transparent", stroke=NEUTRAL.tone, strokeWidth=self._px(6)),
            self._dot("share", 32, fill=ACCENT.tone, stroke=PAPER.tone, strokeWidth=self._px(4)),
        ]
        if self.tracks.has_our_word:
            look = {"color": INK.tone, "strokeWidth": self._px(7), "opacity": self._where("our_word"), "aria": False}
            parts.insert(1, self._upright(drawn(self.base, "rule", **look), "datum.our_word", 34))
        return parts

    def verdict(self, verdict: _Verdict) -> list[alt.Chart]:
        """Return a verdict in words, with its mark: disc with tick, triangle, dashed ring, or an arrow."""
        mark, left = f"datum.{verdict.mark}", f"{verdict.left + 19}"
        is_open, is_arrow = f"{mark} == 'open'", f"({mark} == 'up' || {mark} == 'down')"
        shapes = f"{{good: 'circle', bad: 'triangle-down', open: 'circle', up: '{_UP}', down: '{_DOWN}'}}[{mark}]"
        shade = f"{{good: {GOOD.js}, bad: {BAD.js}, open: {NEUTRAL.js}, up: {INK.js}, down: {INK.js}}}[{mark}]"
        body = drawn(
            self.base,
            "point",
            filled=False,
            opacity=1,
            shape=alt.ExprRef(shapes),
            stroke=alt.ExprRef(shade),
            fill=alt.ExprRef(f"{is_open} || {is_arrow} ? 'transparent' : {shade}"),
            strokeWidth=alt.ExprRef(f"{is_arrow} ? {self._px(6)} : {self._px(4)}"),
            strokeDash=alt.ExprRef(f"{is_open} ? [{self._px(6)}, {self._px(6)}] : [1, 0]"),
            size=self._px(32) ** 2,
            aria=False,
        )
        tick = drawn(
            self.base,
            "point",
            filled=False,
            shape=_TICK,
            stroke=PAPER.tone,
            fill="transparent",
            opacity=alt.ExprRef(f"{mark} == 'good' ? 1 : 0"),
            strokeWidth=self._px(4),
            size=self._px(32) ** 2,
            aria=False,
        )
        lines = wrapped(f"datum.{verdict.words}", 17)
        top = f"{self._middle} - (length({lines}) - 1) * {_LINE / 2}"
        look: dict[str, Any] = {"fontWeight": alt.ExprRef(f"{is_open} ? 400 : 600"), "lineHeight": self._px(_LINE)}
        label = self._words(lines, f"{verdict.left + 52}", top, baseline="middle", **look)
        at = {"x": self._at(f"{left} * {self._unit}"), "y": self._at(f"{self._middle} * {self._unit}")}
        return [body.encode(**at), tick.encode(**at), label]

    def legend(self) -> list[alt.Chart]:
        """Return what the marks mean, beneath the rows."""
        foot = f"{_HEAD} + datum.rows * {self._step} + {_FOOT / 2}"
        since = "since" if self.tracks.has_our_word else "now"
        meanings = [("before", 52), (f"{since}, went well, with its 95 % interval", 268)]
        marks = [
            self._key(
                17, foot, fill="transparent", stroke=NEUTRAL.tone, strokeWidth=self._px(6), size=self._px(34) ** 2
            ),
            self._key(230, foot, fill=ACCENT.tone, stroke=PAPER.tone, strokeWidth=0, size=self._px(30) ** 2),
        ]
        if self.tracks.has_our_word:
            meanings.append(("our word", 1090))
            look = {"shape": "M0,-1L0,1", "stroke": INK.tone, "strokeWidth": self._px(7), "fill": "transparent"}
            marks.append(self._key(1066, foot, size=self._px(34) ** 2, **look))
        label = [self._words(f"'{text}'", str(left), foot, baseline="middle", once=True) for text, left in meanings]
        return [*marks, *label]

    @property
    def _unit(self) -> str:
        """How large a design pixel is, a Vega expression: a hand-out is a little narrower than its scale says."""
        return f"(width / {_WIDE})"

    @property
    def _step(self) -> str:
        """How tall a row is, a Vega expression."""
        return f"min({_TALLEST}, (height / {self._unit} - {_HEAD + _FOOT}) / datum.rows)"

    @property
    def _middle(self) -> str:
        return f"({_HEAD} + (datum.place + 0.5) * {self._step})"

    def _row(self, part: str) -> str:
        return f"({_HEAD} + (datum.place + {part}) * {self._step}) * {self._unit}"

    def _x(self, share: str) -> str:
        return f"{self.tracks.left} + ({share}) * {self.tracks.right - self.tracks.left}"

    def _px(self, design: float) -> float:
        return px(design / PROJECTED, self.scale)

    def _at(self, expression: str) -> Any:
        return alt.value(alt.ExprRef(expression))

    def _where(self, column: str) -> alt.ExprRef:
        return alt.ExprRef(f"isValid(datum.{column}) ? 1 : 0")

    def _across(self, line: alt.Chart, left: str, right: str) -> alt.Chart:
        x, x2 = (self._at(f"({self._x(share)}) * {self._unit}") for share in (left, right))
        return line.encode(x=x, x2=x2, y=self._at(f"{self._middle} * {self._unit}"))

    def _upright(self, line: alt.Chart, share: str, reach: float) -> alt.Chart:
        y, y2 = (self._at(f"({self._middle} {way} {reach}) * {self._unit}") for way in "-+")
        return line.encode(x=self._at(f"({self._x(share)}) * {self._unit}"), y=y, y2=y2)

    def _dot(self, column: str, wide: float, **look: Any) -> alt.Chart:
        marks = drawn(
            self.base, "point", filled=False, size=self._px(wide) ** 2, opacity=self._where(column), aria=False, **look
        )
        x = self._at(f"({self._x(f'datum.{column}')}) * {self._unit}")
        return marks.encode(x=x, y=self._at(f"{self._middle} * {self._unit}"))

    def _key(self, left: float, down: str, **look: Any) -> alt.Chart:
        mark = drawn(self._first, "point", filled=False, opacity=1, aria=False, **look)
        return mark.encode(x=self._at(f"{left} * {self._unit}"), y=self._at(f"({down}) * {self._unit}"))

    @property
    def _first(self) -> alt.Chart:
        return self.base.transform_filter("datum.place == 0")

    def _words(
        self, text: str, left: str, down: str, *, once: bool = False, size: float = _SMALL, **look: Any
    ) -> alt.Chart:
        base = self._first if once else self.base
        own: dict[str, Any] = {"align": "left", "baseline": "top", "fontSize": self._px(size)}
        if once:
            own["baseline"] = "middle"
        label = words(base, text, self.scale, INK, **own | look)
        return label.encode(x=self._at(f"({left}) * {self._unit}"), y=self._at(f"({down}) * {self._unit}"))
