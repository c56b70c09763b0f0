"""Without signal, in two tabs, and when the browser is killed: nothing is lost, and one tab writes at a time."""

import os
import signal
import time
from itertools import cycle, islice

import pytest
from playwright.sync_api import expect

from tests.drills.figures import IS_WHOLE, tell
from tests.walk.phone import new_phone

pytestmark = pytest.mark.browser
ON_THE_DISK = """() => new Promise((done) => {
    const asked = indexedDB.open("moments-walk");
    asked.onsuccess = () => {
        const all = asked.result.transaction("entries").objectStore("entries").getAll();
        all.onsuccess = () => { asked.result.close(); done(all.result.some((entry) => entry.outcome)); };
    };
})"""
WORDS = """() => new Promise((done) => {
    const asked = indexedDB.open("moments-walk");
    asked.onsuccess = () => {
        const all = asked.result.transaction("entries").objectStore("entries").getAll();
        all.onsuccess = () => { asked.result.close(); done(all.result.map((entry) => entry.what_happened)); };
    };
})"""
PACE = 20  # letters a second: faster than a thumb
TYPES = 60 if IS_WHOLE else 5  # seconds


def test_what_is_saved_without_signal_arrives_when_it_is_back(phone):
    phone.begin()
    phone.page.context.set_offline(True)
    phone.outcome("Good").save().stands_at("Answer").outcome("Bad").save()
    phone.stands_at("Invoice").says("No signal: 2 waiting")
    phone.page.context.set_offline(False)
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.arrived(2)


def test_the_page_opens_without_signal_and_goes_on_where_it_was(phone):
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.begin().outcome("Mixed")
    phone.page.wait_for_function(ON_THE_DISK)  # tens of milliseconds after the tap
    phone.page.context.set_offline(True)
    phone.page.reload()
    phone.stands_at("Greeting")
    expect(phone.page.get_by_role("radio", name="Mixed", exact=True)).to_be_checked()
    phone.save().says("No signal: 1 waiting")
    phone.page.context.set_offline(False)
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.arrived(1)


def test_a_server_killed_while_it_takes_is_sent_it_again_and_holds_it_once(phone, server):
    phone.begin("Killed server").outcome("Good").save()
    server.kill()
    phone.stands_at("Answer").outcome("Bad").save().stands_at("Invoice")
    server.start()
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.arrived(2)


@pytest.mark.parametrize("has_locks", [True, False])
def test_a_second_tab_says_where_the_walk_is_open_and_takes_it_over_with_every_word(phones, has_locks):
    first = phones()
    if not has_locks:  # as on plain http off loopback
        first.page.context.add_init_script("Object.defineProperty(navigator, 'locks', { value: undefined });")
    first.open().begin().outcome("Good")
    first.page.locator("section .tools button").first.click()
    first.page.keyboard.type("Still being typed")
    second = new_phone(first.page.context, first.url).open()
    second.page.get_by_role("button", name="Go on with the walk").click()
    second.stands_at("This walk is open in another tab")
    second.button("Go on here").click()
    second.stands_at("Greeting")
    expect(second.page.locator(".hint")).to_have_text("“Still being typed”")
    first.stands_at("This walk is open in another tab")
    second.save().stands_at("Answer").arrived(1)
    first.button("Go on here").click()
    second.stands_at("This walk is open in another tab")
    first.stands_at("Answer")


def type_words(phone, seconds, moments):
    """Type for so long into the words of a stop, and return them; `moments` is given the one after each letter."""
    phone.page.locator("section .tools button").first.click()
    phone.page.locator("dialog textarea").wait_for()
    words = "".join(islice(cycle("The bell rang three times and nobody came; "), seconds * PACE))
    for letter in words:
        phone.page.keyboard.type(letter, delay=1000 / PACE)
        moments.append(time.monotonic())
    return words


def words_on_disk(phone):
    """Return the words of the one stop a phone holds."""
    expect(phone.page.get_by_role("button", name="Go on with the walk")).to_be_visible()
    (words,) = phone.page.evaluate(WORDS)
    return words


def seconds_lost(letters, words, moments, until):
    """Return how long somebody had typed, until a moment, what is not among the words left."""
    assert letters.startswith(words)
    return until - moments[len(words)] if len(words) < len(letters) else 0.0


@pytest.mark.drill
def test_what_is_typed_is_there_after_the_browser_was_killed(killable, server, capsys):
    process, browser = killable()
    phone = new_phone(browser.contexts[0], server.url).open()
    phone.begin().outcome("Good")
    moments = []
    letters = type_words(phone, TYPES, moments)
    killed_at = time.monotonic()
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    _, browser = killable()
    words = words_on_disk(new_phone(browser.contexts[0], server.url).open())
    lost = seconds_lost(letters, words, moments, killed_at)
    tell(
        capsys,
        f"{len(letters)} letters typed in {moments[-1] - moments[0]:.0f} s without leaving the field, then SIGKILL of "
        f"the browser: {len(letters) - len(words)} letters lost, {lost:.2f} s of typing",
    )
    assert words.startswith(letters[:-PACE])  # a second of typing


@pytest.mark.drill
@pytest.mark.skipif(not IS_WHOLE, reason="a minute of typing; above, the server is killed under a phone as well")
def test_what_is_typed_is_there_after_the_server_was_killed_and_the_page_loaded_again(phone, server, capsys):
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.begin().outcome("Good")
    moments = []
    letters = type_words(phone, TYPES, moments)
    killed_at = time.monotonic()
    server.kill()
    words = words_on_disk(new_phone(phone.page.context, server.url).open())
    server.start()
    lost = seconds_lost(letters, words, moments, killed_at)
    tell(
        capsys,
        f"{len(letters)} letters typed in {moments[-1] - moments[0]:.0f} s without leaving the field, then SIGKILL of "
        f"the server and another start of the page: {len(letters) - len(words)} letters lost, {lost:.2f} s of typing",
    )
    assert words.startswith(letters[:-PACE])
