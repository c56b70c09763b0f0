"""The main job, in the hand: few taps, nothing doubled, nothing lost, and every problem said beside Save."""

import re
from random import Random

import pytest
from playwright.sync_api import FilePayload, expect

from audit.model.view import EVERYTHING
from audit.store.observation import observations
from audit.store.opening import open_store
from tests.builders import DESK
from tests.photographs import a_jpeg
from tests.walk.phone import is_the_end

pytestmark = pytest.mark.browser
TWO_TAPS = """async () => {
    const shown = () => document.querySelector("section h1").textContent, before = shown();
    document.querySelector("section .save").click();
    while (shown() === before) await new Promise((done) => queueMicrotask(done));
    document.querySelector("section .save").click();
}"""
HOLDS_NOTHING = """() => new Promise((done) => {
    const asked = indexedDB.open("moments-walk");
    asked.onsuccess = () => {
        const count = asked.result.transaction(["walks"]).objectStore("walks").count();
        count.onsuccess = () => { asked.result.close(); done(count.result === 0); };
    };
})"""
WAITS_FOR_NOTHING = """() => new Promise((done) => {
    const asked = indexedDB.open("moments-walk");
    asked.onsuccess = () => {
        const all = asked.result.transaction(["entries", "answers"]);
        const entries = all.objectStore("entries").getAll(), answers = all.objectStore("answers").getAll();
        all.oncomplete = () => {
            const arrived = new Map(answers.result.map((answer) => [answer.id, answer.arrived]));
            asked.result.close();
            done(entries.result.every((entry) => !entry.saved || arrived.get(entry.id) === entry.version));
        };
    };
})"""
RATER = ("Reliability", "Assurance", "Tangibles", "Empathy", "Responsiveness")


def stored(server, place):
    """Return what the store holds of the walk at a place; the server is down meanwhile."""
    server.stop()
    store = open_store(server.store)
    frame = observations(store, EVERYTHING)
    store.close()
    server.start()
    return frame[frame["place"] == place].to_dict("records")


def test_a_good_moment_takes_two_taps_and_arrives(phone):
    phone.begin().outcome("Good").save()
    phone.stands_at("Answer").says("Saved: Greeting")
    phone.arrived(1)


def test_five_ratings_take_seven_taps_and_are_stored_as_tapped(phone, server):
    phone.begin("Seven taps").outcome("Mixed")
    for number, dimension in enumerate(RATER, start=1):
        phone.rate(dimension, max(3, number))
    phone.save().arrived(1)
    (seen,) = stored(server, "Seven taps")
    assert (seen["outcome"], seen["touchpoint"]) == ("neutral", "Greeting")
    assert [seen[name.lower()] for name in RATER] == [3, 3, 3, 4, 5]


def test_a_double_tap_saves_one_and_skips_none(phone, server):
    dice = Random(14)
    phone.begin("Double taps")
    for name in ("Greeting", "Answer", "Invoice"):
        phone.stands_at(name).outcome("Good")
        phone.page.locator("section .save").dispatch_event("click")
        phone.page.wait_for_timeout(dice.uniform(0, 600))
        phone.page.locator("section .save").dispatch_event("click")
    phone.page.locator("section.stops, section.finish").wait_for()
    phone.arrived(3)
    names = [touchpoint.name for _, touchpoint in DESK.touchpoints()]
    assert sorted(seen["touchpoint"] for seen in stored(server, "Double taps")) == sorted(names)


@pytest.mark.parametrize("stop", ["Greeting", "Invoice"])
def test_the_second_of_two_taps_does_nothing_on_what_stands_there_then(phone, stop):
    phone.begin().list_stops().page.get_by_role("button", name=stop).click()
    phone.stands_at(stop).outcome("Good")
    phone.page.evaluate(TWO_TAPS)
    phone.stands_at("Answer" if stop == "Greeting" else "Greeting")
    expect(phone.page.locator("section .problem:visible")).to_have_count(0)


def test_without_an_outcome_save_says_what_is_missing_and_the_sentence_goes_with_the_answer(phone):
    phone.begin().rate("Empathy", 4).save()
    band = phone.page.locator("section .problem")
    expect(band).to_have_text("How did it go? Tap Good, Mixed or Bad.")
    expect(phone.page.get_by_role("radio", name="Good", exact=True)).to_be_focused()
    phone.outcome("Bad")
    expect(band).to_be_hidden()
    phone.save().stands_at("Answer")


