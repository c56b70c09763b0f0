"""Phones follow the wall: told at once what moved, asked to wait where nothing did, and nothing read meanwhile."""

import json
import threading
import time
from datetime import timedelta
from uuid import UUID

import pytest

from audit.actions import room as acts
from audit.actions.show_of_hands import count_hands
from audit.errors import StoreFullError
from audit.model.clock import utc_now
from audit.model.keys import new_key
from audit.model.review import QUESTIONS
from audit.model.room import Kind
from audit.store.contribution import contributions
from audit.store.opening import Store
from audit.store.review import change_agenda, change_live
from audit.store.room import room_with
from audit.store.wish import questions
from audit.web.room import live
from audit.web.room.links import token
from audit.web.room.live import Held
from audit.web.room.presence import present_phones
from audit.web.room.sharing import FOLLOWING
from tests.rooms import CHOICES, Phone, in_a_thread


def follow(phone, mark=""):
    """Return the status of what a phone is told that knows the wall by a mark, and what it is told."""
    phone.extra = f'If-None-Match: "{mark}"\r\n' if mark else ""
    status = in_a_thread(phone.ask("GET", f"{phone.path}/live"))
    return status, json.loads(phone.page) if status == 200 else {}


@pytest.fixture
def inside(phone):
    made = phone()
    assert in_a_thread(made.look()) == 200
    return made


def test_the_phone_is_for_what_the_wall_shows(served, review, inside):
    _, told = follow(inside)
    assert (told["state"], told["slide"], told["of"], told["headline"]) == ("vote", 1, 3, "Which one do we mend first?")
    assert (told["until"], told["question"], told["questions"]) == (None, QUESTIONS[0], 0)
    assert told["part"].count('type="radio"') == len(CHOICES)
    change_live(served, review.id, slide=2)
    _, told = follow(inside)
    assert (told["state"], told["slide"], told["part"]) == ("answer", 3, "")
    acts.vote(served, review.id, "A", CHOICES[1])
    change_live(served, review.id, slide=1, revealed=True)
    _, told = follow(inside)
    assert (told["state"], "<td>1</td>" in told["part"]) == ("result", True)
    acts.close_room(served, review.id)
    assert follow(inside)[1]["state"] == "closed"


def test_a_show_of_hands_a_timer_and_a_question_are_told(served, review, inside):
    began = utc_now()
    acts.start_timer(served, review.id, 60)
    _, told = follow(inside)
    assert told["until"] - told["now"] == pytest.approx(60_000, abs=20_000)
    assert room_with(served, review.id).votes_until - began >= timedelta(seconds=60)
    count_hands(served, review.id, {CHOICES[0]: 3})
    _, told = follow(inside)
    assert (told["state"], [choice in told["part"] for choice in CHOICES]) == ("hands", [True] * len(CHOICES))
    assert "<input" not in told["part"]
    acts.say(served, review.id, "A", Kind.QUESTION, "Who says yes?", "1")
    acts.moderate(served, UUID(contributions(served, review.id)["id"].iloc[0]), shown=True)
    assert follow(inside)[1]["questions"] == 1


def test_an_agenda_without_a_point_leaves_phones_waiting(served, review, inside):
    change_agenda(served, review.id, [])
    _, told = follow(inside)
    assert (told["state"], told["of"], told["headline"]) == ("wait", 0, review.title)


def test_while_nothing_changes_nothing_is_read_and_a_vote_moves_no_phone(served, review, inside, monkeypatch):
    monkeypatch.setattr(live, "HELD_SECONDS", 0.5)
    _, told = follow(inside)
    acts.vote(served, review.id, "A", CHOICES[0])
    monkeypatch.setattr(Store, "reading", lambda _: pytest.fail("the store was read"))
    monkeypatch.setattr(Store, "cached", lambda *_: pytest.fail("the store was asked"))
    assert follow(inside, told["mark"])[0] == 304
    assert follow(inside)[1]["mark"] == told["mark"]


def test_who_waits_is_told_as_soon_as_the_wall_moves(served, review, inside):
    _, told = follow(inside)
    acts.say(served, review.id, "A", Kind.ANSWER, "Not shown, so nothing moves", "1")
    turn = threading.Timer(0.4, lambda: change_live(served, review.id, slide=2))
    turn.start()
    began = time.monotonic()
    status, moved = follow(inside, told["mark"])
    turn.join()
    assert (status, moved["slide"]) == (200, 3)
    assert time.monotonic() - began < live.HELD_SECONDS


