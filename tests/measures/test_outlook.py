"""The outlook tells what becomes of a debt at the pace and the mix of the days there were, or why nobody can say."""

import math
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.measures.outlook import outlook, renewed
from audit.measures.trust import trust
from tests.measures.account import FIRST, day, outcome_days, resolved_days

BEST = ["best_days_low", "best_days_median", "best_days_high"]
DAYS = ["days_low", "days_median", "days_high"]


def looked(*rows: Any, until: int = 7, ratio: int = 12) -> pd.DataFrame:
    """Rows are (touchpoint, day, positives, neutrals, negatives); looked at `until` a day, all from day 0 on."""
    outcomes = outcome_days(list(rows))
    trusted = trust(outcomes, resolved_days([]), day(until), ratio)
    return outlook(trusted, outcomes, day(until), ratio).set_index("touchpoint")


YOUNG = [
    ("Desk", 0, 6, 0, 0),
    *(("Desk", on, 5, 0, 1) for on in (1, 2, 3, 4)),
    *(("Desk", on, 6, 0, 0) for on in (5, 6, 7)),
]


def test_the_columns_are_those_that_were_promised() -> None:
    assert looked(*YOUNG).reset_index().columns[:16].tolist() == [
        "touchpoint", "debt", "debt_90_days_ago", "bad_per_100", "bad_low", "bad_high", "days_observed", "per_day",
        "drift", "chance_ever_paid", "days_low", "days_median", "days_high", *BEST,
    ]  # fmt: skip


def test_eight_days_of_looking_have_a_pace_of_eight_days():
    told = looked(*YOUNG).loc["Desk"]
    assert (told["debt"], told["debt_90_days_ago"], told["days_observed"]) == (15, 0, 8)
    assert (told["per_day"], told["good_per_day"]) == (6.0, 5.5)
    assert told["bad_per_100"] == pytest.approx(100 / 12)
    assert told[BEST].astype(float).round(1).tolist() == [1.8, 2.7, 3.9]
    assert told["drift"] == pytest.approx(-1 / 12)
    assert told[[*DAYS, "expected_observations"]].isna().all()
    assert told["chance_ever_paid"] == pytest.approx(0.816, abs=5e-4)


@pytest.mark.parametrize(("until", "window"), [(0, 7), (6, 7), (7, 8), (89, 90), (200, 90)])
def test_a_pace_is_judged_by_the_days_there_were_seven_at_least_and_ninety_at_most(until: int, window: int) -> None:
    told = looked(("Desk", 0, 0, 0, 1), ("Desk", until, 3, 0, 0), until=until).loc["Desk"]
    assert told["days_observed"] == window
    assert told["positives"] == 3


def test_what_was_seen_before_those_days_does_not_count() -> None:
    rows = [("Desk", 0, 0, 0, 9), ("Desk", 110, 50, 0, 0), ("Desk", 111, 4, 0, 1)]
    told = looked(*rows, until=200).loc["Desk"]
    assert (told["positives"], told["negatives"], told["days_observed"]) == (4, 1, 90)


def test_each_touchpoint_has_days_of_its_own() -> None:
    rows = [("Old", 0, 0, 0, 1), ("Old", 195, 5, 0, 0), ("New", 191, 5, 0, 1)]
    told = looked(*rows, until=200)
    assert told["days_observed"].to_dict() == {"New": 10, "Old": 90}


def test_what_is_owed_was_owed_before_or_not() -> None:
    rows = [("Desk", 0, 0, 0, 1), ("Desk", 109, 2, 0, 0), ("Desk", 110, 0, 0, 1), ("Desk", 111, 5, 0, 0)]
    told = looked(*rows, until=200).loc["Desk"]
    assert (told["debt_90_days_ago"], told["debt"]) == (22, 17)


def test_the_deepest_debt_stands_first_and_the_debtless_are_told_without_days() -> None:
    told = looked(("Desk", 0, 0, 0, 1), ("Phone", 0, 0, 0, 2), ("Invoice", 0, 8, 0, 0))
    assert list(told.index) == ["Phone", "Desk", "Invoice"]
    assert told.loc["Invoice", [*DAYS, *BEST, "best_chance"]].isna().all()
    assert told.loc["Invoice", "chance_ever_paid"] == 1


