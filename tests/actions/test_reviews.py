"""Preparing a review: its points move, are worded and chosen, and a closed one stands as it was."""

from datetime import date

import pytest

from audit.actions import reviews, room
from audit.errors import (
    DatesCrossedError,
    GoneError,
    MissingError,
    NotesChangedError,
    OutOfRangeError,
    PointChangedError,
    ReviewClosedError,
    ReviewInUseError,
)
from audit.model.keys import new_key
from audit.model.review import AgendaItem, Item
from audit.model.room import Kind
from audit.store.review import close_review, review_with
from audit.store.review import reviews as stored
from tests.builders import NOON
from tests.rooms import CHOICES, a_room

PERIOD = (date(2026, 1, 1), date(2026, 3, 31))
AGENDA = tuple(AgendaItem(item) for item in (Item.STORIES, Item.RATER, Item.VOTE))


@pytest.fixture
def review(store):
    return reviews.prepare(store, " Spring ", PERIOD, AGENDA)


def item(store, review, which):
    return next(each for each in review_with(store, review.id).agenda if each.item is which)


def order(store, review):
    return [each.item for each in review_with(store, review.id).agenda]


def test_a_second_tap_begins_no_second_review(store, review):
    assert reviews.prepare(store, "Again", PERIOD, ()) == review
    assert stored(store)["title"].tolist() == ["Spring"]


def test_each_review_has_a_secret_of_its_own(store, review):
    close_review(store, review.id, "{}", NOON)
    assert reviews.prepare(store, "Summer", PERIOD, ()).key != review.key
    assert len(review.key) >= 32


def test_a_review_needs_a_title_and_days_in_order(store):
    with pytest.raises(MissingError, match="title"):
        reviews.prepare(store, "  ", PERIOD, ())
    with pytest.raises(DatesCrossedError):
        reviews.prepare(store, "Spring", PERIOD[::-1], ())
    assert stored(store).empty


def test_title_and_days_can_be_changed(store, review):
    reviews.change_period(store, review.id, " Easter ", (date(2026, 2, 1), PERIOD[1]))
    changed = review_with(store, review.id)
    assert (changed.title, changed.since, changed.agenda) == ("Easter", date(2026, 2, 1), AGENDA)
    with pytest.raises(DatesCrossedError):
        reviews.change_period(store, review.id, "Easter", PERIOD[::-1])


def test_a_point_moves_past_its_neighbour_and_not_past_the_ends(store, review):
    reviews.move(store, review.id, Item.VOTE, -1)
    assert order(store, review) == [Item.STORIES, Item.VOTE, Item.RATER]
    reviews.move(store, review.id, Item.STORIES, -1)
    reviews.move(store, review.id, Item.RATER, 1)
    assert order(store, review) == [Item.STORIES, Item.VOTE, Item.RATER]


def test_a_point_moves_past_those_that_are_left_out(store, review):
    reviews.drop(store, review.id, Item.RATER)
    reviews.move(store, review.id, Item.VOTE, -1)
    assert order(store, review) == [Item.VOTE, Item.STORIES, Item.RATER]
    reviews.drop(store, review.id, Item.STORIES)
    reviews.bring_back(store, review.id, Item.RATER)
    reviews.move(store, review.id, Item.VOTE, 1)
    assert order(store, review) == [Item.STORIES, Item.RATER, Item.VOTE]


def test_a_point_that_is_dragged_moves_past_several_at_once(store, review):
    reviews.move(store, review.id, Item.VOTE, -2)
    assert order(store, review) == [Item.VOTE, Item.STORIES, Item.RATER]
    reviews.move(store, review.id, Item.VOTE, 9)
    assert order(store, review) == [Item.STORIES, Item.RATER, Item.VOTE]


def test_a_point_that_came_later_is_brought_in_at_its_place(store, review):
    reviews.bring_back(store, review.id, Item.SINCE_LAST)
    agenda = review_with(store, review.id).agenda
    in_the_meeting = [each.item for each in agenda if not each.is_dropped]
    assert in_the_meeting == [Item.SINCE_LAST, Item.STORIES, Item.RATER, Item.VOTE]
    assert {each.item for each in agenda} == set(Item)


def test_what_was_written_for_a_point_left_out_is_there_when_it_comes_back(store, review):
    reviews.write(store, review.id, Item.RATER, headline="Where we stand")
    reviews.drop(store, review.id, Item.RATER)
    assert item(store, review, Item.RATER).is_dropped
    reviews.bring_back(store, review.id, Item.RATER)
    assert item(store, review, Item.RATER) == AgendaItem(Item.RATER, headline="Where we stand")


def test_what_is_not_said_stays_and_nothing_said_goes_back_to_what_is_proposed(store, review):
    reviews.write(store, review.id, Item.RATER, headline=" Ours ", notes=" Slowly. ")
    reviews.write(store, review.id, Item.RATER, subject="x")
    assert item(store, review, Item.RATER) == AgendaItem(Item.RATER, "Ours", "Slowly.", "x")
    reviews.write(store, review.id, Item.RATER, headline="")
    assert item(store, review, Item.RATER).headline == ""


def test_what_is_voted_for_is_listed_once_and_not_too_long(store, review):
    reviews.write(store, review.id, Item.VOTE, subject=" Desk \n\nCall\nDesk\n")
    assert item(store, review, Item.VOTE).subject == "Desk\nCall"
    with pytest.raises(OutOfRangeError, match="choices"):
        reviews.write(store, review.id, Item.VOTE, subject="\n".join(map(str, range(9))))
    assert item(store, review, Item.VOTE).subject == "Desk\nCall"


