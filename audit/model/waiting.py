"""How long somebody waited, as it is typed on the way: "1,5", "1:30", "90 s"."""

import re

from audit.errors import DurationError, WaitUnreadableError
from audit.model.duration import minutes_of
from audit.model.walk_through import MAX_WAIT_MINUTES

_PLAIN = re.compile(r"(\d{1,5})(?:[.,](\d{1,2}))?")  # 1,234 could be either, so it is neither
_CLOCK = re.compile(r"(?:(\d{1,4}):(?=\d\d:))?(\d{1,5}):([0-5]\d)")


def minutes_waited(text: str) -> float | None:
    """Read a wait: a plain number is minutes, 1:30 minutes and seconds, 1:02:03 hours too, others say their unit.

    Args:
        text: as it was typed; a decimal comma counts as a point.

    Returns:
        Minutes to the hundredth, None where nothing was typed.

    Raises:
        WaitUnreadableError: it is no time, or longer than anybody waits.
    """
    typed = text.strip()
    if not typed:
        return None
    minutes = _plainly(typed)
    if minutes is None:
        try:
            minutes = minutes_of(typed)
        except DurationError as problem:
            raise WaitUnreadableError(text) from problem
    if minutes > MAX_WAIT_MINUTES:
        raise WaitUnreadableError(text)
    return round(minutes, 2)


def as_clock(seconds: int) -> str:
    """Return a wait as a stopwatch shows it: "0:07", "12:30", "1:02:03"."""
    minutes, left = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes}:{left:02d}"
    return f"{minutes // 60}:{minutes % 60:02d}:{left:02d}"


def _plainly(typed: str) -> float | None:
    """Return the minutes of a plain number or a clock, None where it is neither."""
    if match := _PLAIN.fullmatch(typed):
        return float(f"{match[1]}.{match[2] or 0}")
    if match := _CLOCK.fullmatch(typed):
        return int(match[1] or 0) * 60 + int(match[2]) + int(match[3]) / 60
    return None
