"""What stands on the wall: slides with their pictures, and the way to take part where the room is asked."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pandas as pd
import pytest

from audit.actions import reviews as preparing
from audit.actions import room as acts
from audit.actions.imports import load_sample
from audit.actions.show_of_hands import count_hands
from audit.model.review import Item
from audit.model.room import Kind
from audit.publish import drawn
from audit.publish.slide import Slide
from audit.review.close import frozen_text
from audit.review.propose import proposed_agenda
from audit.store.contribution import contributions
from audit.store.opening import open_store
from audit.store.review import Live, change_live, close_review, review_with
from audit.web.present import showing
from audit.web.present.showing import projected, standing, to_moderate
from audit.web.room import links
from tests.builders import NOON, copied
from tests.rooms import CHOICES, ask

TODAY = date(2026, 6, 30)
PERIOD = (date(2026, 4, 1), TODAY)
BEFORE = Live(0, revealed=False, room_open=False)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Return the path of an audit with a review of every point, its vote on three things, and that review."""
    path = tmp_path_factory.mktemp("prepared") / "audit.duckdb"
    store = open_store(path)
    load_sample(store, 400, 3, TODAY)
    agenda = [replace(each, is_dropped=False) for each in proposed_agenda(store, *PERIOD)]
    agenda = [replace(each, subject="\n".join(CHOICES)) if each.item is Item.VOTE else each for each in agenda]
    review = preparing.prepare(store, "Spring review", PERIOD, agenda)
    store.close()
    return path, review


@pytest.fixture
def held(prepared, tmp_path):
    """Return an audit of this test's own with that review."""
    path, review = prepared
    store = open_store(copied(path, tmp_path / "audit.duckdb"))
    yield store, review
    store.close()


def keys(told):
    return [each.key for each in told]


def slide_with(told, key):
    return next(each for each in told if each.key == key)


def test_every_chart_is_there_as_a_picture_and_the_room_is_asked_to_scan_where_phones_are_out(held, monkeypatch):
    store, review = held
    monkeypatch.setenv(links.ADDRESS, "https://review.example.org")
    told = projected(store, review, TODAY)
    assert all(each.picture.startswith("<svg ") for each in told if each.slide.chart)
    assert slide_with(told, "rater-1").picture
    assert [each.key for each in told if each.code] == ["vote-1", "reflection-1", "thanks-1"]
    assert not any(each.by_hands for each in told)
    assert tuple(choice for choice, _ in slide_with(told, "vote-1").choices) == CHOICES


def test_a_code_that_no_phone_can_open_is_never_shown_and_hands_are_raised_instead(held):
    told = projected(*held, TODAY)
    assert not any(each.code for each in told)
    assert [each.key for each in told if each.by_hands] == ["vote-1"]


def test_hands_that_are_counted_take_the_place_of_the_code(held, monkeypatch):
    store, review = held
    monkeypatch.setenv(links.ADDRESS, "https://review.example.org")
    count_hands(store, review.id, dict.fromkeys(CHOICES, 2))
    assert [each.key for each in projected(store, review, TODAY) if each.asks] == ["vote-1"]


def test_pictures_follow_the_light_of_the_room(held):
    store, review = held
    dark = slide_with(projected(store, review, TODAY), "rater-1").picture
    light = slide_with(projected(store, review, TODAY, is_light=True), "rater-1").picture
    assert 'fill="#14171C"' in dark
    assert 'fill="#FCFBF8"' in light


def test_the_result_of_the_vote_is_not_on_the_wall_before_it_is_revealed(held):
    store, review = held
    ask(store, review.id, *CHOICES)
    acts.vote(store, review.id, "a phone", CHOICES[1])
    review = review_with(store, review.id)
    hidden = slide_with(projected(store, review, TODAY), "vote-2")
    assert (hidden.waits, hidden.picture) == (True, "")
    before = standing(store, review)
    change_live(store, review.id, revealed=True)
    revealed = slide_with(projected(store, review, TODAY), "vote-2")
    assert not revealed.waits
    assert CHOICES[1] in revealed.picture
    assert standing(store, review).version != before.version


def test_a_vote_that_comes_in_is_counted_without_turning_anything_over(held):
    store, review = held
    ask(store, review.id, *CHOICES)
    review = review_with(store, review.id)
    before = standing(store, review)
    acts.vote(store, review.id, "a phone", CHOICES[1])
    after = standing(store, review)
    assert (before.votes, after.votes) == (0, 1)
    assert (before.version, after.slide, after.room_open) == (after.version, 0, True)


def test_words_that_the_facilitator_shows_come_onto_the_wall(held):
    store, review = held
    ask(store, review.id, *CHOICES)
    acts.say(store, review.id, "a phone", Kind.ANSWER, "Kindly, every one of them.", "1")
    review = review_with(store, review.id)
    before, told = standing(store, review), projected(store, review, TODAY)
    assert "reflection-answers-1" not in keys(told)
    acts.moderate(store, contributions(store, review.id)["id"].iloc[0], shown=True)
    assert standing(store, review).version != before.version
    assert slide_with(projected(store, review, TODAY), "reflection-answers-1").lines == (
        "“Kindly, every one of them.”",
    )


