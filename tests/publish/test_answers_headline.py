"""The sentence about answers is true to its figures: of none, of one, of some and of all."""

from datetime import date

import pandas as pd
import pytest

from audit.model.view import View
from audit.publish.headlines.answers import answers_headline, steps_sentence

SINCE = View(since=date(2026, 3, 1))


def card(bad, answered, days=12.0):
    return pd.DataFrame([{"negatives": bad, "answered": answered, "answered_median_days": days}])


@pytest.mark.parametrize(
    ("bad", "answered", "days", "says"),
    [
        (0, 0, float("nan"), "There is no bad experience since 1 March 2026 to answer."),
        (1, 0, float("nan"), "The one bad experience since 1 March 2026 is not answered yet."),
        (1, 1, 0, "The one bad experience since 1 March 2026 is answered, on the same day."),
        (41, 0, float("nan"), "None of 41 bad experiences since 1 March 2026 is answered yet."),
        (41, 1, 1, "1 of 41 bad experiences since 1 March 2026 is answered, 1 day later."),
        (41, 9, 12, "9 of 41 bad experiences since 1 March 2026 are answered, half of them within 12 days."),
        (2, 2, 0, "All 2 bad experiences since 1 March 2026 are answered, half of them on the same day."),
    ],
)
def test_it_counts_what_is_answered_of_what_was_found(bad, answered, days, says):
    assert answers_headline(card(bad, answered, days), SINCE) == says


@pytest.mark.parametrize(
    ("view", "says"),
    [
        (View(), "bad experiences are"),
        (View(until=date(2026, 4, 2)), "bad experiences up to 2 April 2026 are"),
        (View(date(2026, 3, 1), date(2026, 4, 2)), "bad experiences from 1 March to 2 April 2026 are"),
        (View(since=date(2026, 3, 1), places=("Hall",)), "bad experiences since 1 March 2026 at Hall are"),
    ],
)
def test_it_says_what_was_counted(view, says):
    assert says in answers_headline(card(41, 9), view)


def test_the_way_from_finding_to_answer_is_three_counts():
    assert steps_sentence(card(1_041, 9).assign(owned=14)) == "Found 1,041, owned 14, answered to staff 9."
