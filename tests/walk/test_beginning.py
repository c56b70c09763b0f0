"""How a walk begins: by a plan, by a poster's code, where an old form left it, with what was chosen last."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from audit.model.clock import utc_now
from audit.model.draft import Draft, Entry, Head
from audit.model.keys import key_of, new_key
from audit.model.plan import Plan
from audit.model.poster import poster_code
from audit.model.walk_through import Method
from audit.store.opening import open_store
from audit.store.place import add_place
from audit.store.planned_walk import add_planned_walk
from audit.store.repertoire import set_repertoire
from tests.builders import ANSWER, DESK, INVOICE, stored_draft, with_desk
from tests.screens import Server, free_port
from tests.walk.phone import is_the_end

pytestmark = pytest.mark.browser
DRAFT = Draft(
    new_key(),
    utc_now(),
    Head(journey_id=str(DESK.id), place="Old hall", method=Method.SIT_AND_LISTEN.value, observer="KM"),
    Entry(str(new_key()), str(ANSWER.id), "neutral", what_happened="Begun in the old form."),
)
WING = key_of("place", "North wing")
PLAN = Plan(
    *(DESK.id, INVOICE.id, Method.MAKE_THE_CALL),
    place="Own desk",
    planned_for=date(2026, 1, 5),
    reason="Two walks are few.",
)


@pytest.fixture(scope="module")
def server(root, tmp_path_factory):
    """Return a server with one plan and one walk that was begun in the form of earlier versions."""
    running = Server(root, tmp_path_factory.mktemp("beginning") / "audit.duckdb", free_port())
    store = with_desk(open_store(running.store))
    stored_draft(store, DRAFT)
    add_planned_walk(store, PLAN)
    assert add_place(store, "North wing") == WING
    set_repertoire(store, DESK.id, {"personas": ["With a pram", "In a hurry"]})
    store.close()
    running.start()
    yield running
    running.stop()


def test_what_is_chosen_is_asked_once_and_remembered(phone):
    phone.page.get_by_label("Observer").fill("KM")
    walked_as = phone.page.get_by_label("Walk it as")
    expect(walked_as).to_have_value("")
    walked_as.select_option("In a hurry")
    with phone.page.expect_request("**/walk/sync") as sent:
        phone.begin("West wing").outcome("Good").save().stands_at("Answer")
    assert sent.value.post_data_json["walk"]["persona"] == "In a hurry"
    phone.list_stops().button("Back to the start").click()
    expect(phone.page.get_by_role("button", name="West wing Walk it through, KM")).to_be_visible()
    expect(phone.page.get_by_label("Observer")).to_have_count(0)
    with phone.page.expect_request("**/walk/sync") as sent:
        phone.begin().outcome("Good").save()
    walk = sent.value.post_data_json["walk"]
    assert (walk["place"], walk["observer"], walk["method"]) == ("West wing", "KM", "walk it through")
    assert walk["persona"] == ""


def test_a_plan_begins_at_its_stop_with_what_it_says(phone):
    planned = phone.page.get_by_role("button", name="Invoice")
    expect(planned).to_contain_text(re.compile("was for .*January.*, Own desk. Two walks are few."))
    planned.click()
    phone.button("Skip").click()
    phone.stands_at("Invoice").outcome("Bad")
    with phone.page.expect_request("**/walk/sync") as sent:
        phone.save()
    walk = sent.value.post_data_json["walk"]
    assert (walk["plan_id"], walk["place"], walk["method"]) == (str(PLAN.id), "Own desk", "make the call")


def test_a_walk_of_the_old_form_is_gone_on_with_under_its_own_keys(phone):
    phone.page.get_by_role("button", name="Old hall").click()
    phone.stands_at("Answer")
    expect(phone.page.locator(".hint")).to_have_text("“Begun in the old form.”")
    expect(phone.page.get_by_role("radio", name="Mixed", exact=True)).to_be_checked()
    with phone.page.expect_response("**/walk/sync") as answered:
        phone.save()
    (entry,) = answered.value.json()["entries"]
    assert (entry["id"], entry["state"]) == (DRAFT.entry.observation_id, "kept")
    assert answered.value.json()["walk"]["id"] == str(DRAFT.id)


def test_a_posters_code_leads_to_its_stop_at_once_where_the_phone_knows_who_walks(phones):
    phone = phones().open(f"walk/t/{poster_code(INVOICE.id)}")
    expect(phone.page.get_by_role("heading", name="New walk, from Invoice")).to_be_visible()
    phone.button("Start new").click()
    phone.stands_at("Invoice").outcome("Good").save().stands_at("Greeting")
    phone.open(f"walk/t/{poster_code(ANSWER.id)}").stands_at("Answer")
    assert phone.page.url.endswith("/walk/")


def test_the_place_on_a_poster_goes_with_the_walk_however_its_address_is_typed(phones):
    phone = phones().open(f"walk/t/{poster_code(INVOICE.id).upper()}?p={poster_code(WING).upper()}")
    phone.button("Start new").click()
    phone.stands_at("Invoice").outcome("Good")
    with phone.page.expect_request("**/walk/sync") as sent:
        phone.save()
    assert sent.value.post_data_json["walk"]["place"] == "North wing"


def test_a_posters_code_of_nothing_says_so(phones):
    phones().open("walk/t/nothing").says("This code leads to no stop any more.")


def test_what_is_being_chosen_stays_when_the_start_is_drawn_anew(phone):
    phone.page.get_by_label("Place").select_option("Another…")
    phone.page.get_by_label("Place").fill("East wing")
    phone.page.get_by_label("How", exact=True).select_option("Sit and listen")
    phone.page.get_by_role("heading", level=1).click()
    phone.page.context.set_offline(True)
    phone.page.clock.install()
    phone.page.clock.fast_forward(120_000)
    phone.page.evaluate("dispatchEvent(new Event('focus'))")
    phone.says("No signal")
    expect(phone.page.get_by_label("Place")).to_have_value("East wing")
    expect(phone.page.get_by_label("How", exact=True)).to_have_value("sit and listen")


def test_whether_anybody_knew_is_asked_at_the_end_and_sent(phone):
    phone.begin().outcome("Good").save().stands_at("Answer").list_stops().button("Finish").click()
    group = phone.page.get_by_role("radiogroup", name="Did anybody know you were observing?")
    group.get_by_role("radio", name="Perhaps, recognised").click()
    with phone.page.expect_response(lambda answer: is_the_end(answer.request)) as answered:
        phone.button("Done").click()
    assert answered.value.request.post_data_json["walk"]["recognised"] == "perhaps"
    assert answered.value.json()["walk"]["state"] == "kept"
