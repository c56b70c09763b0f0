"""Hands raised in the room are the vote once they are typed in, and no longer once they are taken back."""

import pytest

from audit.actions import room as acts
from audit.actions.reviews import throw_away
from audit.actions.show_of_hands import count_hands, take_hands_back
from audit.errors import (
    GoneError,
    HandsCountError,
    OutOfRangeError,
    ReviewClosedError,
    ReviewInUseError,
    UnknownChoiceError,
)
from audit.model.keys import new_key
from audit.publish.headlines.vote import one_a
from audit.publish.shown import Cast
from audit.review.vote import cast, vote
from audit.store.review import close_review
from audit.store.show_of_hands import hands_of
from tests.builders import NOON
from tests.rooms import CHOICES, a_room, ask

COUNTED = dict(zip(CHOICES, (3, 11, 0), strict=True))


def result(store, review):
    acts.reveal(store, review.id, is_revealed=True)
    return dict(vote(store, review.id)[["choice", "votes"]].itertuples(index=False))


def test_hands_are_the_vote_in_place_of_what_phones_said_until_they_are_taken_back(store):
    review = a_room(store)
    acts.vote(store, review.id, "A", CHOICES[2])
    count_hands(store, review.id, COUNTED)
    assert cast(store, review.id) == Cast(14, by_code=False, by_hands=True)
    assert one_a(cast(store, review.id)) == "one a hand"
    with pytest.raises(HandsCountError, match="raise yours"):
        acts.vote(store, review.id, "B", CHOICES[0])
    assert result(store, review) == COUNTED
    take_hands_back(store, review.id)
    assert cast(store, review.id) == Cast(1, by_code=False)
    assert result(store, review) == dict(zip(CHOICES, (0, 0, 1), strict=True))


def test_hands_that_are_counted_again_take_the_place_of_those_before(store):
    review = a_room(store)
    count_hands(store, review.id, COUNTED)
    count_hands(store, review.id, {CHOICES[0]: 2})
    assert hands_of(store, review.id) == {CHOICES[0]: 2}
    assert result(store, review) == dict(zip(CHOICES, (2, 0, 0), strict=True))


def test_hands_for_what_is_not_offered_any_more_do_not_count(store):
    review = a_room(store)
    count_hands(store, review.id, COUNTED)
    ask(store, review.id, CHOICES[0], "A new one")
    assert cast(store, review.id).votes == 3
    assert result(store, review) == {CHOICES[0]: 3, "A new one": 0}


@pytest.mark.parametrize(
    ("hands", "error"),
    [
        ({CHOICES[0]: -1}, OutOfRangeError),
        ({CHOICES[0]: 10_000}, OutOfRangeError),
        (dict.fromkeys(CHOICES, 0), OutOfRangeError),
        ({}, OutOfRangeError),
        ({"Something else": 1}, UnknownChoiceError),
    ],
)
def test_a_count_that_cannot_be_leaves_the_one_before(store, hands, error):
    review = a_room(store)
    count_hands(store, review.id, COUNTED)
    with pytest.raises(error):
        count_hands(store, review.id, hands)
    assert hands_of(store, review.id) == COUNTED


def test_a_closed_review_and_one_that_never_was_take_no_hands(store):
    review = a_room(store)
    count_hands(store, review.id, COUNTED)
    with pytest.raises(ReviewInUseError):
        throw_away(store, review.id)
    close_review(store, review.id, "{}", NOON)
    with pytest.raises(ReviewClosedError):
        take_hands_back(store, review.id)
    with pytest.raises(GoneError):
        count_hands(store, new_key(), COUNTED)
    assert hands_of(store, review.id) == COUNTED
