"""Two reviews in a row, held as their users hold them: prepared, presented, voted in, closed, and looked back at."""

import asyncio
import re
from datetime import datetime
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from pptx import Presentation

from audit.actions import walks
from audit.model.journey import Journey
from audit.model.rating import Dimension, Outcome
from audit.store.journey import journeys
from audit.store.opening import open_store
from tests.builders import a_walk, an_observation, sample_day
from tests.rooms import Phone, in_a_thread
from tests.screens import Screen, Server, at_last, free_port

pytestmark = pytest.mark.browser
HEADLINE, THANKS, ANSWER = "Where we stand today", "Thanks to the early shift.", "Tired, and kind all the same."
RUDE, NOTES = "Words nobody has to read.", "Everybody was there."
PROMISE, KNOWN, OWNER = "Nobody is handed on unheard.", "Walks there find good handovers.", "Service desk lead"
SEEN = "Waited at the counter until somebody looked up."
CARRIED = "Two more weeks of the new rota."
PHONES, IN_BROWSERS = 20, 3


@pytest.fixture(scope="module")
def server(root, tmp_path_factory):
    """Return a server of the sample audit, one walk of today logged in it besides."""
    running = Server(root, tmp_path_factory.mktemp("review") / "audit.duckdb", free_port())
    running.command("sample")
    store = open_store(running.store)
    one_walk_today(store, journeys(store)[0])
    store.close()
    running.start()
    yield running
    running.stop()


def one_walk_today(store, journey: Journey):
    today = sample_day()
    now = datetime(today.year, today.month, today.day, 9)  # noqa: DTZ001  # the store keeps UTC without an offset
    (_, touchpoint), *_ = journey.touchpoints()
    seen = an_observation(
        touchpoint_id=touchpoint.id, outcome=Outcome.NEGATIVE, ratings={Dimension.EMPATHY: 2},
        observed_at=now, observed_on=today, logged_at=now, what_happened=SEEN,
    )  # fmt: skip
    walks.record_walk_through(store, a_walk(journey_id=journey.id, started_at=now, day=today), [seen])


@pytest.fixture
def devices(chromium):
    """Return a way to pick up a phone of somebody in the room."""
    contexts = []

    def picked_up():
        contexts.append(chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True))
        contexts[-1].set_default_timeout(60_000)
        return contexts[-1].new_page()

    yield picked_up
    for context in contexts:
        context.close()


def card(desk, title):
    """Return the cell of one point of the agenda: its slide in small, and the button that opens it."""
    opener = desk.page.get_by_role("button", name=re.compile(rf"^\d+ · {title}$"))
    return desk.page.locator('[class*="st-key-slide-"]', has=opener)


def inside(desk, title):
    opened = desk.page.locator(".st-key-opened", has=desk.page.get_by_text(title, exact=True))
    if not opened.count():
        card(desk, title).get_by_role("button").click()
        desk.settle()
    return opened


def went(desk, name):
    """Go to another page as people do, by its name at the side."""
    desk.page.get_by_role("link", name=name, exact=True).click()
    return desk.settle()


def step(desk, name):
    desk.page.bring_to_front()  # a browser draws a window behind another one only now and then
    desk.page.get_by_role("radio", name=name, exact=True).click()
    return desk.settle()


def order(desk):
    titles = desk.page.locator('[class*="st-key-slide-"] button').all_inner_texts()
    return [title.split(" · ")[1] for title in titles]


def points(desk, titles):
    assert order(desk) == titles


def prepare(desk):
    """Prepare a review from the start page with one click, and present it with another."""
    desk.tap("button", "Prepare the review")
    expect(desk.page.get_by_role("link", name="Present", exact=True)).to_be_visible()
    return desk.settle()


def presented(desk):
    with desk.page.context.expect_page() as opened:
        desk.page.get_by_role("link", name="Present", exact=True).click()
    wall = Screen(opened.value, desk.url).listen()
    wall.page.on("request", lambda asked: None if desk.url in asked.url else wall.complaints.append(asked.url))
    wall.page.wait_for_selector("body[data-ready]")
    return wall


