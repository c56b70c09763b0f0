"""Touchpoints, stages and journeys are renamed, by whom and why is noted, and what cannot be a name is refused."""

import json

import pytest

from audit.actions import renaming
from audit.errors import GoneError, JourneyExistsError, MissingError, NameInUseError
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.keys import new_key
from audit.store.change import changes_of
from audit.store.journey import add_journey, journeys, touchpoints
from tests.builders import DESK, GREETING, INVOICE, with_desk

ARRIVE, LEAVE = DESK.stages
BY_PHONE = Journey("By phone", stages=(Stage("Ring", (Touchpoint("Greeting"),)),))


@pytest.fixture
def desk(store):
    return with_desk(store)


def labels(store):
    return list(touchpoints(store)["touchpoint"])


def renamed(store, name="Bill", touchpoint=INVOICE):
    renaming.rename_touchpoint(store, touchpoint.id, name, "KM", "A slip of the pen")


def test_a_renamed_touchpoint_is_shown_by_its_new_name_and_the_history_says_who_and_why(desk):
    renamed(desk, "  Bill ")
    assert labels(desk) == ["Greeting", "Answer", "Bill"]
    (line,) = changes_of(desk, INVOICE.id).to_dict("records")
    assert (line["changed_by"], line["reason"]) == ("KM", "A slip of the pen")
    assert (json.loads(line["before"]), json.loads(line["after"])) == ({"name": "Invoice"}, {"name": "Bill"})


def test_stages_and_journeys_are_renamed_too(desk):
    renaming.rename_stage(desk, LEAVE.id, "Go", "KM")
    renaming.rename_journey(desk, DESK.id, "At the counter", "KM")
    (journey,) = journeys(desk)
    assert (journey.name, [stage.name for stage in journey.stages]) == ("At the counter", ["Arrive", "Go"])
    assert len(changes_of(desk, LEAVE.id)) == len(changes_of(desk, DESK.id)) == 1


def test_the_name_it_has_already_changes_nothing(desk):
    renamed(desk, "Invoice")
    renaming.rename_stage(desk, LEAVE.id, "Leave", "KM")
    renaming.rename_journey(desk, DESK.id, "At the desk", "KM")
    assert all(changes_of(desk, key).empty for key in (INVOICE.id, LEAVE.id, DESK.id))


@pytest.mark.parametrize(
    ("rename", "key"),
    [
        (renaming.rename_touchpoint, INVOICE.id),
        (renaming.rename_stage, LEAVE.id),
        (renaming.rename_journey, DESK.id),
    ],
)
def test_an_empty_name_and_what_is_not_there_are_refused(desk, rename, key):
    with pytest.raises(MissingError, match="name is empty; please fill it in"):
        rename(desk, key, " \u200b ", "KM")
    with pytest.raises(GoneError, match="is not in the audit any more"):
        rename(desk, new_key(), "Anything", "KM")


def test_a_name_that_stands_beside_it_already_is_refused(desk):
    with pytest.raises(NameInUseError, match="This stage has a touchpoint named Answer already"):
        renamed(desk, "Answer", GREETING)
    with pytest.raises(NameInUseError, match="This journey has a stage named Arrive already"):
        renaming.rename_stage(desk, LEAVE.id, "Arrive", "KM")
    add_journey(desk, BY_PHONE)
    with pytest.raises(JourneyExistsError, match="By phone is there already"):
        renaming.rename_journey(desk, DESK.id, "By phone", "KM")
