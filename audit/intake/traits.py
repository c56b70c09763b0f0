"""What the cells of a column look like to somebody who does not know what they are for."""

import re
from collections.abc import Callable, Sequence
from enum import StrEnum

import pandas as pd

from audit.intake.cells import plain
from audit.intake.dates import YEAR_FIRST
from audit.intake.recipe_parts import DateOrder, WaitUnit
from audit.intake.word_steps import step_of
from audit.model.rating import Outcome

SAMPLE = 500  # distinct cells looked at of a column
MOST_CELLS = 50_000  # of a whole table: the wider it is, the fewer of each column
MOST_ROWS = 20_000  # they are looked for in; of more, every second, third ... row
LONGEST = 1_000  # characters of a cell looked at
MOST = 0.9  # share of them that must look alike: a table has its slips
LONG = 40  # characters; more, on average, is somebody's own words
OUTCOMES = frozenset(map(str, Outcome))
YES = frozenset({"yes", "y", "true", "1", "ja", "oui", "sí", "sim"})
NO = frozenset({"no", "n", "false", "0", "nein", "non", "não"})
NO_ANSWER = frozenset(
    {"n/a", "na", "n.a.", "not applicable", "-", "--", "–", "none", "null", "no answer", "don't know", "not used", "?"}
)
CODES = frozenset({"97", "98", "99", "997", "998", "999", "-1", "-9", "-99"})  # beyond a scale, for no answer
NAMED_MONTH = r"(?:[a-z]{3,9}\.? \d{1,2},? |\d{1,2}[- ][a-z]{3,9}[- ])\d{4}"
DATED = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?!\d)")
IN_NUMBERS = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?![\d./-])"
A_DATE = re.compile(f"{IN_NUMBERS}|{NAMED_MONTH}", re.IGNORECASE)
A_SERIAL = re.compile(r"[3-5]\d{4}(?:\.\d+)?")  # Excel's count of days: 1982 to 2064
NUMBERED = re.compile(r"-?\d{1,3}(?:[.,]\d+)?(?:\s*%)?")
CLOCKED = re.compile(r"\d{1,3}:\d{2}(:\d{2})?")
BARE = re.compile(r"\d+(?:[.,]\d+)*")
UNIT_HINTS = {"sec": WaitUnit.SECONDS, "hour": WaitUnit.HOURS, "hrs": WaitUnit.HOURS, "min": WaitUnit.MINUTES}
A_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?", re.IGNORECASE)
HIGHEST = 10  # of what is taken for a scale by its look alone
MOST_STEPS = 30  # distinct words of one order
PARTLY = 0.5  # share of dates in a column of them: totals and second names stand there too


class Look(StrEnum):
    """What most cells of a column are; each reads as the end of "its values are ..."."""

    DATES = "dates"
    CLOCK = "times of day"
    SERIALS = "dates as Excel counts them, in days"
    OUTCOMES = "the words positive, neutral and negative"
    YES_NO = "yes and no, or 1 and 0"
    SCORES = "numbers on a scale that ends with 5 or 10"
    NUMBERS = "small numbers"
    STEPS = "words, smileys or stars that judge"
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


OF_DAYS = frozenset({Look.DATES, Look.SERIALS})
OF_NUMBERS = frozenset({Look.SCORES, Look.NUMBERS})
JUDGING = OF_NUMBERS | {Look.STEPS, Look.YES_NO, Look.OUTCOMES}


