"""The main job on a phone: three taps save an observation, and nothing tapped is ever lost."""

import re
import time

import pytest
from playwright.sync_api import expect

from audit.actions.set_up import start_from_template
from audit.model.view import EVERYTHING
from audit.model.waiting import minutes_waited
from audit.store.observation import observation_count, observations
from audit.store.opening import open_store
from audit.store.walk_through import walk_throughs
from tests.builders import template_named

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
    walking.says("1 of 16 touchpoints saved")
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


def test_save_is_heard_as_the_first_word_to_a_server_that_was_started_anew(walking, server):
    """The page was not loaded again, and still holds words that never left their field."""
    walking.tap("radio", "Negative")
    walking.page.get_by_role("textbox", name=re.compile("What happened")).fill("Nobody looked up.")
    server.kill()
    server.start()
    dialog = walking.page.get_by_role("dialog")
    expect(dialog).to_have_count(0)
    save = walking.page.get_by_role("button", name="Save & next")
    expect(save).to_be_enabled()
    save.click()
    walking.says("1 of 16 touchpoints saved")
    (seen,) = logged(server).to_dict("records")
    assert (seen["outcome"], seen["what_happened"]) == ("negative", "Nobody looked up.")


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
    walking.says("0 of 16 touchpoints saved")
    server.stop()
    store = open_store(server.store)
    assert observation_count(store) == 0
    store.close()


def test_saving_without_an_outcome_is_refused_in_words_and_keeps_what_was_typed(walking):
    walking.page.get_by_role("textbox", name=re.compile("What happened")).fill("Nobody looked up.")
    walking.leave_field().tap("button", "Save & next")
    walking.says("Tap Positive, Neutral or Negative, then save.")
    expect(walking.page.get_by_role("textbox", name=re.compile("What happened"))).to_have_value("Nobody looked up.")


def test_finishing_leads_to_a_walk_that_can_be_corrected_with_a_reason(walking, screen):
    walking.tap("radio", "Negative").tap("button", "Save & next").tap("button", "Finish")
    walking.says("Walk finished: 1 observation in the audit.")
    desk = screen("walks", "desk")
    desk.page.get_by_text("Correct it").click()
    desk.page.get_by_role("radio", name="Neutral").click()
    desk.page.get_by_role("textbox", name="Why is it corrected?").fill("Tapped wrongly")
    desk.tap("button", "Save the correction")
    assert desk.says("neutral")
    assert desk.says("History · 1")


def test_the_stopwatch_runs_on_the_server_and_fills_in_the_wait(walking):
    walking.page.get_by_text("Wait, greeting, signals").click()
    began = time.monotonic()
    walking.tap("button", "Start the clock").let_pass(3.5)
    walking.reload().tap("button", "Stop the clock")
    wait = walking.page.get_by_role("textbox", name="Wait in minutes")
    expect(wait).to_have_value(re.compile("[1-9]"))
    passed = (time.monotonic() - began) / 60
    assert minutes_waited(wait.input_value()) <= passed + 0.02  # it is shown in seconds


