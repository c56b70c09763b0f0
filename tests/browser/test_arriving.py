"""What arrives at the running app: a first visitor with a link in hand, and a file through the page."""

import pytest

pytestmark = pytest.mark.browser


def test_a_deep_link_shows_its_page_at_once_even_to_the_first_visitor(server, screen):
    server.command("sample")
    server.start()
    first = screen("trust", "desk")
    assert first.page.get_by_text("Page not found").count() == 0
    assert first.says("Trust ledger")


def test_a_file_is_imported_with_the_numbers_the_command_prints(server, screen, given):
    server.start()
    shown = screen("data", "desk")
    shown.page.locator('input[type="file"]').set_input_files(given / "airport_lounges" / "lounge.csv")
    shown.page.get_by_role("button", name="Import 2,264 rows").click(timeout=60_000)
    shown.page.get_by_text("Imported 2,264 rows (17,732 observations)").wait_for(timeout=60_000)
    rater = screen("rater", "desk")
    assert "15,468 ratings" in rater.page.locator('[data-testid="stMain"]').inner_text()
    server.stop()
    assert "Catering,tangibles,2232,2.818" in server.command("measure", "rater")
