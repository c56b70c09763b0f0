"""What the child process says of a file, asked without starting one."""

import gc
import io
import json
import re
import resource
import sys
import zipfile
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from audit.intake import file_kinds, header_groups, linked_tables, packed_files, sheet_cells, table_child
from audit.intake.file_kinds import OLD_WORKBOOK
from audit.intake.sheet_cells import cell_text
from audit.intake.tables import REFUSALS
from tests.intake.made import a_workbook


def an_order(content: bytes, **changes) -> dict[str, Any]:
    """Return the order a parent gives, with limits as wide as those this test runs under."""
    order = {"separator": "", "encoding": "", "header_row": 1, "sheet": "", "joined": False, "length": len(content)}
    memory, seconds = (resource.getrlimit(kind)[1] for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU))
    return order | {"memory": memory, "seconds": seconds} | changes


def lines_from(content: bytes, **changes) -> list[dict[str, Any]]:
    answer = io.BytesIO()
    table_child.serve(an_order(content, **changes), io.BytesIO(content), answer)
    return [json.loads(line) for line in answer.getvalue().splitlines()]


def refusal(content: bytes, **changes) -> str:
    return str(lines_from(content, **changes)[-1]["refused"])


def test_the_answer_is_a_heading_then_rows_then_the_end():
    assert lines_from(b"a,b,\n1,2,\n\n3,4,\n") == [
        {"encoding": "utf-8", "separator": ",", "sheets": [], "columns": ["a", "b", "column 3"], "repeated": []},
        {"rows": [2, 4], "cells": [["1", "3"], ["2", "4"], ["", ""]]},
        {"done": 2, "idle": [2]},
    ]


def test_a_column_without_a_name_is_idle_only_when_it_is_empty_throughout():
    assert lines_from(b"a,,\n1,,\n2,x,\n")[-1] == {"done": 2, "idle": [2]}


def test_many_rows_come_in_batches():
    answer = lines_from(b"a,a\n" + b"1,2\n" * (table_child.BATCH + 1))
    assert [len(part["rows"]) for part in answer[1:-1]] == [table_child.BATCH, 1]
    assert answer[0]["columns"] == ["a (1)", "a (2)"]


@pytest.mark.parametrize(
    ("content", "changes", "case"),
    [
        (b"", {}, "empty"),
        (b"\xef\xbb\xbf", {}, "empty"),
        (b"a\n1\n", {"header_row": 5}, "no header"),
        (b"a," * table_child.MAX_COLUMNS + b"a\n1\n", {}, "too wide"),
        (a_workbook(tuple(range(table_child.MAX_COLUMNS + 1))), {}, "too wide"),
        (b",\n1,2\n", {}, "no header"),
        (b"a\n", {}, "header only"),
        (b"a,b\n1\n", {}, "ragged"),
        (b'a\n"1\n', {}, "open quote"),
        (b"a\n" + b"x" * (table_child.MAX_CELL + 1), {}, "cell too long"),
        (b"a\n\x81\n", {}, "encoding"),
        (b"a\n\0\n", {}, "not text"),
        (b"a,b\n1,\x81\0", {}, "not text"),
        (b"%PDF", {}, "not a table"),
        (b"\x01\x02", {}, "not text"),
        (OLD_WORKBOOK, {}, "not a table"),
        (OLD_WORKBOOK + "EncryptedPackage".encode("utf-16-le"), {}, "not a table"),
        (b"PK\x03\x04", {}, "damaged"),
        (a_workbook(("a",), ("1",)), {"sheet": "None"}, "no sheet"),
        (a_workbook(("a",), ("1",), sheets=("A", "B")), {"sheet": "B"}, "empty"),
    ],
)
def test_each_case_is_told_and_has_its_sentence(content, changes, case):
    assert refusal(content, **changes) == case
    assert case in REFUSALS


def test_a_cell_beyond_the_limit_does_not_hide_the_separator():
    assert refusal(b"a;b\n" + b"x" * (table_child.MAX_CELL + 1) + b";2\n") == "cell too long"


