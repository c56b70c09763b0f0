"""What a phone is shown and may do: a small page, one vote, words that are never lost, and nothing without a link."""

import re
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from starlette.requests import Request

from audit.actions import room as acts
from audit.actions.show_of_hands import count_hands
from audit.model.keys import new_key
from audit.model.review import QUESTIONS, AgendaItem, Item
from audit.model.room import MAX_WORDS
from audit.store.ballot import ballot_count, ballots
from audit.store.contribution import contributions
from audit.store.review import add_review, change_agenda, close_review, review_with
from audit.web.headers import HEADERS
from audit.web.room import routes
from audit.web.room.links import short_code, token
from tests.builders import NOON
from tests.rooms import CHOICES, Phone, a_review, a_room, ask, in_a_thread


def asked(phone, verb, path="", body=""):
    return in_a_thread(phone.ask(verb, phone.path + path, body))


def looks(phone):
    return in_a_thread(phone.look())


def sends(phone, form, **fields):
    return in_a_thread(phone.send(form, **fields))


@pytest.fixture
def inside(phone):
    """Return a phone that has opened the page."""
    made = phone()
    assert looks(made) == 200
    return made


def test_the_page_is_small_whole_and_asks_for_nothing_elsewhere(inside):
    assert len(inside.page.encode()) < 10_000
    assert len(re.findall(r'<script src="/room/assets/room.js\?\w+" defer></script>', inside.page)) == 1
    assert re.findall(r"https?://|@import|url\(", inside.page) == []
    assert inside.page.count("src=") == inside.page.count("<script") == 1
    assert '<html lang="en">' in inside.page
    assert QUESTIONS[0] in inside.page
    for choice in CHOICES:
        assert f'<bdi lang="en">{choice}</bdi>' in inside.page
    labelled = set(re.findall(r'<label for="(\w+)"', inside.page))
    assert labelled == set(re.findall(r'<textarea id="(\w+)"', inside.page)) == {"appreciation", "answer", "question"}


def test_every_answer_carries_the_headers_and_is_kept_nowhere(inside):
    told = inside.headers.lower()
    for name, value in HEADERS.items():
        assert f"{name.lower()}: {value.lower()}" in told
    assert "cache-control: no-store" in told


def test_the_cookie_is_the_rooms_alone(phone):
    one, other = phone(), phone()
    looks(one)
    (cookie,) = re.findall(r"(?m)^set-cookie: (.*?)\r?$", one.headers.lower())
    assert {"httponly", "path=/room", "samesite=lax"} <= {part.strip() for part in cookie.split(";")}
    assert "secure" not in cookie  # over plain http a secure cookie would never come back
    looks(one)
    assert "set-cookie" not in one.headers.lower()
    looks(other)
    assert one.cookie != other.cookie


def test_a_vote_is_counted_once_and_can_be_changed(served, review, inside):
    assert sends(inside, "vote", choice=CHOICES[0]) == 303
    looks(inside)
    assert f'Your vote is counted: <bdi lang="en">{CHOICES[0]}</bdi>' in inside.page
    assert "1 vote so far" in inside.page
    sends(inside, "vote", choice=CHOICES[1])
    assert ballots(served, review.id)["choice"].tolist() == [CHOICES[1]]
    assert ballot_count(served, review.id, CHOICES) == 1


def test_after_sending_the_page_says_so(inside):
    asked(inside, "GET", "?told=vote")
    assert "Your vote is counted." in inside.page
    asked(inside, "GET", "?told=%3Cb%3E")
    assert "<b>" not in inside.page


def test_the_result_is_hidden_until_it_is_revealed(served, review, phone, inside):
    for choice in (CHOICES[2], CHOICES[2], CHOICES[0]):
        another = phone()
        looks(another)
        sends(another, "vote", choice=choice)
    looks(inside)
    assert "3 votes so far" in inside.page
    assert 'href="#' not in inside.page
    assert "<table>" not in inside.page
    view_parameters = review_with(served, review.id).agenda
    named = tuple(replace(each, named=CHOICES[:1]) if each.item is Item.VOTE else each for each in view_parameters)
    change_agenda(served, review.id, named)
    acts.reveal(served, review.id, is_revealed=True)
    looks(another)
    assert another.page.count("<small>no touchpoint of this name any more</small>") == 1
    assert re.findall(r"<td>(\d)</td>", another.page) == ["2", "1", "0"]
    assert f'Yours went to: <bdi lang="en">{CHOICES[0]}</bdi>' in another.page
    assert sends(inside, "vote", choice=CHOICES[0]) == 422
    assert "the vote is over" in inside.page