def test_behind_a_shared_address_only_so_many_answers_wait(served, inside, monkeypatch):
    _, told = follow(inside)
    held = Held(most=1)
    assert [held.take("203.0.113.9"), held.take("203.0.113.9"), held.take("127.0.0.1")] == [True, False, True]
    held.let_go("203.0.113.9")
    assert held.take("203.0.113.9")
    held.take("127.0.0.1")
    held.let_go("127.0.0.1")
    monkeypatch.setattr(live, "is_loopback", lambda _: False)
    monkeypatch.setattr(live, "_HELD", Held(most=0))
    monkeypatch.setattr(live, "HELD_SECONDS", 600)
    assert follow(inside, told["mark"])[0] == 304


def test_a_phone_that_follows_is_in_and_one_without_a_cookie_is_nobody(door, review, inside, phone):
    assert present_phones(review.id) == 1
    nobody = phone()
    assert follow(nobody)[0] == 200
    assert present_phones(review.id) == 1


def test_without_a_link_nothing_is_told(door, review):
    for forged in (token(review.id, "another key"), token(new_key(), review.key), "nonsense"):
        assert follow(Phone(*door, f"/room/{forged}"))[0] == 404


def test_what_breaks_is_said_in_words(served, inside, monkeypatch):
    monkeypatch.setattr(FOLLOWING, "known", lambda *_: None)

    def full(*_):
        raise StoreFullError("audit.duckdb")

    monkeypatch.setattr(FOLLOWING, "find_out", full)
    assert follow(inside)[0] == 507
    assert "wrong" in json.loads(inside.page)


def test_questions_are_wanted_once_a_phone_and_sorted_by_it(served, review, inside, phone):
    for number, words in enumerate(("First?", "<b>Second?", "Hidden?")):
        acts.say(served, review.id, "A", Kind.QUESTION, words, str(number))
    first, second, _ = questions(served, review.id)["id"]
    for key in (first, second):
        acts.moderate(served, UUID(key), shown=True)
    assert in_a_thread(inside.send("wish", wish=second)) == 303
    assert in_a_thread(inside.ask("GET", f"{inside.path}/questions")) == 200
    assert inside.page.index("&lt;b&gt;Second?") < inside.page.index("First?")
    assert "You want this answered: 1" in inside.page
    assert "Hidden?" not in inside.page
    in_a_thread(inside.look())
    assert in_a_thread(inside.send("wish", unwish=second)) == 303
    assert questions(served, review.id)["votes"].sum() == 0
    for wrong in (new_key(), "nonsense"):
        in_a_thread(inside.look())
        assert in_a_thread(inside.send("wish", wish=str(wrong))) == 422
    acts.close_room(served, review.id)
    assert in_a_thread(inside.ask("GET", f"{inside.path}/questions")) == 404


def test_a_mended_question_is_read_by_all_and_its_own_phone_shows_what_it_wrote(served, review, inside, phone):
    assert in_a_thread(inside.send("say", kind="question", question="Why does Jo say no?")) == 303
    (key,) = questions(served, review.id)["id"]
    acts.moderate(served, UUID(key), shown=True)
    acts.mend(served, review.id, UUID(key), "Who says no?", "Why does Jo say no?")
    in_a_thread(inside.ask("GET", f"{inside.path}/questions"))
    assert "Why does Jo say no?" in inside.page
    assert 'The room reads: <bdi dir="auto" lang="en">Who says no?' in inside.page
    in_a_thread(inside.look())
    assert "Why does Jo say no?" in inside.page
    other = phone()
    in_a_thread(other.look())
    assert ("Who says no?" in other.page, "Jo say no" in other.page) == (True, False)


def test_the_script_is_answered_in_data_and_the_page_in_pages(served, review, inside):
    inside.extra = "X-Room: 1\r\n"
    assert in_a_thread(inside.send("vote", choice=CHOICES[0])) == 200
    assert json.loads(inside.page) == {"own": CHOICES[0], "code": ""}
    mark, inside.page = inside.page, ""
    assert in_a_thread(inside.send("vote", choice=CHOICES[0])) == 422
    assert json.loads(inside.page)["outdated"]
    acts.close_room(served, review.id)
    assert in_a_thread(inside.send("vote", choice=CHOICES[0])) == 410
    assert "This room is closed" in json.loads(inside.page)["wrong"]
    assert in_a_thread(inside.ask("GET", "/room/assets/room.js")) == 200
    assert "text/javascript" in inside.headers
    assert in_a_thread(inside.ask("GET", "/room/assets/links.py")) == 404
    assert mark


def test_a_page_that_stays_as_it_is_carries_no_script_and_comes_back_as_it_was(served, review, inside):
    assert "room.js" in inside.page
    in_a_thread(inside.ask("GET", f"{inside.path}?whole=1"))
    assert "room.js" not in inside.page
    assert in_a_thread(inside.send("vote?whole=1", choice=CHOICES[0])) == 303
    assert "told=vote&whole=1" in inside.headers
    acts.start_timer(served, review.id, 10)
    served_room = room_with(served, review.id)
    assert not served_room.is_late(utc_now())
