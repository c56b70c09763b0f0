"""A touchpoint is renamed while a review is open, or after it was closed."""

from datetime import timedelta

import pytest

from audit.actions import reviews, room, walks
from audit.actions.journey_merging import merge_touchpoints
from audit.actions.renaming import rename_touchpoint
from audit.actions.show_of_hands import count_hands
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.rating import Dimension, Outcome
from audit.model.review import Item
from audit.review import propose
from audit.review.choices import choices
from audit.review.close import close_review
from audit.review.gather import shown
from audit.review.restated import restated
from audit.review.vote import votes_cast, votes_given
from audit.store.ballot import ballot_of
from audit.store.journey import add_journey
from audit.store.review import review_with
from audit.store.show_of_hands import hands_of
from tests.builders import ANSWER, GREETING, INVOICE, NOON, a_walk, an_observation

TODAY = NOON.date()
PERIOD = (TODAY - timedelta(days=89), TODAY)


@pytest.fixture
def review(desk):
    """Return a review whose room votes on Invoice, which went badly, and on words of the facilitator's own."""
    bad = {"touchpoint_id": INVOICE.id, "outcome": Outcome.NEGATIVE, "ratings": {Dimension.RELIABILITY: 1}}
    for _ in range(3):
        walks.record_walk_through(desk, a_walk(), [an_observation(**bad)])
    made = reviews.prepare(desk, "Spring", PERIOD, propose.proposed_agenda(desk, *PERIOD))
    reviews.write(desk, made.id, Item.VOTE, subject="Invoice\nLonger hours")
    reviews.write(desk, made.id, Item.HOT_SPOT, subject="Invoice")
    reviews.bring_back(desk, made.id, Item.VOTE)
    room.open_room(desk, made.id)
    return made


def point(store, review, item):
    return next(each for each in review_with(store, review.id).agenda if each.item is item)


def renamed(store, name="Bill"):
    rename_touchpoint(store, INVOICE.id, name, "KM")


def voted(store, review):
    given = votes_given(store, review.id)
    return dict(zip(given["choice"], given["votes"], strict=True))


def test_an_open_review_names_it_as_it_is_called_today(desk, review):
    renamed(desk)
    assert point(desk, review, Item.HOT_SPOT).subject == "Bill"
    vote = point(desk, review, Item.VOTE)
    assert (vote.subject, vote.named) == ("Bill\nLonger hours", ("Bill",))
    facts = choices(desk, review_with(desk, review.id))
    assert facts["fact"].tolist() == ["3 bad of 3", ""]
    assert shown(desk, review_with(desk, review.id), TODAY).hot_spot == "Bill"


def test_a_vote_given_before_counts_after(desk, review):
    room.vote(desk, review.id, "one", "Invoice")
    renamed(desk)
    room.vote(desk, review.id, "two", "Bill")
    room.vote(desk, review.id, "three", "Invoice")  # its page shows the name of a moment ago
    room.vote(desk, review.id, "four", "Longer hours")
    assert ballot_of(desk, review.id, "one") == "Bill"
    assert voted(desk, review) == {"Bill": 3, "Longer hours": 1}
    assert votes_cast(desk, review.id) == 4


def test_hands_raised_before_count_after(desk, review):
    count_hands(desk, review.id, {"Invoice": 7, "Longer hours": 2})
    renamed(desk)
    assert hands_of(desk, review.id) == voted(desk, review) == {"Bill": 7, "Longer hours": 2}
    assert votes_cast(desk, review.id) == 9


def test_a_choice_follows_its_touchpoint_where_another_takes_its_name(desk, review):
    renamed(desk)
    rename_touchpoint(desk, GREETING.id, "Invoice", "KM")
    room.vote(desk, review.id, "one", "Bill")
    assert point(desk, review, Item.VOTE).subject == "Bill\nLonger hours"
    assert voted(desk, review) == {"Bill": 1}


def test_a_choice_is_told_apart_once_another_shares_its_name(desk, review):
    add_journey(desk, Journey("By phone", stages=(Stage("Ring", (Touchpoint("Invoice"),)),)))
    assert point(desk, review, Item.VOTE).named == ("Invoice (At the desk, Leave)",)


def test_a_closed_review_goes_on_showing_the_name_of_its_day_and_nothing_is_said_to_have_moved(desk, review):
    room.vote(desk, review.id, "one", "Invoice")
    closed = close_review(desk, review.id, TODAY)
    before = shown(desk, closed, TODAY)
    renamed(desk)
    renamed(desk, "Account")
    after = shown(desk, review_with(desk, review.id), TODAY)
    assert (after.hot_spot, list(after.votes["choice"])) == ("Invoice", ["Invoice", "Longer hours"])
    assert point(desk, review, Item.VOTE).subject == "Invoice\nLonger hours"
    assert after.trust.equals(before.trust)
    assert restated(desk, review_with(desk, review.id)).empty


def test_what_was_corrected_since_bears_the_name_the_room_saw(desk, review):
    closed = close_review(desk, review.id, TODAY)
    renamed(desk)
    walks.record_walk_through(desk, a_walk(), [an_observation(touchpoint_id=INVOICE.id)])
    moved = restated(desk, closed)
    assert "Invoice, good" in set(moved["what"])
    assert not moved["what"].str.contains("Bill").any()


def test_a_choice_that_was_merged_into_another_is_that(desk, review):
    room.vote(desk, review.id, "one", "Invoice")
    merge_touchpoints(desk, INVOICE.id, ANSWER.id, "KM")
    assert point(desk, review, Item.VOTE).subject == "Answer\nLonger hours"
    assert voted(desk, review) == {"Answer": 1}
