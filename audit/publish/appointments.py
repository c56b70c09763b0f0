"""Appointments as calendar programs read them: an iCalendar file of days, each known by its key for good.

Source: RFC 5545; RFC 7986 for a calendar's name and how often it is asked for anew.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from audit.model.text import text_of

_MOST_OCTETS = 75  # of a line, without its end
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_HEAD = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Moments of Truth//Journey audit//EN", "CALSCALE:GREGORIAN")


@dataclass(frozen=True, slots=True)
class Appointment:
    """Something on one day; `key` stays the same for as long as it is the same thing, whatever changes about it."""

    key: str
    day: date
    title: str
    words: str = ""
    place: str = ""


def calendar_file(name: str, appointments: Iterable[Appointment], made_at: datetime) -> str:
    """Return appointments as an iCalendar file.

    Args:
        name: what programs call the calendar.
        appointments: one all-day event each.
        made_at: the moment, UTC.
    """
    lines = [*_HEAD, f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT6H"]
    for appointment in appointments:
        lines += _event(appointment, made_at)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(one: Appointment, made_at: datetime) -> Iterator[str]:
    """Yield the lines of a whole day that leaves the time of whoever has it free."""
    stamp = made_at.isoformat(timespec="seconds").replace("-", "").replace(":", "")
    yield from ("BEGIN:VEVENT", f"UID:{one.key}", f"DTSTAMP:{stamp}Z")
    yield f"DTSTART;VALUE=DATE:{_day(one.day)}"
    yield f"DTEND;VALUE=DATE:{_day(one.day + timedelta(days=1))}"
    yield f"SUMMARY:{_text(one.title)}"
    for name, text in (("DESCRIPTION", one.words), ("LOCATION", one.place)):
        if text:
            yield f"{name}:{_text(text)}"
    yield from ("TRANSP:TRANSPARENT", "END:VEVENT")


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    return text_of(text).translate(_ESCAPED)


def _folded(line: str) -> str:
    """Return a line in pieces that are short enough, no letter cut in two; a space begins each but the first."""
    pieces, octets = [""], 0
    for letter in line:
        size = len(letter.encode("utf-8"))
        if octets + size > _MOST_OCTETS:
            pieces.append(" ")
            octets = 1
        pieces[-1] += letter
        octets += size
    return "\r\n".join(pieces)