def test_a_sample_cut_in_the_middle_of_a_row_still_tells_the_separator():
    content = b"a;b\n" + (b"x" * 99_000 + b";2\n") * 4
    assert lines_from(content)[0]["separator"] == ";"


def test_a_made_up_name_gives_way_to_a_real_one():
    assert lines_from(b"a,a,a (1)\n1,2,3\n")[0]["columns"] == ["a (1)*", "a (2)", "a (1)"]


def test_a_workbook_is_unpacked_only_within_bounds(monkeypatch):
    content = a_workbook(("a",), ("long text",))
    for where, bound in (
        *((packed_files, "MAX_ENTRIES"), (packed_files, "MAX_UNPACKED")),
        *((table_child, "MAX_TEXT"), (table_child, "MAX_CELLS")),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(where, bound, 1)
            assert refusal(content) == "costly"


def test_a_workbook_with_a_broken_part_is_damaged():
    content = a_workbook(("a",), ("1",))
    place = content.index(b"xl/workbook.xml") + 60
    assert refusal(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]) == "damaged"


def test_a_workbook_the_reader_does_not_know_is_damaged():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<none/>")
    assert refusal(content.getvalue()) == "damaged"


def test_a_workbook_whose_sheet_cannot_be_read_is_damaged():
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_workbook(("a",), ("1",)))) as book, zipfile.ZipFile(content, "w") as archive:
        for entry in book.infolist():
            archive.writestr(entry, "<none" if "sheet1" in entry.filename else book.read(entry))
    assert refusal(content.getvalue()) == "damaged"


def test_other_zips_are_no_tables():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert lines_from(content.getvalue())[-1]["what"] == "a zip archive that is not an XLSX workbook; unpack it first"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert lines_from(content.getvalue())[-1]["what"] == "an OpenDocument spreadsheet (ODS)"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("as it is ", "as it is "),
        (True, "true"),
        (3.0, "3"),
        (0.1, "0.1"),
        (1e20, "1e+20"),
        (7, "7"),
        (datetime(2026, 3, 1, 9, 5, tzinfo=UTC).replace(tzinfo=None), "2026-03-01T09:05:00"),
        (datetime(2026, 3, 1, 9, 5, 1, 250_000, tzinfo=UTC).replace(tzinfo=None), "2026-03-01T09:05:01.250"),
        (date(2026, 3, 1), "2026-03-01"),
        (time(9, 5), "09:05:00"),
        (timedelta(hours=30, minutes=2, seconds=3), "30:02:03"),
    ],
)
def test_spreadsheet_cells_become_plain_text(value, text):
    assert cell_text(value) == text


def test_running_out_of_memory_is_said():
    class Full(io.BytesIO):
        def read(self, *_):
            raise MemoryError

    answer = io.BytesIO()
    table_child.serve(an_order(b""), Full(), answer)
    assert json.loads(answer.getvalue()) == {"refused": "costly"}


def test_where_there_are_no_limits_the_file_is_read_all_the_same(monkeypatch):
    monkeypatch.setitem(sys.modules, "resource", None)
    table_child.limit(1, 1)
    assert lines_from(b"a\n1\n")[-1] == {"done": 1, "idle": []}


def test_it_answers_a_parent_that_starts_it(monkeypatch):
    content, answer = b"a\n1\n", io.BytesIO()
    monkeypatch.setattr(sys, "argv", ["-c", json.dumps(an_order(content))])
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=answer))
    try:
        table_child.main()
    finally:
        gc.enable()
    assert len(answer.getvalue().splitlines()) == 3


def test_it_imports_no_pandas_and_of_the_app_only_what_tells_files_apart():
    modules = (table_child, file_kinds, header_groups, linked_tables, packed_files, sheet_cells)
    code = "".join(Path(module.__file__ or "").read_text(encoding="utf-8") for module in modules)
    read = set(re.findall(r"^(?:import|from) ((?:audit|pandas)\S*)", code, re.MULTILINE))
    assert read == {module.__name__ for module in modules[1:]}
