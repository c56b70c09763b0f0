"""Where the words of a journey's picture stand, so that none covers another, a mark, or the line."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import floor
from textwrap import wrap
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from audit.measures.evidence_grade import FEWEST_TO_POINT_AT
from audit.measures.intervals import FloatArray
from audit.model.number import apart

MOST_FLOOR = 3  # of the scale's end: dots may be shown on a part of it, and no smaller part
SIDES = ("right", "left", "below", "above")
STAGE_LINES = 3
_FEWEST_LETTERS = 7  # in a line of a stage's name

_ACROSS, _TALL = 1480.0, 370.0  # design pixels of the scores, near enough to tell what would cover what
_LETTER, _SMALL_LETTER, _LINE = 21.0, 20.5, 46.0  # design pixels
_NAME = 16  # letters in a line of a low point's name
_HALO, _MARK = 62.0, 20.0  # design pixels round a low point, and round any other
_MARKS_WEIGH = 5  # times a point of the line: a mark that is hidden is lost
_ROOM = 30.0  # design pixels beneath the scores, before the stages

_Point = tuple[float, float]


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, x: float, y: float, reach: float = 0.0) -> bool:
        return self.left - reach < x < self.right + reach and self.top - reach < y < self.bottom + reach

    def meets(self, other: "_Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def placed(points: pd.DataFrame) -> pd.DataFrame:
    """Return the touchpoints of a journey with what its picture needs beside the figures.

    Args:
        points: what `audit.measures.low_points.low_points` returns for one journey.

    Returns:
        Its rows with `place` (from 0), `count` (of places), `few` (how seldom it was rated, in words; "" = often enough
        or never), `name` (of a low point, in lines; "" = not named), `name_lines`, `beside` (the side of its mark on
        which name and score stand, of `SIDES`; "" = not named), `floor` (where the scale begins, 1-3), `aim` (the
        targets in words, "" but in the first row), `aim_at` (their middle), `stage_first`, `stage_last` (places),
        `stage_no` and `stage_name` (in lines, "" but in its first row).
    """
    rows = points.reset_index(drop=True)
    bottom = _floor(rows)
    counted_rows: dict[str, Any] = {
        "few": [_few(int(n)) for n in rows["rated"]],
        "aim": _aim(rows),
        "aim_at": _middle(rows),
        "floor": bottom,
    }
    named = rows.assign(place=np.arange(len(rows)), count=len(rows), **counted_rows, **_stages(rows))
    lit = zip(rows["touchpoint"], rows["is_low"], strict=True)
    names = ["\n".join(wrap(str(name), _NAME)) if low else "" for name, low in lit]
    sides = _sides(named, names, bottom)
    shown_names = [name if side else "" for name, side in zip(names, sides, strict=True)]
    return named.assign(
        name=shown_names, name_lines=[name.count("\n") + bool(name) for name in shown_names], beside=sides
    )


def _floor(rows: pd.DataFrame) -> int:
    """Return the whole number at which the scale begins, so that every score and every lit interval is on it."""
    shown = pd.concat([rows["score"], rows.loc[rows["is_low"], "low"]]).dropna()
    return max(1, min(MOST_FLOOR, floor(shown.min()))) if len(shown) else 1


def _few(rated: int) -> str:
    if not 0 < rated < FEWEST_TO_POINT_AT:
        return ""
    return {1: "once", 2: "twice"}[rated]


def _aim(rows: pd.DataFrame) -> list[str]:
    targets = rows["target"].dropna()
    if targets.empty:
        return [""] * len(rows)
    least, most = targets.min(), targets.max()
    words = f"our\ntarget\n{apart(least)}" if least == most else f"our\ntargets\n{apart(least)} to {apart(most)}"
    return [words, *[""] * (len(rows) - 1)]


def _middle(rows: pd.DataFrame) -> float:
    """Return the height at which the targets are named: in the middle of them, on the scale where there is none."""
    targets = rows["target"].dropna()
    return float(targets.min() + targets.max()) / 2 if len(targets) else 5.0


def _stages(rows: pd.DataFrame) -> dict[str, Any]:
    """Return where each stage begins and ends, its number and its name in as many lines as there is room for."""
    number, stages = pd.factorize(rows["stage"])
    place = np.arange(len(rows))
    first = pd.Series(place).groupby(number).transform("min").to_numpy()
    last = pd.Series(place).groupby(number).transform("max").to_numpy()
    wide = (last - first + 1) / len(rows) * _ACROSS
    names = [
        _fitted(str(stages[int(no)]), int(room / _SMALL_LETTER)) if at == begin else ""
        for no, room, at, begin in zip(number, wide, place, first, strict=True)
    ]
    return {"stage_first": first, "stage_last": last, "stage_no": number, "stage_name": names}


def _fitted(name: str, letters: int) -> str:
    """Return a name in lines of so many letters at most, cut with dots; "" where that would leave nothing to read."""
    if letters < min(len(name), _FEWEST_LETTERS):
        return ""
    words = [word if len(word) <= letters else f"{word[: letters - 1]}…" for word in name.split()]
    return "\n".join(wrap(" ".join(words), letters, max_lines=STAGE_LINES, placeholder="…"))


def _sides(rows: pd.DataFrame, names: list[str], bottom: int) -> list[str]:
    """Return for each low point the side on which its words cover least, "" where they would cover another's."""
    x = (rows["place"].to_numpy(dtype=np.float64) + 0.5) / len(rows) * _ACROSS
    y = _down(rows["score"], bottom)
    low = {int(at): (names[at], float(x[at]), float(y[at])) for at in np.flatnonzero(rows["is_low"])}
    marks = [point for ends in ("low", "high") for point in zip(x, _down(rows[ends], bottom), strict=True)]
    busy = [*_line(x, y), *marks, *_MARKS_WEIGH * list(zip(x, y, strict=True))]
    tries = [_tried(dict(order), busy) for order in (low.items(), reversed(low.items()))]
    best = max(tries, key=lambda tried: (len(tried), -sum(hidden for _, hidden in tried.values())))
    return [best[at][0] if at in best else "" for at in range(len(rows))]


