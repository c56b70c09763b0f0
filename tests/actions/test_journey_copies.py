"""A copy of a journey says what the journey says, and has nothing observed in it."""

import pytest

from audit.actions import journey_changing as changing
from audit.actions.catalogue import keep_service
from audit.actions.journey_copying import copy_journey
from audit.actions.journey_history import undo_last
from audit.actions.walks import record_walk_through
from audit.errors import JourneyExistsError
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.keys import new_key
from audit.model.rating import Dimension
from audit.model.repertoire import Repertoire
from audit.model.service import Service
from audit.store.hanging import hanging
from audit.store.journey import journeys
from audit.store.opening import open_store
from audit.store.repertoire import repertoire, set_repertoire
from audit.store.service import service_at
from tests.builders import ANSWER, DESK, GREETING, a_walk, an_observation, with_desk


@pytest.fixture
def desk():
    """Return an audit in memory with one journey."""
    opened = with_desk(open_store())
    yield opened
    opened.close()


def test_a_copy_says_the_same_of_all_that_is_offered_and_belongs_to_the_same_services(desk):
    service, key = Service("Front desk"), new_key()
    keep_service(desk, service, [GREETING.id], "KM")
    set_repertoire(desk, DESK.id, {"scenarios": ["Alone"], "personas": ["In a hurry"]})
    record_walk_through(desk, a_walk(), [an_observation()])
    changing.retire(desk, "touchpoint", ANSWER.id, "KM")
    for _ in range(2):
        copy_journey(desk, DESK.id, " By night ", key, "KM")
    _, copy = journeys(desk)
    assert (copy.id, copy.name, copy.purpose) == (key, "By night", DESK.purpose)
    assert repertoire(desk, key) == Repertoire(("Alone",), ("In a hurry",))
    names = {stage.name: [one.name for one in stage.touchpoints] for stage in copy.stages}
    assert names == {"Arrive": ["Greeting"], "Leave": ["Invoice"]}
    greeting = copy.stages[0].touchpoints[0]
    assert (greeting.anchors, greeting.standards) == (GREETING.anchors, GREETING.standards)
    assert service_at(desk, greeting.id) == service
    assert hanging(desk, [one.id for _, one in copy.touchpoints()]) == ()
    undo_last(desk, "KM")
    assert [journey.id for journey in journeys(desk)] == [DESK.id]


def test_a_copy_needs_a_name_of_its_own(desk):
    with pytest.raises(JourneyExistsError):
        copy_journey(desk, DESK.id, "at the desk", new_key(), "KM")


def test_the_usual_words_of_a_journey_are_those_most_of_its_touchpoints_share():
    usual, other = {1: "Cold", 5: "Warm"}, {1: "Nobody looks up"}
    stage = Stage(
        "Stay",
        tuple(Touchpoint(str(n), anchors={Dimension.EMPATHY: each}) for n, each in enumerate((other, usual, usual))),
    )
    assert Journey("A night", stages=(stage, Stage("Leave", (Touchpoint("Bill"),)))).usual_anchors() == {
        Dimension.EMPATHY: usual
    }
    assert Journey("Nothing").usual_anchors() == {}
