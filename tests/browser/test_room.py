"""A phone scans the code, follows the wall, votes and says something; without script its page shows all at once."""

import json
import re
from urllib.request import Request, urlopen
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe

from audit.actions import room as acts
from audit.model.review import QUESTIONS, room_question
from audit.model.room import Kind
from audit.store.ballot import ballots
from audit.store.contribution import contributions
from audit.store.opening import open_store
from audit.store.wish import questions
from audit.web.present.links import present_path
from audit.web.room.links import short_code, token
from tests.rooms import CHOICES, a_room
from tests.screens import SIZES

pytestmark = pytest.mark.browser
ASKED = room_question(QUESTIONS[0])  # the leaders' question in the words of the room


@pytest.fixture
def room(server):
    """Return an open room on a running server, and where it is."""
    store = open_store(server.store)
    review = a_room(store)
    store.close()
    server.start()
    return review, f"{server.url}/room/{token(review.id, review.key)}"


@pytest.fixture
def phones(chromium):
    """Return a way to pick up another phone, without scripts, in a colour scheme."""
    contexts = []

    def picked_up(scheme="light", width=390, *, scripts=False):
        contexts.append(
            chromium.new_context(
                viewport={"width": width, "height": SIZES["phone"][1]},
                color_scheme=scheme,
                has_touch=True,
                java_script_enabled=scripts,
            )
        )
        return contexts[-1].new_page()

    yield picked_up
    for context in contexts:
        context.close()


def tap(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name).tap()


def test_several_phones_vote_and_each_counts_once(server, room, phones):
    review, address = room
    for number in range(6):
        phone = phones()
        phone.goto(address)
        phone.get_by_label(CHOICES[number % 2]).check()
        tap(phone, "Vote")
        assert "Your vote is counted." in phone.locator("main").inner_text()
        if number == 5:
            phone.get_by_label(CHOICES[2]).check()
            tap(phone, "Change my vote")
            assert f"Your vote is counted: {CHOICES[2]}" in phone.locator("main").inner_text()
    server.stop()
    store = open_store(server.store)
    counted = ballots(store, review.id).set_index("choice")["votes"].to_dict()
    store.close()
    assert counted == {CHOICES[0]: 3, CHOICES[1]: 2, CHOICES[2]: 1}


def test_what_is_written_is_sent_and_what_was_begun_beside_it_stays(server, room, phones):
    review, address = room
    phone = phones()
    phone.goto(address)
    phone.get_by_label("thank somebody").fill("Thanks <b>all</b>\nof you")
    phone.get_by_label(ASKED).fill("Half an ans")
    tap(phone, "Send my thanks")
    assert "Thank you." in phone.locator("main").inner_text()
    assert phone.get_by_label("thank somebody").input_value() == ""
    assert phone.get_by_label(ASKED).input_value() == "Half an ans"
    phone.reload()  # sends the same form again
    tap(phone, "Send my answer")
    tap(phone, "Send my answer")
    assert "is empty; please fill it in" in phone.locator("main").inner_text()
    server.stop()
    store = open_store(server.store)
    said = contributions(store, review.id)
    store.close()
    assert said["words"].tolist() == ["Thanks <b>all</b>\nof you", "Half an ans"]


def test_the_address_on_the_wall_is_typed_in_capitals_and_leads_into_the_room(server, room, phones):
    review, address = room
    phone = phones()
    phone.goto(f"{server.url}/r/{short_code(review.id, review.key).upper()}")
    assert phone.url == address
    phone.get_by_label(CHOICES[1]).check()
    tap(phone, "Vote")
    assert "Your vote is counted." in phone.locator("main").inner_text()
    answer = phone.goto(f"{server.url}/r/222222")
    assert (answer.status, "No room was found" in phone.locator("main").inner_text()) == (404, True)


def sizes_of_type(phone):
    return phone.evaluate(
        "[...document.querySelectorAll('main *')].map(one => parseFloat(getComputedStyle(one).fontSize))"
    )


def test_a_page_without_script_can_be_used_with_a_thumb_and_asks_nobody_else(room, phones):
    _, address = room
    for scheme, width in (("light", 320), ("dark", 390)):
        phone = phones(scheme, width, scripts=True)
        asked, complaints = [], []
        phone.on("request", lambda request, into=asked: into.append(request.url))
        phone.on("console", lambda message, into=complaints: into.append(message.text))
        phone.goto(f"{address}?whole=1")
        assert (asked, complaints) == ([f"{address}?whole=1"], [])
        is_at_hand(phone, width)


