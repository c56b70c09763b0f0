"""What is retired is offered no more: on phones, in plans, on posters, in the form for the field; nothing is lost."""

import pytest

from audit.actions import journey_changing as changing
from audit.actions.catalogue import keep_service
from audit.actions.form_keys import form_of_programme
from audit.actions.walks import record_walk_through
from audit.errors import NothingToWalkError
from audit.model.keys import new_key
from audit.model.plan import Plan
from audit.model.rating import Outcome
from audit.model.service import Service
from audit.model.walk_through import Method
from audit.review.propose import vote_choices
from audit.store.observation import observation_count
from audit.store.opening import open_store
from audit.store.planned_walk import add_planned_walk, open_plans, plan_with, planned_walks
from audit.store.service import serviced_touchpoints
from audit.web.walk.arriving import take_in
from audit.web.walk.posters import posters_of
from audit.web.walk.programme import programme_for_phones
from tests.builders import ANSWER, DESK, GREETING, INVOICE, NOON, a_walk, an_observation, with_desk
from tests.web.walk.messages import PHONE, a_message, a_sent_entry, a_sent_walk

ADDRESS = "https://audit.example.org"


@pytest.fixture
def desk():
    """Return an audit in memory with one journey."""
    opened = with_desk(open_store())
    yield opened
    opened.close()


def on_phones(store):
    journeys = programme_for_phones(store)["journeys"]
    return [stop["name"] for journey in journeys for stage in journey["stages"] for stop in stage["touchpoints"]]


def on_posters(store):
    return [poster.touchpoint for poster in posters_of(store, ADDRESS)]


def test_a_retired_touchpoint_is_on_no_phone_and_no_poster_and_back_again(desk):
    before = programme_for_phones(desk)["version"]
    changing.retire(desk, "touchpoint", GREETING.id, "KM")
    assert on_phones(desk) == on_posters(desk) == ["Answer", "Invoice"]
    assert programme_for_phones(desk)["version"] != before
    changing.bring_back(desk, "touchpoint", GREETING.id, "KM")
    assert on_phones(desk) == on_posters(desk) == ["Greeting", "Answer", "Invoice"]


def test_a_plan_waits_while_its_touchpoint_is_retired(desk):
    plan = Plan(DESK.id, GREETING.id, Method.WALK_IT_THROUGH)
    add_planned_walk(desk, plan)
    changing.retire(desk, "stage", DESK.stages[0].id, "KM")
    assert (len(planned_walks(desk)), open_plans(desk), plan_with(desk, plan.id)) == (0, (), None)
    changing.bring_back(desk, "stage", DESK.stages[0].id, "KM")
    assert open_plans(desk) == (plan,)


def test_a_walk_that_was_under_way_when_its_touchpoint_was_retired_is_taken_in(desk):
    record_walk_through(desk, a_walk(), [an_observation()])
    changing.retire(desk, "journey", DESK.id, "KM")
    answers = take_in(desk, a_message(a_sent_walk(), a_sent_entry(touchpoint_id=str(GREETING.id))), PHONE)
    assert answers
    assert observation_count(desk) == 2


def test_with_every_journey_retired_there_is_no_form_to_walk_with(desk):
    changing.retire(desk, "journey", DESK.id, "KM")
    with pytest.raises(NothingToWalkError):
        form_of_programme(desk, NOON)


def test_what_is_retired_is_proposed_for_no_vote_and_belongs_to_its_service_still(desk):
    touchpoints = (GREETING, ANSWER)
    bad = [an_observation(touchpoint_id=one.id, outcome=Outcome.NEGATIVE, id=new_key()) for one in touchpoints]
    record_walk_through(desk, a_walk(), bad)
    days = NOON.date(), NOON.date()
    assert set(vote_choices(desk, *days)) == {"Greeting", "Answer"}
    service = Service("Front desk")
    keep_service(desk, service, [GREETING.id, ANSWER.id], "KM")
    changing.retire(desk, "touchpoint", GREETING.id, "KM")
    keep_service(desk, service, [INVOICE.id], "KM")
    assert vote_choices(desk, *days) == ("Answer",)
    assert [bool(key) for key in serviced_touchpoints(desk)["service_id"]] == [True, False, True]
