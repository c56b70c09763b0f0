"""Plans stand open until they are walked or dropped, and no plan stands twice."""

from datetime import date

from audit.model.keys import new_key
from audit.model.plan import Plan
from audit.model.walk_through import Method
from audit.store.planned_walk import add_planned_walk, drop_planned_walk, mark_walked, plan_with, planned_walks
from tests.builders import ANSWER, DESK, GREETING


def a_plan(**text):
    return Plan(**{"journey_id": DESK.id, "touchpoint_id": GREETING.id, "method": Method.SIT_AND_LISTEN} | text)


def test_a_plan_comes_back_as_it_was_made(desk):
    plan = a_plan(
        place="Main hall",
        customer_group="Students",
        daypart="evening",
        weekday="Monday",
        observer="KM",
        planned_for=date(2026, 3, 9),
        reason="Never observed.",
        pair_id=new_key(),
    )
    add_planned_walk(desk, plan)
    assert plan_with(desk, plan.id) == plan
    (row,) = planned_walks(desk).to_dict("records")
    assert (row["journey"], row["touchpoint"], row["method"]) == ("At the desk", "Greeting", "sit and listen")
    assert (row["planned_for"].date(), row["pair_id"]) == (date(2026, 3, 9), str(plan.pair_id))


def test_those_with_a_day_stand_before_those_planned_soon(desk):
    later, sooner, soon = a_plan(planned_for=date(2026, 4, 1)), a_plan(planned_for=date(2026, 3, 1)), a_plan()
    for plan in (soon, later, sooner):
        add_planned_walk(desk, plan)
    assert list(planned_walks(desk)["id"]) == [str(plan.id) for plan in (sooner, later, soon)]


def test_the_same_plan_is_not_kept_twice(desk):
    plan = a_plan()
    add_planned_walk(desk, plan)
    add_planned_walk(desk, plan)
    add_planned_walk(desk, a_plan())
    assert list(planned_walks(desk)["id"]) == [str(plan.id)]


def test_another_touchpoint_place_or_observer_is_another_plan(desk):
    for plan in (a_plan(), a_plan(touchpoint_id=ANSWER.id), a_plan(place="Main hall"), a_plan(observer="KM")):
        add_planned_walk(desk, plan)
    assert len(planned_walks(desk)) == 4


def test_two_plans_of_a_pair_may_be_alike_but_not_two_pairs(desk):
    pair, other = new_key(), new_key()
    for plan in (a_plan(), a_plan(pair_id=pair), a_plan(pair_id=pair), a_plan(pair_id=other), a_plan(pair_id=other)):
        add_planned_walk(desk, plan)
    assert sorted(map(str, planned_walks(desk)["pair_id"].dropna())) == [str(pair)] * 2
    assert len(planned_walks(desk)) == 3


def test_a_dropped_plan_is_open_no_more_and_can_be_made_again(desk):
    plan = a_plan()
    add_planned_walk(desk, plan)
    drop_planned_walk(desk, plan.id)
    assert plan_with(desk, plan.id) is None
    assert planned_walks(desk).empty
    add_planned_walk(desk, a_plan())
    assert len(planned_walks(desk)) == 1


def test_a_plan_that_was_walked_is_open_no_more_and_keeps_its_first_walk(desk):
    plan, walk = a_plan(), new_key()
    add_planned_walk(desk, plan)
    mark_walked(desk, plan.id, walk)
    mark_walked(desk, plan.id, new_key())
    assert plan_with(desk, plan.id) is None
    with desk.reading() as cursor:
        assert cursor.execute("SELECT walk_through_id FROM planned_walk").fetchall() == [(walk,)]


def test_a_plan_nobody_made_is_none(desk):
    assert plan_with(desk, new_key()) is None


def test_a_plan_whose_touchpoint_is_gone_is_shown_no_more(desk):
    gone = a_plan(touchpoint_id=new_key())
    add_planned_walk(desk, gone)
    assert planned_walks(desk).empty
    assert plan_with(desk, gone.id) is None
