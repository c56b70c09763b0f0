"""What was filled in with the field form comes in from ODK Central and from KoboToolbox, and edits as corrections."""

import pandas as pd
import pytest

from audit.actions.imports import import_reading, import_replacing, read_file
from audit.intake.recipe_text import recipe_from_toml
from audit.intake.recipes import all_recipes
from audit.intake.recognise import read_and_recognise
from audit.model.view import View
from audit.store.journey import add_journey, touchpoints
from audit.store.observation import observation_count, observations
from audit.store.opening import open_store
from tests.intake.field_exports import (
    BAD_CALL,
    DESK,
    ENTRIES,
    JOURNEY,
    WALK_ID,
    a_stop,
    a_walk,
    central,
    kobo,
    labelled,
    split,
)

WAYS = {
    "central": ("walk.zip", central(a_stop(1), BAD_CALL)),
    "central without groups": ("walk.zip", central(a_stop(1), BAD_CALL, sign="")),
    "central split": ("walk.zip", central(split(a_stop(1)), split(BAD_CALL))),
    "kobo": ("walk.xlsx", kobo(a_stop(1), BAD_CALL)),
    "kobo with dots": ("walk.xlsx", kobo(a_stop(1), BAD_CALL, sign=".")),
    "kobo without groups": ("walk.xlsx", kobo(a_stop(1), BAD_CALL, sign="")),
    "kobo split": ("walk.xlsx", kobo(split(a_stop(1)), split(BAD_CALL))),
    "kobo labels": ("walk.xlsx", kobo(labelled(a_stop(1)), labelled(BAD_CALL), walk=labelled(a_walk()))),
}


def empty_store():
    opened = open_store()
    add_journey(opened, JOURNEY)
    return opened


@pytest.fixture
def store():
    opened = empty_store()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def read():
    """Return each way to export -> the recipe it was recognised by, and what it gives."""
    opened = empty_store()
    yield {way: read_file(opened, content, name) for way, (name, content) in WAYS.items()}
    opened.close()


def brought(store, name, content, bring=import_reading):
    recipe, reading = read_file(store, content, name)
    return bring(store, reading, recipe, name)


@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_export_gives_the_same_two_observations(read, way):
    recipe, reading = read[way]
    assert reading.problems.empty, reading.problems.to_dict("records")
    assert recipe.name == way.split()[0].replace("central", "odk-central")
    pd.testing.assert_frame_equal(reading.rows, read["central"][1].rows)
    part = "moments_walk-stops" if "central" in way else "stops"
    assert reading.file_notes[0].endswith(f"rows are counted in {part}.")


def test_an_observation_holds_what_was_filled_in(read):
    desk, call = read["central"][1].rows.to_dict("records")
    assert [str(desk["id"]), str(call["id"])] == ENTRIES[:2]
    assert [desk["visit"], call["visit"]] == [WALK_ID] * 2
    assert (desk["journey"], desk["stage"], desk["touchpoint"]) == ("Joining", "Arrive", "Front desk")
    assert (desk["place"], desk["observer"], desk["method"]) == ("North", "Ann", "walk it through")
    assert (desk["outcome"], desk["reliability"], desk["wait_minutes"], desk["greeted"]) == ("positive", 5, 1.5, True)
    assert (desk["signals"], desk["recognised"]) == ("effortless;fixed on the spot", "no")
    assert desk["observed_on"] == pd.Timestamp(2026, 4, 1)  # 23:30, five hours behind UTC
    assert (call["outcome"], call["stage"], call["signals"]) == ("negative", "Hear back", "")


def test_the_same_walk_by_any_other_way_adds_nothing(store, read):
    reports = [import_reading(store, reading, recipe, way) for way, (recipe, reading) in read.items()]
    assert [(report.accepted, report.already_there) for report in reports] == [(2, 0), *[(0, 2)] * (len(WAYS) - 1)]
    assert observation_count(store) == 2