def _tried(low: Mapping[int, tuple[str, float, float]], busy: Sequence[_Point]) -> dict[int, tuple[str, int]]:
    """Return side and how much is hidden of each low point that can be named, those before it named first."""
    halos = {at: _Box(x - _HALO, y - _HALO, x + _HALO, y + _HALO) for at, (_, x, y) in low.items()}
    chosen: dict[int, tuple[str, int]] = {}
    taken: list[_Box] = []
    for at, (name, x, y) in low.items():
        others = [*taken, *(halo for place, halo in halos.items() if place != at)]
        boxes = {side: box for side in SIDES if _is_free(box := _box(name, side, x, y), others)}
        hidden = {side: sum(box.covers(*point, _MARK) for point in busy) for side, box in boxes.items()}
        if hidden:
            side = min(hidden, key=lambda side: hidden[side])
            chosen[at] = (side, hidden[side])
            taken.append(boxes[side])
    return chosen


def _down(scores: "pd.Series[float]", bottom: int) -> FloatArray:
    return (5 - scores.to_numpy(dtype=np.float64)) / (5 - bottom) * _TALL


def _line(x: FloatArray, y: FloatArray) -> list[_Point]:
    """Return points along the line through the scores, near enough that no word fits between two of them."""
    rated = [(float(a), float(b)) for a, b in zip(x, y, strict=True) if not np.isnan(b)]
    steps = [float(step) for step in np.linspace(0, 1, 8)]
    return [(a + (c - a) * s, b + (d - b) * s) for (a, b), (c, d) in pairwise(rated) for s in steps] or rated


def _box(name: str, side: str, x: float, y: float) -> _Box:
    lines = name.split("\n")
    wide, tall = max(len("2.9 of 5"), *map(len, lines)) * _LETTER, (len(lines) + 1) * _LINE
    left = {"right": x + _HALO, "left": x - _HALO - wide}.get(side, x - wide / 2)
    top = {"below": y + _HALO, "above": y - _HALO - tall}.get(side, y - tall / 2)
    return _Box(left, top, left + wide, top + tall)


def _is_free(box: _Box, others: list[_Box]) -> bool:
    """Tell whether words stand within the picture and cover no other low point and none of its words."""
    within = box.left > 0 and box.right < _ACROSS and box.top > -_MARK and box.bottom < _TALL + _ROOM
    return within and not any(box.meets(other) for other in others)
