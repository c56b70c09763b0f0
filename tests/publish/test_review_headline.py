"""The review page says in one sentence what the next review covers, or when the last one was."""

from datetime import date

import pandas as pd

from audit.model.review import AgendaItem, Item, Review
from audit.publish.headlines.review import minutes, no_review_headline, review_headline
from audit.publish.slide import Slide
from tests.builders import NOON


def test_an_open_review_says_its_days_its_points_and_its_minutes():
    agenda = (AgendaItem(Item.RATER), AgendaItem(Item.VOTE, is_dropped=True))
    review = Review("Autumn", date(2026, 9, 1), date(2026, 11, 22), agenda, NOON, "key")
    told = [Slide(Item.RATER, "One", minutes=2.2), Slide(Item.RATER, "Two", minutes=1.9)]
    assert (
        review_headline(review, told)
        == "The next review covers 1 September to 22 November 2026: 1 point, about 4 minutes."
    )


def test_the_shortest_review_takes_a_minute_and_none_takes_none():
    assert minutes([Slide(Item.RATER, "One", minutes=0.2)]) == 1
    assert minutes([]) == 0


def test_without_an_open_review_the_last_one_is_told():
    held = pd.DataFrame({"since": pd.to_datetime(["2026-01-01"]), "until": pd.to_datetime(["2026-03-31"])})
    assert no_review_headline(held) == "The last review covered 1 January to 31 March 2026; none is open now."
    assert no_review_headline(held[:0]).startswith("No review has been held yet")
