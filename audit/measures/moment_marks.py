"""Every moment as a mark: how many moments one mark stands for, and how many marks stand abreast.

A column for each touchpoint, good and mixed moments upwards, bad ones downwards, so that a room sees at a glance how
much was observed and where it went badly.
"""

from math import ceil

import pandas as pd

MOST_MARKS = 1_500  # in one picture; more run into each other on a wall
SHAPE = 5.1  # times as wide as high: the picture on a cover, without the words beneath it
LARGEST = 1 / 40  # of the picture's width: a mark of 43 pixels on a slide
_BETWEEN = 0.7  # marks of space between two columns
_ABREAST = 60  # marks in a column at most
_KINDS = {"good": "positives", "mixed": "neutrals", "bad": "negatives"}
_STEPS: list[int] = [first * 10**power for power in range(12) for first in (1, 2, 5)]
COLUMNS = [*("touchpoint", *_KINDS.values()), *(f"{kind}_marks" for kind in _KINDS), "stands_for", "at"]
COLUMNS += ["abreast", "cell", "below"]


def stands_for(moments: int, most: int = MOST_MARKS) -> int:
    """Return how many moments one mark stands for: 1 up to `most` of them, else 2, 5, 10, 20, 50, ..."""
    return next(step for step in _STEPS if moments <= most * step)


def moment_marks(journey: pd.DataFrame, shape: float = SHAPE) -> pd.DataFrame:
    """Lay out a mark for each moment.

    As many stand abreast as make them largest, the same number in each column. Where one stands for several, none of a
    kind that was observed is left out.

    Args:
        journey: one row a touchpoint in the order of the journeys: `journey`, `touchpoint`, `positives`, `neutrals`,
            `negatives` (moments).
        shape: how many times as wide as high the picture is.

    Returns:
        The same rows with `COLUMNS`: the moments, the marks of each kind (`good_marks`, `mixed_marks`, `bad_marks`),
        `stands_for` (moments a mark), `at` (0-1 of the width, the middle of the column; a gap parts two journeys),
        `abreast`, `cell` (a mark with its space, as a share of the width), `below` (rows of marks beneath the line, the
        same in every row).
    """
    moments = journey[list(_KINDS.values())].astype("int64")
    each = stands_for(int(moments.to_numpy().sum()))
    marks = pd.DataFrame({f"{kind}_marks": _marks(moments[name], each) for kind, name in _KINDS.items()})
    place = pd.Series(range(len(journey)), index=journey.index) + _journey_number(journey)
    columns = int(place.max()) + 1 if len(place) else 1
    up = int((marks["good_marks"] + marks["mixed_marks"]).to_numpy().max(initial=0))
    down = int(marks["bad_marks"].to_numpy().max(initial=0))
    abreast, cell = _largest(columns, up, down, shape)
    laid = pd.concat([journey[["touchpoint"]], moments, marks], axis=1)
    return laid.assign(
        stands_for=each, at=(place + 0.5) / columns, abreast=abreast, cell=cell, below=ceil(down / abreast)
    )[COLUMNS].reset_index(drop=True)


def _marks(moments: "pd.Series[int]", each: int) -> "pd.Series[int]":
    halves_up = (2 * moments + each) // (2 * each)
    return halves_up.clip(lower=(moments > 0).astype("int64"))


def _journey_number(journey: pd.DataFrame) -> "pd.Series[int]":
    """Return the number of each row's journey, from 0."""
    return (journey["journey"] != journey["journey"].shift()).cumsum() - 1


def _largest(columns: int, up: int, down: int, shape: float) -> tuple[int, float]:
    """Return how many marks abreast make them largest, and how large, as a share of the width."""

    def cell(abreast: int) -> float:
        rows = ceil(up / abreast) + ceil(down / abreast)
        return min(LARGEST, 1 / (columns * (abreast + _BETWEEN)), 1 / shape / max(rows, 1))

    return max(((abreast, cell(abreast)) for abreast in range(1, _ABREAST + 1)), key=lambda way: (way[1], -way[0]))
