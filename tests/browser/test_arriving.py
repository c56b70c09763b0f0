"""What arrives at the running app: a first visitor with a link in hand, and a file through the page."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_deep_link_shows_its_page_at_once_even_to_the_first_visitor(server, screen):
    server.command("sample")
    server.start()
    first = screen("trust", "desk")
    first.says("Trust ledger")
    expect(first.page.get_by_text("Page not found")).to_have_count(0)
    assert first.complaints == [], "the page knows where its server is and asks nowhere else"


def test_a_file_is_imported_with_the_numbers_the_command_prints(server, screen, given):
    server.start()
    shown = screen("data", "desk")
    shown.page.locator('input[type="file"]').set_input_files(given / "airport_lounges" / "lounge.csv")
    shown.page.get_by_role("button", name="Import 2,264 rows").click()
    shown.page.get_by_text("Imported 2,264 rows (17,732 observations)").wait_for()
    screen("rater", "desk").says("15,468 ratings")
    server.stop()
    assert "Catering,tangibles,2232,2.818" in server.command("measure", "rater")
