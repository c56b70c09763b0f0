"""Files that are broken, or made to break something: each gives a table or a sentence, and no child stays behind."""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from hypothesis import given as law
from hypothesis import strategies as st

from audit import errors
from audit.intake.tables import Limits, Table, TableShape, read_table
from tests.intake.made import a_workbook

SMALL = Limits(size=10 * 1024 * 1024, seconds=60)


@pytest.fixture(autouse=True)
def nobody_is_left_behind():
    before = set(psutil.Process().children())
    yield
    assert set(psutil.Process().children()) <= before


def a_zip(**parts: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), part)
    return content.getvalue()


def repacked(workbook: bytes, path: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return `workbook` with the part at `path` put through `change`."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            part = old.read(entry)
            new.writestr(entry, change(part) if entry == path else part)
    return content.getvalue()


@pytest.mark.parametrize("content", [b"", b"  \n\r\n\t", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_called_empty(content):
    with pytest.raises(errors.EmptyTableError, match="it is empty"):
        read_table(content, "x.csv")


def test_a_header_without_rows_is_said():
    with pytest.raises(errors.HeaderOnlyError, match="column names but no rows"):
        read_table(b"a,b,c\n\n,,\n", "x.csv")


@pytest.mark.parametrize(("content", "row"), [(b"\n\na,b\n1,2\n", 1), (b",,\n1,2,3\n", 1), (b"a\n1\n", 9)])
def test_an_empty_header_row_is_named(content, row):
    with pytest.raises(errors.HeaderMissingError, match=f"row {row}, where the column names should be"):
        read_table(content, "x.csv", shape=TableShape(header_row=row))


@pytest.mark.parametrize(("wide", "cells"), [(b"1,2,3", "3 cells"), (b"1", "1 cell")])
def test_the_first_ragged_row_is_named(wide, cells):
    with pytest.raises(errors.RaggedRowError, match=f"row 4 has {cells}, the header has 2"):
        read_table(b'a,b\n1,"x\ny"\n1,2\n' + wide + b"\n" + wide + b"\n", "x.csv")


def test_a_ragged_row_far_down_refuses_the_rows_above_it_too():
    with pytest.raises(errors.RaggedRowError, match="row 50002 has 3 cells"):
        read_table(b"a,b\n" + b"1,2\n" * 50_000 + b"1,2,3\n", "x.csv")


@pytest.mark.parametrize("content", [b'a,b\n1,2\n1,"2\n3,4\n', b'a,b\n1,2\n1,"2"x\n'])
def test_a_quote_that_is_not_closed_is_named(content):
    with pytest.raises(errors.QuoteOpenError, match="in row 3 a quotation mark"):
        read_table(content, "x.csv")


@pytest.mark.parametrize(
    "content",
    [b",".join(b"c%d" % at for at in range(50_000)) + b"\n1\n", a_workbook(tuple(range(501)), tuple(range(501)))],
)
def test_a_table_that_is_too_wide_is_refused_before_its_rows_are_read(content):
    with pytest.raises(errors.TooManyColumnsError, match="columns, and at most 500 are looked at"):
        read_table(content, "wide")


def test_a_table_of_as_many_columns_as_are_looked_at_is_read_in_parts():
    rows = [",".join(f"{row}.{column}" for column in range(500)) for row in range(1_700)]
    table = read_table("\n".join([",".join(f"c{column}" for column in range(500)), *rows]).encode(), "wide")
    assert table.rows.shape == (1_700, 500)
    assert table.rows["c499"].iloc[-1] == "1699.499"


def test_a_cell_of_ten_megabytes_is_refused():
    with pytest.raises(errors.CellTooLongError, match="row 2 has a cell of more than a million"):
        read_table(b"a,b\n1," + b"x" * 10_000_000 + b"\n", "x.csv")


@pytest.mark.parametrize(
    "content",
    [
        b"a,b\n1,\x002\n",
        "a,b\n1,\0\n".encode("utf-16"),
        "a,b\n1,2\n".encode("utf-16-le"),
        b"\x01\x02\x03\x04,\x05\n" * 20,
    ],
)
def test_control_characters_are_refused(content):
    with pytest.raises(errors.NotTextError, match="NUL"):
        read_table(content, "x.csv")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n...", "a picture"),
        (b" \n<!DOCTYPE html><table>", "a web page"),
        (b"<html><table><tr><td>1", "a web page"),
        (b"\x1f\x8b\x08", "a packed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "an old Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (a_zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "an OpenDocument"),
    ],
)
def test_what_is_no_table_is_called_what_it_is(content, what):
    with pytest.raises(errors.NotATableError, match=what):
        read_table(content, "table.csv")


@pytest.mark.parametrize("content", [random.Random(1).randbytes(4000), b"a,b\n\x81\x8d,\x90\n"])
def test_what_is_called_a_workbook_and_is_neither_that_nor_text_is_no_workbook(content):
    with pytest.raises(errors.NotAWorkbookError, match=r"Visits.XLSX .* Fetch it again"):
        read_table(content, "Visits.XLSX")


def test_bytes_that_spell_nothing_are_refused():
    with pytest.raises(errors.TextUnreadableError, match="CSV UTF-8"):
        read_table(b"a,b\n\x81\x8d,\x90\n", "x.csv")
    with pytest.raises(errors.TextUnreadableError, match="UTF-16"):
        read_table(b"\xff\xfea", "x.csv")
    with pytest.raises(errors.TextUnreadableError, match="UTF-8"):
        read_table("é,b\n1,2\n".encode("cp1252"), "x.csv", shape=TableShape(encoding="utf-8"))


def test_a_workbook_cut_short_is_called_damaged():
    content = a_workbook(("a", "b"), *[("1", "2")] * 50)
    for length in (4, 100, len(content) // 2, len(content) - 10):
        with pytest.raises(errors.WorkbookDamagedError):
            read_table(content[:length], "cut.xlsx")


def test_a_workbook_whose_parts_are_wrong_is_called_damaged():
    for path in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        with pytest.raises(errors.TableRefusedError):
            read_table(repacked(a_workbook(("a",), ("1",)), path, lambda _: b"<nonsense"), "x.xlsx")
    content = a_workbook(("a",), ("1",))
    place = content.index(b"xl/worksheets/sheet1.xml") + 40
    with pytest.raises(errors.WorkbookDamagedError):
        read_table(content[:place] + bytes([content[place] ^ 255]) + content[place + 1 :], "x.xlsx")


def test_a_zip_bomb_is_not_unpacked():
    bomb = repacked(a_workbook(("a",), ("1",)), "xl/sharedStrings.xml", lambda part: part + bytes(60 * 1024 * 1024))
    assert len(bomb) < 100_000
    with pytest.raises(errors.TableTooCostlyError, match="far more than its size suggests"):
        read_table(bomb, "bomb.xlsx")


def test_a_zip_that_lies_about_its_sizes_is_refused():
    bomb = repacked(a_workbook(("a",), ("1",)), "xl/sharedStrings.xml", lambda _: bytes(60 * 1024 * 1024))
    stated = (60 * 1024 * 1024).to_bytes(4, "little")
    assert bomb.count(stated) >= 1
    with pytest.raises(errors.WorkbookDamagedError):
        read_table(bomb.replace(stated, (1000).to_bytes(4, "little")), "liar.xlsx")


def test_a_workbook_of_many_parts_is_refused():
    parts = {f"part{number}": b"" for number in range(201)}
    with pytest.raises(errors.TableTooCostlyError):
        read_table(a_zip(xl__workbook_xml=b"<a/>", **parts), "x.xlsx")


def test_two_cells_in_far_corners_are_refused():
    def span(sheet: bytes) -> bytes:
        far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row></sheetData>'
        return sheet.replace(b"</sheetData>", far)

    content = repacked(a_workbook(("a",), ("1",)), "xl/worksheets/sheet1.xml", span)
    with pytest.raises(errors.TableTooCostlyError):
        read_table(content, "x.xlsx", limits=SMALL)


def test_one_long_text_shared_by_many_cells_is_refused():
    long = "x" * 32_000
    content = a_workbook(("a", "b", "c", "d"), *[(long, long, long, long)] * 5_000)
    assert len(content) < 200_000
    with pytest.raises(errors.TableTooCostlyError):
        read_table(content, "x.xlsx", limits=SMALL)


def test_quotes_and_separators_by_the_thousand_end():
    for content in (
        b'"' * 100_001,
        b"," * 3_000_000,
        b"a\n" + b'"",' * 200_000,
        b"\r" * 999 + b"a\r1",
        b"sep=;\na;b\n1;2\n",
    ):
        read_or_refuse(content)


def read_or_refuse(content: bytes) -> None:
    try:
        result: Table | str = read_table(content, "fuzz", limits=SMALL)
    except errors.AuditError as error:
        result = str(error)
    assert isinstance(result, Table) or result.endswith(".")


@law(st.binary(max_size=400))
def test_any_bytes_give_a_table_or_a_sentence(content):
    read_or_refuse(content)


@law(st.text(alphabet='a1",;\t|\n\r \u00e9\ufeff=', max_size=80), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_any_text_gives_a_table_or_a_sentence(text, encoding):
    read_or_refuse(text.encode(encoding, "ignore"))


def test_a_workbook_with_any_byte_changed_gives_a_table_or_a_sentence():
    content, dice = a_workbook(("a", "b"), *[("1", "2.5")] * 20), random.Random(7)
    for _ in range(40):
        place = dice.randrange(len(content))
        read_or_refuse(content[:place] + bytes([dice.randrange(256)]) + content[place + 1 :])


def test_nothing_of_a_file_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    read_table(b"a\nsecret\n", "x.csv")
    assert list(tmp_path.iterdir()) == []
