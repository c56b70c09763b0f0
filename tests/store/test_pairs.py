"""Two looks at one moment: gathered from the store so that none is missed, and few rows besides."""

from datetime import timedelta

import pandas as pd
import pytest

from audit.actions import plans, walks
from audit.measures.pairing import paired
from audit.model.keys import new_key
from audit.model.plan import Plan
from audit.model.rating import Dimension, Outcome
from audit.model.view import EVERYTHING, View
from audit.model.walk_through import Method
from audit.store.incoming import add_incoming_observations
from audit.store.pairs import observed_by_two
from audit.store.planned_walk import mark_walked, planned_walks
from tests.builders import ANSWER, DESK, GREETING, NOON, a_walk, an_observation, observation_rows


def look(store, observer, minutes, plan_id=None, place="Main hall", **changes):
    """Log one observation, so many minutes after noon."""
    at = NOON + timedelta(minutes=minutes)
    method = changes.pop("method", Method.WALK_IT_THROUGH)
    observed = an_observation(**{"observed_at": at, "observed_on": at.date(), **changes})
    walk = a_walk(observer=observer, place=place, method=method, customer_group="staff", started_at=at, day=at.date())
    walks.record_walk_through(store, walk, [observed])
    if plan_id is not None:
        mark_walked(store, plan_id, walk.id)
    return observed


def result(store, view=EVERYTHING):
    return paired(observed_by_two(store, view, 60))


def test_what_both_rated_stands_side_by_side(desk):
    look(desk, "KM", 0, outcome=Outcome.NEGATIVE, ratings={Dimension.EMPATHY: 2, Dimension.RESPONSIVENESS: 1})
    look(desk, "AB", 7, outcome=Outcome.NEUTRAL, ratings={Dimension.EMPATHY: 3, Dimension.RELIABILITY: 5})
    (pair,) = result(desk).to_dict("records")
    assert (pair["touchpoint"], pair["observer"], pair["partner"], pair["minutes"]) == ("Greeting", "AB", "KM", 7)
    assert (pair["empathy"], pair["empathy_partner"], pair["outcome"], pair["outcome_partner"]) == (3, 2, 2, 1)
    assert (pair["reliability"], pair["responsiveness_partner"]) == (5, 1)
    assert pd.isna(pair["reliability_partner"])
    assert pd.isna(pair["tangibles"])


@pytest.mark.parametrize(
    "changes",
    [
        {"observer": "KM"},
        {"observer": ""},
        {"minutes": 61},
        {"place": "Branch"},
        {"place": ""},
        {"touchpoint_id": ANSWER.id},
        {"observed_at": None},
        {"method": Method.CHAMPIONS_NOTE},
    ],
)
def test_another_moment_is_no_pair(desk, changes):
    look(desk, "KM", 0)
    look(desk, **{"observer": "AB", "minutes": 5, **changes})
    assert result(desk).empty


def test_calls_met_at_no_place_are_pairs_too(desk):
    look(desk, "KM", 0, place="", touchpoint_id=ANSWER.id)
    look(desk, "AB", 5, place="", touchpoint_id=ANSWER.id)
    assert list(result(desk)["touchpoint"]) == ["Answer"]


def test_a_withdrawn_look_and_an_imported_one_are_no_halves_of_a_pair(desk):
    look(desk, "KM", 0)
    add_incoming_observations(desk, observation_rows({"observer": "EF", "place": "Main hall"}), new_key())
    gone = look(desk, "AB", 5)
    assert len(result(desk)) == 1
    walks.withdraw_observation(desk, gone.id, "AB", "A slip")
    assert result(desk).empty


def test_two_looks_on_either_side_of_midnight_are_found(desk):
    look(desk, "KM", 11 * 60 + 50)
    look(desk, "AB", 12 * 60 + 20)
    look(desk, "KM", 36 * 60 + 50)
    look(desk, "AB", 38 * 60 + 20)
    assert list(result(desk)["minutes"]) == [30]


def test_days_on_which_one_observer_was_alone_are_not_read(desk):
    look(desk, "KM", 0)
    look(desk, "AB", 5)
    look(desk, "AB", 5 * 24 * 60)
    assert len(observed_by_two(desk, EVERYTHING, 60)) == 2


def test_a_view_narrows_what_is_paired(desk):
    for observer in ("AB", "KM"):
        look(desk, observer, 0)
    for view, pairs in (
        (View(touchpoint="Greeting"), 1),
        (View(touchpoint="Answer"), 0),
        (View(journeys=(DESK.name,)), 1),
        (View(journeys=("Another",)), 0),
        (View(places=("Main hall",)), 1),
        (View(customer_groups=("staff",)), 0),  # two moments of a group could be recognised
        (View(places=("Branch",)), 0),
        (View(until=NOON.date() - timedelta(days=1)), 0),
        (View(second_hand=False), 1),
    ):
        assert len(result(desk, view)) == pairs


def test_a_pair_that_was_planned_and_walked_is_found(desk):
    plan = Plan(DESK.id, GREETING.id, Method.WALK_IT_THROUGH, place="Main hall")
    one, other = plans.plan_pair(desk, plan, ("AB", "KM"))
    assert len(set(planned_walks(desk)["pair_id"])) == 1
    look(desk, "AB", 0, plan_id=one.id)
    look(desk, "KM", 2, plan_id=other.id)
    assert planned_walks(desk).empty
    assert len(result(desk)) == 1


def test_an_audit_without_observations_has_no_pairs(store):
    assert result(store).empty