def look_of(cells: Sequence[str]) -> Look:
    """Return what most of `cells` look like; OTHER when there are none. What stands for no answer does not count."""
    given = answers_among(cells)
    if not given:
        return Look.OTHER
    tests: dict[Look, tuple[Callable[[str], object], float]] = {
        Look.DATES: (A_DATE.match, PARTLY),
        Look.SERIALS: (A_SERIAL.fullmatch, MOST),
        Look.CLOCK: (A_CLOCK.fullmatch, MOST),
        Look.OUTCOMES: (lambda cell: cell.casefold() in OUTCOMES, MOST),
        Look.YES_NO: (is_yes_or_no, MOST),
        Look.NUMBERS: (lambda cell: (number := number_in(cell)) is not None and 0 <= number <= HIGHEST, MOST),
        Look.STEPS: (lambda cell: len(given) <= MOST_STEPS and step_of(cell)[1], PARTLY),
        Look.ADDRESSES: (lambda cell: "@" in cell and " " not in cell, MOST),
    }
    for look, (test, share) in tests.items():
        if sum(map(bool, map(test, given))) >= share * len(given):
            return Look.SCORES if look is Look.NUMBERS and _ends_a_scale(given) else look
    return Look.WORDS if sum(map(len, given)) > LONG * len(given) else Look.OTHER


def is_yes_or_no(cell: str) -> bool:
    """Return whether a cell says yes or no, in words or as 1 or 0."""
    return plain(cell) in YES | NO


def answers_among(cells: Sequence[str]) -> list[str]:
    """Return the cells without those that usually stand for no answer: N/A, -, and 99 where it is beyond the scale."""
    given = [cell for cell in cells if plain(cell) not in NO_ANSWER]
    inside = [cell for cell in given if plain(cell) not in CODES]
    numbers = [number_in(cell) for cell in inside]
    is_scale = bool(numbers) and all(number is not None and 0 <= number <= HIGHEST for number in numbers)
    return inside if is_scale else given


def number_in(cell: str) -> float | None:
    """Return the number a cell holds, with or without a percent sign; None where it holds something else."""
    if not NUMBERED.fullmatch(cell.strip()):
        return None
    return float(cell.replace("%", "").replace(",", ".").strip())


def are_dates(texts: pd.Series) -> "pd.Series[bool]":
    """Return where a cell is written as a date, or as Excel counts days."""
    either = rf"\s*(?:{A_DATE.pattern}|(?:{A_SERIAL.pattern})\s*$)"
    return texts.str.match(either, case=False).astype(bool)


def _ends_a_scale(cells: Sequence[str]) -> bool:
    return max(number_in(cell) or 0 for cell in cells) in {5, 10}


def date_order_of(cells: Sequence[str]) -> DateOrder | None:
    """Return the one order in which all dates among `cells` exist; None when day and month could be either."""
    dates = [match.groups() for match in map(DATED.match, cells) if match]
    if all(YEAR_FIRST.match("-".join(parts)) for parts in dates):
        return DateOrder.YEAR_FIRST
    short = [parts for parts in dates if len(parts[0]) < 4]
    is_month_first = any(int(parts[1]) > 12 for parts in short)
    if is_month_first == any(int(parts[0]) > 12 for parts in short):
        return None
    return DateOrder.MONTH_FIRST if is_month_first else DateOrder.DAY_FIRST


def wait_unit_of(header: str, cells: Sequence[str]) -> WaitUnit:
    """Return the unit that a column's name or its cells tell; minutes when neither does."""
    clocks = [match for match in map(CLOCKED.fullmatch, cells) if match]
    if cells and len(clocks) >= MOST * len(cells):
        return WaitUnit.LONG_CLOCK if clocks[0][1] else WaitUnit.CLOCK
    if named := unit_named(header):
        return named
    return WaitUnit.SPELT if any("h" in cell for cell in cells) else WaitUnit.MINUTES


def unit_named(header: str) -> WaitUnit | None:
    """Return the unit of a wait that a column's name says, None where it says none."""
    name = header.casefold()
    return next((unit for hint, unit in UNIT_HINTS.items() if hint in name), None)


def is_wait_without_unit(header: str, cells: Sequence[str]) -> bool:
    """Return whether a wait is written as bare numbers under a name that says no unit."""
    numbers = sum(BARE.fullmatch(cell) is not None for cell in cells)
    return unit_named(header) is None and 2 * numbers > len(cells)