def test_a_slide_of_ones_own_has_five_lines_at_most(store):
    review = reviews.prepare(store, "Spring", PERIOD, (AgendaItem(Item.OWN),))
    reviews.write(store, review.id, Item.OWN, subject="\n".join("abcde"))
    with pytest.raises(OutOfRangeError, match="lines"):
        reviews.write(store, review.id, Item.OWN, subject="\n".join("abcdef"))
    assert item(store, review, Item.OWN).subject == "a\nb\nc\nd\ne"


def test_a_plan_of_minutes_is_kept_and_stays_where_none_is_given(store):
    review = reviews.prepare(store, "Spring", PERIOD, (), 45)
    reviews.change_period(store, review.id, "Easter", PERIOD)
    assert review_with(store, review.id).planned_minutes == 45
    reviews.change_period(store, review.id, "Easter", PERIOD, minutes=60)
    assert review_with(store, review.id).planned_minutes == 60
    with pytest.raises(OutOfRangeError, match="from 5 to 240 minutes"):
        reviews.change_period(store, review.id, "Easter", PERIOD, minutes=1)


@pytest.mark.parametrize("field", ["headline", "notes"])
def test_words_too_long_for_a_slide_are_refused(store, review, field):
    with pytest.raises(OutOfRangeError, match=field):
        reviews.write(store, review.id, Item.RATER, **{field: "x" * 5_001})
    with pytest.raises(OutOfRangeError, match="notes"):
        reviews.write_notes(store, review.id, "x" * 5_001)
    assert review_with(store, review.id) == review


def test_stories_are_chosen_one_by_one_and_taken_back(store, review):
    one, other = new_key(), new_key()
    for key in (one, other, one):
        reviews.choose_story(store, review.id, Item.STORIES, key, chosen=True)
    assert item(store, review, Item.STORIES).stories == (other, one)
    reviews.choose_story(store, review.id, Item.STORIES, other, chosen=False)
    assert item(store, review, Item.STORIES).stories == (one,)


def test_the_meetings_notes_are_kept(store, review):
    reviews.write_notes(store, review.id, " Twelve of us. ")
    assert review_with(store, review.id).notes == "Twelve of us."


def test_a_closed_review_is_not_changed_any_more(store, review):
    close_review(store, review.id, "{}", NOON)
    for act in (
        lambda: reviews.move(store, review.id, Item.VOTE, -1),
        lambda: reviews.drop(store, review.id, Item.VOTE),
        lambda: reviews.write(store, review.id, Item.VOTE, notes="x"),
        lambda: reviews.write_notes(store, review.id, "x"),
        lambda: reviews.change_period(store, review.id, "x", PERIOD),
        lambda: reviews.throw_away(store, review.id),
    ):
        with pytest.raises(ReviewClosedError, match="closed"):
            act()
    assert review_with(store, review.id).agenda == AGENDA


def test_a_review_prepared_for_nothing_is_thrown_away(store, review):
    reviews.throw_away(store, review.id)
    assert stored(store).empty
    with pytest.raises(GoneError):
        reviews.throw_away(store, review.id)


@pytest.mark.parametrize(
    "take_part",
    [
        lambda store, review: room.vote(store, review.id, "A", CHOICES[0]),
        lambda store, review: room.say(store, review.id, "A", Kind.APPRECIATION, "Thank you", "1"),
    ],
)
def test_what_people_took_part_in_is_not_thrown_away(store, take_part):
    held = a_room(store)
    take_part(store, held)
    with pytest.raises(ReviewInUseError, match="close it"):
        reviews.throw_away(store, held.id)
    assert review_with(store, held.id).key == held.key


def test_a_review_that_is_gone_is_said_to_be(store):
    with pytest.raises(GoneError):
        reviews.drop(store, new_key(), Item.VOTE)


def test_notes_that_somebody_else_wrote_meanwhile_are_not_written_over(store, review):
    reviews.write_notes(store, review.id, "We decided to open at 8.", "")
    with pytest.raises(NotesChangedError, match="open at 8"):
        reviews.write_notes(store, review.id, "We met.", "")
    reviews.write_notes(store, review.id, "We decided to open at 8.", "")
    reviews.write_notes(store, review.id, "Open at 8. We met.", "We decided to open at 8.")
    assert review_with(store, review.id).notes == "Open at 8. We met."
    reviews.write_notes(store, review.id, "", "Open at 8. We met.")
    with pytest.raises(NotesChangedError, match="is empty now"):
        reviews.write_notes(store, review.id, "Ours", "Open at 8. We met.")


def test_two_at_one_headline_the_second_is_told_and_nothing_is_written_over(review, store):
    read = review_with(store, review.id).agenda[0]
    reviews.write(store, review.id, read, headline="Ours")
    reviews.write(store, review.id, read, notes="Another field joins.")
    with pytest.raises(PointChangedError, match="the headline meanwhile; it reads now: “Ours”"):
        reviews.write(store, review.id, read, headline="Mine")
    reviews.write(store, review.id, read, headline="Ours")
    stored = review_with(store, review.id).agenda[0]
    assert (stored.headline, stored.notes) == ("Ours", "Another field joins.")
    reviews.write(store, review.id, stored, headline="")
    with pytest.raises(PointChangedError, match="it is empty now"):
        reviews.write(store, review.id, stored, headline="Mine")


def test_two_at_one_title_the_second_is_told(review, store):
    read = review_with(store, review.id)
    days = (read.since, read.until)
    reviews.change_period(store, review.id, "Ours", days, read)
    with pytest.raises(PointChangedError, match="Ours"):
        reviews.change_period(store, review.id, "Mine", days, read)
    reviews.change_period(store, review.id, "Ours", days, read)
    assert review_with(store, review.id).title == "Ours"
