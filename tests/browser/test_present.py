"""A review on the wall in real Chromium: keys, black, full screen, two windows that follow, phones, sizes, speed."""

import statistics
import time
from dataclasses import replace
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from audit.actions import reviews as preparing
from audit.review.propose import proposed_agenda, proposed_period
from audit.store.opening import open_store
from audit.web.present.links import present_path
from audit.web.room.links import short_code
from tests.builders import sample_day
from tests.drills.figures import tell
from tests.screens import Server, at_last, free_port

pytestmark = pytest.mark.browser
WALLS = {"projector": (1920, 1080), "old projector": (1024, 768), "hall": (3840, 2160)}
NOTES = "Thank the team first."


@pytest.fixture(scope="module")
def held(root, tmp_path_factory):
    """Return a served audit and a prepared review of it, every point told, with notes."""
    server = Server(root, tmp_path_factory.mktemp("present") / "audit.duckdb", free_port())
    server.options = ("--phones-address", "https://review.example.org")
    server.command("sample")
    store = open_store(server.store)
    period = proposed_period(store, sample_day())
    agenda = [replace(each, is_dropped=False, notes=NOTES) for each in proposed_agenda(store, *period)]
    review = preparing.prepare(store, "Spring review", period, agenda)
    store.close()
    server.start()
    yield server, review
    server.stop()


@pytest.fixture
def opened(chromium, held):
    """Return a way to open the wall on a machine of its own, waiting until its keys work."""
    server, review = held
    contexts = []

    def wall(size="projector", end="#1", context=None):
        width, height = WALLS[size]
        if context is None:
            context = chromium.new_context(viewport={"width": width, "height": height})
            context.set_default_timeout(60_000)
            contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("request", lambda asked: page.complaints.append(asked.url) if server.url not in asked.url else None)
        page.goto(f"{server.url}{present_path(review)}{end}")
        page.wait_for_selector("body[data-ready]")
        return page

    yield wall
    for context in contexts:
        context.close()


def at(page):
    return page.locator(".slide.current").get_attribute("data-key")


def hash_of(page):
    return page.evaluate("location.hash")


def to(page, key):
    """Turn to a slide; what a window of the test before said last may still move this one on its way."""
    keys = page.locator(".slide").evaluate_all("all => all.map(one => one.dataset.key)")

    def turned():
        for _ in keys:
            if (now := at(page)) != key:
                page.keyboard.press("ArrowRight" if keys.index(now) < keys.index(key) else "ArrowLeft")
        assert at(page) == key, f"{key} was not reached"

    at_last(page, turned)


def test_keys_turn_slides_at_once_and_the_address_says_where(opened):
    wall = opened()
    first = at(wall)
    last = wall.locator(".slide").count()
    for key, slide in (("ArrowRight", 2), (" ", 3), ("PageDown", 4), ("ArrowLeft", 3), ("PageUp", 2), ("End", last)):
        wall.keyboard.press(key)
        assert hash_of(wall) == f"#{slide}", key
        expect(wall.locator(".slide:visible")).to_have_count(1)
    wall.keyboard.press("Home")
    assert at(wall) == first
    wall.mouse.click(1800, 500)
    assert hash_of(wall) == "#2"
    wall.mouse.click(100, 500)
    assert hash_of(wall) == "#1"
    for _ in range(last - 1):
        wall.keyboard.press("ArrowRight")
    assert hash_of(wall) == f"#{last}"
    wall.reload()
    wall.wait_for_selector("body[data-ready]")
    assert hash_of(wall) == f"#{last}"
    said = wall.locator("#said").inner_text()
    assert said.startswith(f"Slide {last} of {last}: ")
    assert wall.complaints == []


def old_enough(page):
    """Escape right after full screen is the browser's own; a page that has just come does not know yet which it is."""
    assert page.evaluate("performance.now()") > 400


def same_colour(page, *corners):
    squares = [page.screenshot(clip={"x": x, "y": y, "width": 60, "height": 60}) for x, y in corners]
    assert len(set(squares)) == 1


