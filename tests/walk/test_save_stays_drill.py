"""A thumb on a slow phone, and a day in a cellar: Save is always there, and everything arrives, once."""

import os
import random
import signal
from itertools import cycle, islice

import pytest
from playwright.sync_api import expect

from audit.actions.set_up import start_from_template
from audit.model.view import EVERYTHING
from audit.store.observation import observation_count, observations
from audit.store.opening import open_store
from audit.store.photo_files import photos_of_store
from tests.builders import template_named
from tests.drills.figures import IS_WHOLE, tell
from tests.photographs import a_grainy_jpeg
from tests.screens import PATIENCE, Server, free_port
from tests.walk.phone import new_phone

pytestmark = [pytest.mark.browser, pytest.mark.drill]

SAVES = 400 if IS_WHOLE else 12
ENTRIES, PHOTOS = (200, 40) if IS_WHOLE else (12, 3)
MOST_BETWEEN = 600  # milliseconds from one tap to the next: slower than that is meant
SLOWER = 4  # a phone's processor beside the one this runs on
WATCH = """() => {
    const shown = () => [...document.querySelectorAll("section .save")].some((each) => each.checkVisibility());
    window.longestWithout = 0;
    let since = performance.now();
    const look = (now) => {
        if (shown()) since = now;
        window.longestWithout = Math.max(window.longestWithout, now - since);
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""

PHOTOS_ARRIVED = """(fewest) => new Promise((done) => {
    const asked = indexedDB.open("moments-walk");
    asked.onsuccess = () => {
        const all = asked.result.transaction("photos").objectStore("photos").getAll();
        all.onsuccess = () => {
            asked.result.close();
            done(all.result.filter(({ state }) => state === "kept").length >= fewest);
        };
    };
})"""


@pytest.fixture
def server(root, tmp_path):
    """Return a server of the library's journey."""
    running = Server(root, tmp_path / "audit.duckdb", free_port())
    store = open_store(running.store)
    start_from_template(store, template_named("library"))
    store.close()
    running.start()
    yield running
    running.stop()


def thumb(phone, locator):
    """Tap where something stands, as a thumb does that looks no second time."""
    box = locator.bounding_box()
    phone.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def is_over(phone):
    """Tell whether the walk has no stop left; wait until either is drawn."""
    phone.page.locator("section.stop, section.stops, section.finish").wait_for()
    return phone.page.locator("section.stop").count() == 0


def next_walk(phone):
    """End a walk whose stops are all saved, and begin the next; a late second tap may have opened its end already."""
    if phone.page.locator("section.stops").count():
        phone.button("Finish").click()
    phone.button("Done").click()
    phone.begin()


def stored(server):
    server.stop()
    store = open_store(server.store)
    frame = observations(store, EVERYTHING, limit=1_000)
    assert observation_count(store) == len(frame)
    store.close()
    return frame


def test_save_is_there_and_a_double_tap_saves_one(phones, server, capsys):
    phone, dice = phones().open(), random.Random(14)
    phone.page.context.new_cdp_session(phone.page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    phone.begin()
    phone.page.evaluate(WATCH)
    for number in range(SAVES):
        if is_over(phone):
            phone.page.wait_for_timeout(dice.uniform(MOST_BETWEEN, 2 * MOST_BETWEEN))
            next_walk(phone)
        name = phone.page.locator("section h1").inner_text()
        phone.outcome("Bad" if number % 3 else "Good")
        save = phone.page.locator("section .save")
        thumb(phone, save)
        if number % 2:
            phone.page.wait_for_timeout(dice.uniform(0, MOST_BETWEEN))
            thumb(phone, save)
        expect(phone.page.locator("section h1")).not_to_have_text(name)
    longest = phone.page.evaluate("window.longestWithout")
    phone.arrived(SAVES)
    frame = stored(server)
    per_stop = frame.groupby("touchpoint").size()
    assert len(frame) == SAVES
    assert per_stop.max() - per_stop.min() <= 1  # none was skipped
    tell(
        capsys,
        f"{SAVES} saves on a phone {SLOWER} times slower, every second one tapped twice within {MOST_BETWEEN} ms: "
        f"{len(frame)} stored, none doubled, none skipped; Save was never away for longer than {longest:.0f} ms",
    )


def save_some(phone, count, photos, dice):
    """Save so many stops one after the other, the first of them with a photo each, each waited for on the disk."""
    for number, outcome in enumerate(islice(cycle(["Good", "Mixed", "Bad"]), count)):
        if is_over(phone):
            phone.page.wait_for_timeout(dice.uniform(2 * MOST_BETWEEN, 3 * MOST_BETWEEN))
            next_walk(phone)
        name = phone.page.locator("section h1").inner_text()
        phone.outcome(outcome)
        if number < photos:
            phone.photograph(a_grainy_jpeg()).button("Keep").click()
        phone.save()
        expect(phone.page.locator("section h1")).not_to_have_text(name)
        phone.says(f"Saved: {name}")


def arrives(phone):
    """Give the phone its signal back."""
    phone.page.context.set_offline(False)
    phone.page.evaluate("dispatchEvent(new Event('online'))")


def photos_in(path):
    """Return how many photos a store that nobody has open holds: rows, photos that differ, files, halves of files."""
    store, folder = open_store(path), photos_of_store(path)
    with store.reading() as cursor:
        ((rows, marks),) = cursor.execute("SELECT COUNT(*), COUNT(DISTINCT mark) FROM photo").fetchall()
    store.close()
    return rows, marks, len(list(folder.glob("*-small.jpg"))), len(list(folder.glob("*.part")))


def test_a_day_without_signal_arrives_whole_whatever_is_killed(killable, server, capsys):
    dice, parts = random.Random(15), 3
    process, browser = killable()
    phone = new_phone(browser.contexts[0], server.url).open()
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.begin().page.context.set_offline(True)
    for part in range(parts):
        if part:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            process, browser = killable()
            phone = new_phone(browser.contexts[0], server.url)
            phone.page.context.set_offline(True)
            phone.open().page.get_by_role("button", name="Go on with the walk").first.click()
        save_some(phone, share(ENTRIES, part, parts), share(PHOTOS, part, parts), dice)
    for photos in (0, 1):
        arrives(phone)
        phone.page.wait_for_function(PHOTOS_ARRIVED, arg=photos)
        phone.page.wait_for_timeout(dice.uniform(0, MOST_BETWEEN))
        server.kill()
        server.start()
    arrives(phone)
    phone.page.wait_for_function(PHOTOS_ARRIVED, arg=PHOTOS, timeout=PATIENCE * 1000)
    phone.arrived(ENTRIES)
    frame = stored(server)
    tell(
        capsys,
        f"{ENTRIES} entries and {PHOTOS} photos without signal, the browser killed twice and the server twice while "
        f"they arrived: {len(frame)} and {photos_in(server.store)[0]} stored, none doubled, none lost",
    )
    assert len(frame) == ENTRIES
    assert photos_in(server.store) == (PHOTOS, PHOTOS, PHOTOS, 0)


def share(count, part, parts):
    """Return how many of `count` fall on a part when they are dealt out."""
    return len(range(part, count, parts))