def test_words_wait_for_the_facilitator(served, review, inside):
    assert sends(inside, "say", kind="answer", answer="Proud,\r\nand tired") == 303
    assert sends(inside, "say", kind="appreciation", appreciation="Thanks") == 303
    said = contributions(served, review.id)
    assert set(said["words"]) == {"Proud,\nand tired", "Thanks"}
    assert not said["shown"].any()
    looks(inside)
    assert "Proud" not in inside.page


def test_an_answer_to_a_question_that_is_not_asked_any_more_is_handed_back(served, review, inside):
    asked_before = re.search('name="about" value="(.*?)"', inside.page).group(1)
    change_agenda(served, review.id, [AgendaItem(Item.REFLECTION, subject="What will you do?")])
    assert sends(inside, "say", kind="answer", answer="Proud", about=asked_before) == 422
    assert "The question has changed" in inside.page
    assert "What will you do?" in inside.page
    assert "Proud</textarea>" in inside.page
    assert contributions(served, review.id).empty
    assert sends(inside, "say", kind="answer", answer="Proud", about="What will you do?") == 303


def test_what_was_begun_beside_it_is_still_there(served, review, inside):
    assert sends(inside, "vote", choice=CHOICES[0], answer="Half an ans", appreciation=" ") == 200
    assert "Half an ans</textarea>" in inside.page
    assert "Your vote is counted." in inside.page
    assert sends(inside, "say", kind="appreciation", appreciation="Thanks", answer="Half an ans") == 200
    assert "Half an ans</textarea>" in inside.page
    assert "Thanks</textarea>" not in inside.page


def test_a_choice_not_sent_yet_is_still_chosen(served, review, inside):
    assert sends(inside, "say", kind="answer", answer="Proud", choice=CHOICES[1]) == 200
    assert f'value="{CHOICES[1]}" checked' in inside.page
    assert ballot_count(served, review.id, CHOICES) == 0
    assert sends(inside, "vote", choice=CHOICES[1]) == 303
    assert sends(inside, "say", kind="answer", answer="Tired", choice=CHOICES[1]) == 303
    assert sends(inside, "vote", choice=CHOICES[1], answer=CHOICES[1]) == 200
    assert f"{CHOICES[1]}</textarea>" in inside.page


@pytest.mark.parametrize("words", ["", "x" * (MAX_WORDS + 1)])
def test_words_refused_come_back_with_the_reason(served, review, inside, words):
    assert sends(inside, "say", kind="answer", answer=words) == 422
    assert 'class="wrong" role="alert"' in inside.page
    assert f"{words}</textarea>" in inside.page
    assert contributions(served, review.id).empty


def test_a_choice_that_is_not_offered_is_refused(served, review, inside):
    assert sends(inside, "vote") == 422
    assert sends(inside, "vote", choice="Parking") == 422
    assert ballot_count(served, review.id, ["Parking", *CHOICES]) == 0


def test_a_form_of_another_device_or_without_its_mark_is_refused_and_nothing_typed_is_lost(served, review, phone):
    mine, other = phone(), phone()
    looks(mine)
    looks(other)
    mine.page, page = other.page, mine.page
    assert sends(mine, "say", kind="answer", answer="Mine") == 422
    assert "Please send once more" in mine.page
    assert "Mine</textarea>" in mine.page
    mine.page = page
    assert asked(mine, "POST", "/vote", urlencode({"choice": CHOICES[0]})) == 422
    without = phone()
    without.page = page
    assert sends(without, "vote", choice=CHOICES[0]) == 422
    assert sends(without, "vote", choice=CHOICES[0]) == 303  # the page that refused brought cookie and mark
    assert ballot_count(served, review.id, CHOICES) == 1


def test_more_than_anybody_types_is_refused_without_being_read(served, review, inside):
    assert sends(inside, "say", kind="answer", answer="x" * routes.MOST_BYTES) == 413
    assert "shorten it" in inside.page
    assert contributions(served, review.id).empty


def test_a_form_of_a_thousand_fields_is_read_as_far_as_ours_go(inside):
    body = "&".join(f"field{number}=x" for number in range(1_000))
    assert asked(inside, "POST", "/say", body) == 422


def test_nobody_comes_in_without_a_link(door, review):
    signed = token(review.id, review.key)
    for forged in (token(review.id, "another key"), token(new_key(), review.key), signed[:-1], "nonsense"):
        stranger = Phone(*door, f"/room/{forged}")
        assert looks(stranger) == 404
        assert "No room was found" in stranger.page
        assert sends(stranger, "vote", choice=CHOICES[0]) == 404
        assert "set-cookie" not in stranger.headers.lower()


@pytest.mark.parametrize("path", ["/", "/health", "/room", "/room/", "/_stcore/health", "/room/a/b/c", "/data"])
def test_beside_the_room_there_is_nothing_at_its_door(door, path):
    stranger = Phone(*door, path)
    assert looks(stranger) == 404
    assert "No room was found" in stranger.page


