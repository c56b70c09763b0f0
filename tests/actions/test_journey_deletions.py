"""What nothing hangs on is deleted; what something hangs on stays, and the refusal says what it is."""

import pytest

from audit.actions import journey_deleting as deleting
from audit.actions.journey_history import undo_last
from audit.actions.walks import record_walk_through, withdraw_observation
from audit.errors import StillNeededError
from audit.model.plan import Plan
from audit.model.walk_through import Method
from audit.store.journey import journeys
from audit.store.journey_part import parts
from audit.store.opening import open_store
from audit.store.planned_walk import add_planned_walk
from tests.builders import ANSWER, DESK, GREETING, INVOICE, a_walk, an_observation, with_desk

ARRIVE, LEAVE = DESK.stages


@pytest.fixture
def desk():
    """Return an audit in memory with one journey."""
    opened = with_desk(open_store())
    yield opened
    opened.close()


def test_a_touchpoint_a_stage_and_a_journey_are_deleted_and_put_back(desk):
    stood = [parts(desk)]
    deleting.delete_touchpoint(desk, GREETING.id, "KM")
    assert [touchpoint.name for _, touchpoint in journeys(desk)[0].touchpoints()] == ["Answer", "Invoice"]
    stood.append(parts(desk))
    deleting.delete_stage(desk, LEAVE.id, "KM")
    assert [stage.name for stage in journeys(desk)[0].stages] == ["Arrive"]
    stood.append(parts(desk))
    deleting.delete_journey(desk, DESK.id, "KM")
    assert journeys(desk) == ()
    for before in reversed(stood):
        undo_last(desk, "KM")
        assert parts(desk) == before


def test_what_hangs_on_it_is_named_in_the_refusal(desk):
    walk = a_walk()
    observed = [an_observation(), an_observation(touchpoint_id=INVOICE.id)]
    record_walk_through(desk, walk, observed)
    add_planned_walk(desk, Plan(DESK.id, GREETING.id, Method.WALK_IT_THROUGH))
    with pytest.raises(
        StillNeededError, match="Greeting cannot be deleted, because 1 observation and 1 planned walk would go with it"
    ):
        deleting.delete_touchpoint(desk, GREETING.id, "KM")
    with pytest.raises(StillNeededError, match="Leave cannot be deleted, because 1 observation would"):
        deleting.delete_stage(desk, LEAVE.id, "KM")
    with pytest.raises(StillNeededError, match="because 1 walk, 2 observations and 1 planned walk would"):
        deleting.delete_journey(desk, DESK.id, "KM")
    deleting.delete_touchpoint(desk, ANSWER.id, "KM")


def test_a_withdrawn_observation_hangs_on_it_still_because_it_can_be_brought_back(desk):
    observation = an_observation()
    record_walk_through(desk, a_walk(), [observation])
    withdraw_observation(desk, observation.id, "KM", "By mistake")
    with pytest.raises(StillNeededError):
        deleting.delete_touchpoint(desk, GREETING.id, "KM")