def moved(desk):
    """Move a slide by keys, and back by dragging it."""
    before = order(desk)
    place = before.index("RATER in one picture")
    there = [*before[: place - 1], before[place], before[place - 1], *before[place + 1 :]]
    card(desk, before[place]).get_by_role("button").press("Alt+ArrowLeft")
    at_last(desk.page, lambda: points(desk, there))
    desk.settle()
    expect(card(desk, before[place]).get_by_role("button")).to_be_focused()
    small = (card(desk, name).locator(".thumb") for name in (before[place], before[place - 1]))
    (from_x, from_y), (to_x, to_y) = (middle(each.bounding_box()) for each in small)
    desk.page.mouse.move(from_x, from_y)
    desk.page.mouse.down()
    desk.page.mouse.move(to_x, to_y, steps=5)
    desk.page.mouse.up()
    at_last(desk.page, lambda: points(desk, before))
    desk.settle()


def middle(box):
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def changed(desk):
    """Move a point, word its headline, leave one out and bring it in, choose one story's words; return those words."""
    moved(desk)
    inside(desk, "RATER in one picture").get_by_role("textbox", name="Headline").fill(HEADLINE)
    desk.leave_field()
    expect(card(desk, "RATER in one picture").get_by_text(HEADLINE, exact=True)).to_be_visible()
    before = order(desk)
    inside(desk, "Trust owed").get_by_role("button", name="Leave out").click()
    desk.settle()
    at_last(desk.page, lambda: points(desk, [each for each in before if each != "Trust owed"]))
    desk.tap("button", "Bring in: Trust owed")
    at_last(desk.page, lambda: points(desk, before))
    desk.tap("button", "Choose stories")
    stories = inside(desk, "What we did well")
    stories.get_by_text("Show this:").first.click()
    desk.settle()
    expect(stories.get_by_role("checkbox").first).to_be_checked()
    return stories.locator('[data-testid="stText"]').first.inner_text()


def at(wall):
    return wall.page.locator(".slide.current")


def headline(wall):
    return at(wall).locator("h2").inner_text()


def turned_to(wall, key):
    """Turn to a slide, which may be on its way to this window still."""

    def turned():
        assert wall.page.locator(f'.slide[data-key="{key}"]').count(), f"there is no slide {key}"
        for _ in range(wall.page.locator(".slide").count()):
            if at(wall).get_attribute("data-key") != key:
                wall.page.keyboard.press("ArrowRight")
        assert at(wall).get_attribute("data-key") == key

    at_last(wall.page, turned)
    return wall


def seen_on_the_wall(wall, story):
    """Go through the slides by the keys up to the code that lets phones in, and return its address."""
    page = wall.page
    assert page.url.endswith("#1")
    first = headline(wall)
    page.keyboard.press("ArrowRight")
    assert headline(wall) != first
    page.keyboard.press("ArrowLeft")
    assert headline(wall) == first
    page.keyboard.press("b")
    expect(page.locator("body.black")).to_have_count(1)
    page.keyboard.press("b")
    page.keyboard.press("f")
    expect(page.locator(":fullscreen")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(":fullscreen")).to_have_count(0)
    turned_to(wall, "stories-1")
    assert " ".join(story.split())[:60] in " ".join(at(wall).inner_text().split())
    turned_to(wall, "rater-1")
    assert headline(wall) == HEADLINE
    turned_to(wall, "vote-1")
    expect(at(wall)).to_contain_text("Raise your hand, once.")  # no other machine reaches this one
    wall.page.keyboard.press("o")
    expect(wall.page.locator("body")).to_have_attribute("data-open", "true")
    window = wall.page.evaluate("fetch(`${location.pathname}/presenter`).then(answer => answer.text())")
    return re.search(r'href="(http[^"]+/r/\w+)"', window).group(1)


