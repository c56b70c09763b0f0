"""A code counts once on whatever phone; without one nobody votes, and nothing tells a code from what is kept."""

import pytest

from audit.actions import room as acts
from audit.actions.reviews import throw_away
from audit.errors import (
    CodeNeededError,
    CodesUsedError,
    CodeUnknownError,
    OutOfRangeError,
    ReviewClosedError,
    ReviewInUseError,
)
from audit.publish.shown import Cast
from audit.review.vote import cast
from audit.store.ballot import ballot_count, ballots
from audit.store.review import close_review
from audit.store.voting_code import code_count
from tests.builders import NOON
from tests.rooms import CHOICES, a_room


def test_a_code_votes_once_and_its_holder_may_change_the_vote_on_any_phone(store):
    review = a_room(store)
    mine, yours = acts.make_codes(store, review.id, 2)
    acts.vote(store, review.id, "A", CHOICES[0], mine)
    acts.vote(store, review.id, "B", CHOICES[1], mine.upper().replace("-", " "))
    assert ballots(store, review.id)["choice"].tolist() == [CHOICES[1]]
    acts.vote(store, review.id, "A", CHOICES[0], yours)
    assert ballot_count(store, review.id, CHOICES) == 2
    assert cast(store, review.id) == Cast(2, by_code=True)


def test_without_a_code_of_this_vote_nobody_votes(store):
    review, other = a_room(store), a_room(store, key="another key")
    acts.make_codes(store, review.id, 1)
    (elsewhere,) = acts.make_codes(store, other.id, 1)
    with pytest.raises(CodeNeededError, match="ask the facilitator"):
        acts.vote(store, review.id, "A", CHOICES[0], " ")
    for wrong in (elsewhere, "bcdfg-23456", "nonsense", "x" * 500):
        with pytest.raises(CodeUnknownError, match="look at your slip again"):
            acts.vote(store, review.id, "A", CHOICES[0], wrong)
    assert ballot_count(store, review.id, CHOICES) == 0


def test_votes_of_phones_do_not_count_once_there_are_codes_and_do_again_without(store):
    review = a_room(store)
    acts.vote(store, review.id, "A", CHOICES[0])
    assert cast(store, review.id) == Cast(1, by_code=False)
    (code,) = acts.make_codes(store, review.id, 1)
    assert ballot_count(store, review.id, CHOICES) == 0
    acts.vote_by_phone(store, review.id)
    assert ballot_count(store, review.id, CHOICES) == 1
    acts.vote_by_phone(store, review.id)
    acts.make_codes(store, review.id, 1)
    with pytest.raises(CodeUnknownError):
        acts.vote(store, review.id, "A", CHOICES[0], code)


def test_a_further_sheet_adds_to_those_before(store):
    review = a_room(store)
    (first,) = acts.make_codes(store, review.id, 1)
    acts.make_codes(store, review.id, 2)
    acts.vote(store, review.id, "A", CHOICES[0], first)
    assert code_count(store, review.id) == 3
    with pytest.raises(CodesUsedError):
        acts.vote_by_phone(store, review.id)
    assert ballot_count(store, review.id, CHOICES) == 1


@pytest.mark.parametrize("how_many", [0, -1, 501])
def test_a_sheet_holds_some_codes_and_not_too_many(store, how_many):
    review = a_room(store)
    with pytest.raises(OutOfRangeError, match="from 1 to 500"):
        acts.make_codes(store, review.id, how_many)
    assert code_count(store, review.id) == 0


def test_a_review_holds_no_more_codes_than_cannot_be_guessed(store, monkeypatch):
    review = a_room(store)
    monkeypatch.setattr(acts, "MOST_IN_ALL", 3)
    acts.make_codes(store, review.id, 2)
    with pytest.raises(OutOfRangeError, match="from 1 to 1"):
        acts.make_codes(store, review.id, 2)


def test_a_closed_review_gets_no_codes_and_loses_none(store):
    review = a_room(store)
    close_review(store, review.id, "{}", NOON)
    with pytest.raises(ReviewClosedError):
        acts.make_codes(store, review.id, 1)
    with pytest.raises(ReviewClosedError):
        acts.vote_by_phone(store, review.id)


def test_a_review_that_phones_voted_in_is_not_thrown_away_for_having_codes(store):
    review = a_room(store)
    acts.vote(store, review.id, "A", CHOICES[0])
    acts.make_codes(store, review.id, 1)
    with pytest.raises(ReviewInUseError):
        throw_away(store, review.id)