def test_black_full_screen_light_keys_and_the_way_back(opened):
    wall = opened()
    wall.keyboard.press("b")
    at_last(wall, lambda: same_colour(wall, (0, 0), (800, 60)))
    expect(wall.locator("#said")).to_contain_text("black")
    wall.keyboard.press("Escape")
    expect(wall.locator("body.black")).to_have_count(0)
    wall.keyboard.press("f")
    expect(wall.locator(":fullscreen")).to_have_count(1)
    wall.keyboard.press("Escape")
    expect(wall.locator(":fullscreen")).to_have_count(0)
    assert "/present/" in wall.url
    wall.keyboard.press("?")
    expect(wall.get_by_role("dialog", name="Keys")).to_be_visible()
    wall.keyboard.press("Escape")
    expect(wall.get_by_role("dialog")).to_have_count(0)
    wall.keyboard.press("ArrowRight")
    wall.keyboard.press("l")
    wall.wait_for_selector('html[data-scheme="dark"] body[data-ready]')
    assert hash_of(wall) == "#2"
    at_last(wall, lambda: old_enough(wall))
    wall.keyboard.press("Escape")
    wall.wait_for_url("**/review")


def test_the_presenters_window_and_a_window_elsewhere_follow_and_lead(opened):
    wall = opened()
    elsewhere = opened("old projector", "")
    with wall.expect_popup() as popped:
        wall.keyboard.press("p")
    desk = popped.value
    desk.wait_for_selector("body[data-ready]")
    wall.keyboard.press("ArrowRight")
    key = at(wall)
    expect(desk.locator(".slide.current")).to_have_attribute("data-key", key)
    expect(elsewhere.locator(".slide.current")).to_have_attribute("data-key", key)
    expect(desk.locator(".slide:visible")).to_have_count(2)
    expect(desk.locator("#minutes")).to_contain_text("Planned for this slide")
    desk.get_by_role("button", name="Next ›").click()
    desk.get_by_role("button", name="Black screen").click()
    expect(desk.locator(".slide.current")).not_to_have_attribute("data-key", key)
    expect(wall.locator(".slide.current")).to_have_attribute("data-key", at(desk))
    expect(wall.locator("body.black")).to_have_count(1)
    to(desk, "rater-1")
    expect(desk.locator("#notes")).to_have_text(NOTES)
    expect(elsewhere.locator(".slide.current")).to_have_attribute("data-key", "rater-1")
    elsewhere.keyboard.press("Home")
    expect(desk.locator(".slide.current")).to_have_attribute("data-key", at(elsewhere))
    expect(desk.locator("#elapsed")).not_to_have_text("0:00")
    expect(desk.locator("#pace")).to_contain_text("min left")
    assert wall.complaints == elsewhere.complaints == []


def is_a_look(request):
    """Tell whether a window asks where the others are."""
    return "/live" in request.url and request.method == "GET"


def test_a_window_does_not_fall_back_for_five_seconds_while_the_server_has_not_heard_yet(opened):
    wall = opened()
    wall.clock.install()
    wall.reload()
    wall.wait_for_selector("body[data-ready]")
    wall.clock.pause_at(wall.evaluate("Date.now()") + 10_000)
    desk = opened(end="/presenter", context=wall.context)
    desk.route("**/live*", lambda asked: asked.abort() if asked.request.method == "POST" else asked.continue_())
    before = at(desk)
    desk.keyboard.press("ArrowRight")
    expect(wall.locator(".slide.current")).to_have_attribute("data-key", at(desk))
    expect(desk.get_by_role("alert")).to_contain_text("slides still turn here")
    for number in range(4):
        with wall.expect_request_finished(is_a_look):
            wall.clock.run_for(1_000)
        assert at(wall) == at(desk) != before, number
    wall.clock.run_for(2_000)
    expect(wall.locator(".slide.current")).to_have_attribute("data-key", before)


