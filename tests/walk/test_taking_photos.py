"""Photos in the hand: made small, held with their stop, sent after it, and taken away before they are."""

import pytest
from playwright.sync_api import expect

from tests.photographs import a_jpeg
from tests.screens import at_last

pytestmark = pytest.mark.browser
IS_READY = "() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/photos.js'))"
STATES = """() => new Promise((done) => {
    const asked = indexedDB.open("moments-walk");
    asked.onsuccess = () => {
        const all = asked.result.transaction("photos").objectStore("photos").getAll();
        all.onsuccess = () => { asked.result.close(); done(all.result.map((photo) => photo.state)); };
    };
})"""

ARE_BYTES = """() => new Promise((done) => {
    const asked = indexedDB.open("moments-walk");
    asked.onsuccess = () => {
        const all = asked.result.transaction("photos").objectStore("photos").getAll();
        all.onsuccess = () => {
            asked.result.close();
            done(all.result.map(({ blob, bytes }) => !blob && bytes instanceof ArrayBuffer));
        };
    };
})"""


def test_a_photo_is_held_without_signal_and_arrives_after_its_stop(phone):
    phone.page.wait_for_function(IS_READY)  # before there is any, also where no service worker fetches it
    phone.begin().outcome("Good").page.context.set_offline(True)
    phone.photograph(a_jpeg()).button("Keep").click()
    expect(phone.page.locator("section .tools button").nth(1)).to_have_text("1 photo")
    phone.save().says("No signal: 1 waiting")
    assert phone.page.evaluate(STATES) == [""]
    assert phone.page.evaluate(ARE_BYTES) == [True]  # a private window of Safari stores no file
    phone.page.route("**/walk/photos/**", lambda route: route.abort())
    phone.page.context.set_offline(False)
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.says("No signal: 1 photo waiting, 1 arrived")
    phone.page.unroute("**/walk/photos/**")
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.arrived(1)
    phone.page.wait_for_function(f"async () => (await ({STATES})()).join() === 'kept'")


def test_a_photo_is_reason_enough_for_a_low_rating(phone):
    phone.begin().outcome("Bad").rate("Empathy", 1)
    phone.photograph(a_jpeg()).button("Keep").click()
    phone.save().stands_at("Answer")


def test_a_photo_can_be_taken_away_before_it_is_sent(phone):
    phone.begin().photograph(a_jpeg())
    phone.button("Take this photo away").click()
    expect(phone.page.locator("figure")).to_have_count(0)


def test_what_is_no_picture_is_said_beside_the_button(phone):
    phone.begin().page.locator("section .tools button").nth(1).click()
    phone.page.locator("input[type=file]").set_input_files(
        {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"no picture"}
    )
    expect(phone.page.get_by_role("dialog")).to_contain_text("This picture cannot be read here.")


def test_a_photo_that_is_not_taken_says_why_and_can_be_taken_away(phone):
    refusal = {"state": "refused", "sentence": "This photo is damaged."}
    phone.page.route("**/walk/photos/**", lambda route: route.fulfill(status=422, json=refusal))
    phone.begin().outcome("Good")
    phone.photograph(a_jpeg()).button("Keep").click()
    phone.save().says("1 not taken").list_stops().button("Back to the start").click()
    expect(phone.page.locator(".notice")).to_contain_text("A photo at Greeting was not taken. This photo is damaged.")
    phone.button("Look at it").click()
    phone.stands_at("Greeting").page.locator("section .tools button").nth(1).click()
    expect(phone.page.get_by_role("dialog")).to_contain_text("Not taken: This photo is damaged.")
    phone.button("Take this photo away").click()
    phone.button("Keep").click()
    phone.says("Kept on this device")


def test_a_server_without_room_for_a_photo_is_not_called_a_lost_signal(phone):
    full = {"state": "later", "sentence": "There is no room."}
    phone.page.route("**/walk/photos/**", lambda route: route.fulfill(status=507, json=full))
    phone.begin().outcome("Good")
    phone.photograph(a_jpeg()).button("Keep").click()
    phone.save().says("The server cannot take it now: 1 photo waiting, 1 arrived")


def test_more_photos_than_a_stop_may_have_are_not_added(phone):
    picture = {"name": "desk.jpg", "mimeType": "image/jpeg", "buffer": a_jpeg()}
    phone.begin().page.locator("section .tools button").nth(1).click()
    phone.page.locator("input[type=file]").set_input_files([picture] * 13)
    expect(phone.page.get_by_role("dialog")).to_contain_text("12 photos of one stop are enough.")
    expect(phone.page.locator("figure")).to_have_count(12)


def test_a_bad_stop_with_a_photo_wants_no_words_at_the_end(phone):
    phone.begin().outcome("Bad").photograph(a_jpeg()).button("Keep").click()
    phone.save().stands_at("Answer").list_stops()

    def finish() -> None:
        phone.button("Finish").click()  # a tap right after Save counts as its second and does nothing
        expect(phone.page.get_by_role("heading", level=1)).to_have_text("One stop seen.", timeout=500)

    at_last(phone.page, finish)
