"""Periods by the names people give them: a month, a quarter, a year of their own, a week, or two days."""

import calendar
import re
from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd

from audit.intake.cells import by_text
from audit.intake.recipe_parts import Dates

DAYS = re.compile(r"\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2}")
WEEK = re.compile(r"(\d{4})-?w(\d{2})")
MONTH = re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})|(?P<name>[a-z]{3,9})\.? (?P<named_y>\d{4})")
YEAR = re.compile(r"(\d{4})(?:/(\d{2}|\d{4}))?")
QUARTER = re.compile(r"\bq(?:tr|uarter)? ?([1-4])\b")
MONTHS: Mapping[str, int] = {
    name.casefold(): number for names in (calendar.month_name, calendar.month_abbr) for number, name in enumerate(names)
}


def read_periods(texts: pd.Series, dates: Dates) -> "tuple[pd.Series, pd.Series, pd.Series[bool]]":
    """Read periods by name.

    A month is written 2026-03 or March 2026, a week 2026-W14, two days 2026-03-01/2026-04-01. A year is 2026, or
    2026/27 where the recipe says in which month that year begins; a quarter is a year with Q1 before or after it.

    Returns:
        The first day, the first day after (datetime64, NaT where nothing can be read), and where what is written is
        no such period.
    """
    spans = by_text(texts, lambda text: _days(" ".join(text.split()).casefold(), dates.year_begins))
    ends = [pd.to_datetime(part, format="ISO8601", errors="coerce") for part in (spans.str[:10], spans.str[11:])]
    start, end = (part.dt.as_unit("us") for part in ends)
    return start, end, (start.isna() | end.isna()) & (texts != "")


def expected_period(dates: Dates) -> str:
    """Return in words how a period has to be written."""
    if dates.year_begins > 1:
        return "a period such as 2026-03, March 2026, 2026/27 or 2026/27 Q1"
    return "a period such as 2026-03, March 2026, 2026 or 2026 Q1; for a year like 2026/27 the recipe says year_begins"


def _days(text: str, year_begins: int) -> str:
    """Return `2026-03-01/2026-04-01` for a period; "" when it is none."""
    if DAYS.fullmatch(text):
        return text
    if match := WEEK.fullmatch(text):
        return _week(int(match[1]), int(match[2]))
    if match := MONTH.fullmatch(text):
        return _one_month(match)
    quarter = QUARTER.search(text)
    year = YEAR.fullmatch(QUARTER.sub("", text).strip(" ,-"))
    # 2026 alone may mean either year where one begins in April
    if not year or bool(year[2]) != (year_begins > 1) or not _follows(year[1], year[2]):
        return ""
    if quarter:
        return _months(int(year[1]), year_begins + 3 * (int(quarter[1]) - 1), 3)
    return _months(int(year[1]), year_begins, 12)


def _one_month(written: re.Match[str]) -> str:
    month = int(written["m"]) if written["m"] else MONTHS.get(written["name"], 0)
    return _months(int(written["y"] or written["named_y"]), month, 1) if 1 <= month <= 12 else ""


def _week(year: int, week: int) -> str:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return ""
    return f"{monday}/{monday + timedelta(days=7)}"


def _follows(year: str, later: str | None) -> bool:
    """Return whether the second half of 2026/27 or 2026/2027 is the year after the first."""
    return later is None or str(int(year) + 1).endswith(later)


def _months(year: int, month: int, count: int) -> str:
    """Return the days of `count` months from `month`, which may lie beyond the twelfth."""
    ends = [divmod(year * 12 + month - 1 + more, 12) for more in (0, count)]
    return "/".join(f"{in_year:04d}-{number + 1:02d}-01" for in_year, number in ends)
