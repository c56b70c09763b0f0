"""A journey that is changed while somebody walks it: nothing written is lost, and it arrives where it belongs."""

import re
from dataclasses import replace
from uuid import UUID

import pytest
from playwright.sync_api import expect

from audit.actions import journey_changing as changing
from audit.actions.journey_making import add_touchpoints
from audit.actions.journey_merging import merge_touchpoints
from audit.model.journey import Touchpoint
from audit.model.poster import poster_code
from audit.store.opening import open_store
from audit.web.walk.arriving import take_in
from audit.web.walk.programme import PROTOCOL, journeys_mark, programme_for_phones
from tests.builders import ANSWER, DESK, GREETING, INVOICE, with_desk
from tests.walk.test_in_every_light import SCROLLS

pytestmark = pytest.mark.browser
WHY = "Whoever rings is in need already, and hears in the first second whether anybody cares about it today."


@pytest.fixture
def walked(phones):
    """Return a small phone in front of an audit in memory, and that audit, in which somebody changes the journey."""
    store = with_desk(open_store())

    def answer(route):
        sent = route.request.post_data_json
        taken = take_in(store, sent, UUID(sent["phone"]))
        route.fulfill(json={"protocol": PROTOCOL, "journeys_mark": journeys_mark(store), **taken})

    phone = phones("small")
    phone.page.route(re.compile("/walk/programme"), lambda route: route.fulfill(json=programme_for_phones(store)))
    phone.page.route(re.compile("/walk/sync"), answer)
    yield phone.open(), store
    assert phone.complaints == []
    store.close()


def stored(store):
    """Return what was observed: the touchpoint's key, and the words."""
    with store.reading() as cursor:
        return sorted(cursor.execute("SELECT touchpoint_id, what_happened FROM observation").fetchall())


def contact(phone):
    """Save another stop of the walk, and come back to where it stood: the answer says that the journeys changed."""
    phone.button("Previous stop").click()
    phone.stands_at("Greeting").outcome("Mixed")
    with phone.page.expect_response(re.compile("/walk/programme")):
        phone.save()


def test_a_touchpoint_that_is_renamed_and_moved_is_so_on_the_screen_and_what_is_written_there_stays(walked):
    phone, store = walked
    phone.begin().outcome("Good").save().stands_at("Answer").arrived(1).write("Third ring.")
    desk_phone = replace(ANSWER, name="The phone at the desk", is_moment_of_truth=True, why=WHY)
    changing.change_touchpoint(store, desk_phone, None, "KM")
    changing.move_to_stage(store, ANSWER.id, DESK.stages[1].id, "KM")
    add_touchpoints(store, DESK.stages[0].id, [Touchpoint("Lift")], "KM")
    contact(phone)
    phone.stands_at("The phone at the desk")
    screen = phone.page.locator("section.stop")
    expect(screen.locator(".stage")).to_have_text("LeaveMoment of truth")
    expect(screen.locator(".count, .list")).to_have_text("Stop 4 of 4")
    expect(screen.get_by_text(WHY)).to_be_in_viewport(ratio=1)
    assert phone.page.evaluate(SCROLLS) == [0, 0, 0]
    expect(screen.locator(".hint.own")).to_have_text("“Third ring.”")
    phone.outcome("Bad").save().stands_at("Lift").arrived(2)
    assert stored(store) == sorted([(GREETING.id, ""), (ANSWER.id, "Third ring.")])


def test_a_touchpoint_that_is_retired_stays_where_somebody_writes_and_what_is_saved_there_arrives(walked):
    phone, store = walked
    phone.begin().outcome("Good").save().stands_at("Answer").arrived(1)
    changing.retire(store, "touchpoint", ANSWER.id, "KM")
    changing.retire(store, "touchpoint", INVOICE.id, "KM")
    phone.write("Third ring.")
    contact(phone)
    phone.stands_at("Answer")
    expect(phone.page.locator("section .stage")).to_have_text("No longer in the journey")
    phone.outcome("Bad").save().arrived(2).page.locator("section.stops").wait_for()
    expect(phone.page.locator("section").get_by_role("button", name="Invoice")).to_have_count(0)
    assert stored(store) == sorted([(GREETING.id, ""), (ANSWER.id, "Third ring.")])


def test_what_is_written_at_a_touchpoint_that_is_merged_stands_at_the_one_it_is_now(walked):
    phone, store = walked
    phone.begin().outcome("Good").save().stands_at("Answer").arrived(1).write("Third ring.")
    merge_touchpoints(store, ANSWER.id, INVOICE.id, "KM")
    contact(phone)
    phone.stands_at("Invoice")
    expect(phone.page.locator("section .hint.own")).to_have_text("“Third ring.”")
    phone.outcome("Bad").save().arrived(2)
    assert stored(store) == sorted([(GREETING.id, ""), (INVOICE.id, "Third ring.")])
    expect(phone.page.locator("section").get_by_role("heading", level=1)).to_have_text("2 of 2 stops seen")
    phone.open(f"walk/t/{poster_code(ANSWER.id)}").stands_at("Invoice")
