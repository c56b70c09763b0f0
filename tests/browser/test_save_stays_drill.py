"""A thumb on a slow phone: Save is there after every single save, and tapped twice it saves once and skips nothing."""

import random

import pytest
from playwright.sync_api import expect

from audit.actions.set_up import start_from_template
from audit.model.view import EVERYTHING
from audit.store.observation import observation_count, observations
from audit.store.opening import open_store
from tests.builders import template_named
from tests.drills.figures import IS_WHOLE, tell

pytestmark = [pytest.mark.browser, pytest.mark.drill]

SAVES = 400 if IS_WHOLE else 12
DOUBLE_TAPS = 200 if IS_WHOLE else 16
MOST_BETWEEN = 600  # milliseconds from one tap to the next: slower than that is meant
SLOWER = 4  # a phone's processor beside the one this runs on
WATCH = """() => {
    const shown = () => [...document.querySelectorAll('[data-testid="stBottom"] button')].some(
        each => each.innerText.includes('Save & next') && each.checkVisibility() && !each.disabled);
    window.longestWithout = 0;
    let since = performance.now();
    const look = now => {
        if (shown()) since = now;
        window.longestWithout = Math.max(window.longestWithout, now - since);
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""


@pytest.fixture
def slow_phone(server, screen):
    """Return a slow phone at the first touchpoint of the library journey."""
    store = open_store(server.store)
    start_from_template(store, template_named("library"))
    store.close()
    server.start()
    phone = screen("log", "phone")
    phone.page.context.new_cdp_session(phone.page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    phone.page.evaluate(WATCH)
    return phone


def judged(page, outcome):
    """Tap how it went, and return the mark by which that is still on the screen."""
    how = page.get_by_role("radiogroup", name="How did it go?")
    how.get_by_role("radio", name=outcome).tap()
    chosen = how.get_by_role("radio", checked=True)
    expect(chosen).to_have_count(1)
    return chosen


def stored(server):
    server.stop()
    store = open_store(server.store)
    found = observations(store, EVERYTHING, limit=1_000)
    assert observation_count(store) == len(found)
    store.close()
    return found


def test_save_is_there_after_every_save(slow_phone, server, capsys):
    page = slow_phone.page
    save = page.get_by_role("button", name="Save & next")
    for number in range(SAVES):
        chosen = judged(page, "Negative" if number % 2 else "Positive")
        save.tap()
        expect(chosen).to_have_count(0)  # the next touchpoint has come
        expect(save).to_be_enabled()  # and Save with it, before anything else is tapped; how soon is told, not judged
    longest = page.evaluate("window.longestWithout")
    count = len(stored(server))
    tell(
        capsys,
        f"{SAVES} saves on a phone {SLOWER} times slower: Save was there after each of them and never away for longer "
        f"than {longest:.0f} ms; {count} observations stored",
    )
    assert count == SAVES


def test_a_double_tap_saves_once_and_skips_nothing(slow_phone, server, capsys):
    page, dice = slow_phone.page, random.Random(11)
    save = page.get_by_role("button", name="Save & next")
    complaints = 0
    for number in range(DOUBLE_TAPS):
        chosen = judged(page, "Negative" if number % 2 else "Positive")
        box = save.bounding_box()
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.touchscreen.tap(*middle)
        page.wait_for_timeout(dice.uniform(0, MOST_BETWEEN))
        page.touchscreen.tap(*middle)
        expect(chosen).to_have_count(0)
        slow_phone.settle()
        complaints += page.get_by_test_id("stAlert").count()
    saved = page.get_by_text("of 16 touchpoints saved").inner_text()
    seen = stored(server)
    by_outcome = seen["outcome"].value_counts().to_dict()
    tell(
        capsys,
        f"{DOUBLE_TAPS} double taps on Save, 0 to {MOST_BETWEEN} ms apart, on a phone {SLOWER} times slower: "
        f"{len(seen)} observations stored at {seen['touchpoint'].nunique()} touchpoints, {complaints} complaints shown",
    )
    assert by_outcome == {"positive": DOUBLE_TAPS / 2, "negative": DOUBLE_TAPS / 2}
    assert seen["touchpoint"].nunique() == 16
    assert "16 of 16" in saved
    assert complaints == 0
