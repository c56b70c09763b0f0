"""Two touchpoints or stages that are one are merged: as if logged as one, and it can be taken apart again."""

from dataclasses import replace

import pandas as pd
import pytest

from audit.actions.journey_changing import retire
from audit.actions.journey_history import undo_last
from audit.actions.journey_making import add_stages, add_touchpoints, make_journey
from audit.actions.journey_merging import merge_stages, merge_touchpoints
from audit.actions.renaming import rename_touchpoint
from audit.actions.walks import record_walk_through
from audit.errors import GoneError, MergeApartError, NamesSharedError
from audit.figures.question import Question
from audit.figures.rating import journey as experience
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.keys import new_key
from audit.model.plan import Plan
from audit.model.walk_through import Method
from audit.store.added_touchpoint import touchpoint_of_key
from audit.store.hanging import hanging
from audit.store.intervention import add_intervention, interventions
from audit.store.journey import add_journey, journeys, touchpoints
from audit.store.names import touchpoint_names
from audit.store.opening import first, open_store
from audit.store.planned_walk import add_planned_walk, open_plans
from audit.store.upkeep.checking import check
from audit.store.upkeep.fingerprint import fingerprints
from audit.web.walk.arriving import take_in
from tests.builders import ANSWER, DESK, GREETING, INVOICE, NOON, a_walk, an_observation, with_desk
from tests.web.walk.messages import PHONE, a_message, a_sent_entry, a_sent_walk

HISTORY = {"change"}


@pytest.fixture
def desk():
    """Return an audit in memory with one journey."""
    opened = with_desk(open_store())
    yield opened
    opened.close()


def rows_at(store, touchpoint):
    with store.reading() as cursor:
        counts = cursor.execute(
            "SELECT COUNT(*), COUNT(*) FILTER (WHERE is_repeat) FROM observation WHERE touchpoint_id = $id",
            {"id": touchpoint.id},
        )
        return first(counts)


def at_work(store):
    """Let people walk, plan and do something at two touchpoints, once at both on one walk."""
    record_walk_through(
        store, a_walk(), [an_observation(id=new_key(), touchpoint_id=one.id) for one in (GREETING, ANSWER)]
    )
    record_walk_through(store, a_walk(), [an_observation(id=new_key(), touchpoint_id=ANSWER.id)])
    add_planned_walk(store, Plan(DESK.id, ANSWER.id, Method.MAKE_THE_CALL))
    add_intervention(store, NOON.date(), "Answer", "A second line")


def test_all_that_hung_on_the_one_hangs_on_the_other_and_one_visit_counts_once(desk):
    at_work(desk)
    merge_touchpoints(desk, ANSWER.id, GREETING.id, "KM")
    assert list(touchpoints(desk)["touchpoint"]) == ["Greeting", "Invoice"]
    assert rows_at(desk, GREETING) == (3, 1)
    assert [plan.touchpoint_id for plan in open_plans(desk)] == [GREETING.id]
    assert list(interventions(desk)["touchpoint"]) == ["Greeting"]
    assert hanging(desk, [ANSWER.id]) == ()
    assert check(desk) == []


def test_what_was_merged_is_taken_apart_to_the_last_row(store):
    desk = with_desk(store)
    at_work(desk)
    before = fingerprints(desk)
    merge_touchpoints(desk, ANSWER.id, GREETING.id, "KM")
    undo_last(desk, "KM")
    after = fingerprints(desk)
    assert {name for name, print_ in after.items() if before[name] != print_} == HISTORY


def test_the_names_and_the_key_of_the_one_lead_to_the_other_also_through_a_second_merging(desk):
    rename_touchpoint(desk, ANSWER.id, "Reply", "KM")
    merge_touchpoints(desk, ANSWER.id, GREETING.id, "KM")
    merge_touchpoints(desk, GREETING.id, INVOICE.id, "KM")
    names = touchpoint_names(desk)
    words = ("Answer", "Reply", "Greeting", str(ANSWER.id), str(GREETING.id))
    assert {names.key_of(word) for word in words} == {str(INVOICE.id)}
    shown = names.since(NOON)
    assert {shown[name] for name in ("Answer", "Greeting", "Invoice")} == {"Invoice"}
    assert {word for key, word in names.before if key == str(INVOICE.id)} == {"Answer", "Reply", "Greeting"}
    assert touchpoint_of_key(desk, ANSWER.id) == INVOICE.id


