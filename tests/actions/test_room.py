"""Votes count as long as they may, words are kept for whoever moderates, and everything refused says why."""

from datetime import timedelta
from uuid import UUID

import pytest

from audit.actions import room as acts
from audit.errors import (
    GoneError,
    MissingError,
    OutOfRangeError,
    QuestionChangedError,
    RoomClosedError,
    RoomFullError,
    SentTooOftenError,
    UnknownChoiceError,
    VoteEndedError,
    VoteOverError,
)
from audit.model.keys import new_key
from audit.model.review import QUESTIONS, AgendaItem, Item
from audit.model.room import Kind
from audit.store.ballot import ballot_count, ballot_of
from audit.store.contribution import contributions
from audit.store.review import add_review, close_review
from audit.store.room import room_with
from audit.store.wish import questions, wishes_of
from tests.builders import NOON
from tests.rooms import CHOICES, a_review, a_room


def test_a_phone_that_changes_its_mind_counts_once(store):
    review = a_room(store)
    acts.vote(store, review.id, "A", CHOICES[0])
    acts.vote(store, review.id, "A", CHOICES[1])
    assert ballot_of(store, review.id, "A") == CHOICES[1]
    assert ballot_count(store, review.id, CHOICES) == 1


def test_nobody_votes_for_what_is_not_offered(store):
    review = a_room(store)
    with pytest.raises(UnknownChoiceError):
        acts.vote(store, review.id, "A", "Parking")


def test_the_vote_is_over_while_its_result_is_shown(store):
    review = a_room(store)
    acts.reveal(store, review.id, is_revealed=True)
    with pytest.raises(VoteOverError):
        acts.vote(store, review.id, "A", CHOICES[0])
    acts.reveal(store, review.id, is_revealed=False)
    acts.vote(store, review.id, "A", CHOICES[0])
    assert ballot_count(store, review.id, CHOICES) == 1


def test_a_closed_room_takes_nothing(store):
    review = a_room(store)
    acts.close_room(store, review.id)
    with pytest.raises(RoomClosedError):
        acts.vote(store, review.id, "A", CHOICES[0])
    with pytest.raises(RoomClosedError):
        acts.say(store, review.id, "A", Kind.ANSWER, "Proud", "1")
    with pytest.raises(RoomClosedError):
        acts.vote(store, new_key(), "A", CHOICES[0])


def test_opening_again_keeps_the_choices_and_the_votes(store):
    review = a_room(store)
    acts.vote(store, review.id, "A", CHOICES[0])
    acts.close_room(store, review.id)
    acts.open_room(store, review.id)
    assert room_with(store, review.id).choices == CHOICES
    assert ballot_count(store, review.id, CHOICES) == 1


def test_a_room_with_too_many_choices_stays_closed(store):
    nine = "\n".join(f"Choice {number}" for number in range(9))
    review = a_review(agenda=(AgendaItem(Item.VOTE, subject=nine),))
    add_review(store, review)
    with pytest.raises(OutOfRangeError, match="at most 8"):
        acts.open_room(store, review.id)
    assert not room_with(store, review.id).is_open


def test_neither_a_closed_review_nor_none_opens_a_room(store):
    review = a_review()
    add_review(store, review)
    close_review(store, review.id, "{}", NOON)
    with pytest.raises(RoomClosedError):
        acts.open_room(store, review.id)
    with pytest.raises(RoomClosedError):
        acts.open_room(store, new_key())


def test_an_answer_keeps_its_question_and_thanks_have_none(store):
    review = a_room(store)
    acts.say(store, review.id, "A", Kind.ANSWER, "Proud", "1")
    acts.say(store, review.id, "A", Kind.APPRECIATION, "Thanks", "2")
    assert contributions(store, review.id)["question"].tolist() == [QUESTIONS[0], ""]


def test_the_same_form_sent_twice_is_said_once(store):
    review = a_room(store)
    for device in ("A", "A", "B"):
        acts.say(store, review.id, device, Kind.ANSWER, "Proud", "1")
    assert len(contributions(store, review.id)) == 2


def test_other_words_on_a_form_that_was_sent_before_are_kept_too(store):
    review = a_room(store)
    for kind, words in ((Kind.ANSWER, "Proud"), (Kind.ANSWER, "Tired"), (Kind.APPRECIATION, "Proud")):
        acts.say(store, review.id, "A", kind, words, "1")
    assert len(contributions(store, review.id)) == 3


def test_nothing_empty_is_kept(store):
    review = a_room(store)
    with pytest.raises(MissingError):
        acts.say(store, review.id, "A", Kind.ANSWER, "  ", "1")
    assert contributions(store, review.id).empty


