"""What people typed reaches a spreadsheet as words, and numbers reach it as numbers."""

import csv
import io
import math
from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model.text import held
from audit.publish.spreadsheet import csv_text

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n\r"), max_size=20).map(held)


def read(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


@pytest.mark.parametrize(
    "words", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", '=HYPERLINK("http://x")', "'=1+1", "''-1"]
)
def test_words_that_a_spreadsheet_would_run_get_an_apostrophe(words: str) -> None:
    assert read(csv_text(pd.DataFrame({"what_happened": [words]}))) == [["what_happened"], [f"'{words}"]]


def test_a_header_is_words_too() -> None:
    assert read(csv_text(pd.DataFrame({"=cmd": [1]})))[0] == ["'=cmd"]


def test_numbers_stay_numbers_negative_ones_too() -> None:
    frame = pd.DataFrame({"gap": [-0.25, 3.0], "n": [-7, 12]})
    assert read(csv_text(frame))[1:] == [["-0.25", "-7"], ["3.0", "12"]]


def test_days_and_moments_are_written_as_iso_8601() -> None:
    frame = pd.DataFrame({"observed_on": [pd.Timestamp("2026-03-02"), pd.Timestamp("2026-03-02 09:05")]})
    assert read(csv_text(frame))[1:] == [["2026-03-02"], ["2026-03-02 09:05:00"]]
    days = pd.DataFrame({"due_on": pd.Series([date(2026, 3, 2), datetime(2026, 3, 2, 1)], dtype=object)})  # noqa: DTZ001  # as stored
    assert read(csv_text(days))[1:] == [["2026-03-02"], ["2026-03-02 01:00:00"]]


def test_what_is_missing_is_an_empty_cell_and_yes_is_yes() -> None:
    frame = pd.DataFrame(
        {
            "score": [None, 3.5],
            "paid_off_on": [pd.NaT, pd.Timestamp("2026-03-02")],
            "rank": pd.Series([pd.NA, 2], dtype="Int64"),
            "greeted": pd.Series([True, pd.NA], dtype="boolean"),
            "is_open": [True, False],
        }
    )
    assert read(csv_text(frame))[1:] == [["", "", "", "yes", "yes"], ["3.5", "2026-03-02", "2", "", "no"]]


def test_parts_of_one_file_can_be_written_one_after_another() -> None:
    frame = pd.DataFrame({"touchpoint": ["Greeting"], "n": [3]})
    assert csv_text(frame, bom=False) == "touchpoint,n\r\nGreeting,3\r\n"
    assert csv_text(frame, bom=False, header=False) == "Greeting,3\r\n"


def test_a_number_without_end_is_written_in_words() -> None:
    assert read(csv_text(pd.DataFrame({"load": [math.inf, -math.inf]})))[1:] == [["inf"], ["'-inf"]]


def test_line_breaks_commas_and_quotes_stay_inside_their_cell() -> None:
    words = 'She said "one moment",\nthen left'
    assert read(csv_text(pd.DataFrame({"what_happened": [words], "n": [1]})))[1:] == [[words, "1"]]


def test_a_frame_without_rows_gives_its_header() -> None:
    assert read(csv_text(pd.DataFrame({"touchpoint": [], "n": []}))) == [["touchpoint", "n"]]


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_no_words_whatever_start_a_formula_and_none_are_lost(words: list[str]) -> None:
    rows = read(csv_text(pd.DataFrame({"what_happened": words, "n": range(len(words))})))[1:]
    assert len(rows) == len(words)
    for (cell, _), typed in zip(rows, words, strict=True):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert cell in {typed, f"'{typed}"}