def test_a_phone_that_still_holds_the_one_is_understood(desk):
    merge_touchpoints(desk, ANSWER.id, GREETING.id, "KM")
    take_in(desk, a_message(a_sent_walk(), a_sent_entry(touchpoint_id=str(ANSWER.id))), PHONE)
    assert rows_at(desk, GREETING) == (1, 0)


def test_a_touchpoint_is_not_merged_with_itself_or_with_one_of_another_journey(desk):
    hall = Touchpoint("Hall")
    make_journey(desk, Journey("Elsewhere", stages=(Stage("Come in", (hall,)),)), "KM")
    merge_touchpoints(desk, GREETING.id, GREETING.id, "KM")
    with pytest.raises(MergeApartError, match="Greeting and Hall cannot be one"):
        merge_touchpoints(desk, GREETING.id, hall.id, "KM")
    with pytest.raises(GoneError):
        merge_touchpoints(desk, GREETING.id, new_key(), "KM")
    assert len(touchpoints(desk)) == 4


def test_a_name_that_was_merged_away_can_be_given_to_a_new_touchpoint(desk):
    merge_touchpoints(desk, ANSWER.id, GREETING.id, "KM")
    new = Touchpoint("Answer")
    add_touchpoints(desk, DESK.stages[0].id, [new], "KM")
    assert touchpoint_names(desk).key_of("Answer") == str(new.id)


def test_two_stages_that_are_merged_are_as_if_there_had_been_one_and_are_taken_apart_again(desk):
    arrive, leave = DESK.stages
    with_one, whole = open_store(), replace(leave, touchpoints=(*leave.touchpoints, *arrive.touchpoints))
    add_journey(with_one, replace(DESK, stages=(whole,)))
    for store in (desk, with_one):
        at_work(store)
    before = journeys(desk)
    merge_stages(desk, arrive.id, leave.id, "KM")
    assert journeys(desk) == journeys(with_one)
    asked = Question(NOON.date())
    pd.testing.assert_frame_equal(experience(desk, asked), experience(with_one, asked))
    undo_last(desk, "KM")
    assert journeys(desk) == before
    with_one.close()


def test_a_stop_that_a_phone_adds_to_a_stage_that_was_merged_stands_in_the_other(desk):
    arrive, leave = DESK.stages
    between = Stage("Between")
    add_stages(desk, DESK.id, [between], "KM")
    merge_stages(desk, arrive.id, between.id, "KM")
    merge_stages(desk, between.id, leave.id, "KM")
    named = ((arrive.id, "Lift"), (new_key(), "Hall"))
    added = [{"id": str(new_key()), "stage_id": str(key), "name": name} for key, name in named]
    answers = take_in(desk, a_message(a_sent_walk(), a_sent_entry(), touchpoints=added), PHONE)["touchpoints"]
    assert [answer["state"] for answer in answers] == ["kept", "refused"]
    (stage,) = journeys(desk)[0].stages
    assert [one.name for one in stage.touchpoints] == ["Invoice", "Greeting", "Answer", "Lift"]


def test_stages_with_a_touchpoint_of_one_name_or_of_two_journeys_are_not_merged(desk):
    arrive, leave = DESK.stages
    hall = Stage("Come in")
    make_journey(desk, Journey("Elsewhere", stages=(hall,)), "KM")
    add_touchpoints(desk, leave.id, [Touchpoint("greeting")], "KM")
    before = journeys(desk)
    merge_stages(desk, arrive.id, arrive.id, "KM")
    with pytest.raises(NamesSharedError, match="Arrive and Leave each have a touchpoint named Greeting; merge those"):
        merge_stages(desk, arrive.id, leave.id, "KM")
    with pytest.raises(MergeApartError):
        merge_stages(desk, arrive.id, hall.id, "KM")
    assert journeys(desk) == before


def test_what_was_retired_with_its_stage_is_not_offered_by_merging_it(desk):
    arrive, leave = DESK.stages
    retire(desk, "stage", arrive.id, "KM")
    merge_stages(desk, arrive.id, leave.id, "KM")
    assert [one.name for _, one in journeys(desk)[0].offered().touchpoints()] == ["Invoice"]
