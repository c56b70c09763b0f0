"""Bringing in an unknown file in real Chromium: answered by touch and by keyboard, seen before it is kept."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.test_looking_at_it import SMALL, THEIRS, WIDER, left_over

pytestmark = pytest.mark.browser
SCHOOL = b"""Date,Desk,Overall rating,Comments
2026-04-13,Reception,1,Excellent
2026-04-13,Lab,6,Terrible
2026-04-14,Reception,1,Excellent again
2026-04-14,Lab,5,Bad
2026-04-15,Lab,2,Good
"""
WORDS = b"Date,Desk,Overall,Comments\n2026-04-13,Lab,super,\n2026-04-14,Lab,mies,\n"


def brought(server, screen, content, size):
    server.start()
    shown = screen("data", size)
    file = {"name": "school.csv", "mimeType": "text/csv", "buffer": content}
    shown.page.set_input_files("input[type=file]", file)
    return shown.says("What only you can answer")


def test_by_touch_a_scale_is_turned_and_what_would_come_in_shows_it(server, screen):
    shown = brought(server, screen, SCHOOL, "phone").fits(390)
    shown.page.get_by_text("6 is the best, 1 the worst").tap()
    shown.settle().says("2 (40")
    shown.page.get_by_text("1 is the best, 6 the worst").tap()
    shown.settle().says("3 (60").fits(390)
    assert left_over(shown.page, WIDER) == []
    assert left_over(shown.page, SMALL) == []
    assert Axe().run(shown.page, context=THEIRS).response["violations"] == []
    shown.tap("button", "Import 5 rows").settle().says("Imported 5 rows")


def test_by_keyboard_words_are_put_in_order(server, screen):
    shown = brought(server, screen, WORDS, "desk")
    for word, step in (("super (1×)", "best"), ("mies (1×)", "worst")):
        shown.page.get_by_label(word, exact=False).first.focus()
        shown.page.keyboard.type(step)
        shown.page.keyboard.press("Enter")
        shown.settle()
    shown.page.get_by_role("checkbox", name="This is right").focus()
    shown.page.keyboard.press("Space")
    shown.settle().says("1 (50")
    assert shown.page.get_by_role("button", name="Import 2 rows").is_visible()
