"""Every slide on the wall in real Chromium, at each size and by both lights: nothing small, faint or cut off."""

from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from audit.actions import reviews as preparing
from audit.model.review import Item
from audit.review.propose import proposed_agenda, proposed_period
from audit.store.opening import open_store
from audit.web.present.links import present_path
from tests.builders import sample_day
from tests.screens import Server, free_port

pytestmark = pytest.mark.browser
MEASURES = (Path(__file__).parent / "wall_measures.js").read_text(encoding="utf-8")
LONG = "Call from a room full of people during a lecture"  # 48 letters
HEBREW = "\N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED}\N{HEBREW LETTER VAV}\N{HEBREW LETTER MEM} 7 (a)"
WALLS = {
    "light": (1920, 1080, ""),
    "dark": (1920, 1080, "?dark=1"),
    "old projector": (1024, 768, ""),
    "hall": (3840, 2160, ""),
}


@pytest.fixture(scope="module")
def held(root, tmp_path_factory):
    """Return a served audit and a review of it, every point told, some in words as long as anybody writes."""
    server = Server(root, tmp_path_factory.mktemp("wall") / "audit.duckdb", free_port())
    server.options = ("--phones-address", "https://review.example.org")
    server.command("sample")
    store = open_store(server.store)
    period = proposed_period(store, sample_day())
    own = {
        Item.OWN: f"Tea is on us.\n{HEBREW}\n{'x' * 90}",
        Item.VOTE: f"{LONG}\n{HEBREW}\nWait\nDesk",
    }
    agenda = [
        replace(each, is_dropped=False, subject=own.get(each.item, each.subject))
        for each in proposed_agenda(store, *period)
    ]
    agenda = [replace(each, headline=f"{LONG}, and {LONG}") if each.item is Item.OWN else each for each in agenda]
    review = preparing.prepare(store, "What people met this autumn", period, agenda)
    store.close()
    server.start()
    yield server, review
    server.stop()


@pytest.fixture(scope="module")
def wall(chromium, held):
    """Return one window on the wall, without motion, as a hall that asks for less has it."""
    page = chromium.new_context(reduced_motion="reduce").new_page()
    page.set_default_timeout(60_000)
    yield page
    page.context.close()


@pytest.mark.parametrize("size", WALLS)
def test_every_word_is_large_enough_and_strong_enough_and_nothing_is_cut_off(wall, held, size):
    server, review = held
    width, height, asked = WALLS[size]
    wall.set_viewport_size({"width": width, "height": height})
    wall.goto(f"{server.url}{present_path(review)}{asked}#1")
    wall.wait_for_selector("body[data-ready]")
    found = wall.evaluate(MEASURES)
    assert found["slides"] > 15
    assert found["wrong"] == []
    assert found["turn"] <= 100, "milliseconds until half of the slides are turned"
    assert found["moving"] == 0
    assert Axe().run(wall).response["violations"] == []


def test_all_slides_stand_beside_each_other_and_one_is_jumped_to(wall, held):
    server, review = held
    wall.set_viewport_size({"width": 1920, "height": 1080})
    wall.goto(f"{server.url}{present_path(review)}#1")
    wall.wait_for_selector("body[data-ready]")
    wall.keyboard.press("g")
    slides = wall.locator(".slide").count()
    expect(wall.get_by_role("button", name="Slide ")).to_have_count(slides)
    assert Axe().run(wall).response["violations"] == []
    for key, number in (
        ("ArrowRight", 2),
        ("ArrowLeft", 1),
        ("ArrowDown", 6),
        ("ArrowUp", 1),
        ("End", slides),
        ("Home", 1),
    ):
        wall.keyboard.press(key)
        expect(wall.get_by_role("button", name=f"Slide {number}:")).to_be_focused()
    wall.keyboard.press("Escape")
    expect(wall.locator(".slide:visible")).to_have_count(1)
    wall.mouse.move(5, 5)
    wall.mouse.move(9, 9)
    wall.get_by_role("button", name="All slides").click()
    wall.get_by_role("button", name="Slide 4:").click()
    expect(wall.locator(".slide:visible")).to_have_id("slide-4")
    expect(wall.locator(".slide .jump")).to_have_count(0)
