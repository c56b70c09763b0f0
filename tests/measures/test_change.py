"""Periods count from five observations on, limits are drawn from those alone, and a chart says how it stands."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.measures.change import change, change_share, numbered, periods, standing, steadiness
from audit.measures.consistency import consistency
from audit.measures.control import IN_A_ROW, limits

FLOW_RATE = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
MEANS = st.lists(st.integers(100, 500).map(lambda cents: cents / 100), min_size=1, max_size=30)


def months(count: int, start: str = "2025-01") -> list[str]:
    return list(pd.period_range(start, periods=count, freq="M").strftime("%Y-%m"))


def sums(means: list[float], n: int | list[int] = 10, **keys: Any) -> pd.DataFrame:
    """Return the score sums of months in a row with these means."""
    table = pd.DataFrame({"month": months(len(means)), "n": n, "mean": means})
    return table.assign(total=table["n"] * table["mean"], **keys)[[*keys, "month", "n", "total"]]


def stands(means: list[float], n: int | list[int] = 10) -> "pd.Series[Any]":
    told = standing(change(sums(means, n)))
    assert len(told) == 1
    return told.iloc[0]


def test_a_months_mean_is_that_of_its_scores_with_n_and_limits_beside():
    charted = change(sums(FLOW_RATE))
    assert list(charted.columns) == [
        "period",
        "n",
        "mean",
        "centre",
        "lower",
        "upper",
        "ewma",
        "signal",
        "provisional",
        "starts_on",
        "counted",
        "ewma_lower",
        "ewma_upper",
    ]
    assert list(charted["mean"]) == pytest.approx(FLOW_RATE)
    first = charted.iloc[0]
    assert (first["period"], first["n"], first["starts_on"]) == ("2025-01", 10, pd.Timestamp("2025-01-01"))
    assert [first["centre"], first["upper"], first["lower"]] == pytest.approx([50.81, 55.8041, 45.8159], abs=5e-5)


def test_a_month_under_five_observations_is_shown_and_left_out_of_the_limits():
    charted = change(sums([3.0, 3.4, 1.0, 3.2, 3.3, 3.1], n=[9, 5, 4, 9, 9, 9]))
    assert list(charted["counted"]) == [True, True, False, True, True, True]
    band = limits([3.0, 3.4, 3.2, 3.3, 3.1])
    assert charted["centre"].tolist() == pytest.approx([band.centre] * 6)
    assert charted["upper"].iloc[0] == pytest.approx(band.upper)
    assert charted["ewma"].isna().tolist() == [False, False, True, False, False, False]
    assert charted.loc[2, ["mean", "signal"]].tolist() == [1.0, ""]


@pytest.mark.parametrize(("count", "provisional"), [(11, True), (12, False)])
def test_limits_are_provisional_under_twelve_counted_months(count, provisional):
    hardly = change(sums([3.0, 3.5] * 8, n=[9] * count + [2] * (16 - count)))
    assert set(hardly["provisional"]) == {provisional}


def test_each_combination_of_keys_has_limits_of_its_own():
    both = pd.concat([sums([3.0, 3.2, 3.1], touchpoint="Desk"), sums([4.0, 4.8, 4.1], touchpoint="Call")])
    charted = change(both)
    assert charted.groupby("touchpoint")["centre"].first().to_dict() == pytest.approx({"Call": 4.3, "Desk": 3.1})
    apart = change(both.assign(place=["Hall", "Hall", "Wing"] * 2))
    assert len(standing(apart)) == 4
    together = change(both.drop(columns="touchpoint"))
    assert together["n"].tolist() == [20, 20, 20]
    assert together["mean"].tolist() == pytest.approx([3.5, 4.0, 3.6])


def test_quarters_add_their_months_up():
    by_quarter = change(sums([3.0, 4.0, 5.0, 2.0], n=[2, 2, 2, 6]), "quarter")
    assert by_quarter[["period", "n", "mean", "counted"]].to_numpy().tolist() == [
        ["2025-Q1", 6, 4.0, True],
        ["2025-Q2", 6, 2.0, True],
    ]
    assert by_quarter["starts_on"].tolist() == [pd.Timestamp("2025-01-01"), pd.Timestamp("2025-04-01")]


def test_a_single_month_has_a_centre_and_no_limits():
    (row,) = change(sums([3.3])).to_dict("records")
    assert (row["centre"], row["signal"], row["provisional"]) == (pytest.approx(3.3), "", True)
    assert pd.isna([row["lower"], row["upper"], row["ewma_lower"]]).all()


def test_nothing_observed_is_an_empty_chart():
    assert change(sums([]).astype({"month": "str"})).empty
    assert standing(change(sums([], touchpoint="Desk").astype({"month": "str"}))).empty


def test_the_positive_share_leaves_neutrals_out():
    days = pd.DataFrame(
        {
            "observed_on": pd.to_datetime(["2026-01-03", "2026-01-30", "2026-02-01", "2026-03-31"]),
            "positives": [3, 3, 1, 0],
            "neutrals": [9, 0, 0, 4],
            "negatives": [1, 1, 1, 0],
        }
    )
    shared = change_share(days)
    assert shared[["period", "n", "mean", "counted"]].to_numpy().tolist() == [
        ["2026-01", 8, 0.75, True],
        ["2026-02", 2, 0.5, False],
    ]
    assert list(change_share(days, "quarter")["n"]) == [10]


@given(MEANS, st.integers(-50, 50))
def test_raising_every_mean_raises_the_limits_and_changes_no_signal(means, cents):
    before, after = change(sums(means)), change(sums([mean + cents / 100 for mean in means]))
    for column in ("centre", "lower", "upper", "ewma", "ewma_lower"):
        assert (after[column] - before[column]).dropna().tolist() == pytest.approx(
            [cents / 100] * int(before[column].notna().sum())
        )
    assert before["signal"].tolist() == after["signal"].tolist()


def test_a_change_that_holds_is_told_with_its_beginning():
    row = stands([*[3.0, 3.3] * 4, *[4.4, 4.1, 4.3] * 3])
    assert (row["points"], row["period"], row["run"], row["side"]) == (17, "2026-05", 9, "above")
    assert IN_A_ROW in row["signal"]
    assert row["run_since"] == "2025-09"
    assert (row["run_mean"], row["mean_before"]) == (pytest.approx(4.2667, abs=1e-4), pytest.approx(3.15))
    assert (row["last_signal"], row["last_side"], row["provisional"]) == ("2026-05", "above", False)


def test_a_signal_that_has_passed_is_remembered():
    passed = stands([3.0, 3.4] * 5 + [1.0] + [3.0, 2.6] * 2)
    assert (passed["signal"], passed["last_signal"], passed["last_side"]) == ("", "2025-11", "below")


def test_a_month_that_does_not_count_is_not_the_latest():
    assert stands([3.0, 4.0, 5.0], n=[9, 9, 2])["period"] == "2025-02"


def test_a_point_on_the_centre_line_is_on_no_side():
    row = stands([3.0, 3.0, 3.0])
    assert (row["side"], row["run"], row["run_since"]) == ("", 0, "2025-03")


def test_without_a_counted_month_a_chart_stands_nowhere():
    row = stands([3.0, 4.0], n=2)
    assert (row["points"], row["period"], row["signal"], row["provisional"]) == (0, "", "", True)
    assert pd.isna(row["starts_on"])
    assert pd.isna(stands([3.0])["mean_before"])


# Consistency beside the mean


def counted(*rows: tuple[int, str, list[int]]) -> pd.DataFrame:
    """Return rating counts: number of the period, dimension, and the ratings given."""
    return pd.DataFrame(
        [[number, name, *[ratings.count(value) for value in range(1, 6)]] for number, name, ratings in rows],
        columns=["number", "dimension", "n1", "n2", "n3", "n4", "n5"],
    )


OBSERVED = periods(sums([3.0, 4.0, 2.0], n=[6, 4, 5], touchpoint="Desk")[["touchpoint", "month", "n"]])


def test_dimensions_are_drawn_together_by_their_ratings():
    table = counted((0, "reliability", [5, 5, 5, 5]), (0, "empathy", [1, 5]), (1, "empathy", [2]))
    steady = steadiness(consistency(table), OBSERVED)
    assert list(steady.columns) == ["touchpoint", "period", "n", "consistency", "share_low", "starts_on", "counted"]
    assert steady["consistency"].tolist() == pytest.approx([4 / 6, float("nan"), float("nan")], nan_ok=True)
    assert steady["share_low"].tolist() == pytest.approx([1 / 6, 1.0, float("nan")], nan_ok=True)
    assert steady["counted"].tolist() == [True, False, True]
    assert steady["period"].tolist() == ["2025-01", "2025-02", "2025-03"]


def test_a_dimension_that_is_always_lower_is_no_inconsistency():
    steady = steadiness(consistency(counted((0, "reliability", [5, 5]), (0, "responsiveness", [1, 1]))), OBSERVED[:1])
    assert steady["consistency"].tolist() == [1.0]


def test_patterns_find_the_period_of_their_month():
    patterns = pd.DataFrame(
        {"touchpoint": "Desk", "month": pd.to_datetime(["2025-02-01", "2025-03-01", "2025-01-01"]), "n": [1, 2, 3]}
    )
    assert numbered(patterns, OBSERVED).set_index("n")["number"].to_dict() == {1: 1, 2: 2, 3: 0}
    by_quarter = periods(sums([3.0] * 4, touchpoint="Desk")[["touchpoint", "month", "n"]], "quarter")
    assert by_quarter["period"].tolist() == ["2025-Q1", "2025-Q2"]
    assert set(numbered(patterns, by_quarter, "quarter")["number"]) == {0}
