"""Before and after: equal stretches on both sides, told alike, with n and interval."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.measures.intervals import mean_intervals, wilson
from audit.measures.intervention import around, before_after
from audit.measures.period import rating_counts, scores
from audit.model.rating import DIMENSIONS

TRAINED = date(2026, 3, 1)
NO_WAITS = pd.DataFrame({"number": [], "waits": [], "median_wait": []})


def done(*days: date) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "id": [f"key {place}" for place in range(len(days))],
            "took_place_on": pd.to_datetime(list(days)),
            "touchpoint": "Greeting",
            "words": "A training",
        }
    )


def patterns(*rows: tuple[int, str, dict[str, int], int]) -> pd.DataFrame:
    """Return patterns: number of the stretch, outcome, ratings given, and how many observations."""
    names = [str(dimension) for dimension in DIMENSIONS]
    return pd.DataFrame(
        [[number, *[ratings.get(name) for name in names], outcome, n] for number, outcome, ratings, n in rows],
        columns=["number", *names, "outcome", "n"],
    ).astype(dict.fromkeys(names, "float64"))


def test_ninety_days_on_each_side_and_the_day_itself_on_neither():
    both = around(done(TRAINED), date(2025, 1, 1), date(2027, 1, 1))
    assert both["number"].tolist() == [0, 1]
    assert both["when"].tolist() == ["before", "after"]
    assert both["since"].tolist() == [pd.Timestamp(2025, 12, 1), pd.Timestamp(2026, 3, 2)]
    assert both["until"].tolist() == [pd.Timestamp(2026, 2, 28), pd.Timestamp(2026, 5, 30)]
    assert ((both["until"] - both["since"]).dt.days + 1).tolist() == both["days"].tolist() == [90, 90]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 2, 19), date(2027, 1, 1), 10),
        (date(2025, 1, 1), date(2026, 3, 8), 7),
        (date(2025, 1, 1), TRAINED, 0),
        (date(2026, 4, 1), date(2027, 1, 1), 0),
    ],
)
def test_both_sides_are_cut_down_alike_where_observations_begin_or_end_sooner(first, last, days):
    both = around(done(TRAINED), first, last)
    assert both["days"].tolist() == [days, days]
    assert both["since"].isna().tolist() == [days == 0] * 2


@given(st.lists(st.integers(0, 400), max_size=5), st.integers(0, 400))
def test_two_stretches_never_touch_the_day_nor_leave_what_was_observed(offsets, length):
    first, last = date(2025, 1, 1), date(2025, 1, 1) + timedelta(days=length)
    both = around(done(*(first + timedelta(days=offset) for offset in offsets)), first, last)
    assert both["number"].tolist() == list(range(2 * len(offsets)))
    assert both["took_place_on"].is_monotonic_increasing
    inside = both.dropna()
    assert (inside["since"] >= pd.Timestamp(first)).all()
    assert (inside["until"] <= pd.Timestamp(last)).all()
    assert ~inside["took_place_on"].between(inside["since"], inside["until"]).any()


def test_before_and_after_are_told_alike():
    stretches = around(done(TRAINED), date(2025, 1, 1), date(2027, 1, 1))
    seen = patterns(
        (0, "negative", {"empathy": 1, "reliability": 2}, 3),
        (0, "positive", {"empathy": 4}, 1),
        (0, "neutral", {}, 2),
        (1, "positive", {"empathy": 5, "reliability": 4}, 6),
    )
    waited = pd.DataFrame({"number": [1], "waits": [4], "median_wait": [7.5]})
    before, after = before_after(stretches, seen, waited).to_dict("records")
    assert (before["n"], before["mean"]) == (4, pytest.approx((3 * 1.5 + 4) / 4))
    assert (after["n"], after["mean"], after["grade"]) == (6, pytest.approx(4.5), "fair")
    assert (before["positives"], before["negatives"], before["positive_share"]) == (1, 3, 0.25)
    assert (before["positive_low"], before["positive_high"]) == pytest.approx([float(end) for end in wilson(1, 4)])
    assert (before["waits"], after["waits"], after["median_wait"]) == (0, 4, 7.5)
    assert np.isnan(before["median_wait"])
    assert (before["words"], before["id"]) == ("A training", "key 0")


def test_the_ratings_of_one_observation_weigh_as_one():
    one = dict.fromkeys((str(dimension) for dimension in DIMENSIONS), 4)
    (row,) = scores(patterns((0, "positive", one, 3)), 1).to_dict("records")
    assert [row["low"], row["high"]] == pytest.approx(mean_intervals([[0, 0, 0, 3, 0]])[0])


def test_where_nothing_was_seen_nothing_is_claimed():
    stretches = around(done(TRAINED), TRAINED, TRAINED)
    for row in before_after(stretches, patterns(), NO_WAITS).to_dict("records"):
        assert (row["n"], row["positives"], row["grade"], row["waits"]) == (0, 0, "", 0)
        assert pd.isna([row["mean"], row["low"], row["positive_share"], row["positive_low"]]).all()


def test_nothing_done_is_an_empty_table():
    stretches = around(done(), date(2025, 1, 1), TRAINED)
    assert before_after(stretches, patterns(), NO_WAITS).empty


def test_ratings_are_counted_by_stretch_and_dimension():
    seen = patterns((1, "positive", {"empathy": 5, "reliability": 4}, 6), (1, "negative", {"empathy": 5}, 2))
    counts = rating_counts(seen, 2).set_index(["number", "dimension"])
    assert counts.loc[(1, "empathy")].tolist() == [0, 0, 0, 0, 8]
    assert counts.loc[(1, "reliability")].tolist() == [0, 0, 0, 6, 0]
    assert counts.loc[0].to_numpy().sum() == 0
