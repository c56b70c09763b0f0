"""Stretches of days are counted by pattern, for one touchpoint or for all of them, as the view allows."""

from datetime import date

import pandas as pd
import pytest

from audit.model.keys import new_key
from audit.model.view import EVERYTHING, View
from audit.store.incoming import add_incoming_observations
from audit.store.spans import days_observed, median_waits, monthly_patterns, rating_patterns
from tests.builders import observation_rows


@pytest.fixture
def observed_desk(desk):
    rows = observation_rows(
        {"observed_on": date(2026, 3, 1), "empathy": 4, "wait_minutes": 10.0, "place": "Hall"},
        {"observed_on": date(2026, 3, 1), "empathy": 4, "wait_minutes": 30.0},
        {"observed_on": date(2026, 3, 2), "outcome": "negative", "wait_minutes": 2.0},
        {"observed_on": date(2026, 4, 9), "touchpoint": "Answer", "reliability": 2},
    )
    add_incoming_observations(desk, rows, new_key())
    return desk


def span(*rows):
    table = pd.DataFrame(rows, columns=["number", "touchpoint", "since", "until"])
    return table.astype({"since": "datetime64[us]", "until": "datetime64[us]"})


MARCH = (pd.Timestamp(2026, 3, 1), pd.Timestamp(2026, 3, 31))
ALL_SPRING = (pd.Timestamp(2026, 3, 1), pd.Timestamp(2026, 5, 31))


def test_patterns_are_counted_in_each_stretch(observed_desk):
    result = rating_patterns(observed_desk, EVERYTHING, span((0, "Greeting", *MARCH), (1, "", *ALL_SPRING)))
    listed = result.groupby("number")["n"].sum().to_dict()
    assert listed == {0: 3, 1: 4}
    alike = result[(result["number"] == 0) & (result["empathy"] == 4)]
    assert alike[["outcome", "n"]].to_numpy().tolist() == [["positive", 2]]
    assert alike["reliability"].isna().all()


def test_the_last_day_of_a_stretch_belongs_to_it(observed_desk):
    day = pd.Timestamp(2026, 3, 2)
    assert rating_patterns(observed_desk, EVERYTHING, span((0, "Greeting", day, day)))["n"].sum() == 1


def test_the_view_narrows_touchpoints_days_and_places(observed_desk):
    every = span((0, "", *ALL_SPRING))
    for view, n in (
        (View(touchpoint="Answer"), 1),
        (View(journeys=("Another",)), 0),
        (View(places=("Hall",)), 1),
        (View(since=date(2026, 3, 2)), 2),
        (View(until=date(2026, 3, 1)), 2),
        (View(since=date(2027, 1, 1)), 0),
    ):
        assert rating_patterns(observed_desk, view, every)["n"].sum() == n
        assert monthly_patterns(observed_desk, view)["n"].sum() <= n


def test_a_stretch_without_days_or_of_a_touchpoint_that_is_gone_holds_nothing(observed_desk):
    nothing = span((0, "Greeting", pd.NaT, pd.NaT), (1, "Farewell", *ALL_SPRING))
    assert rating_patterns(observed_desk, EVERYTHING, nothing).empty
    assert median_waits(observed_desk, EVERYTHING, nothing).empty


def test_the_median_wait_of_those_that_were_timed(observed_desk):
    waited = median_waits(observed_desk, EVERYTHING, span((0, "Greeting", *MARCH), (1, "Answer", *ALL_SPRING)))
    assert waited.to_numpy().tolist() == [[0, 3, 10.0]]


def test_patterns_by_month_leave_out_what_was_not_rated(observed_desk):
    result = monthly_patterns(observed_desk, EVERYTHING)
    listed = result[["touchpoint", "month", "n"]].sort_values("month").to_numpy().tolist()
    assert listed == [["Greeting", pd.Timestamp(2026, 3, 1), 2], ["Answer", pd.Timestamp(2026, 4, 1), 1]]


def test_the_first_and_the_last_day_observed(observed_desk):
    assert days_observed(observed_desk, EVERYTHING) == (date(2026, 3, 1), date(2026, 4, 9))
    assert days_observed(observed_desk, View(since=date(2027, 1, 1))) is None
