"""What the cells of a column look like to somebody who does not know what they are for."""

import re
from collections.abc import Callable, Sequence
from enum import StrEnum

import pandas as pd

from audit.intake.cells import plain
from audit.intake.dates import YEAR_FIRST
from audit.intake.recipe_parts import DateOrder, Scale, WaitUnit
from audit.model.rating import Outcome

SAMPLE = 500  # distinct cells looked at of a column
MOST_CELLS = 50_000  # of a whole table: the wider it is, the fewer of each column
MOST_ROWS = 20_000  # they are looked for in; of more, every second, third ... row
LONGEST = 1_000  # characters of a cell looked at
MOST = 0.9  # share of them that must look alike: a table has its slips
LONG = 40  # characters; more, on average, is somebody's own words
OUTCOMES = frozenset(map(str, Outcome))
YES_NO = {
    "yes": "positive",
    "true": "positive",
    "1": "positive",
    "no": "negative",
    "false": "negative",
    "0": "negative",
}
DATED = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?!\d)")
NUMBERED = re.compile(r"\d{1,3}(?:\.\d+)?")
CLOCKED = re.compile(r"\d{1,3}:\d{2}(:\d{2})?")


class Look(StrEnum):
    """What most cells of a column are; each reads as the end of "its values are ..."."""

    DATES = "dates"
    OUTCOMES = "the words positive, neutral and negative"
    YES_NO = "yes and no, or 1 and 0"
    SCORES = "numbers on a scale that ends with 5 or 10"
    NUMBERS = "small numbers"
    ADDRESSES = "e-mail addresses"
    WORDS = "longer texts"
    OTHER = "of many kinds"


def sample_of(texts: pd.Series, of_columns: int = 1) -> list[str]:
    """Return up to 500 distinct cells that are not empty, from rows spread over the whole table.

    However large the table and its cells are, what looks at them does about the same work.

    Args:
        texts: the cells of a column.
        of_columns: how many columns are looked at; of more than 100, fewer cells each.
    """
    spread = texts.iloc[:: -(-len(texts) // MOST_ROWS) or 1].drop_duplicates()
    trimmed = spread.str.slice(stop=LONGEST).str.strip()
    return [
        str(text) for text in trimmed[trimmed != ""].drop_duplicates().iloc[: min(SAMPLE, MOST_CELLS // of_columns)]
    ]


def look_of(cells: Sequence[str]) -> Look:
    """Return what most of `cells` look like; OTHER when there are none."""
    tests: dict[Look, Callable[[str], object]] = {
        Look.DATES: DATED.match,
        Look.OUTCOMES: lambda cell: cell.casefold() in OUTCOMES,
        Look.YES_NO: lambda cell: plain(cell) in YES_NO,
        Look.NUMBERS: lambda cell: NUMBERED.fullmatch(cell) and float(cell) <= 10,
        Look.ADDRESSES: lambda cell: "@" in cell and " " not in cell,
    }
    for look, test in tests.items():
        if cells and sum(map(bool, map(test, cells))) >= MOST * len(cells):
            return Look.SCORES if look is Look.NUMBERS and _ends_a_scale(cells) else look
    return Look.WORDS if cells and sum(map(len, cells)) > LONG * len(cells) else Look.OTHER


def _ends_a_scale(cells: Sequence[str]) -> bool:
    return max(float(cell) for cell in cells if NUMBERED.fullmatch(cell)) in {5, 10}


def date_order_of(cells: Sequence[str]) -> DateOrder | None:
    """Return the one order in which all dates among `cells` exist; None when day and month could be either."""
    dates = [found.groups() for found in map(DATED.match, cells) if found]
    if all(YEAR_FIRST.match("-".join(parts)) for parts in dates):
        return DateOrder.YEAR_FIRST
    short = [parts for parts in dates if len(parts[0]) < 4]
    is_month_first = any(int(parts[1]) > 12 for parts in short)
    if is_month_first == any(int(parts[0]) > 12 for parts in short):
        return None
    return DateOrder.MONTH_FIRST if is_month_first else DateOrder.DAY_FIRST


def scale_of(cells: Sequence[str]) -> Scale | None:
    """Return the scale that numbers among `cells` are on; None for 1 to 5, with or without a 0 for "not given"."""
    numbers = [float(cell) for cell in cells if NUMBERED.fullmatch(cell)]
    if max(numbers, default=0) <= 5 and all(number.is_integer() for number in numbers):
        return None
    worst = 0 if min(numbers) < 1 else 1
    return Scale(worst, 5 if max(numbers) <= 5 else 10)


def has_zeros(cells: Sequence[str]) -> bool:
    """Return whether 0 is among the cells."""
    return any(plain(cell) == "0" for cell in cells)


def wait_unit_of(header: str, cells: Sequence[str]) -> WaitUnit:
    """Return the unit that a column's name or its cells tell; minutes when neither does."""
    clocks = [found for found in map(CLOCKED.fullmatch, cells) if found]
    if cells and len(clocks) >= MOST * len(cells):
        return WaitUnit.LONG_CLOCK if clocks[0][1] else WaitUnit.CLOCK
    for unit, hint in ((WaitUnit.SECONDS, "sec"), (WaitUnit.HOURS, "hour"), (WaitUnit.HOURS, "hrs")):
        if hint in header.casefold():
            return unit
    return WaitUnit.SPELT if any("h" in cell for cell in cells) else WaitUnit.MINUTES
