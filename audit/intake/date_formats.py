"""How a recipe writes down a date of its own kind: parts such as YYYY or mm, and text in square brackets."""

import calendar
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache

SERIAL = "Excel days"  # the number of a day as Excel keeps it since 1900: 46125 is 13 April 2026
SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  # a calendar day, no moment; 1900 has a 29 February there
LONGEST = 100  # characters of a format
TWO = r"(?:[0-9]{2}|(?<![0-9])[0-9](?![0-9]))"  # a lone digit only where none stands beside it
OFFSETS = r"(?:GMT|UTC|Z)?[+-](?:0?[0-9]|1[0-4])(?::?[0-5][0-9])?|Z|GMT|UTC"
NAMES: Mapping[str, int] = {
    **{name.casefold(): number for number, name in enumerate(calendar.month_name) if name},
    **{name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name},
    "sept": 9,
}
PARTS: Mapping[str, tuple[str, str]] = {  # what is written -> what it is a part of, and how that looks
    "YYYY": ("year", "[0-9]{4}"),
    "YY": ("year", "[0-9]{2}"),
    "MMMM": ("month", "|".join(name for name in calendar.month_name if name)),
    "MMM": ("month", "|".join([*(name for name in calendar.month_abbr if name), "Sept"])),
    "MM": ("month", TWO),
    "M": ("month", TWO),
    "DD": ("day", TWO),
    "D": ("day", TWO),
    "HH": ("hour", TWO),
    "H": ("hour", TWO),
    "hh": ("hour", TWO),
    "h": ("hour", TWO),
    "mm": ("minute", TWO),
    "ss": ("second", TWO),
    "AM": ("half", r"[ap]\.?m\.?"),
    "Z": ("offset", OFFSETS),
}
PIECE = re.compile(r"\[([^\[\]]*)\]|(" + "|".join(PARTS) + r")|(\s+)|(.)", re.DOTALL)


def format_fault(written: str) -> str:
    """Return in words what is wrong with a format, "" where it can be followed."""
    if written == SERIAL:
        return ""
    pieces = list(_pieces(written))
    parts = [part for part, _, _ in pieces if part]
    count = Counter(PARTS[part][0] for part in parts)
    twice = next((kind for kind, times in count.items() if times > 1), "")
    texts = [text for part, is_quoted, text in pieces if is_quoted and not part]
    faults = {
        f"write at most {LONGEST} characters": len(written) > LONGEST,
        "close each square bracket; what stands between [ and ] is text": _is_open(pieces),
        f"the {twice} stands in it more than once: put text into square brackets, e.g. [Uhr], and write Z for an "
        "offset such as GMT+2": bool(twice),
        "write the parts as YYYY, MM, DD, HH, mm and ss, e.g. DD.MM.YYYY HH:mm": not {"year", "month", "day"}
        <= {*count},
        "minutes need their hour, and seconds their minutes": not _is_in_turn(count),
        "beside hh or h write AM, which reads both AM and PM; hours up to 24 are HH": (
            not {"hh", "h"}.isdisjoint(parts) and "AM" not in parts
        ),
        "write Z for an offset such as GMT+2, so that it counts": any(
            re.fullmatch(OFFSETS, text.strip(), re.IGNORECASE) for text in texts
        ),
    }
    return next((fault for fault, is_so in faults.items() if is_so), "")


def _is_open(pieces: list[tuple[str, bool, str]]) -> bool:
    return any(text in {"[", "]"} for part, is_quoted, text in pieces if not part and not is_quoted)


def _is_in_turn(count: Mapping[str, int]) -> bool:
    """Return whether no smaller part of a time of day stands without the larger one."""
    needs = {"minute": "hour", "second": "minute", "half": "hour", "offset": "hour"}
    return all(larger in count for smaller, larger in needs.items() if smaller in count)


def _pieces(written: str) -> Iterator[tuple[str, bool, str]]:
    """Yield each piece of a format: the part it is ("" = text), whether it stood in brackets, and its text."""
    for match in PIECE.finditer(written):
        quoted, part, space, letter = match.groups()
        yield part or "", quoted is not None, part or space or letter or quoted or ""


@cache
def _pattern(written: str) -> re.Pattern[str]:
    parts = [
        f"(?P<{PARTS[part][0]}>{PARTS[part][1]})" if part else r"\s+" if text.isspace() else re.escape(text)
        for part, _, text in _pieces(written)
    ]
    return re.compile("".join(parts), re.IGNORECASE)


def _iso_of_serial(text: str) -> str:
    """Return ISO 8601 of the number a spreadsheet keeps a date as, its decimals being the part of the day."""
    if not re.fullmatch(r"[0-9]{1,6}(?:[.,][0-9]+)?", text):
        return ""
    days = float(text.replace(",", "."))
    # to the second: a part of a day has no exact binary form
    moment = SERIAL_ZERO + timedelta(seconds=round(days * 86_400))
    return moment.isoformat() if days % 1 else moment.date().isoformat()


def iso_in_format(text: str, written: str) -> str:
    """Return ISO 8601 of a text in a format that `format_fault` finds sound; "" where it is none."""
    if written == SERIAL:
        return _iso_of_serial(text)
    match = _pattern(written).fullmatch(text)
    if not match:
        return ""
    parts = match.groupdict()
    day = f"{_year(parts['year'])}-{_month(parts['month']):02d}-{int(parts['day']):02d}"
    if "hour" not in parts:
        return day
    clock = iso_clock(parts["hour"], parts.get("minute") or "0", parts.get("second") or "0", parts.get("half") or "")
    return clock and f"{day}{clock}{iso_offset(parts.get('offset') or '')}"


def _year(text: str) -> int:
    """Return a year; of two digits, 69 to 99 belong to the last century."""
    year = int(text)
    return year if len(text) == 4 else year + (1900 if year >= 69 else 2000)


def _month(text: str) -> int:
    return NAMES.get(text.casefold()) or int(text)


def iso_clock(hour: str, minute: str, second: str, half: str) -> str:
    """Return `T14:05:00`, of the afternoon where `half` begins with p; "" where there is no such hour."""
    hours = int(hour)
    if half:
        if not 1 <= hours <= 12:
            return ""
        hours = hours % 12 + 12 * (half[0].lower() == "p")
    return f"T{hours:02d}:{int(minute):02d}:{int(second):02d}"


def iso_offset(written: str) -> str:
    """Return `+02:00` for GMT+2, +0200 and the like, `Z` for GMT, "" for nothing."""
    match = re.search(r"([+-])([0-9]{1,2}):?([0-9]{2})?$", written)
    if not match:
        return "Z" if written else ""
    sign, hours, minutes = match.groups()
    return f"{sign}{int(hours):02d}:{minutes or '00'}"
