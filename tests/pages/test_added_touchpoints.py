"""What somebody named on a walk because it was missing is listed for the steward until it is left as it is."""

import pytest

from audit.actions import set_up
from audit.model.keys import new_key
from audit.store.added_touchpoint import added_touchpoints
from audit.store.change import changes_of
from audit.store.journey import journeys
from audit.web.walk.arriving import take_in
from tests.builders import DESK, with_desk
from tests.pages.conftest import run
from tests.web.walk.messages import PHONE, a_message, a_sent_entry, a_sent_walk

PAGE = "set_up/journeys"


def named_on_a_walk(store, name):
    key = new_key()
    added = {"id": str(key), "stage_id": str(DESK.stages[0].id), "name": name}
    take_in(store, a_message(a_sent_walk(), a_sent_entry(touchpoint_id=str(key)), touchpoints=[added]), PHONE)
    return key


@pytest.fixture
def desk(own):
    return with_desk(own)


def test_a_touchpoint_named_on_a_walk_is_listed_with_its_stage_who_and_when(desk):
    named_on_a_walk(desk, "Spare projector")
    at = run(PAGE)
    assert at.header[0].value == "Added on a walk"
    assert any(part.value == "**Spare projector** · Arrive, At the desk" for part in at.markdown)
    assert any(part.value.startswith("By KM, ") for part in at.caption)


def test_once_it_is_left_as_it_is_it_is_listed_no_more_and_stays_a_touchpoint(desk):
    key = named_on_a_walk(desk, "Spare projector")
    at = run(PAGE)
    next(one for one in at.button if one.label == "Keep it as it is").click().run()
    assert not at.exception
    assert at.header[0].value == "At the desk"
    assert key in {touchpoint.id for _, touchpoint in journeys(desk)[0].touchpoints()}


def test_a_second_tap_changes_nothing(desk):
    key = named_on_a_walk(desk, "Spare projector")
    for _ in range(2):
        set_up.accept_touchpoint(desk, key, "KM")
    assert list(changes_of(desk, key)["changed_by"]) == ["KM"]


def test_one_that_was_there_under_its_name_is_no_addition(desk):
    named_on_a_walk(desk, "greeting")
    assert added_touchpoints(desk).empty
    assert run(PAGE).header[0].value == "At the desk"
