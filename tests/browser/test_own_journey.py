"""A journey of one's own in real Chromium: pasted from a spreadsheet into the table on the screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from audit.store.journey import journeys
from audit.store.opening import open_store
from tests.browser.test_looking_at_it import SMALL, THEIRS, left_over

pytestmark = pytest.mark.browser
HOTEL = (  # as a spreadsheet puts it on the clipboard: twelve touchpoints
    "Stage\tTouchpoint\tChannel\tMoment of truth\n"
    "Before the stay\tFinding the hotel\tweb\t\n\tBooking\tweb\tyes\n\tConfirmation\te-mail\t\n"
    "Arriving\tParking\tsign\t\n\tFront door\tin person\t\n\tCheck-in\tin person\tyes\n"
    "الإقامة\tالغرفة\tin person\tyes\n\tBreakfast\tself-service\t\n\tA wish at night\tphone\tyes\n"
    "出発\tCheck-out\tin person\t\n\tBill\te-mail\t\n\tLost property\tphone\t"
)


def tap_first_cell(page):
    """Tap where a person would: the grid is drawn on a canvas, which follows the pointer before it takes a tap."""
    table = page.get_by_test_id("stDataFrame").bounding_box()
    x, y = table["x"] + 80, table["y"] + 60
    page.mouse.move(x, y)
    page.mouse.click(x, y, delay=100)
    page.locator("#glide-cell-1-0:focus").wait_for(state="attached")


def test_a_hotel_is_pasted_and_made_in_three_taps_and_a_paste_and_more_is_typed_name_after_name(server, screen):
    server.start()
    shown = screen("journeys", "desk")
    page = shown.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", HOTEL)
    page.get_by_label("What the journey is called").click()
    page.keyboard.type("A night at our hotel")
    tap_first_cell(page)
    page.keyboard.press("Control+V")
    shown.settle().says("12 touchpoints").says("الغرفة")
    assert left_over(page, SMALL) == []
    assert Axe().run(page, context=THEIRS).response["violations"] == []
    shown.tap("button", "Make this journey").says("is made, with 12 touchpoints")
    page.get_by_label("Add a touchpoint to Arriving").click()
    for name in ("Lift", "Stairs"):  # the keyboard stays in the field while the list above it grows
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        shown.settle().says(name)
    server.stop()
    store = open_store(server.store)
    (journey,) = journeys(store)
    store.close()
    assert [(stage.name, len(stage.touchpoints)) for stage in journey.stages] == [
        ("Before the stay", 3),
        ("Arriving", 5),
        ("الإقامة", 3),
        ("出発", 3),
    ]
