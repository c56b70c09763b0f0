"""Where the words of a journey's picture stand, so that none covers another, a mark, or the line."""

from collections.abc import Mapping, Sequence
from math import floor
from textwrap import wrap
from typing import Any

import numpy as np
import pandas as pd

from audit.measures.evidence_grade import FEWEST_TO_POINT_AT
from audit.measures.intervals import FloatArray
from audit.model.number import apart

MOST_FLOOR = 3  # of the scale's end: dots may be shown on a part of it, and no smaller part
STAGE_LINES, NAME_LINES = 3, 3
_FEWEST_LETTERS = 7  # in a line of a stage's name
_NAME = (18, 14, 11)  # letters in a line of a low point's name
_SCORE = len("2.9 of 5")

_ACROSS = 1480.0  # design pixels of the scores
_ABREAST = _ACROSS + 150  # and of their names, which may take some of those behind the scores
_LETTER, _SMALL_LETTER, _APART = 20.0, 20.5, 36.0  # design pixels; the last between two names


def placed(points: pd.DataFrame) -> pd.DataFrame:
    """Return the touchpoints of a journey with what its picture needs beside the figures.

    Args:
        points: what `audit.measures.low_points.low_points` returns for one journey.

    Returns:
        Its rows with `place` (from 0), `count` (of places), `few` (how seldom it was rated, in words; "" = often enough
        or never), `name` (of a low point, in lines; "" = not named), `name_lines`, `named_at` (the place beneath which
        name and score stand, not always its own; NaN = not named), `most_name_lines` (of any, 0 where none is named),
        `floor` (where the scale begins, 1-3), `aim` (the targets in words, "" but in the first row), `aim_at` (their
        middle), `stage_first`, `stage_last` (places), `stage_no`, `stage_name` (in lines, "" but in its first row) and
        `most_stage_lines`.
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
    names, middles = _names(named)
    in_lines = ["\n".join(names.get(at, ())) for at in range(len(rows))]
    lines = [len(names.get(at, ())) for at in range(len(rows))]
    return named.assign(
        name=in_lines,
        name_lines=lines,
        most_name_lines=max(lines, default=0),
        named_at=[middles.get(at, np.nan) / _ACROSS * len(rows) for at in range(len(rows))],
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
    most = max((name.count("\n") + 1 for name in names), default=1)
    return {
        "stage_first": first,
        "stage_last": last,
        "stage_no": number,
        "stage_name": names,
        "most_stage_lines": most,
    }


def _fitted(name: str, letters: int) -> str:
    """Return a name in lines of so many letters at most, cut with dots; "" where that would leave nothing to read."""
    if letters < min(len(name), _FEWEST_LETTERS):
        return ""
    words = [word if len(word) <= letters else f"{word[: letters - 1]}…" for word in name.split()]
    return "\n".join(wrap(" ".join(words), letters, max_lines=STAGE_LINES, placeholder="…"))


def _names(rows: pd.DataFrame) -> tuple[dict[int, list[str]], dict[int, float]]:
    """Return the lines and the middle of each low point's name, by place; where not all have room, of the lowest.

    Of the ways to break them into lines that one is taken which leaves most of each name, and moves them least.
    """
    lowest_first = rows[rows["is_low"]].sort_values("score", kind="stable")
    low = [(int(at), str(name)) for at, name in zip(lowest_first["place"], lowest_first["touchpoint"], strict=True)]
    for most in range(len(low), 0, -1):
        ways = [dict(sorted((at, _wrapped(name, letters)) for at, name in low[:most])) for letters in _NAME]
        fitting = [(names, _middles(names, len(rows))) for names in ways if _fits(names)]
        if fitting:
            return min(fitting, key=lambda way: _lost(way[0], way[1], len(rows)))
    return {}, {}


def _fits(names: Mapping[int, Sequence[str]]) -> bool:
    return sum(map(_wide, names.values())) <= _ABREAST


def _lost(names: Mapping[int, Sequence[str]], middles: Mapping[int, float], places: int) -> tuple[int, float]:
    """Return how many names are cut, and by how much all are moved."""
    cut = sum(lines[-1].endswith("…") for lines in names.values())
    return cut, sum(abs(middle - _middle_of(at, places)) for at, middle in middles.items())


def _middle_of(place: int, places: int) -> float:
    return (place + 0.5) / places * _ACROSS


def _wrapped(name: str, letters: int) -> list[str]:
    return wrap(name, letters, max_lines=NAME_LINES, placeholder="…")


def _wide(lines: Sequence[str]) -> float:
    return max(_SCORE, *map(len, lines)) * _LETTER + _APART


def _middles(names: Mapping[int, Sequence[str]], places: int) -> dict[int, float]:
    """Return where the middle of each name stands, in design pixels: near its point, none over another.

    Pushed apart to the right and to the left, halfway between the two none covers another either.
    """
    halves = np.array([_wide(lines) / 2 for lines in names.values()])
    wanted = [_middle_of(at, places) for at in names]
    right = _leftwards(_rightwards(wanted, halves), halves)
    left = _rightwards(_leftwards(wanted, halves), halves)
    return {at: (one + other) / 2 for at, one, other in zip(names, right, left, strict=True)}


def _rightwards(middles: Sequence[float], halves: FloatArray) -> list[float]:
    """Return each name no nearer to the left than the edge, and than the end of the one before."""
    pushed, end = [], -_APART / 2
    for middle, half in zip(middles, halves, strict=True):
        pushed.append(max(middle, end + half))
        end = pushed[-1] + half
    return pushed


def _leftwards(middles: Sequence[float], halves: FloatArray) -> list[float]:
    """Return each name no nearer to the right than the edge, and than the beginning of the next."""
    mirrored = [_ABREAST - _APART / 2 - middle for middle in reversed(middles)]
    return [_ABREAST - _APART / 2 - middle for middle in reversed(_rightwards(mirrored, halves[::-1]))]