def room_votes(address, devices):
    """Let 20 phones vote for the second choice but five, who want the first; some say something, too."""
    for number in range(IN_BROWSERS):
        phone = devices()
        phone.goto(address)
        room = urlsplit(phone.url)
        phone.get_by_role("radio").nth(1).check()
        phone.get_by_role("button", name="Vote").tap()
        expect(phone.get_by_role("status")).to_contain_text("Your vote is counted")
        if number == 0:
            phone.goto(f"{phone.url.partition('?')[0]}?whole=1")  # the wall stands at the vote
            phone.get_by_label("thank somebody").fill(THANKS)
            phone.get_by_role("button", name="Send my thanks").tap()
            expect(phone.get_by_role("status")).to_contain_text("Thank you")

    async def vote(number):
        phone = Phone(room.hostname, room.port, room.path)
        assert await phone.look() == 200
        choices = re.findall(r'name="choice" value="([^"]*)"', phone.page)
        assert await phone.send("vote", choice=choices[0 if number < 5 else 1]) == 303
        if number < 2:
            said = (ANSWER, RUDE)[number]
            assert await phone.send("say", kind="answer", answer=said) == 303
        return choices[:2]

    async def all_vote():
        return await asyncio.gather(*map(vote, range(PHONES - IN_BROWSERS)))

    return in_a_thread(all_vote())[0]


def moderated(desk):
    """Show the thanks and one answer to everybody, and hide the words nobody has to read."""
    step(desk, "Room")
    expect(desk.page.get_by_text(f"{PHONES} votes so far")).to_be_visible()
    expect(desk.page.get_by_text("3 contributions to read.")).to_be_visible()
    for words, decision in ((THANKS, "Show"), (ANSWER, "Show"), (RUDE, "Hide")):
        said = desk.page.locator('[data-testid="stVerticalBlock"]', has=desk.page.get_by_text(words, exact=True)).last
        said.get_by_role("button", name=decision, exact=True).click()
        done = {"Show": "Shown", "Hide": "Hidden"}[decision]
        expect(said.get_by_role("button", name=done, exact=True)).to_be_visible()


def revealed(wall, chosen):
    turned_to(wall, "vote-2")
    assert chosen not in at(wall).inner_text()
    wall.page.keyboard.press(" ")
    expect(at(wall)).to_contain_text("The room chose")
    expect(at(wall).locator(".picture")).to_have_attribute("aria-label", re.compile(re.escape(f"{chosen} 15")))
    turned_to(wall, "reflection-answers-1")
    expect(at(wall)).to_contain_text(ANSWER)
    turned_to(wall, "thanks-1")
    expect(at(wall)).to_contain_text(THANKS)
    assert RUDE not in wall.page.locator("#stage").inner_text()


def committed(desk):
    """Make the team's commitment; return its touchpoint and the day it is due."""
    step(desk, "Commit")
    where = desk.page.get_by_role("combobox", name=re.compile("Where")).input_value()
    for label, words in (
        ("What will be different", PROMISE),
        ("How will we know|In words", KNOWN),
        ("Who owns it", OWNER),
    ):
        desk.page.get_by_role("textbox", name=re.compile(label)).fill(words)
        desk.leave_field()
    desk.tap("button", "Make this commitment")
    alert = desk.page.get_by_test_id("stAlert").filter(has_text="Saved:")
    expect(alert).to_contain_text(f"Saved: {where}, by")
    return where, re.search(r"by (\d\d \w{3} \d{4})", alert.inner_text()).group(1)


def closed(desk):
    step(desk, "Close")
    desk.page.get_by_role("textbox", name="Notes for the minutes").fill(NOTES)
    desk.leave_field().tap("button", "Close the review").tap("button", "Yes, close it")
    desk.says("is closed. Take the deck and the hand-out home from here.")


def downloaded(desk, label, into):
    with desk.page.expect_download() as coming:
        desk.page.get_by_role("button", name=label).click()
    coming.value.save_as(path := into / coming.value.suggested_filename)
    return path


def open_the_deck(path, where, chosen):
    pages = Presentation(BytesIO(path.read_bytes())).slides
    charts = [shape for page in pages for shape in page.shapes if shape.has_chart]
    assert len(charts) >= 3
    assert all(len(shape.element.xpath(".//p:cNvPr")[0].get("descr")) > 40 for shape in charts)
    assert all(page.notes_slide.notes_text_frame.text for page in list(pages)[1:])
    votes = next(shape.chart for shape in charts if [*shape.chart.plots[0].series[0].values][:2] == [15, 5])
    assert votes.plots[0].categories[0].strip().startswith(chosen)
    words = "\n".join(shape.text_frame.text for page in pages for shape in page.shapes if shape.has_text_frame)
    for told in (HEADLINE, where, PROMISE.rstrip("."), ANSWER, THANKS):
        assert told in words
    assert RUDE not in words


