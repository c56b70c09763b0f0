"""The routes of the wall: who may look, who may move, and what is said where there is nothing to see."""

import re
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from starlette.applications import Starlette

from audit.actions import room as acts
from audit.model.programme import Programme
from audit.model.review import AgendaItem, Item
from audit.model.room import Kind
from audit.review.close import frozen_text
from audit.store import opened
from audit.store.contribution import contributions
from audit.store.opening import open_store
from audit.store.place import add_place
from audit.store.programme import change_programme
from audit.store.review import add_review, change_agenda, close_review, live, review_with
from audit.store.show_of_hands import hands_of
from audit.web.present import links, routes
from audit.web.room import links as room_links
from audit.web.room.presence import PRESENCE
from tests.builders import NOON
from tests.rooms import CHOICES, a_review, a_room
from tests.web.present.window import Window

OWN = {"X-Present": "1"}
TODAY = date(2026, 3, 31)
AGENDA = (
    AgendaItem(Item.TRUST, notes="Ask the <team> first."),
    AgendaItem(Item.VOTE, subject="\n".join(CHOICES)),
    AgendaItem(Item.REFLECTION, subject="How are my people showing up?", headline="<b>Us</b>"),
)


@pytest.fixture
def store(new_audit, monkeypatch, tmp_path):
    """Return an empty audit that this process serves."""
    path = str(new_audit(tmp_path / "audit.duckdb"))
    monkeypatch.setenv("AUDIT_STORE", path)
    kept = open_store(path)
    monkeypatch.setitem(opened._STORES, path, kept)
    yield kept
    kept.close()


@pytest.fixture
def review(store):
    one = a_review(agenda=AGENDA)
    add_review(store, one)
    return one


@pytest.fixture
def wall():
    return Window(Starlette(routes=routes.present_routes()))


def test_the_wall_holds_every_slide_and_nothing_of_the_notes(wall, review, monkeypatch):
    monkeypatch.setenv(room_links.ADDRESS, "https://review.example.org")
    answer = wall.get(links.present_path(review))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "<bdi" not in answer.text
    assert re.findall(r'data-key="([^"]+)"', answer.text) == ["trust-1", "vote-1", "vote-2", "reflection-1"]
    assert "Ask the" not in answer.text
    assert room_links.short_link(review.id, review.key) in answer.text.replace("<wbr>", "")
    assert re.findall(r'(?:src|href)="(?!/|data:)[^"]*"', answer.text) == []


def test_the_presenters_window_has_the_notes_and_what_people_wrote_stays_words(wall, review):
    text = wall.get(f"{links.present_path(review)}/presenter").text
    assert 'data-notes="Ask the &lt;team&gt; first."' in text
    assert "&lt;b&gt;Us&lt;/b&gt;" in text
    assert "<b>Us" not in text
    assert "Phones cannot reach this machine" in text


def test_the_wall_is_light_and_dark_for_the_asking(wall, review):
    assert 'data-scheme="light"' in wall.get(links.present_path(review)).text
    assert 'data-scheme="dark"' in wall.get(f"{links.present_path(review)}?dark=1").text


def test_the_slides_alone_come_with_or_without_notes(wall, review):
    path = f"{links.present_path(review)}/slides"
    assert wall.get(path).text.startswith("<section")
    assert "data-notes" not in wall.get(path).text
    assert "data-notes" in wall.get(f"{path}?notes").text


@pytest.mark.parametrize("end", ["", "/presenter", "/slides", "/live"])
def test_a_link_that_was_not_made_with_the_key_leads_nowhere(wall, review, end):
    phones = room_links.token(review.id, review.key)
    stranger = links.token(replace(review, key="another key"))
    gone = links.token(a_review())
    for token in (phones, stranger, gone, "nothing", "%00"):
        answer = wall.get(f"/present/{token}{end}")
        assert answer.status_code == 404, token
        assert "No review was found" in answer.text


def test_a_window_moves_the_review_and_every_window_learns_where_it_stands(wall, store, review):
    path = f"{links.present_path(review)}/live"
    moved = wall.post(path, {"slide": 3, "revealed": True}, OWN)
    assert moved.json() == wall.get(path).json()
    assert (moved.json()["slide"], moved.json()["revealed"], moved.json()["votes"]) == (3, True, 0)
    assert live(store, review.id).slide == 3


def test_phones_are_let_in_and_sent_away(wall, store, review):
    path = f"{links.present_path(review)}/live"
    for is_open in (True, True, False):
        assert wall.post(path, {"room_open": is_open}, OWN).json()["room_open"] is is_open


