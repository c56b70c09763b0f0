"""Of a code its mark is kept and nothing else, and only votes of the kind that is asked for count."""

from audit.model.keys import new_key
from audit.store.ballot import add_ballot, ballot_count, ballots, is_voted
from audit.store.review import close_review, delete_review
from audit.store.room import room_with
from audit.store.upkeep.checking import check
from audit.store.voting_code import add_codes, code_count, delete_codes, is_code
from tests.builders import NOON
from tests.rooms import CHOICES, a_room


def test_a_code_belongs_to_its_review_and_the_same_twice_is_one(store):
    review = a_room(store)
    assert not room_with(store, review.id).by_code
    add_codes(store, review.id, ["code a", "code b"], NOON)
    add_codes(store, review.id, ["code b"], NOON)
    assert room_with(store, review.id).by_code
    assert code_count(store, review.id) == 2
    assert is_code(store, review.id, "code a")
    assert not is_code(store, review.id, "code c")
    assert not is_code(store, new_key(), "code a")
    delete_codes(store, review.id)
    assert code_count(store, review.id) == 0
    assert not room_with(store, review.id).by_code


def test_votes_of_phones_count_or_those_of_codes_and_never_both(store):
    review = a_room(store)
    for voter in ("a phone", "another", "code a"):
        add_ballot(store, review.id, voter, CHOICES[0], NOON)
    assert ballots(store, review.id)["votes"].tolist() == [2]
    assert ballot_count(store, review.id, CHOICES) == 2
    add_codes(store, review.id, ["code a"], NOON)
    assert ballots(store, review.id)["votes"].tolist() == [1]
    assert ballot_count(store, review.id, CHOICES) == 1


def test_whoever_voted_has_voted_whichever_kind_counts(store):
    review = a_room(store)
    assert not is_voted(store, review.id)
    add_ballot(store, review.id, "a phone", CHOICES[0], NOON)
    add_codes(store, review.id, ["code a"], NOON)
    assert is_voted(store, review.id)


def test_a_review_that_is_thrown_away_takes_its_codes_along(store):
    review = a_room(store)
    add_codes(store, review.id, ["code a"], NOON)
    delete_review(store, review.id)
    assert code_count(store, review.id) == 0
    assert check(store) == []


def test_a_closed_review_stays_with_what_it_was_voted_by(store):
    coded, other = a_room(store), a_room(store)
    add_codes(store, coded.id, ["code a"], NOON)
    for review in (coded, other):
        close_review(store, review.id, "{}", NOON)
    delete_codes(store, coded.id)
    add_codes(store, other.id, [], NOON)
    assert [room_with(store, each.id).by_code for each in (coded, other)] == [True, False]
    assert code_count(store, coded.id) == 1
