"""The cells of a spreadsheet as plain text.

Read by the child process, so it imports nothing of the app and no pandas.
"""

from datetime import date, datetime, time, timedelta


def cell_text(value: object) -> str:
    """Return a spreadsheet cell as plain text: ISO dates and times, numbers without a needless `.0`."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds" if value.microsecond else "seconds")
    return _day_or_clock(value)


def _day_or_clock(value: object) -> str:
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if isinstance(value, time):
        return value.isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
