"""What a phone is given: all that is needed where there is no signal, and the moment it changes."""

from datetime import date

import pytest

from audit.actions.plans import plan_walk
from audit.actions.renaming import rename_touchpoint
from audit.actions.walks import record_walk_through
from audit.model.commitment import Commitment, Evidence
from audit.model.draft import Draft, Entry, Head
from audit.model.keys import new_key
from audit.model.plan import Plan
from audit.model.poster import poster_code
from audit.model.repertoire import PLAYED
from audit.model.service import Service
from audit.model.walk_through import Method
from audit.store.commitment import add_commitment
from audit.store.opening import open_store
from audit.store.place import add_place
from audit.store.repertoire import set_repertoire
from audit.store.service import add_service, set_touchpoints
from audit.web.walk.programme import journeys_mark, programme_for_phones
from tests.builders import ANSWER, DESK, GREETING, INVOICE, NOON, a_walk, an_observation, stored_draft, with_desk


@pytest.fixture
def store():
    one = with_desk(open_store())
    yield one
    one.close()


def touchpoints(given):
    return {each["id"]: each for stage in given["journeys"][0]["stages"] for each in stage["touchpoints"]}


def test_a_phone_is_given_the_journey_with_its_anchors_in_order(store):
    given = programme_for_phones(store)
    assert [stage["name"] for stage in given["journeys"][0]["stages"]] == ["Arrive", "Leave"]
    assert list(touchpoints(given)) == [str(one.id) for one in (GREETING, ANSWER, INVOICE)]
    greeting = touchpoints(given)[str(GREETING.id)]
    assert greeting["anchors"] == {
        "empathy": {"1": "Nobody looks up", "3": "A nod", "5": "A greeting before you speak"}
    }
    assert greeting["is_moment_of_truth"]
    assert (greeting["promised_minutes"], greeting["service"], greeting["latest"]) == (None, "", None)


def test_what_was_promised_at_a_touchpoint_stands_with_it(store):
    service = Service("Desk", first_response_minutes=2)
    add_service(store, service)
    set_touchpoints(store, service.id, [GREETING.id])
    promised = Commitment(GREETING.id, "We look up", "we ask ten people", "lead", date(2026, 4, 1), NOON.date())
    add_commitment(store, promised, Evidence(date(2026, 1, 1), date(2026, 3, 2), 12, 6, 6), NOON, new_key())
    greeting = touchpoints(programme_for_phones(store))[str(GREETING.id)]
    assert (greeting["promised_minutes"], greeting["service"]) == (2.0, "Desk")
    assert greeting["commitments"][0].startswith("We promised here: We look up")


def test_the_last_words_about_a_touchpoint_are_those_of_the_latest_day(store):
    for day, words in ((3, "Later."), (2, "Earlier.")):
        seen = an_observation(what_happened=words, observed_on=date(2026, 3, day))
        record_walk_through(store, a_walk(), [seen])
    assert touchpoints(programme_for_phones(store))[str(GREETING.id)]["latest"]["words"] == "Later."


def test_a_plan_can_be_begun_without_asking_the_server_again(store):
    plan = Plan(DESK.id, ANSWER.id, Method.MAKE_THE_CALL, planned_for=date(2026, 3, 9), reason="Never called")
    plan_walk(store, plan)
    (given,) = programme_for_phones(store)["plans"]
    assert given["touchpoint_id"] == str(ANSWER.id)
    assert (given["planned_for"], given["method"]) == ("2026-03-09", "make the call")


def test_a_walk_begun_in_the_old_form_comes_with_what_was_typed_and_saved(store):
    walk = a_walk(id=new_key())
    record_walk_through(store, walk, [an_observation()])
    entry = Entry(str(new_key()), str(ANSWER.id), what_happened="Rang twice.")
    draft = stored_draft(store, Draft(walk.id, NOON, Head(journey_id=str(DESK.id), place="Main hall"), entry))
    (given,) = programme_for_phones(store)["drafts"]
    assert (given["id"], given["place"], given["saved"]) == (str(draft.id), "Main hall", [str(GREETING.id)])
    assert given["entry"]["what_happened"] == "Rang twice."
    assert given["entry"]["id"] == entry.observation_id


def test_the_mark_of_the_programme_changes_with_it_and_not_by_itself(store):
    before = programme_for_phones(store)["version"]
    assert programme_for_phones(store)["version"] == before
    plan_walk(store, Plan(DESK.id, ANSWER.id, Method.MAKE_THE_CALL))
    planned = programme_for_phones(store)["version"]
    rename_touchpoint(store, ANSWER.id, "Reply", "KM")
    assert len({before, planned, programme_for_phones(store)["version"]}) == 3
    assert "Reply" in {each["name"] for each in touchpoints(programme_for_phones(store)).values()}


@pytest.mark.parametrize("name", PLAYED)
def test_what_may_be_played_is_given_in_its_order_and_a_change_of_it_is_a_change_of_the_journeys(store, name):
    before = journeys_mark(store)
    set_repertoire(store, DESK.id, {name: ["With a pram", "In a hurry"]})
    (journey,) = programme_for_phones(store)["journeys"]
    assert [list(journey[each]) for each in PLAYED] == [
        ["With a pram", "In a hurry"] if each == name else [] for each in PLAYED
    ]
    assert journeys_mark(store) != before


def test_every_touchpoint_has_a_code_of_its_own(store):
    given = touchpoints(programme_for_phones(store))
    codes = {each["code"] for each in given.values()}
    assert len(codes) == len(given)
    assert poster_code(GREETING.id) in codes


def test_a_place_is_known_by_the_code_on_its_poster(store):
    key = add_place(store, "Main hall")
    given = programme_for_phones(store)
    assert given["places"] == ["Main hall"]
    assert given["place_codes"] == {poster_code(key): "Main hall"}
