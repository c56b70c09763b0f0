"""Figures as a spreadsheet opens them: numbers stay numbers, and no one's words are run as a formula."""

import csv
import io
import math
import re
from datetime import datetime
from typing import Any

import pandas as pd

from audit.model.text import held

# a text cell that starts so is taken for a formula; one of apostrophes before that would lose the first when read again
_RUNS = re.compile(r"'*[=+\-@]|[\t\r]")


def csv_text(frame: pd.DataFrame, *, bom: bool = True, header: bool = True) -> str:
    """Return `frame` as CSV for Excel, LibreOffice and Google Sheets: UTF-8 with a BOM, comma, CRLF.

    Args:
        frame: any columns; dates are written as ISO 8601, what is missing as an empty cell.
        bom: whether it starts with the mark by which Excel knows UTF-8; not wanted in a pipe or between parts.
        header: whether the column names come first.

    Returns:
        The text. Text that starts with = + - @, tab or CR is given an apostrophe in front, in the header too, and so
        is text that has such an apostrophe already; numbers, negative ones included, stay as they are.

    Source: OWASP, CSV injection.
    """
    out = io.StringIO(newline="")
    out.write("\ufeff" * bom)
    writer = csv.writer(out, lineterminator="\r\n")
    if header:
        writer.writerow([_safe(str(name)) for name in frame.columns])
    writer.writerows(zip(*(_cells(frame[name]) for name in frame.columns), strict=True))
    return out.getvalue()


def _safe(text: str) -> str:
    text = held(text)
    return f"'{text}" if _RUNS.match(text) else text


def _cells(column: "pd.Series[Any]") -> list[Any]:
    """Return a column as plain cells: numbers, safe text, "" where nothing is known."""
    missing = column.isna().to_numpy()
    return ["" if gone else _cell(value) for value, gone in zip(column.tolist(), missing, strict=True)]


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return value if math.isfinite(value) else _safe(str(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")
    return _safe(str(value))  # a date says itself in ISO 8601
