"""A row without an identity of its own is known by what it says, whoever reads it and in whatever order."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from audit.actions import imports
from audit.actions.known_rows import came_before
from audit.intake.recipes import recipe_named
from audit.store.observation import observation_count
from audit.store.service_metric import service_metrics
from tests.actions.test_imports import METRICS
from tests.intake.made import a_recipe, a_table
from tests.intake.test_observations import read

HEAD = "observed_at,touchpoint,outcome,what_happened"
ROWS = ["2026-03-02,Greeting,positive,Good", "2026-03-02,Greeting,positive,Good", "2026-03-03,Queue,negative,"]
PARTS = """
[fields]
observed_at = "observed_at"
[[touchpoints]]
touchpoint = "Desk"
outcome = "outcome"
"""


def content(rows, head=HEAD):
    return "\n".join([head, *rows]).encode()


def bring(store, rows, recipe=None, head=HEAD):
    recipe, reading = imports.read_file(store, content(rows, head), "a.csv", recipe)
    return imports.import_reading(store, reading, recipe, "a.csv")


def test_the_same_table_under_another_recipes_name_adds_nothing(store):
    ours = recipe_named("moments")
    assert bring(store, ROWS).added == 3
    again = bring(store, ROWS, replace(ours, name="the-same-under-another-name"))
    assert (again.accepted, again.already_there, again.changed) == (0, 3, 0)
    assert observation_count(store) == 3


def test_two_rows_alike_in_every_cell_stay_two_and_the_order_of_rows_and_columns_does_not_matter(store):
    assert bring(store, ROWS).added == 3
    assert bring(store, ROWS[::-1]).added == 0
    turned = [",".join(row.split(",")[::-1]) for row in ROWS]
    assert bring(store, turned, head=",".join(HEAD.split(",")[::-1])).added == 0
    assert bring(store, [*ROWS, ROWS[0]]).added == 1


def test_a_column_nobody_filled_changes_nothing(store):
    bring(store, ROWS)
    assert bring(store, [f"{row}," for row in ROWS], head=f"{HEAD},place").added == 0


def test_a_table_read_as_something_else_is_told_as_changed(store):
    bring(store, ROWS)
    ours = recipe_named("moments")
    fields = {name: source for name, source in ours.fields.items() if name != "journey"}
    other = bring(store, ROWS, replace(ours, name="other", fixed={"journey": "Elsewhere"}, fields=fields))
    assert (other.added, other.changed) == (0, 3)


@cache
def keys_of_six(order):
    """Return the keys of six rows, some of them alike, in this order; read once for each."""
    words = ("positive", "positive", "negative", "neutral", "positive", "neutral")
    recipe = a_recipe('[fields]\nobserved_at="observed_at"\ntouchpoint="touchpoint"\noutcome="outcome"')
    return set(read(a_table(*(("2026-05-04", "Desk", words[n]) for n in order)), recipe).rows["id"])


@for_any(st.permutations(range(6)))
def test_the_keys_of_a_table_do_not_depend_on_the_order_of_its_rows(order):
    assert keys_of_six(tuple(order)) == keys_of_six(tuple(range(6)))


@pytest.mark.parametrize(("file", "recipe", "count"), [(content(ROWS), "moments", 3), (METRICS, "service-metrics", 1)])
def test_what_came_in_by_an_earlier_version_is_not_doubled(store, file, recipe, count):
    recipe = replace(recipe_named(recipe), identity=())
    _, reading = imports.read_file(store, file, "a.csv", recipe)
    former = reading.formerly()
    then = replace(reading, rows=reading.rows.assign(id=[former[key] for key in reading.rows["id"]]), formerly=dict)
    assert imports.import_reading(store, then, recipe, "a.csv").added == count
    with store.writing() as cursor:
        cursor.execute("DELETE FROM arrival")
    again = imports.import_reading(store, reading, recipe, "a.csv")
    assert (again.added, again.already_there, again.changed) == (0, count, 0)
    assert observation_count(store) + len(service_metrics(store)) == count


def test_the_parts_of_a_row_that_came_in_by_an_earlier_version_are_known(store):
    reading = read(a_table(("2026-05-04", "x", "positive")), a_recipe(PARTS))
    ((now, then),) = reading.formerly().items()
    assert now == reading.rows["id"].iloc[0]
    assert now != then


def by_number(name, columns=("place",)):
    return replace(recipe_named("moments"), name=name, identity=columns, identity_kept=False, identity_of="")


NUMBERED = [
    "2026-03-02,Greeting,positive,Good,1",
    "2026-03-02,Greeting,positive,Good,2",
    "2026-03-03,Queue,negative,,3",
]
WITH_NUMBER = f"{HEAD},place"


def test_a_table_with_an_identity_is_known_under_another_recipes_name_and_it_is_said_which_brought_it(store):
    assert bring(store, NUMBERED, by_number("r1"), WITH_NUMBER).added == 3
    again = bring(store, [*NUMBERED, "2026-03-03,Queue,negative,,4"], by_number("r2"), WITH_NUMBER)
    assert (again.added, again.already_there, again.changed, again.came_by) == (1, 3, 0, {"r1": 3})
    assert came_before(again.came_by) == "3 rows came in before by the recipe r1, so they are not brought in again."
    assert bring(store, NUMBERED, by_number("r1"), WITH_NUMBER).came_by == {}
    assert observation_count(store) == 4


@pytest.mark.parametrize(("first", "then"), [(("place",), ()), ((), ("place",))])
def test_a_table_is_known_whether_or_not_its_identity_is_named(store, first, then):
    assert bring(store, NUMBERED, by_number("r1", first), WITH_NUMBER).added == 3
    again = bring(store, NUMBERED[::-1], by_number("r2", then), WITH_NUMBER)
    assert (again.added, again.already_there, again.came_by) == (0, 3, {"r1": 3})


def test_rows_alike_in_all_but_their_identity_are_others(store):
    assert bring(store, NUMBERED, by_number("r1"), WITH_NUMBER).added == 3
    others = [f"{row[:-1]}{int(row[-1]) + 3}" for row in NUMBERED]
    other = bring(store, others, by_number("r2"), WITH_NUMBER)
    assert (other.added, other.came_by) == (3, {})


def test_rows_known_by_another_recipe_are_told_as_changed_and_gone_once_that_import_is_taken_back(store):
    first = bring(store, NUMBERED, by_number("r1"), WITH_NUMBER)
    fields = {name: source for name, source in by_number("r2").fields.items() if name != "journey"}
    other = replace(by_number("r2"), fixed={"journey": "Elsewhere"}, fields=fields)
    again = bring(store, NUMBERED, other, WITH_NUMBER)
    assert (again.added, again.changed, again.came_by) == (0, 3, {"r1": 3})
    imports.undo_import(store, first.batch, "a test")
    assert bring(store, NUMBERED, other, WITH_NUMBER).added == 3