@pytest.mark.drill
def test_all_slides_are_there_with_the_page_and_none_is_waited_for(opened, held, capsys):
    server, _ = held
    wall, asked = opened(), []
    unit = statistics.median(answer_in(f"{server.url}/health") for _ in range(20))
    wall.on("request", lambda request: asked.append(request.url))
    began = time.perf_counter()
    wall.reload()
    wall.wait_for_selector("body[data-ready]")
    ready = time.perf_counter() - began
    slides = wall.locator(".slide").count()
    tell(capsys, f"{slides} slides are ready on the wall within {ready / unit:.0f} times what a bare answer takes")
    beside = ("/assets/", "/static/", "/live")
    assert [url for url in asked if not any(part in url for part in beside)] == [wall.url.partition("#")[0]]


def answer_in(url):
    began = time.perf_counter()
    with urlopen(url) as answer:
        answer.read()
    return time.perf_counter() - began


@pytest.mark.parametrize("end", ["", "?dark=1", "/presenter", "/presenter?dark=1"])
def test_no_slide_breaks_a_rule_of_accessibility(opened, end):
    page = opened("projector", end)
    for key in ("Home", "rater-1", "vote-1"):
        if key == "Home":
            page.keyboard.press(key)
        else:
            to(page, key)
        found = Axe().run(page).response["violations"]
        assert {each["id"]: each["nodes"][0]["html"][:200] for each in found} == {}
    assert page.complaints == []


def test_a_link_to_nothing_says_so_in_a_sentence(held, chromium):
    server, _ = held
    page = chromium.new_page()
    assert page.goto(f"{server.url}/present/nothing").status == 404
    assert "No review was found" in page.get_by_role("heading").inner_text()
    assert Axe().run(page).response["violations"] == []
    page.close()


def test_r_shows_the_result_where_it_stands_and_asks_first_where_nobody_has_voted(opened):
    wall = opened()
    to(wall, "vote-1")
    with wall.expect_request_finished(is_a_look):
        pass
    wall.keyboard.press("r")
    expect(wall.get_by_role("alert")).to_have_text("Nobody has voted yet. Once more ends the vote all the same.")
    assert at(wall) == "vote-1"
    wall.keyboard.press("r")
    assert at(wall) == "vote-2"
    expect(wall.locator(".slide.current h2")).to_have_text("Nobody voted")
    expect(wall.get_by_role("alert")).to_be_hidden()
    wall.keyboard.press("r")
    expect(wall.locator(".slide.current h2")).to_have_text("0 votes so far")


def the_room_is(wall, is_open):
    """Let phones in or close the room by the key, unless it stands so already."""
    if wall.locator("body").get_attribute("data-open") != is_open:
        wall.keyboard.press("o")
    expect(wall.locator("body")).to_have_attribute("data-open", is_open)


def test_the_room_votes_unseen_until_it_is_revealed(opened, held, chromium):
    server, review = held
    wall = opened()
    to(wall, "vote-1")
    the_room_is(wall, "true")
    typed = wall.locator(".slide.current .address").inner_text()
    assert typed == f"https://review.example.org/r/{short_code(review.id, review.key)}"
    address = f"{server.url}/r/{short_code(review.id, review.key)}"
    phone = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
    phone.goto(address)
    chosen = phone.get_by_role("radio").nth(1)
    name = chosen.get_attribute("value")
    chosen.check()
    phone.get_by_role("button", name="Vote").click()
    to(wall, "vote-2")
    expect(wall.locator(".slide.current h2")).to_contain_text("1 ")
    expect(wall.locator(".slide.current .marks .on")).to_have_count(1)
    assert wall.locator(".slide.current .picture").count() == 0
    wall.keyboard.press(" ")
    assert at(wall) == "vote-2"
    picture = wall.locator(".slide.current .picture")
    picture.wait_for()
    assert name in picture.get_attribute("aria-label")
    assert at(wall) == "vote-2"
    wall.keyboard.press(" ")
    assert at(wall) == "commitment-1"
    assert wall.complaints == []
    phone.context.close()


def test_a_closed_room_is_opened_by_the_facilitator_alone(opened):
    wall = opened()
    to(wall, "vote-1")
    the_room_is(wall, "false")
    shut = wall.locator(".slide.current .shut")
    expect(shut).to_have_text("The room is closed to phones.")
    expect(shut).to_be_visible()
    to(wall, "vote-2")
    to(wall, "vote-1")
    with wall.expect_request_finished(is_a_look):
        pass
    with wall.expect_request_finished(is_a_look):
        pass
    expect(shut).to_be_visible()
    the_room_is(wall, "true")
    expect(shut).to_be_hidden()


