"""Days and times as people and programs write them, read without guessing which number is the month."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from audit.intake.cells import by_text
from audit.intake.date_formats import NAMES, iso_clock, iso_in_format, iso_offset
from audit.intake.recipe_parts import DateOrder, Dates
from audit.model.programme import Programme

EARLIEST = pd.Timestamp(1990, 1, 1)
ISO = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
BY_NUMBERS = r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}"  # where which of them is the month depends on the order
EITHER_WAY = (
    "a date that is sure: others of this column can only be read the other way round, so which of these numbers is the "
    "month is anybody's guess; write all in one order"
)
OFFSET = r":.*(?:Z|[+-]\d{2}:?\d{2})$"
CLOCK = re.compile(
    r"(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,6})?\d*)?\s*(?:([ap])\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|(?:GMT|UTC)[+-]\d{1,2}(?::?\d{2})?)?",
    re.IGNORECASE,
)
YEAR_FIRST = re.compile(r"(?P<y>\d{4})([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})")
ORDERS = {
    DateOrder.YEAR_FIRST: YEAR_FIRST,
    DateOrder.DAY_FIRST: re.compile(r"(?P<d>\d{1,2})([-/.])(?P<m>\d{1,2})\2(?P<y>\d{4})"),
    DateOrder.MONTH_FIRST: re.compile(r"(?P<m>\d{1,2})([-/.])(?P<d>\d{1,2})\2(?P<y>\d{4})"),
}
EXAMPLES = {
    DateOrder.YEAR_FIRST: "a date such as 2026-03-31, or with a time 2026-03-31T14:05",
    DateOrder.DAY_FIRST: "a date such as 31/03/2026, or with a time 31/03/2026 14:05",
    DateOrder.MONTH_FIRST: "a date such as 03/31/2026, or with a time 03/31/2026 2:05 PM",
}
NAMED = (  # a month by its name leaves no doubt about the order
    re.compile(
        r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?[- ./]{1,2}(?P<m>[a-z]{3,9})\.?[- ./,]{1,2}(?P<y>[0-9]{4})", re.IGNORECASE
    ),
    re.compile(r"(?P<m>[a-z]{3,9})\.?[- ](?P<d>[0-9]{1,2})(?:st|nd|rd|th)?,?[- ](?P<y>[0-9]{4})", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True, eq=False)
class WrittenTime:
    """When something happened, one row a text.

    `on` is the calendar day in the programme's time zone (datetime64, midnight), `moment` is in UTC without an
    offset, NaT where only a day is written. Both are NaT for an empty text and for one that has a problem; then
    `expected` says what should have been written. `twice` = the clock showed that hour twice, and the first is meant.
    """

    on: pd.Series
    moment: pd.Series
    expected: pd.Series
    twice: "pd.Series[bool]"


def read_times(texts: pd.Series, dates: Dates, programme: Programme, today: date) -> WrittenTime:
    """Read days and moments; one without an offset is taken as the clock of `dates`, or the programme's, shows it.

    Days are those of the programme's time zone; where only a day is written, it stays that day. An hour that the
    clock shows twice, when summer time ends, is taken as the first of the two. An hour it never shows, a day after
    tomorrow and one before 1990 are problems.
    """
    iso = _iso_texts(texts, dates)
    clock_zone = dates.time_zone or programme.time_zone
    day = _parsed(iso.str.slice(stop=10))
    last = pd.Timestamp(today + timedelta(days=1))  # clocks differ: a table may come from where it is tomorrow already
    is_far = (day < EARLIEST) | (day > last + timedelta(days=1))
    on, moment, is_unheard, twice = _on_the_clock(iso.mask(is_far, ""), clock_zone, programme.time_zone)
    expected = pd.Series("", index=texts.index, dtype="str")
    expected[on.isna() & (texts != "")] = expected_date(dates)
    expected[is_unheard] = f"a time that exists in {clock_zone}; clocks went forward then, so add the offset"
    expected[day < EARLIEST] = "a day in 1990 or later"
    expected[day.where(is_far, on) > last] = "a day that has come already"
    expected[(expected == "") & _either_way(texts, dates)] = EITHER_WAY
    sound = expected == ""
    return WrittenTime(on.where(sound), moment.where(sound), expected, twice & sound)


def _either_way(texts: pd.Series, dates: Dates) -> "pd.Series[bool]":
    """Return which dates could be read both ways, where others of the column can only be read the other way."""
    if dates.formats or dates.order is DateOrder.YEAR_FIRST:
        return pd.Series(data=False, index=texts.index)
    codes, distinct = pd.factorize(texts)
    parts = pd.Series(distinct, dtype="str").str.extract(BY_NUMBERS).astype("float64")
    day, month = (parts[0], parts[1]) if dates.order is DateOrder.DAY_FIRST else (parts[1], parts[0])
    is_other_way = bool(((month > 12) & (month <= 31) & (day <= 12)).any())
    either = (month <= 12) & (day <= 12) & (day != month) & is_other_way
    return pd.Series(either.to_numpy(dtype=bool)[codes], index=texts.index)


def swapped(texts: pd.Series) -> pd.Series:
    """Return ISO dates with day and month in each other's place, where both could be either."""
    return texts.str.replace(r"^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|1[0-2])(?=T|$)", r"\1-\3-\2", regex=True)


