"""Planning is one tap, twice is once, and the walk that began from a plan settles it."""

from datetime import date

import pytest

from audit.actions import plans
from audit.errors import GoneError
from audit.model.plan import Plan
from audit.model.walk_through import Method
from audit.store.opening import open_store
from audit.store.planned_walk import plan_with, planned_walks
from tests.builders import DESK, GREETING, INVOICE, older_desk


def a_plan(**text):
    return Plan(DESK.id, GREETING.id, Method.SIT_AND_LISTEN, **text)


def test_a_suggestion_becomes_a_plan(desk):
    suggested = {"touchpoint": "Invoice", "method": "walk it through", "place": "", "daypart": "evening", "debt": 3}
    suggested |= {"observer": "KM", "planned_for": date(2026, 3, 9)}
    plan = plans.plan_of(desk, suggested, "Never observed.")
    assert (plan.journey_id, plan.touchpoint_id) == (DESK.id, INVOICE.id)
    assert (plan.observer, plan.planned_for) == ("KM", date(2026, 3, 9))
    assert (plan.method, plan.daypart, plan.reason) == (Method.WALK_IT_THROUGH, "evening", "Never observed.")
    plans.plan_walk(desk, plan)
    plans.plan_walk(desk, plan)
    assert list(planned_walks(desk)["touchpoint"]) == ["Invoice"]
    assert list(planned_walks(desk)["names_debt"]) == [True]
    assert plan_with(desk, plan.id) == plan


def test_a_plan_names_a_debt_only_where_one_was_known(desk):
    plans.plan_walk(desk, plans.plan_of(desk, {"touchpoint": "Invoice", "method": "walk it through", "debt": 0}, ""))
    assert list(planned_walks(desk)["names_debt"]) == [False]


def test_of_a_plan_made_before_the_reason_tells_once_whether_it_names_a_debt(tmp_path):
    path = tmp_path / "audit.duckdb"
    old = older_desk(path, 18)
    reasons = ("Never observed; owes 24 good experiences.", "Never observed by whoever owes 3.")
    with old.writing() as cursor:
        for reason in reasons:
            cursor.execute(
                "INSERT INTO planned_walk (id, journey_id, touchpoint_id, place, customer_group, method, daypart, "
                "weekday, observer, reason, planned_at) "
                "VALUES (uuid(), $journey, $touchpoint, '', '', 'make the call', '', '', '', $reason, now())",
                {"journey": DESK.id, "touchpoint": GREETING.id, "reason": reason},
            )
    old.close()
    store = open_store(path)
    rows = planned_walks(store).set_index("reason")["names_debt"]
    store.close()
    assert [bool(rows[reason]) for reason in reasons] == [True, False]


def test_a_touchpoint_that_is_gone_cannot_be_planned(desk):
    with pytest.raises(GoneError, match="touchpoint"):
        plans.plan_of(desk, {"touchpoint": "Fountain", "method": "walk it through"}, "")


def test_two_observers_are_planned_as_a_pair_once(desk):
    plan = a_plan(reason="To compare two judgements.")
    one, other = plans.plan_pair(desk, plan, ("KM", "LB"))
    plans.plan_pair(desk, plan, ("KM", "LB"))
    assert one.pair_id == other.pair_id == plan.id
    assert one.id != other.id
    assert sorted(planned_walks(desk)["observer"]) == ["KM", "LB"]


def test_a_pair_of_whoever_is_two_plans_too(desk):
    plans.plan_pair(desk, a_plan())
    assert len(planned_walks(desk)) == 2


def test_dropping_one_of_a_pair_leaves_the_other(desk):
    one, other = plans.plan_pair(desk, a_plan())
    plans.drop_plan(desk, one.id)
    assert list(planned_walks(desk)["id"]) == [str(other.id)]


def test_day_and_person_of_a_plan_can_be_set_anew(desk):
    plan = a_plan(observer="KM")
    plans.plan_walk(desk, plan)
    plans.change_plan(desk, plan.id, " LB ", date(2026, 3, 9))
    assert (plan_with(desk, plan.id).observer, plan_with(desk, plan.id).planned_for) == ("LB", date(2026, 3, 9))
    plans.change_plan(desk, plan.id, "", None)
    assert (plan_with(desk, plan.id).observer, plan_with(desk, plan.id).planned_for) == ("", None)


def test_a_plan_that_was_dropped_meanwhile_is_not_changed(desk):
    plan = a_plan()
    plans.plan_walk(desk, plan)
    plans.drop_plan(desk, plan.id)
    with pytest.raises(GoneError, match="plan"):
        plans.change_plan(desk, plan.id, "KM", None)
