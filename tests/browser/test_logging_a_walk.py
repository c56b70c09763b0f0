"""The main job on a phone: three taps save an observation, and nothing tapped is ever lost."""

import re
import time

import pytest
from playwright.sync_api import expect

from audit.actions.set_up import start_from_template
from audit.intake.templates import template_named
from audit.model.view import EVERYTHING
from audit.store.observation import observation_count, observations
from audit.store.opening import open_store

pytestmark = pytest.mark.browser


@pytest.fixture
def walking(server, screen):
    """A phone at the first touchpoint of the library journey."""
    store = open_store(server.store)
    start_from_template(store, template_named("library"))
    store.close()
    server.start()
    return screen("log", "phone")


def logged(server):
    server.stop()
    store = open_store(server.store)
    found = observations(store, EVERYTHING)
    store.close()
    return found


def test_three_taps_log_an_observation(walking, server):
    walking.page.get_by_role("combobox", name=re.compile("Touchpoint")).click()
    walking.page.get_by_role("option").nth(1).click()
    walking.settle()
    walking.tap("radio", "Negative").tap("button", "Save & next")
    assert walking.says("1 of 16 touchpoints saved")
    assert walking.complaints == []
    (seen,) = logged(server).to_dict("records")
    assert (seen["outcome"], seen["journey"]) == ("negative", "Using the library")


def test_five_ratings_and_save_take_seven_taps_without_sideways_scroll(walking, server):
    walking.tap("radio", "Positive")
    for number, dimension in enumerate(("Reliability", "Assurance", "Tangibles", "Empathy", "Responsiveness"), start=1):
        walking.tap("radio", str(number), within=dimension)
    walking.fits(390)
    walking.tap("button", "Save & next").says("1 of 16 touchpoints saved")
    (seen,) = logged(server).to_dict("records")
    assert [seen[name] for name in ("reliability", "assurance", "tangibles", "empathy", "responsiveness")] == [
        1,
        2,
        3,
        4,
        5,
    ]


def test_what_thumbs_tap_is_large_enough(walking):
    small = walking.page.evaluate(
        """() => [...document.querySelectorAll('[data-testid="stMain"] button, [data-testid="stBottom"] button')]
            .filter(e => e.offsetParent && e.tabIndex >= 0)
            .map(e => [e.innerText, e.getBoundingClientRect().width, e.getBoundingClientRect().height])
            .filter(([, width, height]) => width < 48 || height < 48)"""
    )
    assert small == []
    sizes = walking.page.evaluate(
        """() => [...document.querySelectorAll('input, textarea')].map(e => parseFloat(getComputedStyle(e).fontSize))"""
    )
    assert min(sizes) >= 16


def test_a_reload_brings_every_tap_back(walking):
    tap_some(walking)
    assert_all_back(walking.reload())


def test_a_killed_tab_is_taken_up_on_another_phone(walking, screen):
    tap_some(walking)
    address = walking.page.url.split("/", 3)[3]
    walking.page.close()
    assert_all_back(screen(address, "phone"))


def test_a_server_killed_without_warning_loses_no_tap(walking, server):
    tap_some(walking)
    server.kill()
    server.start()
    assert_all_back(walking.reload())
    walking.tap("button", "Save & next").says("1 of 16 touchpoints saved")
    (seen,) = logged(server).to_dict("records")
    assert (seen["outcome"], seen["what_happened"], seen["empathy"]) == ("negative", "Nobody looked up.", 2)


def tap_some(walking):
    walking.tap("radio", "Negative").tap("radio", "2", within="Empathy")
    walking.page.get_by_role("textbox", name=re.compile("What happened")).fill("Nobody looked up.")
    walking.leave_field()


def assert_all_back(walking):
    page = walking.page
    expect(page.get_by_role("radio", name="Negative", checked=True)).to_have_count(1)
    empathy = page.get_by_role("radiogroup", name="Empathy")
    expect(empathy.get_by_role("radio", name="2", checked=True)).to_have_count(1)
    expect(walking.page.get_by_role("textbox", name=re.compile("What happened"))).to_have_value("Nobody looked up.")


def test_saving_can_be_undone_at_once_and_comes_back_to_the_screen(walking, server):
    walking.tap("radio", "Negative").tap("button", "Save & next").tap("button", "Undo")
    expect(walking.page.get_by_role("radio", name="Negative").first).to_have_attribute("aria-checked", "true")
    assert walking.says("0 of 16 touchpoints saved")
    server.stop()
    store = open_store(server.store)
    assert observation_count(store) == 0
    store.close()


def test_saving_without_an_outcome_is_refused_in_words_and_keeps_what_was_typed(walking):
    walking.page.get_by_role("textbox", name=re.compile("What happened")).fill("Nobody looked up.")
    walking.leave_field().tap("button", "Save & next")
    assert walking.says("How it went (positive, neutral or negative) is empty; please fill it in.")
    expect(walking.page.get_by_role("textbox", name=re.compile("What happened"))).to_have_value("Nobody looked up.")


def test_finishing_leads_to_a_walk_that_can_be_corrected_with_a_reason(walking, screen):
    walking.tap("radio", "Negative").tap("button", "Save & next").tap("button", "Finish")
    assert walking.says("Walk finished: 1 observation in the audit.")
    desk = screen("walks", "desk")
    desk.page.get_by_text("Correct it").click()
    desk.page.get_by_role("radio", name="Neutral").click()
    desk.page.get_by_role("textbox", name="Why is it corrected?").fill("Tapped wrongly")
    desk.tap("button", "Keep the correction")
    assert desk.says("neutral")
    assert desk.says("History · 1")


def test_the_stopwatch_runs_on_the_server_and_fills_in_the_wait(walking):
    walking.page.get_by_text("Wait, greeting, signals").click()
    began = time.monotonic()
    walking.tap("button", "Start the clock").let_pass(3.5)
    walking.reload().tap("button", "Stop the clock")
    wait = walking.page.get_by_role("spinbutton", name="Wait in minutes")
    expect(wait).to_have_value(re.compile("[1-9]"))
    passed = (time.monotonic() - began) / 60
    assert float(wait.input_value()) <= passed + 0.1  # it is shown in tenths of a minute
