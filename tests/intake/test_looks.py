"""What cells look like to somebody who does not know what they are for: dates, scales, words that judge, answers."""

import re

import pandas as pd
import pytest

from audit.intake import traits
from audit.intake.column_values import ColumnValues
from audit.intake.date_questions import BETWEEN, REAL, TIMES, date_question, dates_by, has_both_kinds, order_shown
from audit.intake.recipe_parts import DateOrder, RealDates, WaitUnit
from audit.intake.several_values import several_answers
from audit.intake.traits import Look, look_of, number_in, sample_of, wait_unit_of
from audit.intake.word_steps import FAMILIES, step_of
from tests.intake.made import a_table

DAY_FIRST, MONTH_FIRST, YEAR_FIRST = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST, DateOrder.YEAR_FIRST


def values_of(name, cells):
    """Return the values of a table of one column."""
    return ColumnValues(a_table(*((cell,) for cell in cells), columns=(name,)))


# --- the look of a column ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "look"),
    [
        ([], Look.OTHER),
        (["-", "N/A", "none"], Look.OTHER),
        (["2026-03-02", "2026-03-03"], Look.DATES),
        (["02.03.2026", "13.03.2026"], Look.DATES),
        (["2 March 2026", "March 3, 2026"], Look.DATES),
        (["2026-03-02 12:30", "x", "2026-03-04", "y"], Look.DATES),
        (["2026-03-02", "x", "y", "z"], Look.OTHER),
        (["46083", "46084.5"], Look.SERIALS),
        (["12:30", "9:05 am", "23:59:59"], Look.CLOCK),
        (["positive", "Negative", "NEUTRAL"], Look.OUTCOMES),
        (["yes", "No"], Look.YES_NO),
        (["ja", "nein"], Look.YES_NO),
        (["0", "1"], Look.YES_NO),
        (["0", "1", "2"], Look.NUMBERS),
        (["1", "3", "5"], Look.SCORES),
        (["1", "7", "10"], Look.SCORES),
        (["1,5", "4.5", "5"], Look.SCORES),
        (["1", "7"], Look.NUMBERS),
        (["1", "7", "11", "12"], Look.OTHER),
        (["good", "very good", "poor"], Look.STEPS),
        (["★★★", "★☆☆☆☆"], Look.STEPS),
        (["😀", "☹"], Look.STEPS),
        (["km@example.org", "jb@example.org"], Look.ADDRESSES),
        (["Nobody looked up for a whole five minutes, then two did at once."], Look.WORDS),
        (["Hall", "Desk", "Lift"], Look.OTHER),
    ],
    ids=str,
)
def test_a_column_looks_like_what_most_of_its_cells_are(cells, look):
    assert look_of(cells) is look


@pytest.mark.parametrize(
    ("slips", "look"), [(1, Look.SCORES), (2, Look.OTHER)], ids=["one slip in ten", "two slips in eleven"]
)
def test_one_slip_in_ten_changes_no_look_and_two_do(slips, look):
    assert look_of([str(n % 5 + 1) for n in range(9)] + ["soon", "later"][:slips]) is look


@pytest.mark.parametrize(
    ("cells", "answers"),
    [
        (["1", "5", "99"], ["1", "5"]),
        (["1", "5", "N/A", "-"], ["1", "5"]),
        (["12", "40", "99"], ["12", "40", "99"]),
        (["99"], ["99"]),
        (["-9", "-99"], ["-9", "-99"]),
        (["good", "Not applicable", "98"], ["good", "98"]),
    ],
    ids=str,
)
def test_a_code_for_no_answer_is_left_out_only_where_it_lies_beyond_a_scale(cells, answers):
    assert traits.answers_among(cells) == answers


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("4", 4.0),
        (" 4 ", 4.0),
        ("4,5", 4.5),
        ("4.50", 4.5),
        ("80 %", 80.0),
        ("80%", 80.0),
        ("-3", -3.0),
        ("1234", None),
        ("4 of 5", None),
        ("4,5,6", None),
        ("four", None),
        ("", None),
        ("%", None),
    ],
)
def test_a_cell_holds_a_number_with_a_comma_or_a_point_or_none(cell, number):
    assert number_in(cell) == number