def is_at_hand(phone, width=390):
    """Tell that what is in sight can be read and tapped, and hears no complaint."""
    seen = "[...document.querySelectorAll('button,.choice,textarea,a')].filter(one => one.offsetParent)"
    assert min(phone.evaluate(f"{seen}.map(one => one.getBoundingClientRect().height)")) >= 48
    assert min(sizes_of_type(phone)) >= 16
    assert phone.evaluate("document.documentElement.scrollWidth") <= width
    assert Axe().run(phone).response["violations"] == []


def moves(server, review, **to):
    """Move the wall as its own window does."""
    own = {"x-present": "1", "Content-Type": "application/json"}
    order = Request(f"{server.url}{present_path(review)}/live", json.dumps(to).encode(), own)
    with urlopen(order) as answer:
        assert answer.status == 200


def begun_is_sent_and_a_question_wanted(server, review, phone):
    main = phone.locator("main")
    # what was begun before is there, and once sent there is a receipt instead of an empty form
    phone.get_by_role("button", name="Answer the question").tap()
    assert phone.get_by_label(ASKED).input_value() == "Half an ans"
    phone.get_by_role("button", name="Send my answer").tap()
    main.get_by_text("Your answer is with the facilitator").wait_for()
    assert phone.locator("textarea:visible").count() == 0
    is_at_hand(phone)
    phone.get_by_role("button", name="Back to the wall").tap()
    phone.get_by_role("button", name="Questions from the room (1)").tap()
    phone.get_by_role("button", name="I want this answered too: 0").tap()
    phone.get_by_role("button", name="You want this answered: 1. Take back").wait_for()
    is_at_hand(phone)
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    moves(server, review, room_open=False)
    phone.get_by_role("heading", name="This room is closed").wait_for()
    is_at_hand(phone)


@pytest.fixture
def asked(server):
    """Return a review on a running server, with a question from its room that is shown."""
    store = open_store(server.store)
    review = a_room(store)
    acts.say(store, review.id, "another", Kind.QUESTION, "Who says yes?", "1")
    acts.moderate(store, UUID(contributions(store, review.id)["id"].iloc[0]), shown=True)
    store.close()
    server.start()
    return review


def test_a_phone_follows_the_wall_and_loses_nothing_on_the_way(server, asked, phones):
    review, phone, complaints = asked, phones("dark", scripts=True), []
    phone.on("pageerror", lambda error: complaints.append(str(error)))
    moves(server, review, slide=2)
    phone.goto(f"{server.url}/room/{token(review.id, review.key)}")
    main = phone.locator("main")
    # the question is on the wall; what is being written stays when the wall moves on
    phone.get_by_label(ASKED).fill("Half an ans")
    is_at_hand(phone)
    moves(server, review, slide=0)
    phone.get_by_text("It is time to vote.").first.wait_for()
    assert phone.get_by_label(ASKED).input_value() == "Half an ans"
    phone.get_by_role("button", name="Go there, my words stay").tap()
    # a phone without a net keeps its choice, says so, and sends it once it can
    phone.get_by_label(CHOICES[1]).check()
    is_at_hand(phone)
    phone.route("**/vote", lambda route: route.abort())
    phone.get_by_role("button", name="Vote", exact=True).tap()
    main.get_by_text("is not sent yet").wait_for()
    phone.reload()
    main.get_by_text("is not sent yet").wait_for()
    assert phone.get_by_label(CHOICES[1]).is_checked()
    phone.unroute("**/vote")
    main.get_by_text(f"Your vote is counted: \u2068{CHOICES[1]}").first.wait_for()
    is_at_hand(phone)
    # the result arrives by itself
    moves(server, review, slide=1, revealed=True)
    main.get_by_text(f"You voted for: \u2068{CHOICES[1]}\u2069.").wait_for()
    is_at_hand(phone)
    begun_is_sent_and_a_question_wanted(server, review, phone)
    assert complaints == []
    server.stop()
    store = open_store(server.store)
    assert ballots(store, review.id)["choice"].tolist() == [CHOICES[1]]
    assert questions(store, review.id)["votes"].tolist() == [1]
    assert "Half an ans" in set(contributions(store, review.id)["words"])
    store.close()


def test_a_revealed_vote_and_a_closed_room_are_told(server, phones):
    store = open_store(server.store)
    revealed, closed = a_room(store), a_room(store)
    acts.vote(store, revealed.id, "A", CHOICES[1])
    acts.reveal(store, revealed.id, is_revealed=True)
    acts.close_room(store, closed.id)
    store.close()
    server.start()
    for review, status, words in ((revealed, 200, rf"{CHOICES[1]}\s+1\b"), (closed, 410, "This room is closed")):
        phone = phones(scripts=True)
        assert phone.goto(f"{server.url}/room/{token(review.id, review.key)}?whole=1").status == status
        assert re.search(words, phone.locator("main").inner_text())
        assert Axe().run(phone).response["violations"] == []
