"""A review is closed once, whole or not at all, and its room with it."""

from datetime import timedelta

import pytest

from audit.actions import reviews, room
from audit.errors import GoneError, ReviewClosedError, RoomClosedError, StoreDamagedError
from audit.model.keys import new_key
from audit.review.close import close_review
from audit.review.gather import frozen
from audit.store.review import live, review_with
from tests.builders import NOON
from tests.rooms import CHOICES, a_room

TODAY = NOON.date()


def test_closing_keeps_figures_and_notes_and_shuts_the_room(store):
    review = a_room(store)
    room.vote(store, review.id, "a phone", CHOICES[0])
    reviews.write_notes(store, review.id, " We met. ")
    closed = close_review(store, review.id, TODAY)
    shown = frozen(store, closed)
    assert (closed.notes, shown.day, shown.votes["votes"].sum()) == ("We met.", TODAY, 1)
    assert closed.closed_at is not None
    assert not live(store, review.id).room_open
    with pytest.raises(RoomClosedError):
        room.vote(store, review.id, "a phone", CHOICES[0])
    with pytest.raises(ReviewClosedError):
        reviews.write_notes(store, review.id, "Other notes")


def test_closing_again_changes_nothing(store):
    review = a_room(store)
    closed = close_review(store, review.id, TODAY)
    assert close_review(store, review.id, TODAY + timedelta(days=1)) == closed
    assert frozen(store, closed).day == TODAY


def test_what_cannot_be_frozen_leaves_the_review_as_it_was(store):
    review = review_with(store, a_room(store).id)
    with store.reading() as cursor:
        cursor.execute("ALTER TABLE commitment RENAME TO somewhere_else")
    with pytest.raises(StoreDamagedError):
        close_review(store, review.id, TODAY)
    assert review_with(store, review.id) == review
    assert live(store, review.id).room_open


def test_a_review_that_is_gone_is_said_to_be(store):
    with pytest.raises(GoneError):
        close_review(store, new_key(), TODAY)