def answered_late(asked):
    """Let the window look twice at what was decided before it is answered what it decided."""
    answer, desk = asked.fetch(), asked.request.frame.page
    for _ in range(2):
        with desk.expect_request_finished(is_a_look):
            pass
    asked.fulfill(response=answer)


def edited(desk, row):
    """Edit the words of the row that has the focus by keys alone, once left and once kept."""
    desk.keyboard.press("e")
    field = row.get_by_role("textbox")
    expect(field).to_be_focused()
    assert Axe().run(desk).response["violations"] == []
    field.fill("Left as it was")
    desk.keyboard.press("Escape")
    expect(row).to_contain_text("Answer: Kind <b>and</b> tired")
    desk.keyboard.press("e")
    field.fill("Kind <b>and</b> rested")
    desk.keyboard.press("Enter")
    expect(row).to_contain_text("Edited. Written was: “Kind <b>and</b> tired”")


def test_the_presenter_shows_and_hides_what_people_said_while_the_slides_go_on(opened, held, chromium):
    server, review = held
    wall = opened()
    to(wall, "vote-1")
    the_room_is(wall, "true")
    phone = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
    phone.goto(f"{server.url}/r/{short_code(review.id, review.key)}")
    whole = f"{phone.url}?whole=1"  # the wall asks for votes meanwhile
    for words in ("Kind <b>and</b> tired", "Something unkind"):
        phone.goto(whole)
        phone.locator("#answer").fill(words)
        with phone.expect_navigation():
            phone.get_by_role("button", name="Send my answer").click()
    phone.context.close()
    desk = opened(end="/presenter", context=wall.context)
    title = desk.get_by_role("heading", name="Waiting to be shown")
    expect(title).to_have_text("Waiting to be shown (2)")
    rows = desk.locator("#waiting li")
    assert [row.split("\n")[0] for row in rows.all_inner_texts()] == [
        "Answer: Kind <b>and</b> tired",
        "Answer: Something unkind",
    ]
    assert min(button.bounding_box()["height"] for button in rows.get_by_role("button").all()) >= 48
    assert Axe().run(desk).response["violations"] == []
    rows.nth(0).get_by_role("button", name="Show").focus()
    edited(desk, rows.nth(0))
    desk.keyboard.press("Space")
    expect(title).to_have_text("Waiting to be shown (1)")
    expect(rows.nth(0).get_by_role("button", name="Shown")).to_be_focused()
    desk.route("**/said?*", answered_late)
    with desk.expect_request_finished(lambda request: "/said?" in request.url):
        rows.nth(1).get_by_role("button", name="Hide").click()
        expect(title).to_have_text("Waiting to be shown (0)")
        expect(rows).to_have_count(2)
        expect(rows.nth(1).get_by_role("button", name="Hidden")).to_be_focused()
    desk.unroute("**/said?*", answered_late)
    expect(wall.locator("[data-key=reflection-answers-1]")).to_have_count(1)
    assert "Kind <b>and</b> rested" in wall.locator("[data-key=reflection-answers-1]").text_content()
    assert "unkind" not in wall.content()
    assert "tired" not in wall.content()
    desk.keyboard.press("ArrowRight")
    expect(rows).to_have_count(0)
    desk.reload()
    desk.get_by_text("Decided last").click()
    desk.locator("#last li").nth(0).get_by_role("button", name="Hide").click()
    expect(wall.locator("[data-key=reflection-answers-1]")).to_have_count(0)
    desk.route("**/said?*", lambda asked: asked.abort())
    desk.locator("#last li").nth(0).get_by_role("button", name="Show").click()
    expect(desk.get_by_role("alert")).to_contain_text("nothing was shown, hidden or edited")
    expect(desk.get_by_role("alert")).to_be_hidden()
    assert wall.complaints == []