def test_a_closed_room_says_so_and_hands_back_what_was_typed(served, review, inside):
    acts.close_room(served, review.id)
    assert sends(inside, "say", kind="answer", answer="Too late <b>") == 410
    assert "This room is closed" in inside.page
    assert "Too late &lt;b&gt;" in inside.page
    assert looks(inside) == 410
    assert contributions(served, review.id).empty


def test_the_link_ends_with_the_review(served, review, inside):
    close_review(served, review.id, "{}", NOON)
    assert looks(inside) == 410
    assert sends(inside, "vote", choice=CHOICES[0]) == 410


@pytest.mark.parametrize("form", ["vote", "say"])
def test_a_phone_that_reloads_what_it_sent_comes_back_to_the_page(inside, form):
    assert asked(inside, "GET", f"/{form}") == 303
    assert f"location: {inside.path}" in inside.headers.lower().replace(inside.path.lower(), inside.path)


def test_everything_people_wrote_is_escaped(door, served):
    hostile = '"><script>alert(1)</script>'
    review = a_review(title=hostile, agenda=(AgendaItem(Item.VOTE), AgendaItem(Item.REFLECTION, subject=hostile)))
    add_review(served, review)
    ask(served, review.id, hostile)
    guest = Phone(*door, f"/room/{token(review.id, review.key)}")
    looks(guest)
    assert sends(guest, "vote", choice=hostile, answer=f"</textarea>{hostile}") == 200
    assert ballot_count(served, review.id, [hostile]) == 1
    assert "<script>" not in guest.page
    assert guest.page.count("</textarea>") == 3


@pytest.mark.parametrize("typed", [str.lower, str.upper])
def test_whoever_types_the_short_address_comes_into_the_room(door, review, typed):
    guest = Phone(*door, f"/r/{typed(short_code(review.id, review.key))}")
    assert looks(guest) == 303
    (guest.path,) = re.findall(r"(?mi)^location: (.*?)\r?$", guest.headers)
    assert guest.path == f"/room/{token(review.id, review.key)}"
    assert "set-cookie" not in guest.headers.lower()
    assert looks(guest) == 200
    assert sends(guest, "vote", choice=CHOICES[0]) == 303


def test_another_open_room_has_a_short_address_of_its_own(door, served, review):
    other = a_room(served)
    for one in (review, other):
        guest = Phone(*door, f"/r/{short_code(one.id, one.key)}")
        looks(guest)
        assert f"location: /room/{token(one.id, one.key)}" in guest.headers


@pytest.mark.parametrize("code", ["222222", "x", "%20", "%C3%A9" * 6, "2" * 5_000, "", "a/b"])
def test_a_short_address_that_was_mistyped_leads_to_no_room(door, review, code):
    stranger = Phone(*door, f"/r/{code}")
    assert looks(stranger) == 404
    assert "No room was found" in stranger.page


def test_the_short_address_ends_with_the_room(door, served, review):
    guest = Phone(*door, f"/r/{short_code(review.id, review.key)}")
    acts.close_room(served, review.id)
    assert looks(guest) == 404
    acts.open_room(served, review.id)
    assert looks(guest) == 303
    close_review(served, review.id, "{}", NOON)
    assert looks(guest) == 404


def test_a_review_without_vote_or_question_takes_thanks_alone(door, served):
    review = a_review(agenda=(AgendaItem(Item.RATER),))
    add_review(served, review)
    acts.open_room(served, review.id)
    guest = Phone(*door, f"/room/{token(review.id, review.key)}")
    assert looks(guest) == 200
    assert "radio" not in guest.page
    assert guest.page.count("<textarea") == 2


@pytest.fixture
def broken(monkeypatch):
    """Put a fault of our own into the routes, such as nobody foresees."""
    monkeypatch.setattr(routes, "room_with", lambda *_: 1 / 0)


def test_what_breaks_is_said_in_words_with_a_reference(inside, broken, caplog):
    assert looks(inside) == 500
    assert "Something broke here" in inside.page
    assert "Traceback" not in inside.page
    (record,) = [one for one in caplog.records if one.name == "moments"]
    assert record.args[1] in inside.page
    assert record.exc_info


def test_what_was_written_comes_back_when_something_breaks(inside, broken):
    assert sends(inside, "say", kind="appreciation", appreciation="Thanks to <Ada>") == 500
    assert "may not be counted" in inside.page
    assert "Thanks to &lt;Ada&gt;" in inside.page


def test_a_store_that_is_being_opened_anew_is_told_as_that(served, inside):
    served.close()
    assert looks(inside) == 503
    assert "Try again in a moment" in inside.page


