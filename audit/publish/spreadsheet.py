"""Figures as a spreadsheet opens them: numbers stay numbers, and no one's words are run as a formula."""

import csv
import io
import math
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pandas as pd
import xlsxwriter

from audit.model.text import held

# a text cell that starts so is taken for a formula; one of apostrophes before that would lose the first when read again
_RUNS = re.compile(r"'*[=+\-@]|[\t\r]")
_GUARDED = re.compile(r"'+[=+\-@]")


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


def workbook(frame: pd.DataFrame, sheet: str) -> bytes:
    """Return `frame` as a workbook of one sheet, called `sheet`: numbers stay numbers, and text is text.

    In a workbook each cell says what it is, so a text that begins with = is no formula and needs no apostrophe. One
    that has such an apostrophe already gets another, which is taken off when the table is read again.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        page.freeze_panes(1, 0)
        for column, name in enumerate(frame.columns):
            page.write_string(0, column, str(name), book.add_format({"bold": True}))
            for row, (value, is_given) in enumerate(_given(frame[name]), start=1):
                if is_given:
                    _write(page, row, column, value)
        page.autofit(300)
    return content.getvalue()


def _write(page: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, (int, float)):
        page.write_number(row, column, value)
    else:
        text = held(str(value))
        page.write_string(row, column, f"'{text}" if _GUARDED.match(text) else text)


def _safe(text: str) -> str:
    text = held(text)
    return f"'{text}" if _RUNS.match(text) else text


def _cells(column: "pd.Series[Any]") -> list[Any]:
    """Return a column as plain cells: numbers, safe text, "" where nothing is known."""
    return [_cell(value) if is_given else "" for value, is_given in _given(column)]


def _given(column: "pd.Series[Any]") -> Iterator[tuple[Any, bool]]:
    """Yield each value with whether it is there."""
    return zip(column.tolist(), column.notna().tolist(), strict=True)


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return value if math.isfinite(value) else _safe(str(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")
    return _safe(str(value))  # a date says itself in ISO 8601
