"""A plan names only days and parts of the day there are."""

import pytest

from audit.errors import UnknownChoiceError
from audit.model.plan import Plan
from audit.model.walk_through import Method
from tests.builders import DESK, GREETING


def a_plan(**said):
    return Plan(DESK.id, GREETING.id, Method.SIT_AND_LISTEN, **said)


def test_a_plan_needs_no_more_than_a_touchpoint_and_a_method():
    plan = a_plan()
    assert (plan.place, plan.daypart, plan.weekday, plan.planned_for, plan.pair_id) == ("", "", "", None, None)
    assert plan.id != a_plan().id


def test_a_plan_may_name_weekday_and_part_of_the_day():
    plan = a_plan(weekday="Monday", daypart="evening")
    assert (plan.weekday, plan.daypart) == ("Monday", "evening")


@pytest.mark.parametrize("said", [{"weekday": "Someday"}, {"daypart": "noon"}])
def test_a_day_or_part_of_the_day_that_is_none_is_refused(said):
    with pytest.raises(UnknownChoiceError, match="choose one of"):
        a_plan(**said)
