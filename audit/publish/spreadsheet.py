"""Figures as a spreadsheet opens them: numbers stay numbers, and no one's words are run as a formula."""

import csv
import io
import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pandas as pd
import xlsxwriter

from audit.model.text import held, name_of

_RUNS = ("=", "+", "-", "@", "\t", "\r")  # a text cell that starts so is taken for a formula
_LONGEST_NAME = 31  # Excel's limit for the name of a sheet
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_MAX_CELL = 32_767


def csv_text(frame: pd.DataFrame, *, bom: bool = True, header: bool = True) -> str:
    """Return `frame` as CSV for Excel, LibreOffice and Google Sheets: UTF-8 with a BOM, comma, CRLF.

    Args:
        frame: any columns; dates are written as ISO 8601, what is missing as an empty cell.
        bom: whether it starts with the mark by which Excel knows UTF-8; not wanted in a pipe or between parts.
        header: whether the column names come first.

    Returns:
        The text. Text that starts with = + - @, tab or CR is given an apostrophe in front, in the header too;
        numbers, negative ones included, stay as they are.

    Source: OWASP, CSV injection.
    """
    out = io.StringIO(newline="")
    out.write("\ufeff" * bom)
    writer = csv.writer(out, lineterminator="\r\n")
    if header:
        writer.writerow([_safe(str(name)) for name in frame.columns])
    writer.writerows(zip(*(_cells(frame[name]) for name in frame.columns), strict=True))
    return out.getvalue()


def workbook(frames: Mapping[str, pd.DataFrame]) -> bytes:
    """Return an XLSX workbook with one sheet a frame, the header frozen; the rules are those of `csv_text`."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True})
        for name, frame in zip(_sheet_names(frames), frames.values(), strict=True):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for column, title in enumerate(frame.columns):
                sheet.write_string(0, column, _safe(str(title)), bold)
                sheet.set_column(column, column, max(10, min(40, len(str(title)) + 2)))
                for row, cell in enumerate(_cells(frame[title]), start=1):
                    _write(sheet, row, column, cell)
    return out.getvalue()


def _safe(text: str) -> str:
    text = held(text)
    return f"'{text}" if text.startswith(_RUNS) else text


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


def _write(sheet: Any, row: int, column: int, cell: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell[:_MAX_CELL])
    else:
        sheet.write_number(row, column, cell)


def _sheet_names(frames: Mapping[str, pd.DataFrame]) -> list[str]:
    """Return names Excel accepts: at most 31 characters, none forbidden, none twice."""
    names: list[str] = []
    for wanted in frames:
        base = name_of(wanted).translate(_FORBIDDEN).strip(" '")[:_LONGEST_NAME] or "Sheet"
        name, n = base, 1
        while name.lower() in {taken.lower() for taken in names}:
            n += 1
            name = f"{base[: _LONGEST_NAME - len(str(n)) - 1]} {n}"
        names.append(name)
    return names