def test_one_device_cannot_flood_the_room_and_others_still_speak(store):
    review = a_room(store)
    for number in range(acts.MOST_A_MINUTE):
        acts.say(store, review.id, "A", Kind.ANSWER, "Proud", str(number))
    with pytest.raises(SentTooOftenError, match="Wait a minute"):
        acts.say(store, review.id, "A", Kind.ANSWER, "Proud", "more")
    acts.say(store, review.id, "A", Kind.ANSWER, "Proud", "0")  # kept already, so nothing is refused
    acts.say(store, review.id, "B", Kind.ANSWER, "Proud", "1")
    assert len(contributions(store, review.id)) == acts.MOST_A_MINUTE + 1


def test_a_full_room_says_so(store, monkeypatch):
    monkeypatch.setattr(acts, "MOST_A_REVIEW", 1)
    review = a_room(store)
    acts.say(store, review.id, "A", Kind.ANSWER, "Proud", "1")
    with pytest.raises(RoomFullError, match="in person"):
        acts.say(store, review.id, "B", Kind.ANSWER, "Proud", "1")


def test_words_are_shown_and_hidden_by_a_decision_only(store):
    review = a_room(store)
    acts.say(store, review.id, "A", Kind.ANSWER, "Proud", "1")
    key = contributions(store, review.id)["id"].iloc[0]
    for shown in (True, False):
        acts.moderate(store, key, shown=shown)
        assert contributions(store, review.id)["shown"].tolist() == [shown]
    assert contributions(store, review.id)["moderated_at"].notna().all()
    close_review(store, review.id, "{}", NOON)
    acts.moderate(store, key, shown=True)
    assert contributions(store, review.id)["shown"].tolist() == [False]


def test_an_answer_belongs_to_the_question_that_was_read(store):
    review = a_room(store)
    with pytest.raises(QuestionChangedError):
        acts.answer(store, review.id, "A", "Proud", "1", "What will you do?")
    acts.answer(store, review.id, "A", "Proud", "1", QUESTIONS[0])
    assert len(contributions(store, review.id)) == 1


def test_a_timer_ends_the_vote_and_can_be_set_anew_or_stopped(store, monkeypatch):
    review, clock = a_room(store), [NOON]
    monkeypatch.setattr(acts, "utc_now", lambda: clock[0])
    acts.start_timer(store, review.id, 60)
    assert room_with(store, review.id).votes_until == NOON + timedelta(seconds=60)
    clock[0] += timedelta(seconds=59)
    acts.vote(store, review.id, "A", CHOICES[0])
    clock[0] += timedelta(seconds=1)
    with pytest.raises(VoteEndedError):
        acts.vote(store, review.id, "A", CHOICES[1])
    acts.start_timer(store, review.id, 60)
    acts.vote(store, review.id, "A", CHOICES[1])
    clock[0] += timedelta(seconds=60)
    acts.stop_timer(store, review.id)
    acts.vote(store, review.id, "A", CHOICES[2])
    assert ballot_of(store, review.id, "A") == CHOICES[2]


def test_a_timer_is_of_a_length_that_people_vote_in_and_of_a_vote_that_goes_on(store):
    review = a_room(store)
    for seconds in (9, 1_801):
        with pytest.raises(OutOfRangeError):
            acts.start_timer(store, review.id, seconds)
    acts.start_timer(store, review.id, 10)
    acts.reveal(store, review.id, is_revealed=True)
    with pytest.raises(VoteOverError):
        acts.start_timer(store, review.id, 10)
    acts.reveal(store, review.id, is_revealed=False)
    assert room_with(store, review.id).votes_until is None
    acts.close_room(store, review.id)
    with pytest.raises(RoomClosedError):
        acts.start_timer(store, review.id, 10)


def test_a_question_that_is_shown_is_wanted_once_by_each_phone_until_it_takes_that_back(store):
    review, other = a_room(store), a_room(store)
    for sent, words in enumerate(("Who says yes?", "Do calls count?", "Not shown")):
        acts.say(store, review.id, "A", Kind.QUESTION, words, str(sent))
    first, second, hidden = (UUID(key) for key in questions(store, review.id)["id"])
    for key in (first, second):
        acts.moderate(store, key, shown=True)
    for device in ("A", "B", "B"):
        acts.wish(store, review.id, device, second, is_wanted=True)
    acts.wish(store, review.id, "A", first, is_wanted=True)
    asked = questions(store, review.id)
    assert asked["words"].tolist() == ["Do calls count?", "Who says yes?", "Not shown"]
    assert asked["votes"].tolist() == [2, 1, 0]
    assert asked["shown"].tolist() == [True, True, False]
    assert wishes_of(store, "A") == (str(second), str(first))
    for _ in range(2):
        acts.wish(store, review.id, "B", second, is_wanted=False)
    assert questions(store, review.id)["votes"].tolist() == [1, 1, 0]
    for where, key in ((review, hidden), (review, new_key()), (other, first)):
        with pytest.raises(GoneError):
            acts.wish(store, where.id, "A", key, is_wanted=True)
    acts.close_room(store, review.id)
    with pytest.raises(RoomClosedError):
        acts.wish(store, review.id, "B", first, is_wanted=True)