def open_the_handout(path, devices):
    page, asked = devices(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"file://{path}")
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert page.locator("svg").count() >= 3
    assert Axe().run(page).response["violations"] == []
    words = page.locator("body").inner_text()
    for told in (HEADLINE, PROMISE.rstrip("."), OWNER, ANSWER, NOTES):
        assert told in words
    assert RUDE not in words


def copied(desk):
    """Copy the summary as a person does, and return what is then on the clipboard."""
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    code = desk.page.get_by_test_id("stCode").first
    button = code.get_by_role("button")

    def clicked():  # it is there under the pointer only, and what is drawn above may push the text away from it
        code.hover()
        expect(button).to_be_visible(timeout=1_000)
        button.click(timeout=5_000)

    at_last(desk.page, clicked)
    return desk.page.evaluate("navigator.clipboard.readText()")


def looked_back(desk, where):
    """Prepare the next review, and see on its slides what became of the last commitment."""
    wall = presented(prepare(went(desk, "Start")))
    turned_to(wall, "commitments-1")
    told = " ".join(at(wall).inner_text().split())
    assert "Kept its word?" in told
    assert "too early" in told
    turned_to(wall, "commitments-2")
    assert f"{where}: {PROMISE.rstrip('.')}" in " ".join(at(wall).inner_text().split())
    assert wall.complaints == []
    wall.page.close()
    desk.page.bring_to_front()


def carried_over(desk, where):
    went(desk, "Commitments")
    promised = desk.page.locator('[class*="st-key-commitment-"]', has_text=PROMISE).first
    for words in (where, "Too early to compare with before", re.compile(r"It takes at least \d+ more walks? there")):
        expect(promised).to_contain_text(words)
    promised.get_by_text("Carry over to the next review").click()
    desk.settle()
    promised.get_by_role("textbox", name="Why is it carried over?").fill(CARRIED)
    desk.leave_field().tap("button", "Carry it over")
    expect(desk.page.get_by_role("heading", name=re.compile("Carried over"))).to_be_visible()
    expect(promised.get_by_text(CARRIED)).to_be_visible()  # once, in its history, and no longer in a field


def corrected(desk):
    """Set right, on My walks, what the first review had counted as bad."""
    went(desk, "My walks")
    desk.page.get_by_text("Correct it").first.click()
    desk.settle().tap("radio", "Good")
    desk.page.get_by_role("textbox", name="Why is it corrected?").fill("Somebody had looked up at once.")
    desk.tap("button", "Save the correction")


def the_first_review(desk):
    """Open the review that was held from the page of the one that is prepared, and return what it says in short."""
    went(desk, "All-staff review").page.get_by_text("Reviews held", exact=True).click()
    desk.settle()
    return copied(desk)


def test_a_review_is_held_and_the_next_one_looks_back_at_it(screen, devices, tmp_path):
    desk = prepare(screen("", "desk"))
    story = changed(desk)
    wall = presented(desk)
    address = seen_on_the_wall(wall, story)
    _, chosen = room_votes(address, devices)
    moderated(desk)
    revealed(wall, chosen)
    where, due = committed(desk)
    closed(desk)
    expect(at(wall)).to_contain_text("; closed on ")
    assert wall.complaints == []
    open_the_deck(downloaded(desk, "Deck", tmp_path), where, chosen)
    open_the_handout(downloaded(desk, "Hand-out (to print)", tmp_path), devices)
    desk.says("Nothing was corrected since")
    summary = copied(desk)
    assert PROMISE.rstrip(".") in summary
    assert f"{chosen}: 15 votes, 75\u00a0%" in summary
    planned = screen("walks", "phone")
    planned.says(f"{where} · for {due}")
    planned.says(f"To see whether it is kept: {PROMISE}")

    looked_back(desk, where)
    carried_over(desk, where)
    corrected(desk)
    assert the_first_review(desk) == summary
    desk.says("Restated since.")
    expect(desk.page.locator(".figure-table")).to_contain_text("Bad moments")
    assert desk.complaints == planned.complaints == []
