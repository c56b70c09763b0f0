"""From the suggestion to the saved observation: planned at the desk, started and saved on the phone."""

import re

import pytest
from playwright.sync_api import expect

from audit.actions.set_up import start_from_template
from audit.model.view import EVERYTHING
from audit.store.observation import observations
from audit.store.opening import open_store
from audit.store.planned_walk import planned_walks
from tests.builders import template_named
from tests.walk.phone import Phone

pytestmark = pytest.mark.browser


def test_a_walk_is_planned_started_and_saved(server, screen):
    store = open_store(server.store)
    start_from_template(store, template_named("library"))
    store.close()
    server.start()
    desk = screen("coverage", "desk")
    desk.says("Nobody has observed any of 16 touchpoints yet.")
    planned = desk.page.get_by_test_id("stMain").locator("strong").first.inner_text()
    desk.tap("button", "Plan it")
    desk.says(f"Planned: {planned}.")

    phone = screen("walks", "phone")
    phone.says("0 walks logged, 0 still open, 1 planned.")
    phone.says(planned)
    phone.fits(390)
    phone.page.get_by_role("link", name=re.compile("Start")).last.click()
    expect(phone.page.get_by_role("heading", name="Planned", exact=True)).to_be_visible()  # for nobody in particular
    phone.page.get_by_role("button", name=re.compile(re.escape(planned))).click()
    phone.page.get_by_role("button", name="Skip", exact=True).click()
    Phone(phone.page, server.url).stands_at(planned).outcome("Good").save().arrived(1)
    assert phone.complaints == desk.complaints == []

    server.stop()
    store = open_store(server.store)
    assert planned_walks(store).empty
    assert list(observations(store, EVERYTHING)["touchpoint"]) == [planned]
    store.close()


def test_what_is_planned_can_be_dropped_with_a_thumb(server, screen):
    store = open_store(server.store)
    start_from_template(store, template_named("library"))
    store.close()
    server.start()
    phone = screen("coverage", "phone")
    phone.fits(390)
    phone.tap("button", "Plan it")
    phone.page.get_by_role("link", name=re.compile("My walks: 1 planned walk")).click()
    phone.arrive()
    drop = phone.page.get_by_role("button", name="Drop it").bounding_box()
    assert drop["height"] >= 48
    phone.tap("button", "Drop it")
    phone.says("No walk has been logged in the app yet.")
