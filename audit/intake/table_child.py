"""The room where a stranger's file is opened: a process of its own, with little memory and little time.

It is started by `audit.intake.tables`, takes the bytes on stdin and answers in lines of JSON, so nothing
a file contains can run in the app. It imports nothing of the app and no pandas, so that it starts in a moment.
"""

import csv
import gc
import importlib
import io
import json
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, BinaryIO

from audit.intake.file_kinds import (
    SAYS_SEPARATOR,
    RefusedError,
    encoding_of,
    refuse_one_cell_a_row,
    refuse_strangers,
    separator_of,
)
from audit.intake.header_groups import merged_across, with_groups

BATCH, BATCH_CELLS = 20_000, 400_000  # rows in one line of the answer, and their cells at most
SAMPLE = 262_144  # characters looked at to tell the separator
MAX_CELL = 1_000_000  # characters; a spreadsheet itself stops at 32,767
MAX_ENTRIES = 200  # parts of a workbook: a real one has about twenty
MAX_UNPACKED = 50 * 1024 * 1024  # bytes inside a workbook once unpacked
MAX_CELLS = 10_000_000  # cells of a sheet, the empty ones between two far corners counted
MAX_COLUMNS = 500  # the widest export seen has 90; each column more is a question to whoever brings the file in
MAX_TEXT = 50_000_000  # characters of a sheet: one long text may be shared by a million cells
WORKBOOK = b"PK"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")

Order = dict[str, Any]
Row = tuple[int, Sequence[str]]


def parts(content: bytes, order: Order) -> Iterator[dict[str, Any]]:
    """Yield the answer: the heading, then batches of rows, then how many there were.

    Raises:
        RefusedError: as soon as something makes the file unfit, also after rows were yielded.
    """
    refuse_strangers(content)
    heading, rows = (_sheet if content.startswith(WORKBOOK) else _text)(content, order)
    spans = heading.pop("merged", ())
    if order.get("has_groups") and order["header_row"] > 1:
        rows = with_groups(rows, order["header_row"], spans)
    yield from _answer(heading, rows, order["header_row"])


