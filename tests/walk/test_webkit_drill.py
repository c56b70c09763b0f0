"""The walk on WebKitGTK, by its own WebDriver: it opens, is tapped, waits without a server, and arrives, once.

The driver's windows forget everything when they end, so what a killed browser keeps is tried in Chromium alone.
"""

import random
import statistics
import time

import pytest

from audit.actions.set_up import start_from_template
from audit.model.view import EVERYTHING
from audit.store.observation import observations
from audit.store.opening import open_store
from tests.builders import template_named
from tests.drills.figures import IS_WHOLE, tell
from tests.screens import Server, free_port
from tests.walk.webkit import IS_HERE, webkit

pytestmark = [
    pytest.mark.drill,
    pytest.mark.skipif(not IS_WHOLE, reason="make drills drives WebKitGTK; make test has the same in Chromium"),
    pytest.mark.skipif(not IS_HERE, reason="WebKitGTK is not here: apt-get install webkit2gtk-driver xvfb"),
]
RATER = ("Reliability", "Assurance", "Tangibles", "Empathy", "Responsiveness")
STARTS = 5
SAVES = 40
WAITING = 20
MOST_BETWEEN = 0.6  # seconds from one tap to the next: slower than that is meant
WORDS = "The bell rang three times and nobody came; " * 3
OUTCOMES = ("Good", "Mixed", "Bad")
SAVE = "//section//button[contains(@class, 'save')]"
DRAWN = """() => document.querySelector("section .save")
    && performance.getEntriesByName("first-contentful-paint")[0]?.startTime"""
STOP = """() => document.querySelector("section.stop h1")?.textContent"""
SENTENCE = """() => document.querySelector("section .say")?.textContent"""
IS_OVER = """() => Boolean(document.querySelector("section.stops, section.finish"))"""
FITS = """() => scrollY === 0 && [...document.querySelectorAll("section.stop .save, section.stop .row label")]
    .every((each) => { const box = each.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; })"""
HELD = """(name) => new Promise((done) => {
    const asked = indexedDB.open("moments-walk");
    asked.onsuccess = () => {
        const all = asked.result.transaction(name).objectStore(name).getAll();
        all.onsuccess = () => {
            asked.result.close();
            done(all.result.map((each) => ({ words: each.what_happened, state: each.state })));
        };
    };
})"""
KEYS = (
    "SELECT CAST(observation.id AS TEXT) FROM observation JOIN walk_through ON walk_through.id = walk_through_id "
    "JOIN observer ON observer.id = walk_through.observer_id WHERE observer.name = ?"
)
PHOTOGRAPH = """() => new Promise((done) => {
    const canvas = document.createElement("canvas"), input = document.querySelector("dialog [type=file]");
    [canvas.width, canvas.height] = [2400, 1800];
    canvas.getContext("2d").fillRect(0, 0, 1200, 900);
    canvas.toBlob((blob) => {
        const chosen = new DataTransfer();
        chosen.items.add(new File([blob], "desk.png", { type: "image/png" }));
        input.files = chosen.files;
        input.dispatchEvent(new Event("change"));
        done(true);
    });
})"""


@pytest.fixture(scope="module")
def server(root, tmp_path_factory):
    """Return a server of the library's journey."""
    running = Server(root, tmp_path_factory.mktemp("webkit") / "audit.duckdb", free_port())
    store = open_store(running.store)
    start_from_template(store, template_named("library"))
    store.close()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def window(server):
    """Return a window at the start of the walk that has nothing on it, the page installed for good."""
    with webkit(390, 882) as opened:  # 844 of them for the page
        opened.open(f"{server.url}/walk/").until(lambda: opened.run(DRAWN))
        opened.run("() => navigator.serviceWorker.ready.then(() => true)")
        yield opened


def begin(window, observer):
    """Begin a walk of somebody, at its first stop."""
    window.write("//label[.='Observer']/following-sibling::input", observer)
    window.tap(called("Start new")).tap(called("Skip")).until(lambda: window.run(STOP))


def called(name):
    return f"//section//*[self::button or self::label][normalize-space(.)='{name}']"


def next_stop(window, before):
    """Wait until another stop is drawn, or the walk has none left, where another begins."""
    window.until(lambda: window.run(IS_OVER) or window.run(STOP) not in (None, before))
    if window.run(IS_OVER):
        dice = random.Random(14)
        time.sleep(dice.uniform(MOST_BETWEEN, 2 * MOST_BETWEEN))
        if window.run("""() => Boolean(document.querySelector("section.stops"))"""):
            window.tap(called("Finish"))
        window.tap(called("Done")).tap(called("Start new")).tap(called("Skip"))
        window.until(lambda: window.run(STOP))


def arrived(window, count):
    """Wait until the page says that so many arrived and nothing waits any more."""
    window.until(lambda: f"device. {count} arrived" in (window.run(SENTENCE) or ""))