def test_letting_phones_in_leaves_the_choices_of_a_vote_that_is_left_out(wall, store, review):
    written = AgendaItem(Item.VOTE, subject="The queue\nThe forms", is_dropped=True)
    change_agenda(store, review.id, [written])
    wall.post(f"{links.present_path(review)}/live", {"room_open": True}, OWN)
    assert review_with(store, review.id).agenda == (written,)


@pytest.mark.parametrize("asked", ["", "[]", "3", '{"slide": "3"}', '{"slide": -1}', '{"slide": 1000}',
                                   '{"slide": true}', '{"revealed": 1}', '{"key": "x"}'])  # fmt: skip
def test_what_a_review_cannot_do_is_refused_and_moves_nothing(wall, store, review, asked):
    answer = wall.post(f"{links.present_path(review)}/live", asked.encode(), OWN)
    assert answer.status_code == 422
    assert "Reload" in answer.json()["wrong"]
    assert live(store, review.id).slide == 0


def test_no_other_site_can_move_a_review(wall, store, review):
    path = f"{links.present_path(review)}/live"
    assert wall.post(path, {"slide": 2}, {}).status_code == 403
    assert wall.post(path, {"slide": 2}, OWN | {"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert live(store, review.id).slide == 0
    assert wall.post(path, {"slide": 2}, OWN | {"Sec-Fetch-Site": "same-origin"}).status_code == 200


SAID = ("Thanks <b>all</b>\nof you", "Something unkind", "Proud")


@pytest.fixture
def said(store):
    """Return a review in whose room three things were said, and what is asked of it for its presenter."""
    review = a_room(store, agenda=AGENDA)
    for number, words in enumerate(SAID):
        kind = Kind.ANSWER if number == 2 else Kind.APPRECIATION
        acts.say(store, review.id, "a phone", kind, words, str(number))
    return review, f"{links.present_path(review)}/live?said", f"{links.present_path(review)}/said?said"


def waiting(answer):
    return [entry["words"] for entry in answer.json()["said"]["first"]]


def test_the_presenters_window_is_told_what_waits_and_the_wall_is_not(wall, said):
    review, live_path, _ = said
    answer = wall.get(live_path)
    assert waiting(answer) == list(SAID)
    assert answer.json()["said"]["waiting"] == 3
    path = links.present_path(review)
    for end in ("", "/slides", "/live", "/presenter", "/slides?notes"):
        assert "unkind" not in wall.get(f"{path}{end}").text, end


def test_words_are_shown_and_hidden_from_the_presenters_window(wall, store, said):
    review, live_path, path = said
    first, second, _ = (entry["id"] for entry in wall.get(live_path).json()["said"]["first"])
    before = wall.get(live_path).json()["version"]
    answer = wall.post(path, {"id": first, "shown": True}, OWN)
    assert answer.status_code == 200
    assert waiting(answer) == list(SAID[1:])
    assert answer.json()["version"] != before
    wall.post(path, {"id": second, "shown": False}, OWN)
    assert wall.post(path, {"id": first, "shown": False}, OWN).json()["said"]["waiting"] == 1
    assert [entry["shown"] for entry in wall.get(live_path).json()["said"]["last"]] == [False, False]
    assert not contributions(store, review.id)["shown"].any()


def test_nobody_else_decides_and_nothing_of_another_review_is_decided(wall, store, said):
    review, live_path, path = said
    one = wall.get(live_path).json()["said"]["first"][0]["id"]
    asked = {"id": one, "shown": True}
    assert wall.post(path, asked, {}).status_code == 403
    assert wall.post(path, asked, OWN | {"Sec-Fetch-Site": "cross-site"}).status_code == 403
    other = a_review()
    add_review(store, other)
    refused = wall.post(f"{links.present_path(other)}/said", asked, OWN)
    assert (refused.status_code, "contribution" in refused.json()["wrong"]) == (422, True)
    for wrong in (
        {"id": one},
        {"shown": True},
        {"id": 3, "shown": True},
        {"id": one, "shown": 1},
        asked | {"slide": 1},
    ):
        assert wall.post(path, wrong, OWN).status_code == 422, wrong
    assert contributions(store, review.id)["moderated_at"].isna().all()


def test_what_was_said_in_a_closed_review_stays_as_it_was_decided(wall, store, said):
    review, live_path, path = said
    one = wall.get(live_path).json()["said"]["first"][0]["id"]
    close_review(store, review.id, frozen_text(store, review, TODAY), NOON)
    refused = wall.post(path, {"id": one, "shown": True}, OWN)
    assert (refused.status_code, "closed" in refused.json()["wrong"]) == (422, True)
    assert "said" not in wall.get(live_path).json()
    assert "Waiting to be shown" not in wall.get(f"{links.present_path(review)}/presenter").text


def test_a_message_longer_than_any_window_sends_is_not_read(wall, review):
    answer = wall.post(f"{links.present_path(review)}/live", b" " * 10_000, OWN)
    assert answer.status_code == 413


def test_a_closed_review_says_so_and_stands_still(wall, store, review):
    close_review(store, review.id, frozen_text(store, review, TODAY), NOON)
    text = wall.get(links.present_path(review)).text
    assert "Closed on 2 March 2026" in text
    assert "data-closed" in text
    path = f"{links.present_path(review)}/live"
    assert wall.post(path, {"slide": 2}, OWN).json()["slide"] == 0
    refused = wall.post(path, {"room_open": True}, OWN)
    assert (refused.status_code, "closed" in refused.json()["wrong"]) == (422, True)


def test_our_own_files_are_served_and_no_others(wall):
    script, style = wall.get("/present/assets/present.js"), wall.get("/present/assets/present.css")
    assert script.headers["content-type"].startswith("text/javascript")
    assert style.headers["content-type"].startswith("text/css")
    assert wall.get("/present/assets/routes.py").status_code == 404


def test_what_breaks_is_said_with_a_reference_and_no_trace(wall, review, monkeypatch, caplog):
    monkeypatch.setitem(opened._STORES, opened.os.environ["AUDIT_STORE"], None)
    answer = wall.get(links.present_path(review))
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    reference = re.search(r"this reference: (\w{8})", answer.text)[1]
    assert reference in caplog.text
    assert "lost" not in answer.text


def test_an_audit_that_cannot_be_read_is_told_in_its_own_words(wall, review, tmp_path, monkeypatch):
    (tmp_path / "damaged.duckdb").write_bytes(b"no store" * 2_000)
    monkeypatch.setenv("AUDIT_STORE", str(tmp_path / "damaged.duckdb"))
    looked = wall.get(links.present_path(review))
    assert looked.status_code == 503
    assert "cannot be read" in looked.text
    moved = wall.post(f"{links.present_path(review)}/live", {"slide": 1}, OWN)
    assert (moved.status_code, "cannot be read" in moved.json()["wrong"]) == (503, True)


def test_hands_typed_in_at_the_presenters_window_are_the_vote_until_they_are_taken_back(
    wall, store, review, monkeypatch
):
    monkeypatch.setenv(room_links.ADDRESS, "https://review.example.org")
    path = links.present_path(review)
    assert 'data-choice="The queue before nine"' in wall.get(f"{path}/presenter").text
    assert "Raise your hand, once." not in wall.get(path).text
    counted = wall.post(f"{path}/hands", {"hands": {CHOICES[0]: 7, CHOICES[1]: 2}}, OWN)
    assert (counted.status_code, counted.json()["votes"]) == (200, 9)
    assert "Raise your hand, once." in wall.get(path).text
    assert 'value="7"' in wall.get(f"{path}/presenter").text
    again = wall.post(f"{path}/hands", {"hands": {}}, OWN)
    assert again.json()["votes"] == 0
    assert again.json()["version"] != counted.json()["version"]
    assert "QR code of this room" in wall.get(path).text


@pytest.mark.parametrize("said", [{}, {"hands": 3}, {"hands": {CHOICES[0]: "3"}}, {"hands": {"Nothing of ours": 1}}])
def test_what_is_no_count_of_hands_is_refused_in_words(wall, store, review, said):
    answer = wall.post(f"{links.present_path(review)}/hands", said, OWN)
    assert answer.status_code >= 400
    assert answer.json()["wrong"]
    assert hands_of(store, review.id) == {}


def test_on_the_wall_what_people_named_and_wrote_is_read_aloud_in_their_language(wall, review, store):
    change_programme(store, Programme(language="de"))
    add_place(store, "Lesesaal")
    said = AgendaItem(Item.REFLECTION, subject="Was tun?", headline="Lesesaal: “Zu laut”")
    change_agenda(store, review.id, (said,))
    page = wall.get(links.present_path(review)).text
    assert '<bdi lang="de">Lesesaal</bdi>: <bdi lang="de">“Zu laut”</bdi></h2>' in page


def test_two_who_moderate_do_not_undo_each_other_unseen(wall, said):
    _, live_path, path = said
    one = wall.get(live_path).json()["said"]["first"][0]["id"]
    assert wall.post(path, {"id": one, "shown": True, "seen": "waits"}, OWN).status_code == 200
    late = wall.post(path, {"id": one, "shown": False, "seen": "waits"}, OWN)
    assert (late.status_code, "it is shown" in late.json()["wrong"]) == (422, True)
    assert wall.post(path, {"id": one, "shown": True, "seen": "waits"}, OWN).status_code == 200
    assert wall.post(path, {"id": one, "shown": False, "seen": "shown"}, OWN).status_code == 200
    hidden = wall.post(path, {"id": one, "shown": True, "seen": "waits"}, OWN)
    assert "it is hidden" in hidden.json()["wrong"]


def test_a_window_starts_the_timer_of_the_vote_and_stops_it(wall, review, store):
    acts.open_room(store, review.id)
    path = f"{links.present_path(review)}/live"
    assert wall.get(path).json()["seconds"] is None
    assert 50 < wall.post(path, {"timer": 60}, OWN).json()["seconds"] <= 60
    assert wall.post(path, {"timer": 0}, OWN).json()["seconds"] is None
    assert wall.post(path, {"timer": 3}, OWN).status_code == 422


def test_every_window_is_told_how_many_phones_are_in(wall, review):
    PRESENCE.note(review.id, "a phone")
    assert wall.get(f"{links.present_path(review)}/live").json()["phones"] == 1


def test_all_that_is_clear_is_shown_at_once_and_what_was_decided_meanwhile_stays_so(wall, store, said):
    review, live_path, path = said
    ids = [each["id"] for each in wall.get(live_path).json()["said"]["first"]]
    assert wall.post(path, {"id": ids[0], "shown": False, "seen": "waits"}, OWN).status_code == 200
    assert wall.post(path, {"ids": ids, "shown": True}, OWN).json()["said"]["waiting"] == 0
    shown = contributions(store, review.id).set_index("id")["shown"]
    assert [bool(shown[each]) for each in ids] == [False, *[True] * (len(ids) - 1)]
    assert len(ids) > 1
    assert wall.post(path, {"ids": [3], "shown": True}, OWN).status_code == 422
    assert wall.post(path, {"ids": [], "shown": True}, OWN).status_code == 422


def test_words_are_mended_before_the_room_reads_them_and_what_was_written_is_kept(wall, store, said):
    _, live_path, path = said
    path = path.replace("/said?", "/mended?")
    before, now = wall.get(live_path).json(), "Thanks all of you"
    one = before["said"]["first"][0]
    assert (one["words"], one["written"]) == (SAID[0], "")
    acts.moderate(store, UUID(one["id"]), shown=True)
    before = wall.get(live_path).json()
    answer = wall.post(path, {"id": one["id"], "words": f" {now}\n", "before": SAID[0]}, OWN)
    assert answer.status_code == 200
    (entry,) = answer.json()["said"]["last"]
    assert (entry["words"], entry["written"], entry["shown"]) == (now, SAID[0], True)
    assert answer.json()["version"] != before["version"]  # so that the wall reads it anew
    late = wall.post(path, {"id": one["id"], "words": "Mine", "before": SAID[0]}, OWN)
    assert (late.status_code, now in late.json()["wrong"]) == (422, True)
    back = wall.post(path, {"id": one["id"], "words": SAID[0], "before": now}, OWN).json()["said"]["last"][0]
    assert (back["words"], back["written"]) == (SAID[0], "")


def test_nothing_is_mended_that_is_of_another_review_empty_too_long_or_closed(wall, store, said):
    review, live_path, path = said
    path = path.replace("/said?", "/mended?")
    asked = {"id": wall.get(live_path).json()["said"]["first"][0]["id"], "words": "Mended", "before": SAID[0]}
    other = a_review()
    add_review(store, other)
    wrongs = [
        wall.post(f"{links.present_path(other)}/mended", asked, OWN),
        *(wall.post(path, asked | wrong, OWN) for wrong in ({"id": "no key"}, {"words": "  "}, {"words": "x" * 501})),
        wall.post(path, {"id": asked["id"], "words": "Mended"}, OWN),
    ]
    assert [answer.status_code for answer in wrongs] == [422] * 5
    assert wall.post(path, asked, {}).status_code == 403
    close_review(store, review.id, frozen_text(store, review, TODAY), NOON)
    assert "closed" in wall.post(path, asked, OWN).json()["wrong"]
    assert contributions(store, review.id)["words"].tolist() == list(SAID)
