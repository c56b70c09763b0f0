"""Tables that name a touchpoint, a stage or a journey by what it was called before it was renamed."""

from uuid import UUID

from audit.actions import imports
from audit.actions.journey_merging import merge_touchpoints
from audit.actions.renaming import rename_journey, rename_stage, rename_touchpoint
from audit.model.view import EVERYTHING, View
from audit.store.journey import journeys, touchpoints
from audit.store.observation import observation_count, observations
from tests.actions.test_changed_rows import AFTER, BEFORE, FIRST, HEAD, cells_of, taken_over
from tests.actions.test_imports import brought_in

LATER = b"3,2026-03-05,Desk,Arrive,Greeting,North,Ana,negative,2,,no,Not a word,\n"
WITHOUT_JOURNEY = b"id,observed_at,touchpoint,outcome\n9,2026-03-05,Greeting,positive\n"


def key_of(store, name):
    rows = touchpoints(store)
    return UUID(rows.loc[rows["touchpoint"] == name, "touchpoint_id"].item())


def renamed(store):
    """Call everything otherwise that the table names."""
    (journey,) = journeys(store)
    rename_touchpoint(store, key_of(store, "Greeting"), "Welcome", "KM")
    rename_stage(store, journey.stages[0].id, "Come in", "KM")
    rename_journey(store, journey.id, "At the counter", "KM")


def the_map(store):
    return [
        (journey.name, stage.name, touchpoint.name)
        for journey in journeys(store)
        for stage, touchpoint in journey.touchpoints()
    ]


def test_rows_by_former_names_go_to_what_was_renamed_and_known_ones_stay_known(store):
    brought_in(store, BEFORE)
    renamed(store)
    report = brought_in(store, HEAD + FIRST + LATER)
    assert (report.accepted, report.already_there, report.changed) == (1, 1, 0)
    assert the_map(store) == [("At the counter", "Come in", "Welcome")]
    assert observation_count(store) == 3


def test_a_table_that_says_no_journey_finds_the_renamed_one(store):
    brought_in(store, BEFORE)
    renamed(store)
    recipe, reading = imports.read_file(store, WITHOUT_JOURNEY, "b.csv")
    assert "Greeting (At the counter, Come in)" in reading.file_notes[-1]
    imports.import_reading(store, reading, recipe, "b.csv")
    assert set(observations(store, EVERYTHING)["touchpoint"]) == {"Welcome"}


def test_what_an_import_changed_of_a_renamed_touchpoint_is_told_and_put_back(store):
    brought_in(store, BEFORE)
    renamed(store)
    report = taken_over(store, AFTER)
    assert "journey" not in cells_of(report)
    assert cells_of(report)["touchpoint"] == ("Welcome", "Queue")
    rename_touchpoint(store, key_of(store, "Queue"), "Line", "KM")
    imports.undo_import(store, report.batch, "KM")
    assert the_map(store) == [("At the counter", "Come in", "Welcome")]


def test_a_name_that_two_journeys_had_before_makes_one_of_its_own(store):
    brought_in(store, BEFORE)
    renamed(store)
    brought_in(store, HEAD.replace(b"id,", b"", 1) + FIRST[2:].replace(b"Desk", b"Other").replace(b"Arrive", b"Enter"))
    (_, other) = journeys(store)
    rename_journey(store, other.id, "Desk", "KM")
    rename_journey(store, other.id, "Other", "KM")
    brought_in(store, HEAD + LATER, "c.csv")
    assert [journey.name for journey in journeys(store)] == ["At the counter", "Other", "Desk"]


def test_a_name_whose_touchpoint_was_merged_into_one_of_another_stage_goes_to_that(store):
    brought_in(store, BEFORE + b"5,2026-03-05,Desk,Leave,Goodbye,North,Ana,positive,5,,yes,Waved,\n")
    merge_touchpoints(store, key_of(store, "Greeting"), key_of(store, "Goodbye"), "KM")
    brought_in(store, HEAD + LATER, "c.csv")
    assert ("Desk", "Leave", "Goodbye") in the_map(store)
    assert "Greeting" not in {name for *_, name in the_map(store)}
    assert len(observations(store, View(touchpoint="Greeting"))) == 4
