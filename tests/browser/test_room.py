"""A phone scans the code, votes, says something and is told what became of it; its page needs no script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from audit.actions import room as acts
from audit.model.review import QUESTIONS
from audit.store.ballot import ballots
from audit.store.contribution import contributions
from audit.store.opening import open_store
from audit.web.room.links import short_code, token
from tests.rooms import CHOICES, a_room
from tests.screens import SIZES

pytestmark = pytest.mark.browser


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
    phone.get_by_label(QUESTIONS[0]).fill("Half an ans")
    tap(phone, "Send my thanks")
    assert "Thank you." in phone.locator("main").inner_text()
    assert phone.get_by_label("thank somebody").input_value() == ""
    assert phone.get_by_label(QUESTIONS[0]).input_value() == "Half an ans"
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


def heights(phone, selector):
    return phone.evaluate(
        f"[...document.querySelectorAll('{selector}')].map(one => one.getBoundingClientRect().height)"
    )


def sizes_of_type(phone):
    return phone.evaluate(
        "[...document.querySelectorAll('main *')].map(one => parseFloat(getComputedStyle(one).fontSize))"
    )


def test_a_phone_can_be_used_with_a_thumb_and_asks_nobody_else(room, phones):
    _, address = room
    for scheme, width in (("light", 320), ("dark", 390)):
        phone = phones(scheme, width, scripts=True)
        asked, complaints = [], []
        phone.on("request", lambda request, into=asked: into.append(request.url))
        phone.on("console", lambda message, into=complaints: into.append(message.text))
        phone.goto(address)
        assert (asked, complaints) == ([address], [])
        assert min(heights(phone, "button,.choice,textarea")) >= 48
        assert min(sizes_of_type(phone)) >= 16
        assert phone.evaluate("document.documentElement.scrollWidth") <= width
        assert Axe().run(phone).response["violations"] == []


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
        assert phone.goto(f"{server.url}/room/{token(review.id, review.key)}").status == status
        assert re.search(words, phone.locator("main").inner_text())
        assert Axe().run(phone).response["violations"] == []
