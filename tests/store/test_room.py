"""The room of a review is read from its agenda, and opens and closes with it."""

from audit.model.keys import new_key
from audit.model.review import QUESTIONS, AgendaItem, Item
from audit.store.review import add_review, change_live, close_review
from audit.store.room import open_rooms, room_with
from tests.builders import NOON
from tests.rooms import CHOICES, a_review, a_room


def test_there_is_no_room_without_a_review(store):
    assert room_with(store, new_key()) is None


def test_a_room_asks_what_the_agenda_says(store):
    review = a_room(store)
    room = room_with(store, review.id)
    assert (room.choices, room.question, room.is_open, room.is_revealed) == (CHOICES, QUESTIONS[0], True, False)


def test_what_was_dropped_is_not_asked(store):
    agenda = (AgendaItem(Item.VOTE, subject="Queue", is_dropped=True), AgendaItem(Item.REFLECTION, is_dropped=True))
    review = a_review(agenda=agenda)
    add_review(store, review)
    room = room_with(store, review.id)
    assert (room.choices, room.question, room.is_open) == ((), "", False)


def test_closing_the_review_closes_the_room_and_ends_the_secret(store):
    review = a_room(store)
    close_review(store, review.id, "{}", NOON)
    change_live(store, review.id, room_open=True)
    room = room_with(store, review.id)
    assert (room.is_open, room.is_revealed) == (False, True)


def test_a_room_can_be_closed_and_opened_again(store):
    review = a_room(store)
    change_live(store, review.id, room_open=False)
    assert not room_with(store, review.id).is_open
    change_live(store, review.id, room_open=True)
    assert room_with(store, review.id).choices == CHOICES


def test_the_rooms_that_are_open_are_known_with_their_keys(store):
    assert open_rooms(store) == ()
    add_review(store, a_review())
    review, closed = a_room(store), a_room(store)
    close_review(store, closed.id, "{}", NOON)
    assert open_rooms(store) == ((review.id, review.key),)
    change_live(store, review.id, room_open=False)
    assert open_rooms(store) == ()