def test_a_wait_that_cannot_be_read_is_asked_about_before_save(phone, server):
    phone.begin("Waits").outcome("Good")
    phone.page.get_by_role("button", name="Signals").click()
    phone.page.get_by_label("Wait, if you did not use the clock").fill("1 5 min")
    phone.button("Keep").click()
    phone.save()
    band = phone.page.locator("section .problem")
    expect(band).to_contain_text("could be 1.5 or 15 minutes")
    band.click()
    phone.page.get_by_label("Wait, if you did not use the clock").fill("1,5")
    phone.button("Keep").click()
    expect(phone.page.locator(".chipclock")).to_contain_text("Waited 1:30")
    phone.save().stands_at("Answer").arrived(1)
    assert [seen["wait_minutes"] for seen in stored(server, "Waits")] == [1.5]


def test_the_clock_starts_at_the_tap_and_save_stops_it(phone, server):
    phone.page.clock.install()
    phone.begin("Clocks").outcome("Good")
    clock = phone.page.locator(".chipclock")
    expect(clock).to_contain_text("Start the wait")
    clock.click()
    phone.page.clock.fast_forward(42_000)
    expect(clock).to_contain_text(re.compile(r"Wait 0:4[2-9] · stop"))
    phone.save().stands_at("Answer")
    expect(phone.page.locator(".chipclock")).to_contain_text("Start the wait")
    phone.page.clock.resume()
    phone.arrived(1)
    (seen,) = stored(server, "Clocks")
    assert round(seen["wait_minutes"] * 60) in range(42, 50)


def test_a_clock_stopped_by_mistake_goes_on_from_there(phone):
    phone.page.clock.install()
    phone.begin()
    clock = phone.page.locator(".chipclock")
    clock.click()
    phone.page.clock.fast_forward(30_000)
    clock.click()
    expect(clock).to_contain_text(re.compile(r"Waited 0:3\d"))
    phone.page.clock.fast_forward(600_000)
    clock.click()
    expect(clock).to_contain_text(re.compile(r"Wait 0:3\d · stop"))


def test_a_low_rating_asks_why_and_a_reason_is_enough(phone):
    phone.begin().outcome("Bad").rate("Empathy", 2).save()
    sheet = phone.page.get_by_role("dialog", name="What made Empathy a 2?")
    sheet.get_by_role("button", name="Save").click()
    expect(sheet.get_by_text("One sentence, one photo, or tap why not.")).to_be_visible()
    sheet.get_by_role("radio", name="No time").click()
    sheet.get_by_role("button", name="Save").click()
    phone.stands_at("Answer").arrived(1)


def test_a_photo_answers_for_a_low_rating_and_its_sheet_needs_no_scrolling(phones):
    phone = phones("small").open()
    phone.begin().outcome("Bad").rate("Empathy", 2).save()
    sheet = phone.page.get_by_role("dialog", name="What made Empathy a 2?")
    sheet.get_by_role("button", name="Save").click()
    expect(sheet.get_by_text("One sentence, one photo")).to_be_visible()
    beyond = "each => each.scrollHeight - each.clientHeight"
    assert sheet.locator(".flow").evaluate(beyond) <= 0
    file = FilePayload(name="desk.jpg", mimeType="image/jpeg", buffer=a_jpeg())
    sheet.locator("input[type=file]").set_input_files(file)
    expect(sheet.locator("figure")).to_have_count(1)
    expect(sheet.get_by_text("One sentence, one photo")).to_be_hidden()
    assert sheet.locator(".flow").evaluate(beyond) <= 0
    sheet.get_by_role("button", name="Save").click()
    phone.stands_at("Answer").arrived(1)


def test_a_second_tap_on_a_rating_is_not_observed_and_says_so(phone):
    phone.begin().rate("Empathy", 4)
    slot = phone.page.locator(".anchor")
    expect(slot).to_contain_text("Empathy 4")
    phone.rate("Empathy", 4)
    expect(slot).to_have_text("Empathy: not observed")
    expect(phone.page.get_by_role("radiogroup", name="Empathy").locator(":checked")).to_have_count(0)


def test_a_stop_that_is_missing_is_added_on_the_spot_and_counts_at_once(phone, server):
    phone.begin("Added").list_stops()
    phone.button("Add a stop").click()
    phone.page.get_by_label("What the customer meets").fill("Coat rack")
    phone.page.get_by_role("dialog").get_by_role("button", name="Add").click()
    phone.stands_at("Coat rack").outcome("Bad").save().arrived(1)
    assert [seen["touchpoint"] for seen in stored(server, "Added")] == ["Coat rack"]


