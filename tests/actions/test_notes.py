"""Words that do not say how it went come in as notes, once, go again, come back, and count in no figure."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from audit import figures
from audit.actions import imports, upkeep
from audit.figures import Question
from audit.model.search import Search
from audit.model.view import EVERYTHING
from audit.store.import_batch import import_batches
from audit.store.journey import journeys
from audit.store.note import count_without_outcome, notes_without_outcome
from audit.store.opening import open_store
from audit.store.place import places
from audit.store.upkeep.backup import back_up
from audit.store.upkeep.checking import check
from audit.store.upkeep.fingerprint import fingerprints
from audit.store.upkeep.restoring import restore
from tests.actions.test_imports import GOOD, brought_in
from tests.intake.made import a_recipe

RECIPE = a_recipe("""
[identity]
columns = ["id"]
[rules]
without_outcome = "note"
[fields]
observed_at = "observed_at"
journey = "journey"
stage = "stage"
touchpoint = "touchpoint"
place = "place"
outcome = "outcome"
what_happened = "what_happened"
""")
HEAD = b"id,observed_at,journey,stage,touchpoint,place,outcome,what_happened\n"
SAID = b"1,2026-03-02,Desk,Arrive,Greeting,North,positive,Greeted at once\n"
UNSAID = b"2,2026-03-03T10:15,Desk,Arrive,Greeting,South,,=Half an hour by the door\n"
TABLE = HEAD + SAID + UNSAID
TODAY = date(2026, 11, 20)


def bring(store, content, **options):
    _, reading = imports.read_file(store, content, "a.csv", RECIPE)
    return imports.import_reading(store, reading, RECIPE, "a.csv", **options)


def notes_in(store):
    return notes_without_outcome(store, EVERYTHING, Search(), 9)


def words_in(store):
    return notes_in(store)["what_happened"].tolist()


def test_words_without_an_outcome_come_in_as_a_note_and_are_told_apart(store):
    report = bring(store, TABLE)
    assert (report.accepted, report.added, report.notes, report.rejected) == (2, 1, 1, 0)
    (note,) = notes_in(store).to_dict("records")
    assert (note["touchpoint"], note["place"], note["method"]) == ("Greeting", "South", "imported")
    assert check(store) == []


def test_a_dry_run_counts_the_notes_and_keeps_none(store):
    report = bring(store, TABLE, is_dry=True)
    assert (report.accepted, report.notes, report.batch) == (2, 1, None)
    assert words_in(store) == []


def test_importing_twice_adds_nothing(store):
    bring(store, TABLE)
    again = bring(store, TABLE)
    assert (again.accepted, again.already_there, again.notes, again.batch) == (0, 2, 0, None)
    assert len(notes_in(store)) == 1


def test_undoing_the_import_takes_its_notes_back_with_what_only_they_named(store):
    report = bring(store, HEAD + UNSAID)
    assert (report.added, report.notes) == (0, 1)
    assert places(store) == ("South",)
    assert imports.undo_import(store, report.batch, "KM").sentence() == "Taken back: 1 note removed."
    assert (words_in(store), places(store), journeys(store)) == ([], (), ())
    assert bring(store, HEAD + UNSAID).notes == 1


def test_another_import_leaves_the_touchpoint_of_a_note_where_it_is(store):
    first = bring(store, HEAD + SAID)
    bring(store, HEAD + UNSAID)
    imports.undo_import(store, first.batch, "KM")
    assert words_in(store) == ["=Half an hour by the door"]
    assert check(store) == []


def test_no_figure_changes_with_a_note(store):
    brought_in(store, GOOD)
    before = {name: figure(store, Question(TODAY)) for name, figure in figures.MEASURES.items()}
    assert bring(store, HEAD + UNSAID.replace(b"South", b"")).notes == 1
    for name, figure in figures.MEASURES.items():
        pd.testing.assert_frame_equal(figure(store, Question(TODAY)), before[name], obj=name)


def test_a_note_says_nothing_more_once_a_later_table_says_how_it_went(store):
    bring(store, TABLE)
    later = bring(store, TABLE.replace(b"South,,", b"South,negative,"))
    assert (later.accepted, later.added, later.notes, later.already_there) == (1, 1, 0, 1)
    assert words_in(store) == []
    imports.undo_import(store, later.batch, "KM")
    assert words_in(store) == ["=Half an hour by the door"]


def test_an_observation_that_is_there_is_made_no_note_of(store):
    bring(store, TABLE)
    again = bring(store, TABLE.replace(b"positive", b""))
    assert (again.accepted, again.notes, again.already_there) == (0, 0, 2)


def test_a_note_that_has_changed_is_told_taken_over_and_put_back(store):
    bring(store, TABLE)
    changed = TABLE.replace(b"Half an hour", b"An hour").replace(b"South", b"East").replace(b"at once", b"late")
    rows = bring(store, changed)
    assert (rows.accepted, rows.changed, rows.replaced, rows.already_there) == (0, 2, 0, 0)
    assert rows.changes[["row", "field", "was", "now"]].to_numpy().tolist() == [
        [2, "what_happened", "Greeted at once", "Greeted late"],
        [3, "place", "South", "East"],
        [3, "words", "=Half an hour by the door", "=An hour by the door"],
    ]
    _, reading = imports.read_file(store, changed, "a.csv", RECIPE)
    report = imports.import_replacing(store, reading, RECIPE, "a.csv")
    assert report.replaced == 2
    assert notes_in(store)[["place", "what_happened"]].to_numpy().tolist() == [["East", "=An hour by the door"]]
    assert bring(store, changed).already_there == 2
    imports.undo_import(store, report.batch, "KM")
    assert notes_in(store)[["place", "what_happened"]].to_numpy().tolist() == [["South", "=Half an hour by the door"]]
    assert check(store) == []


def test_what_is_exported_comes_back(store, tmp_path):
    bring(store, TABLE)
    upkeep.export(store, tmp_path)
    content = (tmp_path / "notes.csv").read_bytes()
    recipe, reading = imports.read_file(store, content, "notes.csv")
    assert recipe.name == "moments-notes"
    assert imports.import_reading(store, reading, recipe, "notes.csv", is_dry=True).already_there == 1
    other = open_store()
    recipe, reading = imports.read_file(other, content, "notes.csv")
    assert imports.import_reading(other, reading, recipe, "notes.csv").notes == 1
    assert notes_in(other).equals(notes_in(store))
    imports.undo_import(store, import_batches(store)["id"].iloc[0], "KM")
    upkeep.export(store, tmp_path)
    assert not (tmp_path / "notes.csv").exists()
    other.close()


def test_notes_are_in_a_backup(store, tmp_path):
    bring(store, TABLE)
    prints = fingerprints(store)
    assert prints["note"][0] == "1"
    assert back_up(store, tmp_path / "backup.zip") == prints
    restore(tmp_path / "backup.zip", tmp_path / "again.duckdb")
    again = open_store(tmp_path / "again.duckdb")
    assert words_in(again) == words_in(store)
    again.close()


@pytest.mark.parametrize(
    ("search", "view", "count"),
    [
        (Search("HALF door"), {}, 1),
        (Search("hall"), {}, 0),
        (Search(), {"touchpoint": "Greeting", "journeys": ("Desk",)}, 1),
        (Search(), {"touchpoint": "Invoice"}, 0),
        (Search(), {"places": ("South",), "methods": ("imported",)}, 1),
        (Search(), {"places": ("North",)}, 0),
        (Search(), {"since": date(2026, 3, 4)}, 0),
        (Search(), {"second_hand": False}, 0),
    ],
)
def test_notes_are_found_by_the_same_filters(store, search, view, count):
    bring(store, TABLE)
    questions = replace(EVERYTHING, **view)
    assert len(notes_without_outcome(store, questions, search, 9)) == count
    assert count_without_outcome(store, questions, search) == count


def test_a_note_is_known_under_another_recipes_name(store):
    assert bring(store, TABLE).accepted == 2
    other = replace(RECIPE, name="other")
    _, reading = imports.read_file(store, TABLE, "a.csv", other)
    again = imports.import_reading(store, reading, other, "a.csv")
    assert (again.accepted, again.already_there, again.came_by) == (0, 2, {"survey": 2})
    assert len(notes_in(store)) == 1
