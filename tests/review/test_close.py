"""A review is closed once, whole or not at all, and its room with it."""

import pytest

from audit.actions import reviews, room
from audit.errors import GoneError, ReviewClosedError, RoomClosedError
from audit.model.keys import new_key
from audit.review import close as closing
from audit.store.review import frozen, live, review_with
from tests.rooms import CHOICES, a_room


def as_shown(store, review):
    return f"{review.title} as shown"


def test_closing_keeps_figures_and_notes_and_shuts_the_room(store):
    review = a_room(store)
    reviews.write_notes(store, review.id, " We met. ")
    closed = closing.close_review(store, review.id, as_shown)
    assert (closed.notes, frozen(store, review.id)) == ("We met.", "Spring review as shown")
    assert closed.closed_at is not None
    assert not live(store, review.id).room_open
    with pytest.raises(RoomClosedError):
        room.vote(store, review.id, "a phone", CHOICES[0])
    with pytest.raises(ReviewClosedError):
        reviews.write_notes(store, review.id, "Other notes")


def test_closing_again_changes_nothing(store):
    review = a_room(store)
    closed = closing.close_review(store, review.id, as_shown)
    assert closing.close_review(store, review.id, lambda *_: "other") == closed
    assert frozen(store, review.id) == "Spring review as shown"


def test_what_cannot_be_frozen_leaves_the_review_as_it_was(store):
    review = review_with(store, a_room(store).id)

    def broken(store, review):
        raise GoneError("figure")

    with pytest.raises(GoneError):
        closing.close_review(store, review.id, broken)
    assert review_with(store, review.id) == review
    assert live(store, review.id).room_open


def test_a_review_that_is_gone_is_said_to_be(store):
    with pytest.raises(GoneError):
        closing.close_review(store, new_key(), as_shown)