def test_a_saved_stop_is_mended_from_the_list_and_both_texts_are_in_the_history(phone, server):
    phone.begin("Mended").outcome("Good").save().arrived(1).list_stops()
    phone.page.get_by_role("button", name="Greeting").click()
    phone.stands_at("Greeting").outcome("Bad").write("Nobody looked up from the desk.")
    phone.save().says("Saved: Greeting")
    phone.page.wait_for_function(WAITS_FOR_NOTHING)
    (seen,) = stored(server, "Mended")
    assert (seen["outcome"], seen["what_happened"]) == ("negative", "Nobody looked up from the desk.")


def test_first_impressions_and_closing_words_go_with_the_walk(phone):
    phone.button("Start new").click()
    phone.button("See").click()
    phone.page.keyboard.type("a plant before the sign")
    expect(phone.button("See")).to_have_attribute("aria-pressed", "true")
    with phone.page.expect_request(re.compile("/walk/sync")) as sent:
        phone.button("Keep, to the first stop").click()
        phone.stands_at("Greeting").outcome("Good").save()
    walk = sent.value.post_data_json["walk"]
    assert walk["first_impressions"] == "See: a plant before the sign"
    phone.list_stops().button("Finish").click()
    phone.page.get_by_label("Anything to add").fill("Come back on a Monday.")
    with phone.page.expect_request(is_the_end) as sent:
        phone.button("Done").click()
    walk = sent.value.post_data_json["walk"]
    assert walk["closing_words"] == "Come back on a Monday."
    assert walk["finished_at"]
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Go and see it as a customer does")


def test_done_waits_for_a_stop_that_is_begun_and_not_saved(phone):
    phone.begin().outcome("Good").save().stands_at("Answer").outcome("Bad").list_stops()
    phone.button("Finish").click()
    expect(phone.page.get_by_role("heading", level=1)).to_contain_text("One is begun and not saved.")
    phone.button("Done").click()
    phone.page.locator("section .problem").click()
    phone.stands_at("Answer")


def test_a_walk_given_up_can_be_taken_back_and_else_goes_from_the_audit_too(phone, server):
    phone.page.clock.install()
    phone.begin("Given up").outcome("Good").save().arrived(1)

    def give_up():
        phone.list_stops().button("Give it up").click()
        phone.page.get_by_role("dialog").get_by_role("button", name="Give it up").click()

    give_up()
    phone.button("Take it back").click()
    phone.page.get_by_role("button", name="Greeting").click()
    give_up()
    phone.button("Take it back").wait_for()
    phone.page.clock.fast_forward(12_000)
    expect(phone.button("Take it back")).to_have_count(0)
    phone.page.wait_for_function(HOLDS_NOTHING)
    assert stored(server, "Given up") == []


def test_what_a_team_typed_is_read_aloud_in_its_language_and_runs_its_own_way(phones):
    def in_arabic(route):
        given = route.fetch().json()
        given["language"] = given["dimensions"][0]["lang"] = given["dimensions"][0]["meaning_lang"] = "ar"
        given["dimensions"][0] |= {
            "label": "\u062b\u0642\u0629",
            "meaning": "\u0647\u0644 \u0648\u0641\u064a\u0646\u0627\u061f",
        }
        given["journeys"][0]["stages"][0]["touchpoints"][0]["name"] = "\u0627\u0644\u0628\u0627\u0628"
        route.fulfill(json=given)

    phone = phones()
    phone.page.route("**/walk/programme**", in_arabic)
    phone.open().begin()
    for words in ("\u0627\u0644\u0628\u0627\u0628", "\u062b\u0642\u0629"):
        expect(phone.page.get_by_text(words, exact=True).first).to_have_attribute("lang", "ar")
        assert (
            phone.page.get_by_text(words, exact=True).first.evaluate("node => getComputedStyle(node).direction")
            == "rtl"
        )
    expect(phone.page.get_by_text("Assurance", exact=True)).to_have_attribute("lang", "en")
    phone.page.locator("section .tools button").first.click()
    expect(phone.page.locator("textarea")).to_have_attribute("lang", "ar")
    expect(phone.page.locator("textarea")).to_have_attribute("dir", "auto")
    assert phone.complaints == []
