"""Reviews in the store: kept whole, moved while they are held, frozen at the end."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from audit.errors import GoneError
from audit.model.keys import new_key
from audit.model.review import AgendaItem, Item, Review
from audit.store.observation import add_observation, withdraw_observation
from audit.store.review import (
    STORY_COLUMNS,
    Live,
    add_review,
    change_agenda,
    change_live,
    change_notes,
    change_period,
    close_review,
    frozen,
    live,
    open_review,
    review_with,
    reviews,
    stories_chosen,
)
from tests.builders import NOON, a_walk, an_observation

AGENDA = (
    AgendaItem(Item.STORIES, "„Schön“ \n gemacht", "notes; \"quoted\" 'text'", "", (new_key(), new_key())),
    AgendaItem(Item.VOTE, subject="Desk\nCall", is_dropped=True),
)


def a_review(**changes):
    given = {"title": "Spring", "since": date(2026, 1, 1), "until": date(2026, 3, 31), "agenda": AGENDA}
    return Review(**given | {"prepared_at": NOON, "key": "secret", "notes": "Bring coffee."} | changes)


@pytest.fixture
def review(store):
    stored = a_review()
    add_review(store, stored)
    return stored


def test_a_review_comes_back_as_it_was_kept(store, review):
    assert review_with(store, review.id) == review
    add_review(store, replace(review, title="Another"))
    assert review_with(store, review.id) == review


@pytest.mark.parametrize("ask", [review_with, live, frozen])
def test_a_review_that_is_gone_is_said_to_be(store, ask):
    with pytest.raises(GoneError, match="review"):
        ask(store, new_key())


def test_the_latest_that_is_not_closed_is_the_open_one(store, review):
    later = a_review(title="Summer", prepared_at=NOON + timedelta(days=1))
    add_review(store, later)
    assert open_review(store) == later
    close_review(store, later.id, "{}", NOON)
    assert open_review(store) == review
    close_review(store, review.id, "{}", NOON)
    assert open_review(store) is None


def test_reviews_are_listed_the_latest_first(store, review):
    later = a_review(title="Summer", prepared_at=NOON + timedelta(days=1))
    add_review(store, later)
    close_review(store, review.id, "{}", NOON)
    listed = reviews(store)
    assert listed.columns.tolist() == ["id", "title", "since", "until", "prepared_at", "closed_at"]
    assert listed["id"].tolist() == [str(later.id), str(review.id)]
    assert listed["closed_at"].isna().tolist() == [True, False]


def test_agenda_notes_title_and_days_change_until_it_is_closed(store, review):
    change_agenda(store, review.id, AGENDA[::-1])
    change_notes(store, review.id, "Bring tea.")
    change_period(store, review.id, replace(review, title="Easter", since=date(2026, 2, 1), until=date(2026, 4, 1)))
    stored = review_with(store, review.id)
    assert (stored.agenda, stored.notes, stored.title) == (AGENDA[::-1], "Bring tea.", "Easter")
    assert (stored.since, stored.until) == (date(2026, 2, 1), date(2026, 4, 1))
    close_review(store, review.id, "{}", NOON)
    change_agenda(store, review.id, AGENDA)
    change_notes(store, review.id, "")
    change_period(store, review.id, replace(review, title="Late", since=date(2026, 2, 1), until=date(2026, 4, 1)))
    assert review_with(store, review.id) == replace(stored, closed_at=NOON)


def test_what_is_not_said_of_where_it_stands_stays(store, review):
    assert live(store, review.id) == Live(slide=0, revealed=False, room_open=False)
    change_live(store, review.id, slide=3)
    change_live(store, review.id, revealed=True)
    change_live(store, review.id, room_open=True)
    assert live(store, review.id) == Live(slide=3, revealed=True, room_open=True)
    change_live(store, review.id, slide=0, revealed=False)
    assert live(store, review.id) == Live(slide=0, revealed=False, room_open=True)


def test_turning_slides_and_writing_an_agenda_forget_no_figure(store, review):
    store.cached("figure", lambda: 1)
    change_live(store, review.id, slide=3)
    change_agenda(store, review.id, AGENDA)
    change_notes(store, review.id, "")
    assert store.cached("figure", lambda: 2) == 1


def test_a_closed_review_stands_still_with_what_was_frozen(store, review):
    change_live(store, review.id, room_open=True, slide=2)
    assert frozen(store, review.id) == ""
    close_review(store, review.id, '{"rater": {}}', NOON)
    close_review(store, review.id, "other", NOON + timedelta(days=1))
    change_live(store, review.id, slide=5)
    assert frozen(store, review.id) == '{"rater": {}}'
    assert review_with(store, review.id).closed_at == NOON
    assert live(store, review.id) == Live(slide=2, revealed=False, room_open=False)


def test_chosen_stories_come_in_the_order_they_were_chosen_and_withdrawn_ones_do_not(desk):
    first, second, gone = (an_observation(what_happened=words) for words in ("One", "Two", "Three"))
    for each in (first, second, gone):
        add_observation(desk, each, a_walk(), None, None)
    withdraw_observation(desk, gone.id, NOON)
    rows = stories_chosen(desk, (second.id, gone.id, first.id, new_key()))
    assert rows["what_happened"].tolist() == ["Two", "One"]
    assert rows.columns.tolist() == STORY_COLUMNS
    assert rows["observed_on"].dt.date.tolist() == [NOON.date()] * 2
    assert stories_chosen(desk, ()).empty