def test_what_waits_for_the_presenter_is_the_oldest_and_what_was_decided_the_last(held, monkeypatch):
    store, review = held
    monkeypatch.setattr(showing, "MOST_WAITING", 2)
    monkeypatch.setattr(showing, "_LAST_DECIDED", 1)
    ask(store, review.id, *CHOICES)
    nothing = {"waiting": 0, "first": [], "last": [], "questions": [], "result": []}
    assert to_moderate(store, review) == nothing
    for number, words in enumerate(("One", "Two", "Three", "Four", "Five")):
        acts.say(store, review.id, f"phone {number}", list(Kind)[number % 2], words, "1")
    ids = contributions(store, review.id)["id"]
    acts.moderate(store, ids[1], shown=False)
    acts.moderate(store, ids[0], shown=True)
    told = to_moderate(store, review)
    assert told["waiting"] == 3
    assert [(entry["words"], entry["shown"]) for entry in told["first"]] == [("Three", None), ("Four", None)]
    assert [(entry["words"], entry["shown"]) for entry in told["last"]] == [("One", True)]
    assert [entry["about"] for entry in told["first"]] == ["Thanks", "Answer"]


def test_a_closed_review_asks_nobody_to_scan_and_shows_what_was_frozen(held):
    store, review = held
    seen = projected(store, review, TODAY)
    close_review(store, review.id, frozen_text(store, review, TODAY), NOON)
    load_sample(store, 400, 4, TODAY)
    told = projected(store, review_with(store, review.id), TODAY)
    assert not any(each.asks for each in told)
    assert slide_with(told, "rater-1").picture == slide_with(seen, "rater-1").picture


def test_what_cannot_be_drawn_is_told_in_words(caplog, monkeypatch, tmp_path):
    (tmp_path / "silent.py").write_text("")
    monkeypatch.setattr(drawn, "CHILD", tmp_path / "silent.py")
    drawn.DRAWING_PROCESS.put_away()
    slide = Slide(Item.TRUST, "Owed", (), "debt", pd.DataFrame({"touchpoint": ["Desk"], "debt": [3]}), "Desk owes 3")
    told = showing._projected(slide, 1, BEFORE, None, "#FFFFFF")
    assert (told.picture, told.lines) == ("", ("Desk owes 3",))
    assert "'debt'" in caplog.text


def test_what_is_hidden_waits_for_any_slide():
    slide = Slide(Item.TRUST, "Owed", (), "debt", pd.DataFrame({"touchpoint": [], "debt": []}), is_hidden=True)
    assert showing._projected(slide, 1, BEFORE, None, "#FFFFFF").waits
    assert not showing._projected(slide, 1, replace(BEFORE, revealed=True), None, "#FFFFFF").waits


def test_what_belongs_together_is_not_parted_at_the_end_of_a_line():
    lines = ("95 % of all, 5.4 to one", "Desk – too early")
    told = showing._projected(Slide(Item.TRUST, "Owed", lines), 1, BEFORE, None, "#FFFFFF")
    assert [line.replace("\N{NO-BREAK SPACE}", "_") for line in told.lines] == [
        "95_% of all, 5.4_to_one",
        "Desk –\N{WORD JOINER}_too early",
    ]


def test_the_caveat_stands_apart_and_a_chart_that_owes_keeps_its_words():
    told = showing._projected(Slide(Item.TRUST, "Owed", ("1,095", "A rule."), owes=True), 1, BEFORE, None, "#FFFFFF")
    assert (told.lines, told.caveat, told.section) == (("1,095",), "A rule.", "Trust owed")
    bare = showing._projected(Slide(Item.TRUST, "Owed", ("A rule.",), owes=True), 1, BEFORE, None, "#FFFFFF")
    assert (bare.has_words, bare.is_bare, bare.caveat) == (False, True, "A rule.")


def test_a_vote_is_a_list_of_choices_each_with_its_fact_however_it_is_written():
    lines = Slide(Item.VOTE, "Which?", ("Desk: 3 of 4", "Call"))
    rows = Slide(Item.VOTE, "Which?", rows=(("Desk", "3 of 4"), ("Call", "")))
    both = [showing._projected(slide, 1, BEFORE, "", "#FFFFFF").choices for slide in (lines, rows)]
    assert both == [(("Desk", "3 of 4"), ("Call", ""))] * 2


def test_a_photo_is_a_picture_of_its_own():
    told = showing._projected(Slide(Item.STORIES, "Desk", photo="ab12"), 1, BEFORE, None, "#FFFFFF")
    assert (told.photo, told.picture, told.is_bare) == ("/photos/ab12.jpg", "", False)


def test_a_picture_is_as_wide_as_it_was_drawn():
    bare = showing._projected(Slide(Item.TRUST, "Owed"), 1, BEFORE, None, "#FFFFFF")
    assert bare.picture_width == showing.WIDTH
    assert replace(bare, picture='<svg viewBox="0 0 1760.5 300">').picture_width == 1760.5


def test_the_desk_sees_the_vote_the_questions_and_who_may_be_named_before_the_room_does(held):
    store, review = held
    ask(store, review.id, *CHOICES)
    for phone, choice in enumerate((CHOICES[1], CHOICES[1], CHOICES[0])):
        acts.vote(store, review.id, f"phone {phone}", choice)
    acts.say(store, review.id, "a phone", Kind.APPRECIATION, "Thanks to Margaret", "1")
    acts.say(store, review.id, "a phone", Kind.QUESTION, "Why so late?", "2")
    asked = contributions(store, review.id).set_index("words").loc["Why so late?", "id"]
    assert to_moderate(store, review)["questions"] == []
    acts.moderate(store, asked, shown=True)
    told = to_moderate(store, review)
    assert told["questions"] == [{"id": asked, "words": "Why so late?", "written": "", "votes": 0}]
    acts.mend(store, review.id, UUID(asked), "Why late?", "Why so late?")
    assert to_moderate(store, review)["questions"][0]["written"] == "Why so late?"
    assert told["result"] == [{"choice": CHOICES[1], "votes": 2}, {"choice": CHOICES[0], "votes": 1}]
    assert [(each["words"], each["named"]) for each in told["first"]] == [("Thanks to Margaret", True)]
    assert [(each["about"], each["named"]) for each in told["last"]] == [("Question", False)]