def test_a_sample_is_spread_over_the_table_and_holds_each_cell_once():
    texts = pd.Series([f"row {n}" for n in range(60_000)])
    sample = sample_of(texts)
    assert len(sample) == traits.SAMPLE
    assert sample[1] == "row 3"
    assert sample_of(pd.Series(["a ", " a", "", " ", "b"])) == ["a", "b"]
    assert sample_of(pd.Series(["x" * 5_000])) == ["x" * traits.LONGEST]
    assert len(sample_of(texts, 1_000)) == 50


# --- waits ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "cells", "unit"),
    [
        ("Wait", ["5", "12"], WaitUnit.MINUTES),
        ("Wait (sec)", ["5", "12"], WaitUnit.SECONDS),
        ("Hours waited", ["1", "2"], WaitUnit.HOURS),
        ("wait_min", ["1", "2"], WaitUnit.MINUTES),
        ("Wait", ["1:30", "0:45"], WaitUnit.CLOCK),
        ("Wait", ["1:02:03", "0:45:00"], WaitUnit.LONG_CLOCK),
        ("Wait (sec)", ["1:30", "0:45"], WaitUnit.CLOCK),
        ("Wait", ["1 h 30", "2 h"], WaitUnit.SPELT),
        ("Wait", [], WaitUnit.MINUTES),
    ],
    ids=str,
)
def test_a_wait_is_in_the_unit_its_name_or_its_cells_tell(header, cells, unit):
    assert wait_unit_of(header, cells) is unit


@pytest.mark.parametrize(
    ("header", "cells", "is_asked"),
    [
        ("Wait", ["5", "12"], True),
        ("Wait", ["5", "1:30"], False),
        ("Wait", ["5", "12", "1:30"], True),
        ("Wait (min)", ["5", "12"], False),
        ("Wait", [], False),
    ],
    ids=str,
)
def test_bare_numbers_under_a_name_without_a_unit_are_asked_about(header, cells, is_asked):
    assert traits.is_wait_without_unit(header, cells) is is_asked


# --- words, smileys and stars --------------------------------------------------------------------------------------

EVERY_WORD = [
    (word, family, str(step))
    for family, steps in FAMILIES.items()
    for step, words in enumerate(steps, start=1)
    for word in words.split("|")
]


def test_every_word_of_a_family_has_its_step_and_no_word_has_two():
    assert {word: step_of(word) for word, *_ in EVERY_WORD} == {word: (name, step) for word, name, step in EVERY_WORD}
    assert len({word for word, *_ in EVERY_WORD}) == len(EVERY_WORD)
    assert {len(steps) for steps in FAMILIES.values()} == {5}


