"""A phone is invited by a code, walks, is listed with what arrived, and is taken back."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from audit.store.opening import open_store
from tests.builders import with_desk
from tests.screens import Server, free_port
from tests.walk.phone import HEIGHTS, new_phone

pytestmark = pytest.mark.browser


@pytest.fixture
def server(root, tmp_path):
    """Return a running server of one small journey whose door for phones is open on this machine."""
    place = f"127.0.0.1:{free_port()}"
    running = Server(root, tmp_path / "audit.duckdb", free_port(), options=("--phones", place))
    store = open_store(running.store)
    with_desk(store)
    store.close()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def phone(chromium):
    """Return a phone that has nothing of the audit yet."""
    width, height = HEIGHTS["phone"]
    context = chromium.new_context(viewport={"width": width, "height": height}, has_touch=True)
    yield new_phone(context, "")
    context.close()


def no_barrier(page):
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found] == []


def test_a_phone_is_invited_walks_is_listed_and_is_taken_back(screen, phone):
    desk = screen("people", "desk").says("The door is open").says("No phone has arrived yet.")
    desk.page.get_by_label("Name or role").fill("Front desk lead")
    desk.tap("button", "Add").says("1 person may walk, with no phone yet.")
    desk.tap("button", "Invite").says("Have Front desk lead scan this code")
    link = re.search(r"http://127\.0\.0\.1:\d+/walk/invite/\S+", desk.page.locator("code").inner_text())[0]

    phone.page.goto(link)
    expect(phone.page.locator("main")).to_contain_text("Front desk lead")
    no_barrier(phone.page)
    phone.button("Use this phone for my walks").click()
    phone.page.wait_for_url("**/walk/")
    phone.begin("Main hall").outcome("Good").save()
    phone.arrived(1)

    desk.says("1 phone arrived").says("1 person may walk, with 1 phone.").says("last seen")
    assert not desk.page.locator("code").count(), "what was used is shown no more"
    desk.tap("button", "Take back")
    expect(desk.page.get_by_text("lets it go on where it was")).to_be_visible()
    desk.tap("button", "Yes, take it back").says("was taken back")
    phone.outcome("Bad").save()
    expect(phone.page.locator("body")).to_contain_text("This phone can send nothing here now")
    assert phone.complaints == []


def test_the_door_is_closed_and_opened_again_while_the_app_runs(screen, phone):
    desk = screen("people", "phone").says("The door is open")
    (address,) = re.findall(r"http://127\.0\.0\.1:\d+/walk/", desk.page.locator("main").inner_text())
    desk.tap("button", "Close the door").says("The door is closed")
    assert "ERR_CONNECTION_REFUSED" in refusal_of(phone, address)
    desk.page.get_by_role("combobox", name="Address of this machine").click()
    desk.page.get_by_role("option", name="This machine alone").click()
    desk.settle().tap("button", "Open the door").says("No phone has arrived yet.")
    phone.page.goto(address)
    desk.says("1 phone arrived").fits(390)
    expect(phone.page.locator(".notice")).to_have_text(
        re.compile("^This phone has no invitation here. Ask your steward")
    )
    expect(phone.page.locator(".say")).to_have_text("This phone has no invitation yet")
    assert not phone.page.locator(".notice button").count(), "nothing waits on it"
    no_barrier(phone.page)


def refusal_of(phone, address):
    try:
        phone.page.goto(address)
    except Exception as refused:  # noqa: BLE001  # the browser's own words are what is looked at
        return str(refused)
    return ""
