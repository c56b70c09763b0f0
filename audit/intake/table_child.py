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
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
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
from audit.intake.linked_tables import NamedTable, central_tables, linked
from audit.intake.packed_files import check_unpacked, refuse_uncalculated
from audit.intake.sheet_cells import cell_text

BATCH, BATCH_CELLS = 20_000, 400_000  # rows in one line of the answer, and their cells at most
SAMPLE = 262_144  # characters looked at to tell the separator
MAX_CELL = 1_000_000  # characters; a spreadsheet itself stops at 32,767
MAX_CELLS = 10_000_000  # cells of a sheet, the empty ones between two far corners counted
MAX_JOINED_SHEETS = 20  # of a workbook whose tables belong together: one for each group that repeats
MAX_COLUMNS = 500  # the widest export seen has 90; each column more is a question to whoever brings the file in
MAX_TEXT = 50_000_000  # characters of a sheet: one long text may be shared by a million cells
WORKBOOK = b"PK"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")

Order = dict[str, Any]
Row = tuple[int, Sequence[str]]
Opened = tuple[dict[str, Any], Iterator[Row]]  # what is said of a table as a whole, and its rows


def parts(content: bytes, order: Order) -> Iterator[dict[str, Any]]:
    """Yield the answer: the heading, then batches of rows, then how many there were.

    Raises:
        RefusedError: as soon as something makes the file unfit, also after rows were yielded.
    """
    refuse_strangers(content)
    packed = _joined if order["joined"] else _sheet
    heading, rows = (packed if content.startswith(WORKBOOK) else _text)(content, order)
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


def _text(content: bytes, order: Order) -> Opened:
    csv.field_size_limit(MAX_CELL)
    encoding = encoding_of(content, order["encoding"])
    with io.TextIOWrapper(io.BytesIO(content), encoding=encoding, newline="") as sample:
        start = sample.read(SAMPLE)
        cut = bool(sample.read(1))
    # two in a hundred: a stray one may stand in any text
    if len(CONTROL.findall(start)) * 50 > len(start):
        raise RefusedError("not text")
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


def _sheet(content: bytes, order: Order) -> Opened:
    book = _book(content)
    names = list(book.sheet_names)
    sheet = _sheet_of(book, content, order["sheet"])
    spans = merged_across(sheet.merged_cell_ranges or (), order["header_row"] - 1)
    return {"encoding": "", "separator": "", "sheets": names, "merged": spans}, _sheet_rows(sheet)


def _book(content: bytes) -> Any:
    check_unpacked(content)  # first: a workbook of kilobytes may unpack to gigabytes
    calamine = importlib.import_module("python_calamine")
    try:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except calamine.CalamineError as error:
        raise RefusedError("damaged") from error


def _sheet_of(book: Any, content: bytes, chosen: str) -> Any:
    calamine = importlib.import_module("python_calamine")
    names = list(book.sheet_names)
    name = chosen or next(iter(names), "")
    if name not in names:
        raise RefusedError("no sheet", sheet=name, sheets=", ".join(names) or "none")
    try:
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
    return sheet


def _joined(content: bytes, order: Order) -> Opened:
    """Open two tables of a file that belong together as one; where there are no two, the first as it stands."""
    texts = central_tables(content)
    if texts:
        opened = {name: _text(text, order) for name, text in texts.items()}
    else:
        book = _book(content)
        sheets = list(book.sheet_names)[:MAX_JOINED_SHEETS]
        opened = {
            name: ({"encoding": "", "separator": ""}, _sheet_rows(_sheet_of(book, content, name))) for name in sheets
        }
    tables = [_named_table(name, rows) for name, (_, rows) in opened.items()]
    link = linked(tables, order["sheet"])
    if link is None:
        return _text(next(iter(texts.values())), order) if texts else _sheet(content, order)
    if link.cells() > MAX_CELLS:
        raise RefusedError("costly")
    others = [name for name in opened if name not in {link.repeat.name, link.form.name}]
    names = {"repeat": link.repeat.name, "form": link.form.name, "alone": link.alone()}
    heading = {**opened[link.repeat.name][0], "sheets": [link.repeat.name, *others], "linked": names}
    return heading, chain([(1, link.header())], link.rows())


def _named_table(name: str, rows: Iterator[Row]) -> NamedTable:
    _, header = next(rows, (0, ()))
    return NamedTable(name, [" ".join(text.split()) for text in header], list(_filled(rows, len(header))))


def _sheet_rows(sheet: Any) -> Iterator[Row]:
    length, indent = 0, [""] * (sheet.start or (0, 0))[1]
    for number, values in enumerate(sheet.iter_rows(), start=1):
        cells = [*indent, *map(cell_text, values)]
        length += sum(map(len, cells))
        if length > MAX_TEXT:
            raise RefusedError("costly")
        yield number, cells


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
