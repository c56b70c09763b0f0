"""A table that names a touchpoint in the stage it left, or as what it was merged into, finds it where it is today."""

import pytest

from audit.actions.journey_changing import move_to_stage
from audit.actions.journey_merging import merge_touchpoints
from audit.actions.renaming import rename_stage, rename_touchpoint
from audit.model.keys import new_key
from audit.store.incoming import add_incoming_observations
from audit.store.journey import touchpoints
from audit.store.opening import first
from tests.builders import ANSWER, DESK, GREETING, INVOICE, observation_rows

ARRIVE, LEAVE = DESK.stages


def brought_in(store, **row):
    """Bring in a row, and return the touchpoint it came to with its stage, as they are called today."""
    rows = observation_rows(row)
    add_incoming_observations(store, rows, new_key())
    with store.reading() as cursor:
        return first(
            cursor.execute(
                "SELECT stage, touchpoint FROM observation INNER JOIN named_touchpoint "
                "ON named_touchpoint.touchpoint_id = observation.touchpoint_id WHERE id = CAST($id AS UUID)",
                {"id": str(rows["id"].item())},
            )
        )


def test_a_touchpoint_that_was_moved_is_found_by_the_stage_it_left(desk):
    move_to_stage(desk, GREETING.id, LEAVE.id, "KM")
    rename_touchpoint(desk, GREETING.id, "Welcome", "KM")
    rename_stage(desk, LEAVE.id, "Go", "KM")
    assert brought_in(desk, touchpoint="Greeting") == ("Go", "Welcome")
    assert brought_in(desk, touchpoint="Welcome") == ("Go", "Welcome")
    assert len(touchpoints(desk)) == 3


@pytest.mark.parametrize("into", [GREETING, INVOICE])
def test_a_touchpoint_that_was_merged_is_found_by_its_own_name(desk, into):
    merge_touchpoints(desk, ANSWER.id, into.id, "KM")
    assert brought_in(desk, touchpoint="Answer")[1] == into.name
    assert len(touchpoints(desk)) == 2


def test_another_name_or_a_stage_that_it_never_left_is_a_touchpoint_of_its_own(desk):
    move_to_stage(desk, GREETING.id, LEAVE.id, "KM")
    assert brought_in(desk, touchpoint="Farewell") == ("Arrive", "Farewell")
    assert brought_in(desk, stage="Before", touchpoint="Sign") == ("Before", "Sign")
    assert len(touchpoints(desk)) == 5
