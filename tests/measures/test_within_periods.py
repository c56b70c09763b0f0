"""What is counted within periods: each visit once however periods overlap, each day by both its ends, nothing twice."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.measures.evidence_grade import grade
from audit.measures.intervals import wilson
from audit.measures.period import rating_counts, scores
from audit.measures.sightings import EPOCH, last_days, sightings_by
from audit.measures.visits_in_periods import as_days, spans, visits_within

MONDAY = date(2026, 3, 2)
NAMES = ["reliability", "assurance", "tangibles", "empathy", "responsiveness"]


def day(number):
    return pd.Timestamp(MONDAY + timedelta(days=number))


# --- visits within the periods of a service ------------------------------------------------------------------------


def periods_of(*rows):
    """Return periods: (group, service, touchpoint, place, first day, day after the last) each, and their groups."""
    columns = ["group", "service", "touchpoint", "place", "period_start", "period_end"]
    frame = pd.DataFrame(rows, columns=columns)
    for name in ("period_start", "period_end"):
        frame[name] = pd.to_datetime([day(number) for number in frame[name]])
    return frame.drop(columns="group"), frame["group"].to_numpy(np.int64)


def observed(*rows):
    """Return outcomes: (touchpoint, place, day, good, neither, bad) each."""
    columns = ["touchpoint", "place", "observed_on", "positives", "neutrals", "negatives"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(observed_on=pd.to_datetime([day(number) for number in frame["observed_on"]]))


BELONGS = pd.DataFrame(
    [("Desk", "", "Greeting"), ("Desk", "", "Answer"), ("Desk", "Answer", "Answer"), ("Lift", "", "Lift")],
    columns=["service", "touchpoint", "seen_at"],
)
OUTCOMES = observed(
    ("Greeting", "North", 0, 1, 0, 0),
    ("Greeting", "South", 3, 0, 2, 0),
    ("Answer", "North", 6, 0, 0, 4),
    ("Answer", "North", 7, 8, 0, 0),
    ("Lift", "North", 3, 16, 0, 0),
    ("Door", "North", 3, 32, 0, 0),
)


@pytest.mark.parametrize(
    ("rows", "counts"),
    [
        ([(0, "Desk", "", "", 0, 7)], [[1, 2, 4]]),
        ([(0, "Desk", "", "", 0, 8)], [[9, 2, 4]]),
        ([(0, "Desk", "", "", 1, 7)], [[0, 2, 4]]),
        ([(0, "Desk", "", "North", 0, 8)], [[9, 0, 4]]),
        ([(0, "Desk", "", "South", 0, 8)], [[0, 2, 0]]),
        ([(0, "Desk", "", "East", 0, 8)], [[0, 0, 0]]),
        ([(0, "Desk", "Answer", "", 0, 8)], [[8, 0, 4]]),
        ([(0, "Desk", "Exit", "", 0, 8)], [[0, 0, 0]]),
        ([(0, "Lift", "", "", 0, 8)], [[16, 0, 0]]),
        ([(0, "Tram", "", "", 0, 8)], [[0, 0, 0]]),
        ([(0, "Desk", "", "", 0, 7), (0, "Desk", "", "", 0, 7)], [[1, 2, 4]]),
        ([(0, "Desk", "", "", 0, 4), (0, "Desk", "", "", 3, 8)], [[9, 2, 4]]),
        ([(0, "Desk", "", "", 0, 8), (0, "Desk", "", "", 2, 4)], [[9, 2, 4]]),
        ([(0, "Desk", "", "", 0, 1), (0, "Desk", "", "", 6, 7)], [[1, 0, 4]]),
        ([(0, "Desk", "", "", 0, 4), (1, "Desk", "", "", 3, 8)], [[1, 2, 0], [8, 2, 4]]),
        ([(1, "Desk", "", "", 0, 4), (0, "Lift", "", "", 0, 8)], [[16, 0, 0], [1, 2, 0]]),
    ],
)
def test_visits_of_a_group_are_counted_by_hand(rows, counts):
    periods, group = periods_of(*rows)
    assert visits_within(periods, group, OUTCOMES, BELONGS).tolist() == counts


def test_without_a_period_or_without_a_visit_nothing_is_counted():
    periods, group = periods_of()
    assert visits_within(periods, group, OUTCOMES, BELONGS).shape == (0, 3)
    periods, group = periods_of((0, "Desk", "", "", 0, 8))
    assert visits_within(periods, group, observed(), BELONGS).tolist() == [[0, 0, 0]]


PERIOD = st.tuples(st.integers(0, 2), st.integers(0, 20), st.integers(1, 9))
VISIT = st.tuples(
    st.sampled_from(("Greeting", "Answer", "Lift")),
    st.sampled_from(("North", "South")),
    st.integers(0, 30),
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(0, 3),
)


def scopes_of(drawn):
    """Return drawn periods, each group with the one service, touchpoint and place that it may have."""
    scopes = [("Desk", "", ""), ("Desk", "Answer", "North"), ("Lift", "", "South")]
    present = sorted({group for group, *_ in drawn})
    return [(present.index(group), *scopes[group], start, start + length) for group, start, length in drawn]


@given(st.lists(PERIOD, min_size=1, max_size=8), st.lists(VISIT, max_size=20))
def test_a_visit_counts_in_a_group_exactly_where_some_period_holds_its_day(drawn, visits):
    rows = scopes_of(drawn)
    periods, group = periods_of(*rows)
    expected = np.zeros((int(group.max()) + 1, 3), dtype=int)
    for number in set(group.tolist()):
        own = [row for row in rows if row[0] == number]
        _, service, touchpoint, place, *_ = own[0]
        days_within = {each for *_, start, end in own for each in range(start, end)}
        names = {name for *its, name in BELONGS.itertuples(index=False) if its == [service, touchpoint]}
        for name, where, when, *counts in visits:
            if name in names and place in {"", where} and when in days_within:
                expected[number] += counts
    assert visits_within(periods, group, observed(*visits), BELONGS).tolist() == expected.tolist()


@given(st.lists(PERIOD, min_size=1, max_size=8))
def test_the_spans_of_a_group_hold_the_days_of_its_periods_each_once(drawn):
    rows = scopes_of(drawn)
    periods, group = periods_of(*rows)
    result = spans(periods, group, BELONGS)
    for number in set(group.tolist()):
        days_within = sorted({each for own, *_, start, end in rows if own == number for each in range(start, end)})
        for _, own in result[result["number"] == number].groupby("seen_at"):
            days = [
                (first + timedelta(days=each) - day(0)).days
                for first, last in zip(own["since"], own["until"], strict=True)
                for each in range((last - first).days + 1)
            ]
            assert sorted(days) == days_within


def test_days_are_counted_from_the_same_day_whatever_the_hour():
    moments = pd.Series([pd.Timestamp(1970, 1, 1, 23, 59), pd.Timestamp(1970, 1, 2), pd.Timestamp(1969, 12, 31)])
    assert as_days(moments).tolist() == [0, 1, -1]


# --- how a period was experienced ----------------------------------------------------------------------------------


def patterns(*rows):
    """Return patterns of ratings: (period, the five ratings, outcome, how many) each; None = not observed."""
    frame = pd.DataFrame(rows, columns=["number", *NAMES, "outcome", "n"])
    return frame.astype(dict.fromkeys(NAMES, "Int8"))


def test_an_observation_weighs_as_one_however_many_dimensions_it_rated():
    result = scores(patterns((0, 5, None, None, None, None, "positive", 1), (0, 1, 1, 1, 1, 1, "negative", 1)), 1).iloc[
        0
    ]
    assert (result["n"], result["mean"]) == (2, 3.0)
    assert (result["positives"], result["negatives"], result["positive_share"]) == (1, 1, 0.5)


@pytest.mark.parametrize(
    ("rows", "n", "mean"),
    [
        ([(0, 4, None, None, None, None, "positive", 3)], 3, 4.0),
        ([(0, 4, 5, None, None, None, "positive", 1)], 1, 4.5),
        ([(0, 1, 2, 3, None, None, "neutral", 1)], 1, 2.0),
        ([(0, 1, 2, 3, 5, None, "neutral", 1)], 1, 2.75),
        ([(0, 1, 2, 3, 4, 5, "neutral", 2)], 2, 3.0),
        ([(0, 5, None, None, None, None, "positive", 2), (0, 2, 3, None, None, None, "neutral", 1)], 3, 12.5 / 3),
        ([(0, None, None, None, None, None, "positive", 9)], 0, np.nan),
    ],
)
def test_the_mean_of_a_period_is_that_of_its_observations_scores(rows, n, mean):
    result = scores(patterns(*rows), 1).iloc[0]
    assert result["n"] == n
    assert result["mean"] == pytest.approx(mean, nan_ok=True)
    assert result["grade"] == (grade(n) if n else "")
    if n:
        assert result["low"] <= result["mean"] <= result["high"]


def test_each_period_has_its_own_row_and_one_that_was_not_observed_is_empty():
    result = scores(
        patterns((2, 5, None, None, None, None, "positive", 8), (0, 1, None, None, None, None, "negative", 2)), 4
    )
    assert result["n"].tolist() == [2, 0, 8, 0]
    assert result["mean"].tolist() == pytest.approx([1.0, np.nan, 5.0, np.nan], nan_ok=True)
    assert result["positive_share"].tolist() == pytest.approx([0.0, np.nan, 1.0, np.nan], nan_ok=True)
    assert result["grade"].tolist() == ["anecdote", "", "fair", ""]
    assert result.loc[[1, 3], ["low", "high", "positive_low", "positive_high"]].isna().all(axis=None)


def test_neutral_moments_have_a_score_and_no_part_in_the_positive_share():
    result = scores(
        patterns(
            (0, 3, None, None, None, None, "neutral", 40),
            (0, 5, None, None, None, None, "positive", 6),
            (0, 1, None, None, None, None, "negative", 2),
        ),
        1,
    ).iloc[0]
    assert (result["n"], result["positives"], result["negatives"]) == (48, 6, 2)
    assert result["mean"] == pytest.approx((40 * 3 + 6 * 5 + 2) / 48)
    low, high = wilson(6, 8)
    assert (result["positive_share"], result["positive_low"], result["positive_high"]) == pytest.approx(
        (0.75, float(low), float(high))
    )


def test_ratings_of_a_period_are_counted_by_dimension():
    result = rating_counts(
        patterns((0, 4, None, 2, None, None, "positive", 3), (1, 4, 5, None, None, None, "neutral", 2)), 2
    )
    assert list(result.columns) == ["number", "dimension", "n1", "n2", "n3", "n4", "n5"]
    assert len(result) == 10
    ratings = result.melt(["number", "dimension"], var_name="rating", value_name="n").query("n > 0")
    assert sorted(ratings.itertuples(index=False, name=None)) == [
        (0, "reliability", "n4", 3),
        (0, "tangibles", "n2", 3),
        (1, "assurance", "n5", 2),
        (1, "reliability", "n4", 2),
    ]


RATED = st.tuples(
    st.integers(0, 2),
    *[st.one_of(st.none(), st.integers(1, 5))] * 5,
    st.sampled_from(("positive", "neutral", "negative")),
    st.integers(1, 4),
)


@given(st.lists(RATED, max_size=12))
def test_a_period_is_what_its_observations_are_one_by_one(rows):
    result = scores(patterns(*rows), 3)
    for number in range(3):
        own = [
            np.mean([rating for rating in ratings if rating is not None])
            for period, *ratings, _, n in rows
            if period == number and any(rating is not None for rating in ratings)
            for _ in range(n)
        ]
        assert result["n"][number] == len(own)
        assert result["mean"][number] == pytest.approx(np.mean(own) if own else np.nan, nan_ok=True)
        judged = {
            outcome: sum(row[-1] for row in rows if row[0] == number and row[-2] == outcome)
            for outcome in ("positive", "negative")
        }
        assert (result["positives"][number], result["negatives"][number]) == (judged["positive"], judged["negative"])


# --- how often something was observed ------------------------------------------------------------------------------


def test_sightings_of_a_cell_are_added_up_and_the_latest_day_stays():
    rows = pd.DataFrame(
        [
            ("Desk", "North", 2, day(0)),
            ("Desk", "South", 3, day(5)),
            ("Desk", "North", 4, day(9)),
            ("Lift", "North", 1, day(1)),
        ],
        columns=["touchpoint", "place", "n", "last_observed_on"],
    )
    first = (MONDAY - EPOCH).days
    assert sightings_by(rows, ["touchpoint", "place"]) == {
        ("Desk", "North"): (6, first + 9),
        ("Desk", "South"): (3, first + 5),
        ("Lift", "North"): (1, first + 1),
    }
    assert sightings_by(rows, ["touchpoint"]) == {("Desk",): (9, first + 9), ("Lift",): (1, first + 1)}
    assert sightings_by(rows, ["place"]) == {("North",): (7, first + 9), ("South",): (3, first + 5)}
    assert sightings_by(rows.head(0), ["touchpoint"]) == {}


def test_last_days_are_days_again_and_never_is_no_day():
    result = last_days([0, None, (MONDAY - EPOCH).days, -1])
    assert result.isna().tolist() == [False, True, False, False]
    assert result.dropna().dt.date.tolist() == [EPOCH, MONDAY, date(1969, 12, 31)]
    assert last_days([]).empty
