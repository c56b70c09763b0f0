"""A journey is made one's own: each change is one line of the history, and what nobody means to change stays."""

from dataclasses import replace

import pytest

from audit.actions import journey_changing as changing
from audit.actions import journey_making as making
from audit.actions.catalogue import keep_service
from audit.errors import GoneError, JourneyExistsError, PartExistsError
from audit.model.journey import Journey, Stage, Standards, Touchpoint
from audit.model.keys import new_key
from audit.model.rating import Dimension
from audit.model.repertoire import Repertoire
from audit.model.service import Service
from audit.store.change import changes_of
from audit.store.journey import journeys, offered_journeys, touchpoints
from audit.store.journey_part import parts
from audit.store.opening import open_store
from audit.store.repertoire import repertoire
from audit.store.service import service_at
from tests.builders import ANSWER, DESK, GREETING, INVOICE, with_desk

ARRIVE, LEAVE = DESK.stages


@pytest.fixture
def desk():
    """Return an audit in memory with one journey."""
    opened = with_desk(open_store())
    yield opened
    opened.close()


def names(store):
    """Return each stage with its touchpoints, in order, as they are offered."""
    return {
        stage.name: [touchpoint.name for touchpoint in stage.touchpoints]
        for journey in offered_journeys(store)
        for stage in journey.stages
    }


def history(store, key):
    return list(changes_of(store, key)["reason"])


def test_a_journey_is_made_from_nothing_once(store):
    hotel = Journey(
        "A night", "Sleep well", (Stage("Arrive", (Touchpoint("Parking"),)), Stage("Stay", (Touchpoint("Room"),)))
    )
    for _ in range(2):
        making.make_journey(store, hotel, "KM")
    assert journeys(store) == (hotel,)
    assert history(store, hotel.id) == ["Made the journey A night"]


def test_a_journey_of_a_name_that_is_there_is_refused_whatever_its_capitals(desk):
    with pytest.raises(JourneyExistsError):
        making.make_journey(desk, Journey("at the DESK"), "KM")


def test_stages_and_touchpoints_are_added_at_the_end_once(desk):
    stage, more = Stage("After", (Touchpoint("Survey"),)), [Touchpoint("Thanks"), Touchpoint("Goodbye")]
    for _ in range(2):
        making.add_stages(desk, DESK.id, [stage], "KM")
        making.add_touchpoints(desk, LEAVE.id, more, "KM")
    assert names(desk) == {
        "Arrive": ["Greeting", "Answer"],
        "Leave": ["Invoice", "Thanks", "Goodbye"],
        "After": ["Survey"],
    }
    assert history(desk, DESK.id) == ["Added After to At the desk"]
    assert history(desk, LEAVE.id) == ["Added 2 touchpoints to Leave"]


@pytest.mark.parametrize("name", ["ANSWER", "Greeting"])
def test_a_name_that_stands_beside_it_is_refused(desk, name):
    with pytest.raises(PartExistsError, match=f"Arrive has a touchpoint named {name} already"):
        making.add_touchpoints(desk, ARRIVE.id, [Touchpoint("New"), Touchpoint(name)], "KM")
    with pytest.raises(PartExistsError, match="At the desk has a stage named leave already"):
        making.add_stages(desk, DESK.id, [Stage("leave")], "KM")
    assert journeys(desk) == (DESK,)


def test_a_touchpoint_is_described_and_keeps_its_name(desk):
    described = replace(
        ANSWER,
        name="Another name",
        channel="chat",
        is_moment_of_truth=True,
        why="It is the first answer.",
        description="Count the seconds.",
        standards=Standards(2.0, 4.0),
        anchors={Dimension.EMPATHY: {1: "Cold", 3: "Polite", 5: "Kind"}},
    )
    changing.describe_touchpoint(desk, described, None, "KM")
    assert journeys(desk)[0].stages[0].touchpoints[1] == replace(described, name="Answer")
    changing.describe_touchpoint(desk, replace(described, anchors={Dimension.EMPATHY: {5: "Warm"}}), None, "KM")
    assert journeys(desk)[0].stages[0].touchpoints[1].anchors == {Dimension.EMPATHY: {5: "Warm"}}
    assert history(desk, ANSWER.id) == ["Described Answer", "Described Answer"]


def test_a_touchpoint_belongs_to_the_service_it_is_given(desk):
    service = Service("Front desk")
    keep_service(desk, service, (), "KM")
    changing.describe_touchpoint(desk, GREETING, service.id, "KM")
    assert service_at(desk, GREETING.id) == service


