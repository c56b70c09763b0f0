"""Tables of other makers, read by recipes of their own: foreign words and scales, several touchpoints in a row."""

import pandas as pd
import pytest

from audit.intake.observations import read_observations
from audit.intake.reading import Reading
from audit.intake.recipe import Recipe
from audit.intake.tables import Table, TableShape, read_table
from audit.model.keys import key_of
from audit.model.programme import Programme
from tests.intake.made import TODAY, a_recipe, a_table


def read(table: Table, recipe: Recipe) -> Reading:
    return read_observations(table, recipe, Programme(time_zone="Europe/Lisbon"), today=TODAY)


FOREIGN = """
[file]
skip_first_rows = 1
[[skip]]
column = "State"
values = ["draft", "TEST"]
[dates]
order = "day first"
[privacy]
drop = ["Mail"]
[scores]
not_applicable = ["n/a"]
positive_from = 5
[fixed]
journey = "A stay"
method = "champion's note"
[fields.observed_at]
columns = ["Day", "Hour"]
[fields.place]
columns = ["Room", "House"]
first_given = true
if_empty = "Somewhere"
[fields.touchpoint]
column = "Desk"
words = { "FO" = "Front office" }
[fields.outcome]
column = "Overall"
from_score = true
scale = { worst = 6, best = 1 }
[fields.empathy]
column = "Kind"
scale = { worst = 0, best = 10 }
not_applicable = [99]
[fields.what_happened]
columns = ["Good", "Bad"]
join = " / "
[fields.wait_minutes]
column = "Wait"
unit = "HH:MM"
not_applicable = ["-"]
[fields.greeted]
column = "Hello"
words = { "ja" = "yes", "nein" = "no" }
[fields.signals]
column = "Tags"
words = { "easy" = "effortless", "warm" = "personal" }
"""
FOREIGN_COLUMNS = (
    *("State", "Mail", "Day", "Hour", "Room", "House", "Desk"),
    *("Overall", "Kind", "Good", "Bad", "Wait", "Hello", "Tags"),
)


def test_a_foreign_table_is_read_as_its_recipe_says():
    table = a_table(
        ("#state", *("#tag",) * 13),
        ("done", "a@b", "3/4/2026", "9:30", "12", "A", "fo", "1", "10", "kind", "slow", "00:20", "JA", "Easy;warm"),
        ("done", "c@d", "4/4/2026", "", "", "B", "Bar", "2.0", "99", "", "late", "-", "", ""),
        ("done", "e@f", "5/4/2026", "", "", "", "Bar", "6", "n/a", "fine", "", "", "nein", "easy"),
        ("Draft", "", "", "", "", "", "", "", "", "", "", "", "", ""),
        ("test", "", "", "", "", "", "", "", "", "", "", "", "", ""),
        columns=FOREIGN_COLUMNS,
    )
    reading = read(table, a_recipe(FOREIGN))
    assert (reading.rows_in_file, reading.skipped, len(reading.problems)) == (6, 3, 0)
    rows = reading.rows
    assert rows["observed_on"].dt.strftime("%d.%m.").tolist() == ["03.04.", "04.04.", "05.04."]
    assert rows["observed_at"].iloc[0] == pd.Timestamp("2026-04-03T08:30")
    assert rows["place"].tolist() == ["12", "B", "Somewhere"]
    assert rows["touchpoint"].tolist() == ["Front office", "Bar", "Bar"]
    assert rows["outcome"].tolist() == ["positive", "neutral", "negative"]
    assert rows["empathy"].fillna(0).tolist() == [5, 0, 0]
    assert rows["what_happened"].tolist() == ["kind / slow", "late", "fine"]
    assert rows["wait_minutes"].fillna(-1).tolist() == [20, -1, -1]
    assert rows["greeted"].astype("str").fillna("").tolist() == ["True", "", "False"]
    assert rows["signals"].tolist() == ["effortless;personal", "", "effortless"]
    assert set(rows["journey"]) | set(rows["method"]) == {"A stay", "champion's note"}


def test_a_problem_in_joined_columns_names_them_all_and_repeats_what_is_written():
    row = ("done", "a@b", "31/2/2026", "9:30", "", "", "fo", "7", "", "", "", "", "", "")
    reading = read(a_table(("#",) * 14, row, columns=FOREIGN_COLUMNS), a_recipe(FOREIGN))
    assert reading.problems.to_numpy().tolist() == [
        [3, "Day + Hour", "31/2/2026 9:30", "a date such as 31/03/2026, or with a time 31/03/2026 14:05"],
        [3, "Overall", "7", "a number from 1 to 6, or nothing"],
    ]


def test_a_dropped_column_changes_no_key():
    recipe = a_recipe('[privacy]\ndrop=["who"]\n[fields]\nobserved_at="d"\ntouchpoint="t"\noutcome="o"')
    keys = [
        read(a_table(("2026-05-04", "Desk", "positive", who), columns=("d", "t", "o", "Who")), recipe)
        .rows["id"]
        .iloc[0]
        for who in ("Ana", "Rui")
    ]
    assert keys[0] == keys[1]