def at_phone_pace(walking):
    walking.page.context.new_cdp_session(walking.page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return walking


def scrolled(walking):
    return walking.page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollTop")


def bar(walking):
    return walking.page.get_by_test_id("stBottom")


def test_a_double_tap_on_save_undo_or_finish_does_it_once(walking, server):
    at_phone_pace(walking).tap("radio", "Negative")
    page = walking.page
    page.get_by_role("button", name="Save & next").dblclick()
    walking.settle()
    walking.says("1 of 16 touchpoints saved")
    page.get_by_role("button", name="Undo").dblclick()
    expect(page.get_by_role("radio", name="Negative", checked=True)).to_have_count(1)
    walking.settle().tap("button", "Save & next")
    page.get_by_role("button", name="Finish").dblclick()
    expect(page.get_by_text("Walk finished: 1 observation in the audit.")).to_have_count(1)
    walking.settle()
    assert page.get_by_test_id("stAlertContentError").count() == 0
    assert len(logged(server)) == 1
    store = open_store(server.store)
    assert len(walk_throughs(store)) == 1
    store.close()


def test_words_and_a_tap_on_save_right_after_them_arrive_together(walking, server):
    at_phone_pace(walking).tap("radio", "Negative")
    walking.page.get_by_role("textbox", name=re.compile("What happened")).fill("Nobody looked up.")
    walking.tap("button", "Save & next")
    expect(walking.page.get_by_text("1 of 16 touchpoints saved")).to_have_count(1)
    (seen,) = logged(server).to_dict("records")
    assert (seen["outcome"], seen["what_happened"]) == ("negative", "Nobody looked up.")


def test_the_next_touchpoint_opens_at_its_top(walking):
    walking.tap("radio", "Negative")
    walking.page.get_by_text("Seen here lately").scroll_into_view_if_needed()
    assert scrolled(walking) > 200
    walking.tap("button", "Save & next")
    expect(walking.page.get_by_text("1 of 16 touchpoints saved")).to_be_in_viewport()
    assert scrolled(walking) == 0


def test_a_problem_with_save_stands_beside_save_wherever_one_has_scrolled_to(walking):
    walking.page.get_by_text("Seen here lately").scroll_into_view_if_needed()
    walking.tap("button", "Save & next")
    expect(bar(walking).get_by_text("Tap Positive, Neutral or Negative")).to_be_in_viewport()
    assert bar(walking).get_by_role("button", name="Save & next").is_enabled()


def test_save_stops_a_running_clock_and_a_comma_is_a_decimal_comma(walking, server):
    page = walking.page
    page.get_by_text("Wait, greeting, signals").click()
    walking.tap("button", "Start the clock")
    expect(page.get_by_text(re.compile("Waiting 0:0[1-9]"))).to_have_count(1)
    walking.tap("radio", "Negative").tap("button", "Save & next")
    expect(bar(walking).get_by_text(re.compile(r"negative, waited \d+ seconds?"))).to_have_count(1)
    page.get_by_text("Wait, greeting, signals").click()
    walking.settle()
    page.get_by_role("textbox", name="Wait in minutes").fill("1,5")
    walking.tap("radio", "Neutral").tap("button", "Save & next")
    expect(bar(walking).get_by_text("waited 1 minute 30 seconds")).to_have_count(1)
    waits = logged(server).set_index("outcome")["wait_minutes"]
    assert waits["neutral"] == 1.5
    assert 0 < waits["negative"] < 10


def test_one_walk_in_two_windows_joins_fields_and_tells_what_clashes(walking, screen, server):
    walking.tap("radio", "2", within="Empathy")
    other = screen(walking.page.url.split("/", 3)[3], "phone")
    other.tap("radio", "4", within="Reliability")
    walking.tap("radio", "Negative")
    reliability = walking.page.get_by_role("radiogroup", name="Reliability")
    expect(reliability.get_by_role("radio", name="4", checked=True)).to_have_count(1)
    other.tap("radio", "5", within="Empathy")
    walking.page.get_by_role("radiogroup", name="Empathy").get_by_role("radio", name="1").click()
    expect(bar(walking).get_by_text("This walk was changed in another window at")).to_be_in_viewport()
    expect(bar(walking).get_by_text("Empathy: 1")).to_be_in_viewport()
    walking.settle().tap("button", "Save & next")
    expect(walking.page.get_by_text("1 of 16 touchpoints saved")).to_have_count(1)
    other.tap("button", "Save & next")
    expect(bar(other).get_by_text("The touchpoint was saved or cleared at")).to_be_in_viewport()
    (seen,) = logged(server).to_dict("records")
    assert (seen["outcome"], seen["empathy"], seen["reliability"]) == ("negative", 5, 4)


def test_a_walk_is_given_up_after_a_question_and_brought_back_as_it_was(walking, screen):
    walking.page.get_by_role("textbox", name=re.compile("What happened")).fill("Nobody looked up.")
    walking.tap("radio", "Negative")
    stranger = screen("walks", "desk")
    stranger.says("Somebody worked on this walk just now, so it cannot be given up now.")
    assert stranger.page.get_by_role("button", name="Give it up").count() == 0
    page = walking.page
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="My walks").click()
    expect(page.get_by_role("button", name="Give it up")).to_have_count(1)
    page.keyboard.press("Escape")
    walking.settle()
    if page.get_by_test_id("stSidebarCollapseButton").is_visible():
        page.get_by_test_id("stSidebarCollapseButton").click()
    walking.settle().tap("button", "Give it up").tap("button", "Yes, give it up")
    walking.says("it can be brought back until")
    walking.tap("button", "Bring it back")
    page.get_by_role("link", name=re.compile("Go on")).click()
    expect(page.get_by_role("textbox", name=re.compile("What happened"))).to_have_value("Nobody looked up.")


def test_a_full_disk_is_told_beside_save_and_saving_works_again_when_there_is_room(walking, server):
    walking.page.get_by_role("textbox", name=re.compile("What happened")).fill("Nobody looked up.")
    walking.tap("radio", "Negative").tap("radio", "2", within="Empathy")
    import resource

    _, most = resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (0, most))
    walking.tap("button", "Save & next")
    expect(bar(walking).get_by_test_id("stAlertContentError")).to_be_in_viewport()
    assert bar(walking).get_by_role("button", name="Save & next").is_enabled()
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (most, most))
    walking.tap("button", "Save & next")
    expect(walking.page.get_by_text("1 of 16 touchpoints saved")).to_have_count(1)
    (seen,) = logged(server).to_dict("records")
    assert (seen["outcome"], seen["what_happened"], seen["empathy"]) == ("negative", "Nobody looked up.", 2)
