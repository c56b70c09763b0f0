"""What a file is, is told by its bytes; what cannot be read right is refused with its place, never mangled."""

import zipfile
from io import BytesIO

import pytest

from audit.errors import TableRefusedError
from audit.intake.tables import REFUSALS, TableShape, read_table
from tests.intake.made import a_workbook
from tests.intake.test_table_child import lines_from, refusal

ROWS = "Date,Desk,Rating\n2026-04-13,Réception,5\n2026-04-14,Café,2\n"


def refused(content, name="x.csv"):
    assert refusal(content) in REFUSALS  # in this process, where a debugger and a measure of coverage can follow
    with pytest.raises(TableRefusedError) as rows:
        read_table(content, name)
    return str(rows.value)


@pytest.mark.parametrize("line", ["sep=;\n", "sep=;\r\n", '"sep=;"\n', "SEP=;\r"])
def test_a_first_line_that_says_the_separator_is_followed_and_passed_over(line):
    table = read_table((line + "a;b,c\n1,5;2\n").encode(), "x.csv")
    assert (table.columns, table.separator) == (("a", "b,c"), ";")
    assert table.rows.to_numpy().tolist() == [["1,5", "2"]]
    assert table.rows.index.tolist() == [2]


def test_a_separator_nobody_expects_can_be_said_in_that_line():
    assert read_table(b"sep=^\na^b\n1^2\n", "x.csv").columns == ("a", "b")
    assert read_table(b"\xef\xbb\xbfsep=\t\na\tb\n1\t2\n", "x.csv").columns == ("a", "b")


def test_what_the_recipe_says_of_the_separator_goes_before_that_line():
    shape = TableShape(separator=",")
    assert read_table(b"sep=;\na,b\n1,2\n", "x.csv", shape=shape).columns == ("a", "b")


def test_rows_of_one_cell_name_the_sign_that_may_part_them():
    assert "perhaps ^ does" in refused(b"Date^Desk^Rating\n2026-04-13^Lab^5\n")
    assert read_table(b"Comment\nGood\n", "x.csv").columns == ("Comment",)


def test_two_encodings_in_one_file_are_told_at_row_and_column():
    one, two = ROWS.encode(), ROWS.encode("cp1252")
    mixed = one[: one.index(b"2026-04-14")] + two[two.index(b"2026-04-14") :]
    assert "row 3 is not, in the column 'Desk'" in refused(mixed)
    inside = (
        'Date,Desk,Rating\n2026-04-13,"two\nlines",5\n2026-04-14,Réception,5\n'.encode() + b"2026-04-15,Caf\xe9,1\n"
    )
    assert "row 4 is not, in the column 'Desk'" in refused(inside)
    assert "row 1 is not, in the column 'column 2'" in refused(
        b"Date,D\xe9sk\n2026-04-13,Caf\xe9\n2026-04-14,\xc3\xa9\n"
    )


def test_one_encoding_is_read_as_before():
    for encoding in ("utf-8", "cp1252"):
        assert read_table(ROWS.encode(encoding), "x.csv").rows["Desk"].tolist() == ["Réception", "Café"]
    questions = TableShape(encoding="windows-1252")
    assert read_table("a,b\nÃ©,é\n".encode("cp1252"), "x.csv", shape=questions).rows["b"].tolist() == ["é"]


@pytest.mark.parametrize("words", ["Réception", "Très bien, à côté"])
def test_the_letters_of_an_old_mac_are_refused_and_not_mangled(words):
    assert "looks like Mac Roman" in refused(f'a,b\n1,"{words}"\n'.encode("mac_roman"))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'{"date":"2026-04-13","rating":5}\n{"date":"2026-04-14"}\n', "JSON lines"),
        (b'{"rows":\n [1, 2]}', "a JSON document"),
        (b'[\n {"a": 1}\n]', "a JSON document"),
        (b"\x1f\x8b\x08", r"gzip\) file; unpack it first"),
    ],
)
def test_what_is_no_table_is_named(content, what):
    with pytest.raises(TableRefusedError, match=what):
        read_table(content, "x.csv")


def test_a_column_whose_name_stands_in_brackets_is_no_json():
    assert read_table(b"{date},[b]\n1,2\n", "x.csv").columns == ("{date}", "[b]")


@pytest.mark.parametrize(
    ("names", "what"),
    [
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, "an OpenDocument spreadsheet"),
        ({"x.csv": b"a,b\n1,2\n"}, "unpack it first"),
    ],
)
def test_an_archive_is_told_by_what_it_holds(names, what):
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in names.items():
            archive.writestr(name, part)
    assert what in refused(content.getvalue(), "x.xlsx")


def test_one_empty_cell_more_in_each_row_is_told_as_such():
    assert "from row 2 on, each row ends with one empty cell more" in refused(b"a,b\n1,2,\n3,4,\n")
    assert "row 2 has 3 cells" in refused(b"a,b\n1,2,\n3,4\n")
    assert "row 3 has 3 cells" in refused(b"a,b\n1,2\n3,4,5\n")


def with_part(workbook, name, was, now):
    """Return the workbook with one of its parts altered."""
    content = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as old, zipfile.ZipFile(content, "w") as new:
        for entry in old.namelist():
            part = old.read(entry)
            assert name != entry or was in part
            new.writestr(entry, part.replace(was, now) if entry == name else part)
    return content.getvalue()


def test_a_formula_nobody_calculated_is_told_with_its_cell():
    sheet, value = "xl/worksheets/sheet1.xml", b"<f>B2+1</f><v>0</v>"
    workbook = a_workbook(("Date", "Base", "Rating"), ("2026-04-13", 3, "=B2+1"))
    assert read_table(workbook, "x.xlsx").rows["Rating"].tolist() == ["0"]
    for nothing in (b"<f>B2+1</f><v/>", b"<f>B2+1</f><v></v>", b"<f>B2+1</f>"):
        assert "formula in cell C2 was never calculated" in refused(with_part(workbook, sheet, value, nothing))


def test_a_formula_whose_result_is_no_text_is_calculated():
    workbook = a_workbook(("Date", "Base", "Rating"), ("2026-04-13", 3, "=B2+1"))
    was, now = b'<c r="C2"><f>B2+1</f><v>0</v>', b'<c r="C2" t="str"><f>B2+1</f><v></v>'
    altered = with_part(workbook, "xl/worksheets/sheet1.xml", was, now)
    assert lines_from(altered)[-1]["done"] == 1
    assert read_table(altered, "x.xlsx").columns[0] == "Date"
