"""How long, as people say it: "90 seconds", "4 hours", "2 days"."""

import re

from audit.errors import DurationError

LONGEST_DAYS = 366
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}  # a unit goes by its first letter
_UNIT = r"seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w"
_PART = re.compile(rf"(\d{{1,6}}(?:[.,]\d{{1,3}})?)\s*({_UNIT})\b")
_DURATION = re.compile(rf"(?:{_PART.pattern}(?:\s*,|\s+and\b)?\s*)+")
_UNITS_IN_WORDS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))
_DAYS_FROM = 2 * 86_400  # "36 hours" says more than "1 day 12 hours"


def minutes_of(text: str, field: str = "The time") -> float:
    """Read a duration as it is said, counted round the clock, as customers wait.

    Args:
        text: one or more numbers, each with its unit: seconds, minutes, hours, days or weeks.
        field: what the duration is of, for the sentence that refuses it.

    Returns:
        Minutes, to the whole second.

    Raises:
        DurationError: it cannot be understood, counts working time, is nothing, or is longer than a year.
    """
    typed = text.strip().casefold()
    if re.search(r"\b(working|business|office)\b", typed):
        raise DurationError(field, text, "counts working time only")
    if not _DURATION.fullmatch(typed):
        raise DurationError(field, text, "is no time that can be read")
    seconds = round(sum(float(n.replace(",", ".")) * _SECONDS[unit[0]] for n, unit in _PART.findall(typed)))
    if not 0 < seconds <= LONGEST_DAYS * 86_400:
        raise DurationError(field, text, "is less than a second or longer than a year")
    return seconds / 60


def duration_words(minutes: float) -> str:
    """Return a duration as people say it, to the whole second, the longest unit first.

    Hours are kept up to two days, since "24 hours" tells that nights count.
    """
    left, parts = round(minutes * 60), []
    for unit, seconds in _UNITS_IN_WORDS:
        if unit == "day" and left < _DAYS_FROM:
            continue
        count, left = divmod(left, seconds)
        if count:
            parts.append(f"{count} {unit}" if count == 1 else f"{count} {unit}s")
    return " ".join(parts) or "no time"