def test_an_edited_submission_is_a_correction_with_its_history(store):
    for name, first, edited in (
        ("walk.zip", central(a_stop(1)), central(a_stop(1, outcome="negative"), edits=2)),
        ("walk.xlsx", kobo(a_stop(1, outcome="negative")), kobo(a_stop(1, outcome="neutral"), uuid="bbb")),
    ):
        brought(store, name, first)
        left = brought(store, name, edited)
        assert (left.accepted, left.changed, left.replaced) == (0, 1, 0)
        taken = brought(store, name, edited, import_replacing)
        assert (taken.changed, taken.replaced) == (1, 1)
        assert taken.changes["field"].tolist() == ["outcome"]
        again = brought(store, name, edited, import_replacing)
        assert (again.already_there, again.changed, again.batch) == (1, 0, None)
    assert observations(store, View(), 10)["outcome"].tolist() == ["neutral"]


def test_a_stop_that_was_taken_out_leaves_the_others_who_they_are(store):
    brought(store, "walk.zip", central(a_stop(1), BAD_CALL))
    report = brought(store, "walk.zip", central(BAD_CALL, edits=2))
    assert (report.accepted, report.already_there, report.changed) == (0, 1, 0)


@pytest.mark.parametrize(("name", "made"), [("walk.zip", central), ("walk.xlsx", kobo)])
def test_without_its_key_a_stop_is_known_by_its_place_in_the_submission(store, name, made):
    first, second = ({key: cell for key, cell in stop.items() if key != "entry_id"} for stop in (a_stop(1), BAD_CALL))
    assert brought(store, name, made(first, second)).accepted == 2
    report = brought(store, name, made(first | {"outcome": "negative"}, second))
    assert (report.accepted, report.already_there, report.changed) == (0, 1, 1)


def test_a_key_of_another_audit_is_a_listed_problem(store):
    foreign = "0192f0c1-0000-7000-8000-00000000ffff"
    walk = a_walk(place=foreign, other_place="")
    report = brought(store, "walk.zip", central(a_stop(1, touchpoint=foreign), BAD_CALL, walk=walk))
    told = report.problems[["row", "column", "value"]].to_dict("records")
    assert told == [
        {"row": 2, "column": "touchpoint", "value": foreign},
        {"row": 2, "column": "place", "value": foreign},
        {"row": 3, "column": "place", "value": foreign},
    ]
    assert "the form was made for another" in report.problems["expected"][0]
    assert observation_count(store) == 0


def test_what_was_rejected_or_not_approved_stays_out(store):
    assert brought(store, "walk.zip", central(a_stop(1), ReviewState="rejected")).skipped == 1
    refused = kobo(a_stop(1), _validation_status="validation_status_not_approved")
    assert brought(store, "walk.xlsx", refused).skipped == 1
    assert observation_count(store) == 0


def test_nothing_of_who_sent_it_is_read():
    for name, content in (WAYS["central"], WAYS["kobo"]):
        _, recognition = read_and_recognise(content, name, all_recipes())
        assert not {"SubmitterName", "_submitted_by", "DeviceID"} & set(recognition.unplaced)


NOTED = """name = "noted"
[rules]
without_outcome = "note"
[fields]
observed_at = "day"
touchpoint = "touchpoint"
outcome = "outcome"
what_happened = "words"
"""


def test_a_note_is_about_the_touchpoint_of_its_key_too(store):
    rows = "".join(f"2026-03-31,{key},,Nobody at the desk\n" for key in (DESK.id, WALK_ID))
    content = f"day,touchpoint,outcome,words\n{rows}".encode()
    _, reading = read_file(store, content, "notes.csv", recipe_from_toml(NOTED, "noted.toml"))
    assert reading.notes[["journey", "stage", "touchpoint"]].to_numpy().tolist() == [
        ["Joining", "Arrive", "Front desk"]
    ]
    assert reading.problems[["row", "column", "value"]].to_numpy().tolist() == [[3, "touchpoint", WALK_ID]]


@pytest.mark.parametrize("export", [central, kobo])
def test_a_touchpoint_that_was_missing_in_the_form_is_added_to_the_stage_that_was_chosen(store, export):
    name = "walk.zip" if export is central else "walk.xlsx"
    report = brought(store, name, export(a_stop(1, touchpoint="other", other_touchpoint="Coat rack"), BAD_CALL))
    assert report.accepted == 2
    seen = touchpoints(store).set_index("touchpoint")
    assert seen.loc["Coat rack", ["journey", "stage"]].tolist() == ["Joining", "Arrive"]
