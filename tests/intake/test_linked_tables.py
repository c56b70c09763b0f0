"""Two tables of one file read as one: what a form asks once stands before each thing it asks again."""

import io
import zipfile

import pytest

from audit.errors import RepeatedColumnError
from audit.intake import linked_tables, table_child
from audit.intake.cells import choices_in
from audit.intake.observations import read_observations
from audit.intake.recipe_writing import recipe_toml
from audit.intake.recipes import all_recipes, recipe_named
from audit.intake.recognise import read_and_recognise
from audit.intake.tables import TableShape, read_table
from audit.model.programme import Programme
from tests.intake.field_exports import csv_of, workbook
from tests.intake.made import TODAY, a_recipe, a_table
from tests.intake.test_table_child import lines_from, refusal

VISITS = [{"_id": 1, "place": "North", "_index": 1}, {"_id": 2, "place": "South", "_index": 2}]
STOPS = [{"desk": "Front", "_parent_index": 2, "_index": 1}, {"desk": "Back", "_parent_index": 2, "_index": 2}]
PHOTOS = [{"photo": "a.jpg", "_submission__id": 2}]
JOINED = TableShape(joined=True)


def archive(**tables):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name, text in tables.items():
            packed.writestr(f"folder/{name}.csv", text)
    return content.getvalue()


def of_central(key="uuid:1", parent="uuid:1"):
    form = csv_of([{"SubmissionDate": "2026-03-31", "KEY": key, "note": ""}, {"SubmissionDate": "", "KEY": "uuid:9"}])
    return archive(stops=csv_of([{"desk": "Front", "PARENT_KEY": parent, "KEY": f"{parent}/stops[1]"}]), form=form)


def test_each_thing_that_repeats_stands_behind_what_it_belongs_to():
    table = read_table(workbook({"visits": VISITS, "stops": STOPS, "more": [{"x": "y"}]}), "visits.xlsx", shape=JOINED)
    assert table.rows[["place", "desk", "submission key", "row key"]].to_numpy().tolist() == [
        ["South", "Front", "2", "2/1"],
        ["South", "Back", "2", "2/2"],
    ]
    assert table.columns.count("_index") == 1
    assert table.linked == (
        "stops was read together with visits; rows are counted in stops. 1 row of visits has none there."
    )
    assert table.sheets_left_out() == "Not read are the other sheets of this workbook: more."


def test_two_that_say_nothing_more_are_counted():
    visits = [*VISITS, {"_id": 3, "place": "", "_index": 3}]
    table = read_table(workbook({"visits": visits, "stops": STOPS}), "visits.xlsx", shape=JOINED)
    assert table.linked.endswith("2 rows of visits have none there.")


def test_of_several_that_repeat_a_recipe_may_choose_one():
    book = workbook({"visits": VISITS, "stops": STOPS, "photos": PHOTOS})
    table = read_table(book, "visits.xlsx", shape=TableShape(joined=True, sheet="stops"))
    assert table.rows["desk"].tolist() == ["Front", "Back"]
    assert "photo" not in table.columns


def test_a_recipe_that_asks_for_one_table_still_gets_the_first():
    table = read_table(workbook({"visits": VISITS, "stops": STOPS}), "visits.xlsx")
    assert (table.columns, table.linked) == (("_id", "place", "_index"), "")


@pytest.mark.parametrize(
    "content",
    [
        workbook({"visits": VISITS}),
        workbook({"visits": VISITS, "other": [{"a": "b"}]}),
        archive(form=csv_of([{"SubmissionDate": "2026-03-31", "KEY": "uuid:1"}])),
    ],
)
def test_where_there_are_no_two_tables_the_first_stands_as_it_is(content):
    table = read_table(content, "visits", shape=JOINED)
    assert (len(table.rows), table.linked) in {(2, ""), (1, "")}
    assert "row key" not in table.columns


def test_an_archive_of_central_is_read_whatever_lies_beside_its_tables():
    table = read_table(of_central(), "visits.zip", shape=JOINED)
    assert table.rows[["KEY", "submission key", "row key"]].to_numpy().tolist() == [
        ["uuid:1/stops[1]", "uuid:1", "uuid:1/1"]
    ]
    assert table.linked.startswith("stops was read together with form")