def _answer(heading: dict[str, Any], rows: Iterator[Row], header_row: int) -> Iterator[dict[str, Any]]:
    """Yield the heading with its column names, the filled rows in batches, and the end."""
    _, header = next(islice(rows, header_row - 1, None), (0, None))
    if header is None:
        raise RefusedError("empty" if header_row == 1 else "no header", row=header_row)
    if not "".join(header).strip():
        raise RefusedError("no header", row=header_row)
    if len(header) > MAX_COLUMNS:
        raise RefusedError("too wide", columns=len(header), most=MAX_COLUMNS)
    names, repeated = column_names(header)
    yield {**heading, "columns": names, "repeated": repeated}
    unnamed = [index for index, text in enumerate(header) if not text.strip()]
    used: set[int] = set()
    count = 0
    filled = _filled(rows, len(header))
    while batch := list(islice(filled, min(BATCH, BATCH_CELLS // len(header)))):
        numbers, cells = zip(*batch, strict=True)
        columns = list(zip(*cells, strict=True))
        used.update(index for index in unnamed if any(columns[index]))
        count += len(batch)
        yield {"rows": numbers, "cells": columns}
    if not count:
        raise RefusedError("header only")
    yield {"done": count, "idle": [index for index in unnamed if index not in used]}


def _filled(rows: Iterator[Row], width: int) -> Iterator[Row]:
    """Yield the rows that hold anything; refuse at the first whose number of cells is not the header's."""
    longer = 0
    for number, cells in rows:
        if not "".join(cells).strip():
            continue
        # an export that ends each line with a separator gets a sentence of its own
        if len(cells) == width + 1 and not cells[-1].strip():
            longer = longer or number
        elif len(cells) != width or longer:
            row, count = (longer, width + 1) if longer else (number, len(cells))
            raise RefusedError("ragged", row=row, cells=count, header=width)
        yield number, cells
    if longer:
        raise RefusedError("one cell more", row=longer)


def column_names(header: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return distinct names for the header's cells, and which texts stood there more than once.

    A repeated `Status` becomes `Status (1)` and `Status (2)`; a column without a name is called by its place.
    """
    texts = [" ".join(text.replace("\ufeff", "").split()) for text in header]
    counts = Counter(text for text in texts if text)
    taken = set(texts)
    names, repeats = [], Counter[str]()
    for number, text in enumerate(texts, start=1):
        name = text
        if counts[text] != 1:
            repeats[text] += 1
            name = f"{text} ({repeats[text]})" if text else f"column {number}"
            while name in taken:
                name += "*"
        taken.add(name)
        names.append(name)
    return names, [text for text, count in counts.items() if count > 1]


def _text(content: bytes, order: Order) -> tuple[dict[str, Any], Iterator[Row]]:
    csv.field_size_limit(MAX_CELL)
    encoding = encoding_of(content, order["encoding"])
    with io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="") as sample:
        start = sample.read(SAMPLE)
        cut = bool(sample.read(1))
    # two in a hundred: a stray one may stand in any text
    if len(CONTROL.findall(start)) * 50 > len(start):
        raise RefusedError("not a table", what="not plain text")
    match = SAYS_SEPARATOR.match(start)
    start = start[match.end() :] if match else start
    separator = order["separator"] or (match and match[1]) or separator_of(start, order["header_row"], cut=cut)
    heading: dict[str, Any] = {"encoding": encoding, "separator": separator, "sheets": []}
    return heading, _records(content, encoding, separator, passed_over=match.end() if match else 0)


def _records(content: bytes, encoding: str, separator: str, passed_over: int) -> Iterator[Row]:
    number = 0
    with io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="") as text:
        text.read(passed_over)  # a line that says the separator is no row: spreadsheets do not count it either
        try:
            for number, cells in enumerate(csv.reader(text, delimiter=separator, strict=True), start=1):
                if number == 1:
                    refuse_one_cell_a_row(cells)
                yield number, cells
        except csv.Error as error:
            case = "cell too long" if "limit" in str(error) else "open quote"
            raise RefusedError(case, row=number + 1) from error


def _sheet(content: bytes, order: Order) -> tuple[dict[str, Any], Iterator[Row]]:
    check_unpacked(content)  # first: a workbook of kilobytes may unpack to gigabytes
    calamine = importlib.import_module("python_calamine")
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = list(book.sheet_names)
        name = order["sheet"] or next(iter(names), "")
        if name not in names:
            raise RefusedError("no sheet", sheet=name, sheets=", ".join(names) or "none")
        sheet = book.get_sheet_by_name(name)
    except calamine.CalamineError as error:
        raise RefusedError("damaged") from error
    # a formula without a result reads as an empty cell, which would be a silent lie
    refuse_uncalculated(content, names.index(name))
    corner = sheet.end or (-1, -1)
    if (corner[0] + 1) * (corner[1] + 1) > MAX_CELLS:
        raise RefusedError("costly")
    if corner[1] >= MAX_COLUMNS:  # before its rows are read
        raise RefusedError("too wide", columns=corner[1] + 1, most=MAX_COLUMNS)
    spans = merged_across(sheet.merged_cell_ranges or (), order["header_row"] - 1)
    return {"encoding": "", "separator": "", "sheets": names, "merged": spans}, _sheet_rows(sheet)


def check_unpacked(content: bytes) -> None:
    """Refuse a workbook that is damaged, or far larger inside than any real one.

    The sizes a zip states may lie; reading each part to its stated end checks them against its checksum.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            fault = _fault(archive)
    except Exception as error:
        raise RefusedError("damaged") from error
    if fault:
        raise fault


def _fault(archive: zipfile.ZipFile) -> RefusedError | None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        return RefusedError("costly")
    names = [entry.filename for entry in entries]
    if not any(name.startswith("xl/workbook") for name in names):
        return RefusedError("not a table", what=_packed(archive, names))
    return RefusedError("damaged") if archive.testzip() else None


def refuse_uncalculated(content: bytes, number: int) -> None:
    """Refuse the sheet at `number` of a workbook where a formula has no result, which would come in as nothing.

    Raises:
        RefusedError: naming the first such cell.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        book, links = (_part(archive, f"xl/{name}") for name in ("workbook.xml", "_rels/workbook.xml.rels"))
        keys = re.findall(rb"<sheet\b[^>]*?\br:id=[\"']([^\"']+)", book)
        link = keys[number] if number < len(keys) else b""
        (tag,) = re.findall(rb"<Relationship\b[^>]*\bId=[\"']%b[\"'][^>]*>" % re.escape(link), links)[:1] or [b""]
        path = re.search(rb"\bTarget=[\"']/?(?:xl/)?([^\"']+)", tag)
        xml = _part(archive, f"xl/{path[1].decode()}") if path else b""
    for match in re.finditer(rb"<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>|</c>)", xml):
        cell = xml[xml.rfind(b"<c ", 0, match.start()) : match.start()]
        if b't="str"' not in cell:  # of text, nothing may be the result
            (name,) = re.findall(rb"\br=\"([A-Z]+[0-9]+)\"", cell)[:1] or [b"somewhere in it"]
            raise RefusedError("never calculated", cell=name.decode())


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""


def _packed(archive: zipfile.ZipFile, names: list[str]) -> str:
    """Return what a zip archive is that is no XLSX workbook."""
    kind = archive.read("mimetype")[:100] if names[:1] == ["mimetype"] else b""
    if b"opendocument.spreadsheet" in kind:
        return "an OpenDocument spreadsheet (ODS)"
    return "a zip archive that is not an XLSX workbook; unpack it first"


def _sheet_rows(sheet: Any) -> Iterator[Row]:
    length, indent = 0, [""] * (sheet.start or (0, 0))[1]
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = [*indent, *map(cell_text, values)]
        length += sum(map(len, cells))
        if length > MAX_TEXT:
            raise RefusedError("costly")
        yield number, cells


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


def limit(memory: int, seconds: int) -> None:
    """Let this process have at most `memory` bytes and `seconds` of processor time, and leave no core dump."""
    try:
        resource = importlib.import_module("resource")
    except ImportError:  # Windows offers no such limits: there the parent's wall clock is the only one
        return
    # no core either: it would hold people's words
    for kind, most in (("RLIMIT_AS", memory), ("RLIMIT_CPU", seconds), ("RLIMIT_CORE", 0)):
        resource.setrlimit(getattr(resource, kind), (most, most))


def serve(order: Order, source: BinaryIO, answer: BinaryIO) -> None:
    """Read the file from `source` as `order` says and write the answer, one JSON object a line."""

    def say(part: dict[str, Any]) -> None:
        answer.write(json.dumps(part, ensure_ascii=False).encode() + b"\n")

    limit(order["memory"], order["seconds"])
    try:
        content = source.read(order["length"])
        for part in parts(content, order):
            say(part)
    except RefusedError as error:
        say(error.answer)
    except MemoryError:
        say({"refused": "costly"})
    answer.flush()


def main() -> None:
    """Read what comes on stdin as the order in the arguments says, and answer on stdout."""
    gc.disable()  # millions of cells and no cycle among them: a third of the time saved
    serve(json.loads(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer)