def stored(server, observer):
    """Return what the store holds of somebody's walks, and of how many photos; the server is down meanwhile."""
    server.stop()
    store = open_store(server.store)
    frame = observations(store, EVERYTHING, limit=1_000)
    with store.reading() as cursor:
        keys = {key for (key,) in cursor.execute(KEYS, [observer]).fetchall()}
        ((photos,),) = cursor.execute("SELECT COUNT(*) FROM photo").fetchall()
    store.close()
    server.start()
    return frame[frame["id"].astype(str).isin(keys)], photos


def test_the_walk_opens_and_opens_again_without_a_server(window, server, capsys):
    online, offline = [], []
    for times in (online, offline):
        for _ in range(STARTS):
            window.open(f"{server.url}/walk/")
            times.append(window.until(lambda: window.run(DRAWN)))
        if times is online:
            server.stop()
    server.start()
    tell(
        capsys,
        f"WebKitGTK, {STARTS} starts each on this machine as it is: the first control is drawn after "
        f"{statistics.median(online):.0f} ms with a server, after {statistics.median(offline):.0f} ms from the "
        "installed page without one",
    )


def test_a_good_moment_takes_two_taps_and_five_ratings_seven(window, server, capsys):
    begin(window, "Taps")
    window.tap(called("Good")).tap(SAVE)
    next_stop(window, "")
    before, taps = window.run(STOP), [called("Mixed")]
    taps += [f"//div[@class='row'][button[.='{name}']]//label[normalize-space(.)='4']" for name in RATER]
    for each in (*taps, SAVE):
        assert window.run(FITS)
        window.tap(each)
    next_stop(window, before)
    arrived(window, 2)
    frame, _ = stored(server, "Taps")
    tell(capsys, f"WebKitGTK: a good moment took 2 taps, five ratings {len(taps) + 1}, nothing scrolled")
    assert sorted(frame["outcome"]) == ["neutral", "positive"]
    assert frame[[name.lower() for name in RATER]].max().eq(4).all()


def test_double_taps_save_one_each(window, server, capsys):
    dice = random.Random(14)
    begin(window, "Double")
    for number in range(SAVES):
        before = window.run(STOP)
        window.tap(called(OUTCOMES[number % 3]))
        window.tap(SAVE)
        if number % 2:
            time.sleep(dice.uniform(0, MOST_BETWEEN))
            window.run("""() => document.elementFromPoint(innerWidth - 60, innerHeight - 40).click()""")
        next_stop(window, before)
    arrived(window, SAVES)
    frame, _ = stored(server, "Double")
    per_stop = frame.groupby("touchpoint").size()
    tell(
        capsys,
        f"WebKitGTK: {SAVES} saves, every second one tapped twice within {1000 * MOST_BETWEEN:.0f} ms: {len(frame)} "
        "stored, none doubled, none skipped",
    )
    assert len(frame) == SAVES
    assert per_stop.max() - per_stop.min() <= 1


def test_what_is_saved_without_a_server_waits_and_arrives(window, server, capsys):
    begin(window, "Waiting")
    server.kill()
    for number in range(WAITING):
        before = window.run(STOP)
        window.tap(called(OUTCOMES[number % 3]))
        if not number:
            window.tap(called("Photo")).run(PHOTOGRAPH)
            window.until(lambda: window.run("""() => document.querySelectorAll("dialog figure").length"""))
            window.tap("//dialog//button[.='Keep']")
        window.tap(SAVE)
        next_stop(window, before)
    window.open(f"{server.url}/walk/")  # a page that is loaded again has it all
    window.until(lambda: window.run(DRAWN))
    server.start()
    window.run("() => dispatchEvent(new Event('online'))")
    arrived(window, WAITING)
    assert [photo["state"] for photo in window.run(HELD, "photos")] == ["kept"]
    frame, photos = stored(server, "Waiting")
    tell(
        capsys,
        f"WebKitGTK: {WAITING} entries and 1 photo while the server was dead, the page loaded again before it came "
        f"back: {len(frame)} and {photos} arrived by themselves",
    )
    assert (len(frame), photos) == (WAITING, 1)


def test_what_is_typed_is_there_when_the_page_is_loaded_again(window, server, capsys):
    begin(window, "Typing")
    window.tap(called("Good")).tap(called("Words"))
    for letter in WORDS:
        window.write("//dialog//textarea", letter)
    window.open(f"{server.url}/walk/").until(lambda: window.run(DRAWN))
    (entry,) = [each for each in window.run(HELD, "entries") if each["words"]]
    lost = len(WORDS) - len(entry["words"])
    tell(capsys, f"WebKitGTK: {len(WORDS)} letters typed, the page loaded again with the field still open: {lost} lost")
    assert WORDS.startswith(entry["words"])
    assert lost <= 1