def mixed_kinds(texts: pd.Series) -> "pd.Series[bool]":
    """Return which real dates may have day and month swapped: the column of a workbook also holds dates as text."""
    if not texts.str.fullmatch(rf"(?:{BY_NUMBERS}).*").any():
        return pd.Series(data=False, index=texts.index)
    real: pd.Series[bool] = texts.str.fullmatch(ISO) & (swapped(texts) != texts)
    return real


def _on_the_clock(
    iso: pd.Series, clock_zone: str, time_zone: str
) -> tuple[pd.Series, pd.Series, "pd.Series[bool]", "pd.Series[bool]"]:
    """Return the day in `time_zone`, the moment in UTC, and where the clock showed what is written never, or twice."""
    is_timed = iso.str.contains(":", regex=False)
    has_offset = iso.str.contains(OFFSET, regex=True)
    local = _parsed(iso.mask(has_offset, ""))
    first = np.ones(len(iso), dtype=bool)  # the first of the two: summer time, as the clock had not been put back yet
    # an hour that no clock showed is a slip, and is listed
    clock = local.where(is_timed).dt.tz_localize(clock_zone, ambiguous=first, nonexistent="NaT")
    moment = clock.dt.tz_convert("UTC").fillna(_parsed(iso.where(has_offset, ""), utc=True))
    on = local.mask(is_timed, moment.dt.tz_convert(time_zone).dt.tz_localize(None)).dt.normalize()
    once = local.where(is_timed).dt.tz_localize(clock_zone, ambiguous="NaT", nonexistent="NaT")
    never = local.notna() & is_timed & clock.isna()
    return on, moment.dt.tz_localize(None), never, clock.notna() & once.isna()


def read_days(texts: pd.Series, dates: Dates) -> pd.Series:
    """Read calendar days (datetime64, midnight), a time beside them left out; NaT where there is none to read."""
    return _parsed(_iso_texts(texts, dates).str.slice(stop=10))


def expected_date(dates: Dates) -> str:
    """Return in words how a date has to be written."""
    if dates.formats:
        return f"a date written like {' or '.join(dates.formats)}"
    return EXAMPLES[dates.order]


def _parsed(iso: pd.Series, *, utc: bool = False) -> pd.Series:
    return pd.to_datetime(iso, format="ISO8601", errors="coerce", utc=utc).dt.as_unit("us")


def _iso_texts(texts: pd.Series, dates: Dates) -> pd.Series:
    """Return each text in ISO 8601; "" where it is no date in the order or the formats of the recipe."""
    foreign = ~texts.str.fullmatch(ISO)
    if not foreign.any():
        return texts
    return texts.mask(foreign, by_text(texts[foreign], lambda text: _iso(text, dates)))


def _iso(text: str, dates: Dates) -> str:
    if dates.formats:
        return next(filter(None, (iso_in_format(text, written) for written in dates.formats)), "")
    for pattern in (YEAR_FIRST, ORDERS[dates.order], *NAMED):
        if match := pattern.match(text):
            # 0 is no month, so that an unknown name is no date
            month = match["m"] if match["m"].isdigit() else str(NAMES.get(match["m"].casefold(), 0))
            day = f"{match['y']}-{month:0>2}-{match['d']:0>2}"
            rest = text[match.end() :]
            clock = _iso_clock(rest.lstrip(" ,T"))
            return day + clock if clock and rest[0] in " ,T" else day * (not rest)
    return ""


def _iso_clock(text: str) -> str:
    """Return `T14:05:00+01:00` for a time of day as it is written; "" when it is none."""
    match = CLOCK.fullmatch(text)
    if not match:
        return ""
    hour, minute, second, fraction, half, offset = match.groups()
    clock = iso_clock(hour, minute, second or "0", half or "")
    return clock and f"{clock}{fraction or ''}{iso_offset(offset or '')}"
