"""The tallies count what the store holds, whichever way they are split, as plain counting does."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.errors import DatesCrossedError, UnknownChoiceError
from audit.measures.small_groups import SMALL_CELL
from audit.model.keys import new_key
from audit.model.rating import DIMENSIONS
from audit.model.view import View
from audit.store.incoming import add_incoming_observations
from audit.store.opening import open_store
from audit.store.tallies import outcome_days, rating_counts, resolved_days, score_sums
from tests.builders import observation_rows, with_desk

rating = st.one_of(st.none(), st.integers(1, 5))
a_row = st.fixed_dictionaries(
    {
        "touchpoint": st.sampled_from(["Greeting", "Answer"]),
        "observed_on": st.dates(date(2026, 1, 1), date(2026, 3, 31)),
        "outcome": st.sampled_from(["positive", "neutral", "negative"]),
        "place": st.sampled_from(["", "Main hall", "Branch"]),
        "customer_group": st.sampled_from(["", "staff"]),
        **{str(dimension): rating for dimension in DIMENSIONS},
    }
)


def filled(rows):
    store = with_desk(open_store())
    frame = observation_rows(*rows)
    add_incoming_observations(store, frame, new_key())
    return store, frame


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(a_row, min_size=1, max_size=30))
def test_ratings_are_counted_as_plain_counting_counts_them(rows):
    store, frame = filled(rows)
    counted = rating_counts(store, apart=["place", "month"]).set_index(["touchpoint", "place", "month", "dimension"])
    for dimension in DIMENSIONS:
        for (touchpoint, place, month), group in frame.groupby(
            ["touchpoint", "place", frame["observed_on"].dt.strftime("%Y-%m")]
        ):
            listed = counted.loc[(touchpoint, place, month, dimension), ["n1", "n2", "n3", "n4", "n5"]]
            assert list(listed) == [int((group[dimension] == value).sum()) for value in range(1, 6)]
    store.close()


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(a_row, min_size=1, max_size=30))
def test_outcomes_are_counted_by_day_and_split(rows):
    store, frame = filled(rows)
    counted = outcome_days(store, apart=["customer_group"])
    assert counted["positives"].sum() == (frame["outcome"] == "positive").sum()
    assert counted["neutrals"].sum() == (frame["outcome"] == "neutral").sum()
    assert counted["negatives"].sum() == (frame["outcome"] == "negative").sum()
    assert len(counted) == len(frame.groupby(["touchpoint", "observed_on", "customer_group"]))
    store.close()


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(a_row, min_size=1, max_size=30))
def test_a_score_is_the_mean_of_an_observations_ratings(rows):
    store, frame = filled(rows)
    scores = frame[list(DIMENSIONS)].astype("float64").mean(axis=1)
    listed = score_sums(store).set_index("touchpoint")
    for touchpoint, group in scores.dropna().groupby(frame["touchpoint"]):
        assert listed.loc[touchpoint, "n"] == len(group)
        assert listed.loc[touchpoint, "total"] == pytest.approx(group.sum())
        assert listed.loc[touchpoint, "squares"] == pytest.approx((group**2).sum())
    store.close()


def test_only_confirmed_negatives_are_resolved(desk):
    day = date(2026, 1, 5)
    rows = observation_rows(
        {"outcome": "negative", "observed_on": day, "resolved_on": day + timedelta(days=3)},
        {"outcome": "negative", "observed_on": day, "resolved_on": day + timedelta(days=3), "place": "Branch"},
        {"outcome": "negative", "observed_on": day},
        {"outcome": "positive", "observed_on": day},
    )
    add_incoming_observations(desk, rows, new_key())
    (listed,) = resolved_days(desk).to_dict("records")
    assert (listed["touchpoint"], listed["negatives"]) == ("Greeting", 2)
    assert listed["resolved_on"] == pd.Timestamp("2026-01-08")
    assert sorted(resolved_days(desk, apart=["place"])["place"]) == ["", "Branch"]


def test_a_view_narrows_every_tally(desk):
    of_staff = {"channel": "letter", "customer_group": "staff", "method": "make the call"}
    rows = observation_rows(
        *({"place": "Branch", "empathy": 5, **of_staff} for _ in range(SMALL_CELL)),
        {"touchpoint": "Answer", "empathy": 1, "observed_on": date(2026, 5, 1)},
    )
    add_incoming_observations(desk, rows, new_key())
    for view in (
        View(places=("Branch",)),
        View(until=date(2026, 4, 1)),
        View(channels=("letter",), journeys=("At the desk",)),
        View(customer_groups=("staff",)),
        View(methods=("make the call",)),
        View(touchpoint="Greeting"),
    ):
        assert list(outcome_days(desk, view)["touchpoint"]) == ["Greeting"]
        assert set(rating_counts(desk, view)["touchpoint"]) == {"Greeting"}
        assert list(score_sums(desk, view)["touchpoint"]) == ["Greeting"]
    assert list(outcome_days(desk, View(since=date(2026, 4, 1)))["touchpoint"]) == ["Answer"]
    assert outcome_days(desk, View(journeys=("Another",))).empty
    assert list(outcome_days(desk, apart=["method", "month"]).columns) == [
        *("journey", "stage", "touchpoint", "method", "month", "observed_on", "positives", "neutrals", "negatives")
    ]


def test_what_cannot_be_kept_apart_is_said(desk):
    with pytest.raises(UnknownChoiceError, match="place, channel"):
        outcome_days(desk, apart=["weather"])


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(DatesCrossedError, match="swap the two dates"):
        View(since=date(2026, 2, 1), until=date(2026, 1, 1))
