"""One vote a device: whatever is sent, in whatever order, each device counts once with its last word."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from audit.model.keys import new_key
from audit.store.ballot import add_ballot, ballot_count, ballot_of, ballots
from audit.store.opening import open_store
from tests.builders import NOON

VOTES = st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from(["Queue", "Phone"])), max_size=20)


@given(VOTES, st.randoms())
def test_each_device_counts_once_with_its_last_word_however_late_copies_arrive(votes, dice):
    store, review = open_store(), new_key()
    cast = [(device, choice, NOON + timedelta(seconds=at)) for at, (device, choice) in enumerate(votes)]
    arriving = [*cast, *cast]
    dice.shuffle(arriving)
    for device, choice, at in arriving:
        add_ballot(store, review, device, choice, at)
    last = dict(votes)
    counted = ballots(store, review)
    assert dict(zip(counted["choice"], counted["votes"], strict=True)) == {
        choice: list(last.values()).count(choice) for choice in set(last.values())
    }
    assert {device: ballot_of(store, review, device) for device in last} == last
    assert ballot_count(store, review, ["Queue"]) == list(last.values()).count("Queue")
    store.close()


def test_a_device_that_has_not_voted_voted_for_nothing(store):
    assert ballot_of(store, new_key(), "A") == ""


def test_a_vote_leaves_the_cached_figures(store):
    before = store.version
    add_ballot(store, new_key(), "A", "Queue", NOON)
    assert store.version == before