@pytest.mark.parametrize(
    ("word", "step"),
    [
        (" Strongly AGREE ", ("agreement", "5")),
        ("☹\ufe0f", ("smileys", "2")),
        ("★★★☆☆", ("stars", "3")),
        ("⭐", ("stars", "1")),
        ("★★★★★★", ("", "")),
        ("4/5", ("stars", "4")),
        ("4 out of 5", ("stars", "4")),
        ("4 of 5 stars", ("stars", "4")),
        ("1 star", ("stars", "1")),
        ("3,5 stars", ("stars", "4")),
        ("3.5/5", ("stars", "4")),
        ("3½", ("stars", "4")),
        ("0 stars", ("stars", "1")),
        ("6/5", ("", "")),
        ("4", ("", "")),
        ("3.4 stars", ("", "")),
        ("not good", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_word_is_known_however_it_is_written_and_no_other_is_taken_for_one(word, step):
    assert step_of(word) == step


# --- how dates are written -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["2026-03-02", "2026/3/13"], YEAR_FIRST),
        (["13.03.2026", "02.03.2026"], DAY_FIRST),
        (["03/13/2026", "03/02/2026"], MONTH_FIRST),
        (["02.03.2026", "03.04.2026"], None),
        (["13.03.2026", "03.13.2026"], None),
        (["Monday"], YEAR_FIRST),
        ([], YEAR_FIRST),
    ],
    ids=str,
)
def test_the_order_of_a_date_is_known_where_one_day_beyond_the_twelfth_shows_it(cells, order):
    assert traits.date_order_of(cells) is order
    assert order_shown(values_of("day", [*cells, "x"]), ["day"]) is (order or YEAR_FIRST)


@pytest.mark.parametrize(
    ("cells", "choices"),
    [
        (["2026-03-02", "2026-03-13"], None),
        (["13.03.2026", "02.03.2026"], None),
        (["02.03.2026", "03.04.2026"], (str(DAY_FIRST), str(MONTH_FIRST))),
        (["13.03.26", "14.03.26"], ("DD.MM.YY", "YY.MM.DD")),
        (["03/13/26", "03/14/26"], ("MM/DD/YY",)),
        (["26-03-13", "25-03-14"], ("DD-MM-YY", "YY-MM-DD")),
        (["02.03.04"], ("DD.MM.YY", "MM.DD.YY", "YY.MM.DD")),
        (
            ["02.03.04", "03/04/05"],
            ("DD.MM.YY or DD/MM/YY", "MM.DD.YY or MM/DD/YY", "YY.MM.DD or YY/MM/DD"),
        ),
        (["32.03.45", "99.99.99"], ("DD.MM.YY", "MM.DD.YY", "YY.MM.DD")),
    ],
    ids=str,
)
def test_dates_are_asked_about_where_they_can_be_read_in_more_than_one_way(cells, choices):
    question = date_question(values_of("day", cells), ["day"])
    assert (question and question.choices) == choices
    if question:
        assert question.columns == ("day",)
        assert [cell for cell, _ in question.present] == cells


@pytest.mark.parametrize(
    ("cells", "both"),
    [
        (["2026-03-02", "02.03.2026"], True),
        (["2026-03-02", "2026-03-03"], False),
        (["02.03.2026"], False),
        (["soon", "2026-03-02"], False),
        ([], False),
    ],
    ids=str,
)
def test_dates_of_both_kinds_are_those_a_spreadsheet_took_only_some_of(cells, both):
    assert has_both_kinds(cells) is both


@pytest.mark.parametrize("real", [RealDates.RIGHT, RealDates.SWAPPED])
@pytest.mark.parametrize("order", [DAY_FIRST, MONTH_FIRST])
def test_an_answer_about_dates_says_their_order_and_whether_real_ones_are_swapped(order, real):
    assert (dates_by(str(order)).order, dates_by(f"{order}{REAL}{real}").order) == (order, order)
    assert dates_by(f"{order}{REAL}{real}").real_dates is real


def test_an_answer_of_forms_allows_each_with_and_without_a_time():
    forms = dates_by(f"DD.MM.YY{BETWEEN}DD/MM/YY").formats
    assert forms == tuple(form + time for form in ("DD.MM.YY", "DD/MM/YY") for time in TIMES)


# --- several answers in one cell -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "rows"),
    [
        (["Wait;Price", "Staff", "Wait;Staff"], 2),
        (["Wait; Price ;", "Staff;Price"], 2),
        (["Wait", "Price", "Staff;Price"], 0),
        (["Wait;", ";Price"], 0),
        (["We came at nine, and nobody was there; we came again at ten, and it was closed for the day."], 0),
    ],
    ids=str,
)
def test_cells_that_hold_several_answers_are_told_with_how_many_rows_have_them(cells, rows):
    sentences = list(several_answers(values_of("reason", cells), ["reason"]))
    assert len(sentences) == (rows > 0)
    if rows:
        (named,) = re.findall(r"in one cell, as in '(.*?)' \(", sentences[0])
        assert named in cells
        assert f"({rows} rows)" in sentences[0]
