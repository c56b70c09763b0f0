"""Two who change one journey at once: what each changed stays, and the same field is asked about before it is lost."""

from dataclasses import replace

import pytest

from audit.actions.catalogue import keep_service
from audit.actions.journey_changing import describe_journey, describe_touchpoint
from audit.actions.journey_meanwhile import (
    journey_says,
    save_journey,
    save_name,
    save_touchpoint,
    touchpoint_stands,
)
from audit.actions.renaming import rename_stage
from audit.errors import PartChangedError, RenamedMeanwhileError
from audit.model.journey import Standards
from audit.model.rating import Dimension
from audit.model.repertoire import Repertoire
from audit.model.service import Service
from audit.store.journey import journeys
from audit.store.opening import open_store
from audit.store.repertoire import repertoire
from audit.store.service import service_at
from tests.builders import DESK, GREETING, with_desk


@pytest.fixture
def desk():
    """Return an audit in memory with one journey."""
    opened = with_desk(open_store())
    yield opened
    opened.close()


def greeting(store):
    return journeys(store)[0].stages[0].touchpoints[0]


def test_what_two_change_of_one_touchpoint_both_stays(desk):
    service = Service("Front desk")
    before = touchpoint_stands(desk, GREETING.id)
    keep_service(desk, service, [GREETING.id], "HR")
    anchors = {**GREETING.anchors, Dimension.EMPATHY: {**GREETING.anchors[Dimension.EMPATHY], 5: "By name"}}
    describe_touchpoint(desk, replace(GREETING, channel="sign", anchors=anchors), service.id, "HR")
    mine = replace(
        GREETING,
        name="Welcome",
        anchors={Dimension.EMPATHY: {1: "Nobody", 3: "A nod", 5: "A greeting before you speak"}},
    )
    save_touchpoint(desk, before, mine, None, "KM")
    there = greeting(desk)
    assert (there.name, there.channel, service_at(desk, GREETING.id)) == ("Welcome", "sign", service)
    assert there.anchors == {Dimension.EMPATHY: {1: "Nobody", 3: "A nod", 5: "By name"}}
    assert there.standards == GREETING.standards


@pytest.mark.parametrize(
    ("theirs", "mine", "sentence"),
    [
        ({"channel": "sign"}, {"channel": "chat"}, "Channel was changed to “sign” meanwhile."),
        ({"description": ""}, {"description": "Time it."}, "What to look for was emptied meanwhile."),
        ({"standards": Standards(2, 4.5)}, {"standards": None}, "Standard was changed to “2 to 4.5” meanwhile."),
        ({"why": "x"}, {"why": "y"}, "Why it is a moment of truth was changed to “x” meanwhile."),
    ],
)
def test_what_two_change_of_one_field_is_said_and_nothing_is_saved(desk, theirs, mine, sentence):
    before = touchpoint_stands(desk, GREETING.id)
    describe_touchpoint(desk, replace(GREETING, **theirs), None, "HR")
    there = greeting(desk)
    with pytest.raises(PartChangedError, match=sentence):
        save_touchpoint(desk, before, replace(GREETING, **mine), None, "KM")
    assert greeting(desk) == there
    save_touchpoint(desk, touchpoint_stands(desk, GREETING.id), replace(there, **mine), None, "KM")
    assert greeting(desk) == replace(there, **mine)


def test_the_service_and_the_mark_of_a_moment_of_truth_are_said_as_people_read_them(desk):
    front, back = Service("Front desk"), Service("Back office")
    before = touchpoint_stands(desk, GREETING.id)
    keep_service(desk, back, (), "HR")
    keep_service(desk, front, [GREETING.id], "HR")
    with pytest.raises(PartChangedError, match="Service was changed to “Front desk” meanwhile"):
        save_touchpoint(desk, before, GREETING, back.id, "KM")
    plain = replace(GREETING, is_moment_of_truth=False)
    start = touchpoint_stands(desk, GREETING.id) | {"moment of truth": False}
    describe_touchpoint(desk, plain, front.id, "HR")
    save_touchpoint(desk, start | {"moment of truth": True}, plain, front.id, "KM")
    assert not greeting(desk).is_moment_of_truth


def test_what_a_journey_says_of_itself_is_saved_alike(desk):
    before = journey_says(desk, DESK.id)
    describe_journey(desk, DESK.id, DESK.purpose, Repertoire(("Alone", "At night"), ("In a hurry",)), "HR")
    save_journey(desk, before, DESK.id, "Get help soon", Repertoire(), "KM")
    assert (journeys(desk)[0].purpose, repertoire(desk, DESK.id).scenarios) == ("Get help soon", ("Alone", "At night"))
    there = Repertoire(("Alone", "At night"), ("With a pram",))
    save_journey(desk, journey_says(desk, DESK.id), DESK.id, "Get help soon", there, "KM")
    assert repertoire(desk, DESK.id) == there
    with pytest.raises(PartChangedError, match="List of personas was changed to “With a pram” meanwhile"):
        save_journey(desk, before, DESK.id, "Get help soon", Repertoire((), ("Alone",)), "KM")
    with pytest.raises(PartChangedError, match="List of situations was changed to “Alone; At night” meanwhile"):
        save_journey(desk, before, DESK.id, "Get help soon", Repertoire(("Alone",)), "KM")


def test_a_name_that_somebody_else_gave_meanwhile_is_not_taken_away_unseen(desk):
    stage = DESK.stages[0]
    rename_stage(desk, stage.id, "Come in", "HR")
    with pytest.raises(RenamedMeanwhileError, match=r"named it “Come in” meanwhile\. “Enter” was not taken"):
        save_name(desk, "stage", stage.id, ("Arrive", "Enter"), "KM")
    save_name(desk, "stage", stage.id, ("Arrive", " Come in "), "KM")
    save_name(desk, "journey", DESK.id, (DESK.name, "At the counter"), "KM")
    assert (journeys(desk)[0].name, journeys(desk)[0].stages[0].name) == ("At the counter", "Come in")
    save_name(desk, "stage", stage.id, ("Come in", "Enter"), "KM")
    assert journeys(desk)[0].stages[0].name == "Enter"