def test_a_dropped_column_is_forgotten_each_time_it_stands_there():
    recipe = a_recipe('[privacy]\ndrop=["note"]\n[fields]\nobserved_at="d"\ntouchpoint="t"\noutcome="o"')
    columns = ("d", "t", "o", "Note (1)", "Note (2)")
    keys = [
        read(a_table(("2026-05-04", "Desk", "positive", *notes), columns=columns, repeated=("Note",)), recipe)
        .rows["id"]
        .iloc[0]
        for notes in (("from one", ""), ("from another", "and more"))
    ]
    assert keys[0] == keys[1]


def test_rows_to_skip_are_counted_below_a_header_further_down():
    content = b"Report\n\nd,t,o\n#,#,#\n2026-05-04,Desk,positive\n"
    recipe = a_recipe('[file]\nheader_row=3\nskip_first_rows=1\n[fields]\nobserved_at="d"\ntouchpoint="t"\noutcome="o"')
    reading = read(read_table(content, "x.csv", shape=recipe.shape), recipe)
    assert (reading.rows_in_file, reading.skipped, len(reading.rows)) == (2, 1, 1)
    assert recipe.shape == TableShape(header_row=3)


PARTS = """
[scores]
not_applicable = ["0"]
[fields]
observed_at = "date"
channel = "via"
stage = "phase"
what_happened = "words"
outcome = "again"
[[touchpoints]]
touchpoint = "Bed"
stage = "Night"
channel = "in the room"
score = "bed"
dimensions = ["tangibles", "reliability"]
[[touchpoints]]
touchpoint = "Staff"
outcome = "staff"
words = { "+" = "positive", "-" = "negative" }
[[touchpoints]]
touchpoint = "Meal"
score = "meal"
outcome = "meal words"
dimensions = ["tangibles"]
[whole_row]
touchpoint = "The stay"
"""
PARTS_COLUMNS = ("date", "via", "phase", "words", "again", "bed", "staff", "meal", "meal words")


def test_one_row_may_judge_several_touchpoints_and_the_whole():
    table = a_table(
        ("2026-05-04", "web", "", "Good stay", "positive", "5", "-", "3", "negative"),
        ("2026-05-05", "", "Late", "", "", "0", "", "2", ""),
        columns=PARTS_COLUMNS,
    )
    reading = read(table, a_recipe(PARTS))
    assert reading.problems.empty
    shown = reading.rows[["touchpoint", "stage", "channel", "outcome", "what_happened"]].to_numpy().tolist()
    assert shown == [
        ["Bed", "Night", "in the room", "positive", ""],
        ["Staff", "Touchpoints", "web", "negative", ""],
        ["Meal", "Touchpoints", "web", "negative", ""],
        ["The stay", "Touchpoints", "web", "positive", "Good stay"],
        ["Meal", "Late", "", "negative", ""],
    ]
    assert reading.rows.index.tolist() == [2, 2, 2, 2, 3]
    assert reading.rows["tangibles"].fillna(0).tolist() == [5, 0, 3, 0, 2]
    assert reading.rows["reliability"].fillna(0).tolist() == [5, 0, 0, 0, 0]
    assert reading.rows["id"].is_unique
    assert reading.rows["id"].tolist() == read(table, a_recipe(PARTS)).rows["id"].tolist()


def test_the_key_of_a_part_is_made_of_the_identity_and_the_column():
    recipe = a_recipe(PARTS + '[identity]\ncolumns=["no"]')
    table = a_table(("9", "2026-05-04", "", "", "", "positive", "4", "", "", ""), columns=("no", *PARTS_COLUMNS))
    ids = read(table, recipe).rows["id"].tolist()
    assert ids == [key_of("survey", "9", "bed"), key_of("survey", "9", "(row as a whole)")]


@pytest.mark.parametrize(
    ("row", "problems"),
    [
        (("", "", "", "", "6", "", "", ""), [("bed", "6", "a whole number from 1 to 5, or nothing")]),
        (("", "", "", "", "4", "?", "", ""), [("staff", "?", "one of positive, neutral, negative")]),
        (("", "", "said", "", "4", "", "", ""), [("again", "", "one of positive, neutral, negative")]),
        (("", "", "", "", "0", "", "", ""), [("the row as a whole", "", "at least one score or outcome")]),
    ],
)
def test_a_problem_in_any_part_keeps_the_whole_row_out(row, problems):
    reading = read(a_table(("2026-05-04", *row), columns=PARTS_COLUMNS), a_recipe(PARTS))
    assert [tuple(problem) for problem in reading.problems[["column", "value", "expected"]].to_numpy()] == problems
    assert reading.rows.empty


def test_touchpoints_alone_need_no_word_on_the_whole():
    recipe = a_recipe('[fields]\nobserved_at="d"\n[[touchpoints]]\ntouchpoint="Bed"\nscore="b"')
    reading = read(a_table(("2026-05-04", "4"), ("2026-05-04", ""), columns=("d", "b")), recipe)
    assert reading.rows["outcome"].tolist() == ["positive"]
    assert reading.problems["row"].tolist() == [3]
