"""A touchpoint that somebody named on a walk waits for the steward, who may leave it as it is."""

from uuid import UUID

from audit.actions.field_walks import take_in_touchpoint
from audit.actions.set_up import accept_touchpoint
from audit.actions.walks import record_walk_through
from audit.model.journey import Touchpoint
from audit.store.added_touchpoint import added_touchpoints, is_waiting
from audit.store.change import changes_of
from tests.builders import DESK, a_walk

SIGN = Touchpoint("Sign")


def test_what_was_named_on_a_walk_waits_with_where_it_stands_and_who_named_it(desk):
    walk = a_walk()
    record_walk_through(desk, walk, [])
    take_in_touchpoint(desk, walk.id, DESK.stages[0].id, SIGN)
    (row,) = added_touchpoints(desk).to_dict("records")
    assert UUID(row["id"]) == SIGN.id
    assert [row[name] for name in ("touchpoint", "stage", "journey", "observer")] == [
        "Sign",
        "Arrive",
        "At the desk",
        "KM",
    ]
    assert is_waiting(desk, SIGN.id)


def test_left_as_it_is_it_waits_no_more_and_a_second_tap_changes_nothing(desk):
    walk = a_walk()
    record_walk_through(desk, walk, [])
    take_in_touchpoint(desk, walk.id, DESK.stages[0].id, SIGN)
    for _ in range(2):
        accept_touchpoint(desk, SIGN.id, "steward")
    assert added_touchpoints(desk).empty
    assert not is_waiting(desk, SIGN.id)
    assert len(changes_of(desk, SIGN.id)) == 1


def test_one_that_is_there_under_its_name_waits_for_nobody(desk):
    walk, known = a_walk(), DESK.stages[0].touchpoints[0]
    record_walk_through(desk, walk, [])
    take_in_touchpoint(desk, walk.id, DESK.stages[0].id, Touchpoint(known.name))
    assert added_touchpoints(desk).empty