def test_what_belongs_to_nothing_there_goes_by_what_it_says_it_belongs_to():
    table = read_table(of_central(parent="uuid:5"), "visits.zip", shape=JOINED)
    assert table.rows[["SubmissionDate", "submission key", "row key"]].to_numpy().tolist() == [
        ["", "uuid:5", "uuid:5/1"]
    ]


def test_other_archives_are_no_tables_and_damaged_ones_are_damaged():
    assert refusal(archive(notes="a,b\n1,2\n"), joined=True) == "not a table"
    assert refusal(b"PK\x03\x04", joined=True) == "damaged"
    content = of_central()
    place = content.index(b"Front")
    assert refusal(content[:place] + b"f" + content[place + 1 :], joined=True) == "damaged"


def test_two_tables_that_are_far_larger_together_are_refused(monkeypatch):
    for where, bound in ((linked_tables, "MAX_CSV"), (table_child, "MAX_CELLS")):
        with monkeypatch.context() as patch:
            patch.setattr(where, bound, 1)
            assert refusal(of_central(), joined=True) == "costly"


def test_a_row_of_another_length_is_told_with_its_number():
    bad = archive(
        form="SubmissionDate,KEY\n2026-03-31,uuid:1\n",
        stops="desk,PARENT_KEY,KEY\nFront,uuid:1,k\nFront, back,uuid:1,k\n",
    )
    assert lines_from(bad, joined=True)[-1] == {"refused": "ragged", "row": 3, "cells": 4, "header": 3}


def test_an_unknown_archive_is_opened_for_mapping_with_its_two_tables():
    table, recognition = read_and_recognise(of_central(), "visits.zip", all_recipes())
    assert (recognition.recipe, table.shape) == (None, JOINED)


def test_choices_with_spaces_between_them_are_told_apart_by_their_names():
    words = {"fixed": "short", "Fixed on the spot": "fixed on the spot", "end_run": "end run"}
    assert choices_in("Fixed on the spot end_run", words) == ["fixed on the spot", "end run"]
    assert choices_in("fixed strange", words) == ["short", "strange"]
    assert choices_in("", words) == []


SIGNALS = '[fields]\nobserved_at = "day"\ntouchpoint = "desk"\noutcome = "how"\n[fields.signals]\ncolumn = "sig"\n'
SEVERAL = f'[file]\ncolumns_may_be_missing = true\n{SIGNALS}spaces_between = true\nwords = {{ end_run = "end run" }}\n'


def test_a_choice_may_have_a_column_of_its_own():
    table = a_table(
        *(("2026-03-31", "Desk", "negative", cell) for cell in ("TRUE", "1", "0", "")),
        columns=("day", "desk", "how", "sig/end_run"),
    )
    reading = read_observations(table, a_recipe(SEVERAL), Programme(), today=TODAY)
    assert reading.rows["signals"].tolist() == ["end run", "end run", "", ""]
    assert reading.says is not None
    assert "signals" in reading.says


def test_a_choice_that_nobody_knows_is_a_listed_problem():
    table = a_table(("2026-03-31", "Desk", "negative", "end_run odd"), columns=("day", "desk", "how", "sig"))
    reading = read_observations(table, a_recipe(SEVERAL), Programme(), today=TODAY)
    assert reading.problems["value"].tolist() == ["end_run odd"]


def test_a_column_in_groups_is_found_unless_two_could_be_meant():
    table = a_table(("", ""), columns=("walk-place", "stop/where.place"))
    assert table.column_named("place") is None
    assert table.column_named("where place", in_groups=True) == "stop/where.place"
    with pytest.raises(RepeatedColumnError, match="walk-place"):
        table.column_named("place", in_groups=True)


@pytest.mark.parametrize("name", ["odk-central", "kobo"])
def test_such_a_recipe_is_written_down_as_it_is(name):
    recipe = recipe_named(name)
    assert a_recipe(recipe_toml(recipe).split("\n", 1)[1], name) == recipe
