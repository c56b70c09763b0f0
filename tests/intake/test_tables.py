"""Reading files that are sound, through the child process as the app does."""

from datetime import UTC, datetime

import pytest
from hypothesis import given as law
from hypothesis import strategies as st

from audit import errors
from audit.intake.tables import FROM_DISK, Limits, Table, TableShape, normalised, read_table
from tests.intake.made import a_table, a_workbook

WORDS = "place,words\nCafé,“kind”\n"


def cells(table: Table) -> list[list[str]]:
    return table.rows.to_numpy().tolist()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_reads_the_same_in_every_encoding(encoding):
    table = read_table(WORDS.encode(encoding), "words.csv")
    assert table.columns == ("place", "words")
    assert cells(table) == [["Café", "“kind”"]]


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_told_by_its_mark_in_either_order(mark):
    assert cells(read_table(("\ufeff" + WORDS).encode(mark), "words.csv")) == [["Café", "“kind”"]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_told_by_the_content(separator):
    text = "a,b\n1,2\n3,4\n".replace(",", separator)
    table = read_table(text.encode(), "any.txt")
    assert (table.separator, cells(table)) == (separator, [["1", "2"], ["3", "4"]])


def test_decimal_commas_do_not_hide_the_semicolon():
    assert read_table(b"what;score\nfood, drink;1,5\nstaff;2,0\n", "x.csv").separator == ";"


def test_a_very_long_cell_does_not_hide_the_semicolon():
    assert read_table(b"a;b\n" + b"x" * 300_000 + b";2\n", "x.csv").separator == ";"


def test_a_column_alone_needs_no_separator():
    assert cells(read_table(b"outcome\npositive\nnegative\n", "x.csv")) == [["positive"], ["negative"]]


def test_rows_keep_the_numbers_a_spreadsheet_shows():
    table = read_table(b'a,b\n1,"two\nlines"\n\n,\n5,6\n', "x.csv")
    assert list(table.rows.index) == [2, 5]
    assert cells(table) == [["1", "two\nlines"], ["5", "6"]]


def test_line_ends_may_be_mixed():
    assert cells(read_table(b"a,b\r\n1,2\r3,4\n5,6", "x.csv")) == [["1", "2"], ["3", "4"], ["5", "6"]]


def test_headers_lose_marks_and_spaces():
    assert read_table("\ufeff\ufeff a , b\tc \n1,2\n".encode(), "x.csv").columns == ("a", "b c")


def test_repeated_headers_are_told_apart_and_named():
    table = read_table(b"Status,Id,Status,\nopen,1,closed,x\n", "x.csv")
    assert table.columns == ("Status (1)", "Id", "Status (2)", "column 4")
    assert table.repeated == ("Status",)


def test_a_made_up_name_never_takes_a_real_ones_place():
    assert read_table(b"a,a,a (1)\n1,2,3\n", "x.csv").columns == ("a (1)*", "a (2)", "a (1)")


def test_an_idle_column_without_a_name_is_left_out():
    assert read_table(b"a,b,\n1,2,\n3,4,\n", "x.csv").columns == ("a", "b")


def test_a_header_further_down_is_found_where_the_recipe_says():
    shape = TableShape(header_row=3)
    table = read_table(b"Report of May\n\na;b\n1;2\n", "x.csv", shape=shape)
    assert (table.columns, list(table.rows.index), table.shape) == (("a", "b"), [4], shape)


def test_separator_and_encoding_can_be_said():
    table = read_table("a|b;c\né|2;3\n".encode("cp1252"), "x", shape=TableShape(separator="|", encoding="windows-1252"))
    assert (table.columns, cells(table)) == (("a", "b;c"), [["é", "2;3"]])


def test_formulas_stay_the_text_they_are():
    assert cells(read_table(b'a,b\n=1+1,"=HYPERLINK(""x"")"\n', "x.csv")) == [["=1+1", '=HYPERLINK("x")']]


def test_a_workbook_gives_plain_text():
    moment = datetime(2026, 3, 1, 14, 5, 30, tzinfo=UTC).replace(tzinfo=None)
    content = a_workbook(("when", "score", "share", "ok", "who"), (moment, 4, 0.25, True, "Ana"))
    table = read_table(content, "wrong-name.csv")
    assert cells(table) == [["2026-03-01T14:05:30", "4", "0.25", "true", "Ana"]]
    assert (table.sheets, table.encoding, table.separator) == (("First",), "", "")


def test_a_workbook_row_keeps_its_number_below_empty_ones():
    table = read_table(a_workbook(("a", "b"), (), (), ("1", "2")), "x.xlsx")
    assert list(table.rows.index) == [4]


def test_another_sheet_can_be_asked_for():
    content = a_workbook(("a",), ("1",), sheets=("First", "Second"))
    assert read_table(content, "x.xlsx", shape=TableShape(sheet="First")).sheets == ("First", "Second")
    with pytest.raises(errors.EmptyTableError):
        read_table(content, "x.xlsx", shape=TableShape(sheet="Second"))
    with pytest.raises(errors.SheetMissingError, match="no sheet 'Third'; its sheets are: First, Second"):
        read_table(content, "x.xlsx", shape=TableShape(sheet="Third"))


@pytest.mark.parametrize(
    ("name", "label"),
    [("../../etc/passwd", "passwd"), ("C:\\a\\b.csv", "b.csv"), ("\x00\n", "The file"), ("", "The file")],
)
def test_only_the_last_part_of_a_name_stands_in_sentences(name, label):
    with pytest.raises(errors.EmptyTableError, match=f"^{label} was not read"):
        read_table(b"", name)


def test_a_column_is_found_whatever_its_case_and_punctuation():
    table = a_table(("2026-01-01", "Desk", "x"), columns=("Observed_At", "Touch point", "OUTCOME"))
    assert table.column_named("observed at") == "Observed_At"
    assert table.column_named("touch-point") == "Touch point"
    assert table.column_named("outcome") == "OUTCOME"
    assert table.column_named("place") is None


def test_names_that_differ_only_in_case_must_be_written_exactly():
    table = a_table(("1", "2"), columns=("Id", "ID"))
    assert table.column_named("ID") == "ID"
    with pytest.raises(errors.RepeatedColumnError, match="'Id', 'ID'"):
        table.column_named("id")


def test_a_repeated_column_is_not_chosen_for_you():
    table = a_table(("1", "2", "3"), columns=("Status (1)", "Status (2)", "Status code"), repeated=("Status",))
    assert table.column_named("Status (2)") == "Status (2)"
    with pytest.raises(errors.RepeatedColumnError, match=r"'Status \(1\)', 'Status \(2\)'\.$"):
        table.column_named("status")


def test_normalised_names_drop_case_and_punctuation():
    assert normalised("  Would you_recommend US? ") == "would you recommend us"


def test_a_larger_file_is_refused_as_an_upload_and_read_from_disk():
    content = b"a,b\n" + (b"x" * 200 + b",y\n") * 60_000
    with pytest.raises(errors.TableTooLargeError, match="larger than the 10 MB"):
        read_table(content, "large.csv")
    table = read_table(content, "large.csv", limits=FROM_DISK)
    assert len(table.rows) == 60_000
    assert table.rows.iloc[-1].tolist() == ["x" * 200, "y"]


def test_a_file_that_takes_too_long_is_given_up():
    with pytest.raises(errors.TableTooCostlyError, match="takes too long"):
        read_table(b"a,b\nx,y\n", "slow.csv", limits=Limits(size=10**8, seconds=0))


@law(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), min_size=2, max_size=2)))
def test_what_was_written_is_what_is_read(rows):
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [["a", "b"], ["1", "2"], *rows]]
    table = read_table("\r\n".join(lines).encode(), "law.csv")
    assert cells(table) == [["1", "2"], *(row for row in rows if "".join(row).strip())]
