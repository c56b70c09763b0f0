"""A day, a month and a moment as people read them: every format of a date stands here."""

from datetime import date, datetime
from typing import Literal

Length = Literal["long", "short", "no year"]

# As a key, a sortable cell or a column of a file: never changed by how people read a day.
DAY_KEY = "%Y-%m-%d"
MONTH_KEY = "%Y-%m"

# The same lengths for Vega, which formats the days of an axis and of what pointing at a mark shows.
LONG_DAY = "%-d %B %Y"
SHORT_DAY = "%-d %b %Y"
DAY_WITHOUT_YEAR = "%-d %b"
LONG_MONTH = "%B %Y"
SHORT_MONTH_NAME = "%b"
YEAR = "%Y"


def written_day(day: date, length: Length = "long") -> str:
    """Return a day as people read it.

    Args:
        day: a calendar day; of a moment, the day in its own offset.
        length: "long" in a sentence, "short" beside other facts, "no year" where the year is said already.

    Returns:
        "3 March 2026", "3 Mar 2026", or "3 March".
    """
    if length == "no year":
        return f"{day.day} {day:%B}"
    return f"{day.day} {day:%B %Y}" if length == "long" else f"{day.day} {day:%b %Y}"


def written_days(since: date, until: date) -> str:
    """Return a period by its ends, the year where it is needed: "1 September to 22 November 2026"."""
    return f"{written_day(since, 'no year' if since.year == until.year else 'long')} to {written_day(until)}"


def written_month(day: date) -> str:
    """Return the month a day lies in: "March 2026"."""
    return f"{day:%B %Y}"


def month_name(day: date) -> str:
    """Return the name of the month a day lies in: "March"."""
    return f"{day:%B}"


def written_moment(moment: datetime) -> str:
    """Return a moment by the clock it is given in: "3 Mar 2026 14:05"."""
    return f"{written_day(moment, 'short')} {moment:%H:%M}"


def day_in(written: str) -> date | None:
    """Return the day that `written_day` wrote in a sentence, None where the words are no such day."""
    try:
        return datetime.strptime(written, "%d %B %Y").date()  # noqa: DTZ007  # a calendar day has no zone
    except ValueError:
        return None