def test_an_audit_that_cannot_be_read_is_told_in_its_own_words(inside, tmp_path, monkeypatch):
    (tmp_path / "damaged.duckdb").write_bytes(b"no store" * 2_000)
    monkeypatch.setenv("AUDIT_STORE", str(tmp_path / "damaged.duckdb"))
    assert sends(inside, "say", kind="answer", answer="A second till") == 503
    assert "cannot be read" in inside.page
    assert "A second till" in inside.page
    assert looks(inside) == 503
    assert "moments restore" in inside.page


def test_over_https_the_cookie_is_secure():
    scope = {"type": "http", "scheme": "https", "path": "/", "server": ("example.org", 443), "headers": []}
    answer = routes._given(routes._answer("", 200), Request(scope), routes.COOKIE, "new")
    assert "secure" in answer.headers["set-cookie"].lower()


@pytest.fixture
def codes(served, review):
    return acts.make_codes(served, review.id, 2)


def shows(phone, words):
    looks(phone)
    return words in phone.page


def test_without_a_code_the_room_says_so_kindly_and_offers_to_type_it(served, review, codes, inside):
    assert shows(inside, "Scan the code on your slip of paper, or type it here")
    assert sends(inside, "vote", choice=CHOICES[0]) == 422
    assert "type the one on your slip of paper" in inside.page
    assert f'value="{CHOICES[0]}" checked' in inside.page
    assert sends(inside, "vote", choice=CHOICES[0], code="bcdfg-2345") == 422
    assert 'value="bcdfg-2345"' in inside.page
    assert "is not a code of this vote" in inside.page
    assert sends(inside, "say", kind="answer", answer="Proud") == 303, "words need no code"
    assert ballot_count(served, review.id, CHOICES) == 0


def test_a_code_that_was_typed_votes_and_is_known_from_then_on(served, review, codes, inside):
    assert sends(inside, "vote", choice=CHOICES[0], code=codes[0].upper()) == 303
    inside.cookie += f"; {routes.CODE}={codes[0]}"
    assert shows(inside, f"You vote with the code {codes[0]}")
    assert f'Your vote is counted: <bdi lang="en">{CHOICES[0]}</bdi>' in inside.page
    assert "Each code counts once" in inside.page
    assert sends(inside, "vote", choice=CHOICES[1]) == 303
    assert ballots(served, review.id)["choice"].tolist() == [CHOICES[1]]
    assert asked(inside, "GET", "?another=1") == 200
    assert 'id="code"' in inside.page
    assert sends(inside, "vote", choice=CHOICES[1], code=codes[1]) == 303
    assert ballot_count(served, review.id, CHOICES) == 2


def test_the_same_code_on_a_second_phone_goes_on_with_the_same_vote(served, review, codes, phone):
    one, other = phone(), phone()
    for each, choice in ((one, CHOICES[0]), (other, CHOICES[1])):
        looks(each)
        assert sends(each, "vote", choice=choice, code=codes[0]) == 303
    assert ballots(served, review.id)["choice"].tolist() == [CHOICES[1]]


def test_a_slip_that_is_scanned_leads_into_the_room_with_its_code(served, review, codes, phone):
    scanned = phone()
    scanned.path = f"/r/{short_code(review.id, review.key)}/{codes[0]}"
    assert looks(scanned) == 303
    assert f"location: /room/{token(review.id, review.key)}".lower() in scanned.headers.lower().splitlines()
    (cookie,) = re.findall(r"(?m)^set-cookie: (.*?)\r?$", scanned.headers.lower())
    assert {f"{routes.CODE}={codes[0]}", "httponly", "path=/room", "samesite=lax"} <= set(cookie.split("; "))
    scanned.path, scanned.cookie = f"{scanned.path}x", ""
    assert looks(scanned) == 303
    assert "set-cookie" not in scanned.headers.lower()


def test_what_was_begun_beside_a_vote_by_code_is_still_there_and_the_code_is_known(served, review, codes, inside):
    assert sends(inside, "vote", choice=CHOICES[0], code=codes[0], answer="Half an ans") == 200
    assert "Half an ans</textarea>" in inside.page
    assert f"You vote with the code {codes[0]}" in inside.page
    assert f"{routes.CODE}={codes[0]}" in inside.headers


def test_a_vote_of_this_phone_from_before_there_were_codes_is_not_told_as_counted(served, review, inside):
    assert sends(inside, "vote", choice=CHOICES[0]) == 303
    acts.make_codes(served, review.id, 1)
    assert not shows(inside, "Your vote is counted")


def test_where_hands_are_counted_a_phone_is_asked_to_raise_one_and_may_still_say_thanks(served, review, inside):
    count_hands(served, review.id, {CHOICES[0]: 4})
    assert shows(inside, "The room votes by a show of hands: raise yours, once.")
    assert 'name="choice"' not in inside.page
    assert sends(inside, "say", kind="answer", answer="Proud") == 303
    acts.reveal(served, review.id, is_revealed=True)
    assert shows(inside, "4 votes in all, one a hand; the vote is over.")
