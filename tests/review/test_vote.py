"""The result of a vote is nowhere to be had until it is revealed; how many voted may be known."""

from audit.actions.room import close_room, reveal
from audit.actions.room import vote as cast
from audit.model.keys import new_key
from audit.review.vote import vote, votes_cast
from tests.rooms import CHOICES, a_room


def test_the_result_is_hidden_until_it_is_revealed(store):
    review = a_room(store)
    cast(store, review.id, "A", CHOICES[1])
    assert vote(store, review.id).empty
    assert votes_cast(store, review.id) == 1
    reveal(store, review.id, is_revealed=True)
    assert vote(store, review.id)["choice"].tolist()[0] == CHOICES[1]


def test_votes_are_read_as_they_stand(store):
    review = a_room(store)
    for device in "ABC":
        cast(store, review.id, device, CHOICES[0])
        cast(store, review.id, "A", CHOICES[2])
    reveal(store, review.id, is_revealed=True)
    assert vote(store, review.id)["votes"].tolist() == [2, 1, 0]
    close_room(store, review.id)
    assert votes_cast(store, review.id) == 3


def test_where_there_is_no_review_nobody_voted(store):
    assert vote(store, new_key()).empty
    assert votes_cast(store, new_key()) == 0