def test_a_touchpoint_is_called_otherwise_and_described_at_once(desk):
    changing.change_touchpoint(desk, replace(GREETING, name="Welcome", channel="chat"), None, "KM")
    first, *_ = journeys(desk)[0].stages[0].touchpoints
    assert (first.name, first.channel) == ("Welcome", "chat")
    assert history(desk, GREETING.id) == ["Described Welcome", ""]


def test_what_is_described_as_it_was_leaves_no_line(desk):
    changing.describe_touchpoint(desk, GREETING, None, "KM")
    assert history(desk, GREETING.id) == []


def test_a_journey_is_described(desk):
    played = Repertoire(("In a hurry", "With a child", "In a hurry"))
    changing.describe_journey(desk, DESK.id, "Be helped", played, "KM")
    changing.describe_journey(desk, DESK.id, "Be helped", Repertoire(("With a child", "Lost"), ("In a hurry",)), "")
    assert journeys(desk)[0].purpose == "Be helped"
    assert repertoire(desk, DESK.id) == Repertoire(("With a child", "Lost"), ("In a hurry",))
    assert list(changes_of(desk, DESK.id)["changed_by"]) == ["not said", "KM"]


def test_touchpoints_and_stages_and_journeys_change_their_places(desk):
    making.make_journey(desk, Journey("Another"), "KM")
    changing.move_touchpoint(desk, ANSWER.id, -1, "KM")
    changing.move_stage(desk, ARRIVE.id, 1, "KM")
    changing.move_journey(desk, DESK.id, 1, "KM")
    assert names(desk) == {"Leave": ["Invoice"], "Arrive": ["Answer", "Greeting"]}
    assert [journey.name for journey in journeys(desk)] == ["Another", "At the desk"]
    assert history(desk, ANSWER.id) == ["Moved Answer up"]


def test_the_first_goes_no_higher_and_the_last_no_lower(desk):
    changing.move_touchpoint(desk, GREETING.id, -1, "KM")
    changing.move_touchpoint(desk, ANSWER.id, 1, "KM")
    assert names(desk) == names(with_desk(desk))
    assert history(desk, GREETING.id) == []


def test_what_is_retired_is_passed_over_on_the_way(desk):
    making.add_touchpoints(desk, ARRIVE.id, [Touchpoint("Thanks")], "KM")
    changing.retire(desk, "touchpoint", ANSWER.id, "KM")
    changing.move_touchpoint(desk, GREETING.id, 1, "KM")
    assert names(desk)["Arrive"] == ["Thanks", "Greeting"]


def test_a_touchpoint_moves_to_the_end_of_another_stage(desk):
    changing.move_to_stage(desk, GREETING.id, LEAVE.id, "KM")
    changing.move_to_stage(desk, GREETING.id, LEAVE.id, "KM")
    assert names(desk) == {"Arrive": ["Answer"], "Leave": ["Invoice", "Greeting"]}
    assert history(desk, GREETING.id) == ["Moved Greeting from Arrive to Leave"]


def test_a_touchpoint_does_not_move_where_another_bears_its_name(desk):
    making.add_touchpoints(desk, LEAVE.id, [Touchpoint("greeting")], "KM")
    with pytest.raises(PartExistsError):
        changing.move_to_stage(desk, GREETING.id, LEAVE.id, "KM")


@pytest.mark.parametrize(
    ("part", "key", "left"),
    [
        ("touchpoint", INVOICE.id, {"Arrive": ["Greeting", "Answer"], "Leave": []}),
        ("stage", LEAVE.id, {"Arrive": ["Greeting", "Answer"]}),
        ("journey", DESK.id, {}),
    ],
)
def test_what_is_retired_is_offered_no_more_until_it_is_brought_back(desk, part, key, left):
    before = parts(desk)
    for _ in range(2):
        changing.retire(desk, part, key, "KM")
    assert names(desk) == left
    assert "Invoice" in set(touchpoints(desk)["touchpoint"])
    changing.bring_back(desk, part, key, "KM")
    assert parts(desk) == before
    assert list(changes_of(desk, key)["verb"]) == ["restored", "withdrawn"]


@pytest.mark.parametrize("part", ["journey", "stage", "touchpoint"])
def test_what_is_gone_is_not_changed(desk, part):
    with pytest.raises(GoneError, match=f"This {part} is not in the audit any more"):
        changing.retire(desk, part, new_key(), "KM")