def test_without_a_positive_there_is_no_best_case() -> None:
    told = looked(("Desk", 0, 0, 2, 1)).loc["Desk"]
    assert told[[*DAYS, *BEST, "best_chance"]].isna().all()
    assert told["chance_ever_paid"] == 0


def test_where_nothing_was_observed_of_late_nothing_is_said() -> None:
    told = looked(("Desk", 0, 3, 0, 1), until=200).loc["Desk"]
    assert told[["drift", "chance_ever_paid", *DAYS, *BEST, "expected_observations"]].isna().all()
    assert (told["per_day"], told["days_observed"], told["positives"]) == (0, 90, 0)


def test_what_comes_later_is_not_looked_at() -> None:
    rows = [("Desk", 0, 0, 0, 1), ("Desk", 30, 9, 0, 0)]
    assert looked(*rows, until=10).loc["Desk", "positives"] == 0
    assert looked(("Desk", 30, 9, 0, 0), until=10)["days_observed"].tolist() == [90]
    assert outlook(trust(outcome_days([]), resolved_days([]), FIRST), outcome_days([]), FIRST, 12).empty


def test_a_large_debt_that_shrinks_is_paid_when_many_drawn_futures_pay_it() -> None:
    """Sixty good, six neutral and two bad in 34 days, and 600 owed: walked one observation at a time."""
    trusted = pd.DataFrame(
        {"touchpoint": ["Desk"], "debt": [600], "owed_before": 0, "bad_per_100": 3.2, "bad_low": 0.9, "bad_high": 11.0}
    )
    outcomes = outcome_days([("Desk", 0, 2, 0, 2), ("Desk", 5, 2, 6, 0), ("Desk", 33, 56, 0, 0)])
    told = outlook(trusted, outcomes, day(33), 12).iloc[0]
    moves = np.random.default_rng(7).choice([1, 0, -12], p=[60 / 68, 6 / 68, 2 / 68], size=(3_000, 4_000))
    paid = np.argmax(np.cumsum(moves, axis=0) >= 600, axis=0) + 1
    assert told["per_day"] == 2
    assert told[DAYS].astype(float).tolist() == pytest.approx(np.quantile(paid / 2, [0.1, 0.5, 0.9]), rel=0.04)
    assert told["expected_observations"] == pytest.approx(paid.mean(), rel=0.02)


def test_the_chance_that_nothing_goes_wrong_is_that_of_drawn_shares() -> None:
    told = looked(*YOUNG).loc["Desk"]
    shares = np.random.default_rng(3).beta(44.5, 4.5, size=400_000)
    assert told["best_chance"] == pytest.approx(float((shares**15).mean()), abs=0.002)


@given(st.integers(1, 60), st.integers(0, 9), st.integers(0, 5), st.integers(0, 100))
def test_a_day_is_told_only_where_the_mix_shrinks_the_debt(good, neutral, bad, until):
    told = looked(("Desk", 0, 0, 0, 40), ("Desk", 200, good, neutral, bad), until=200 + until, ratio=12)
    row = told.loc["Desk"]
    if until >= 90:
        assert math.isnan(row["drift"])
        return
    assert (row["drift"] > 0) == (good > 12 * bad)
    assert row[DAYS].notna().all() == (good > 12 * bad)
    if good > 12 * bad:
        assert row["days_low"] <= row["days_median"] <= row["days_high"]
        assert row["chance_ever_paid"] == 1


def test_an_outlook_of_an_earlier_version_is_told_anew() -> None:
    kept = pd.DataFrame({"touchpoint": ["Desk"], "debt": [12], "positives": [12], "neutrals": [1], "negatives": [0]})
    told = renewed(kept.assign(days=86.0, days_low=51.0, days_high=146.0), 12).iloc[0]
    assert told[BEST].astype(float).round().tolist() == [51, 86, 146]
    assert (told["days_observed"], told["expected_observations"]) == (90, 13)


def test_the_window_begins_on_the_day_the_touchpoint_was_first_seen() -> None:
    assert looked(("Desk", 3, 1, 0, 0), ("Desk", 4, 0, 0, 1), until=20).loc["Desk", "days_observed"] == 18
    assert date(2026, 3, 1) == FIRST
