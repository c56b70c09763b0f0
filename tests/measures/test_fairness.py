"""Fairness: each group beside all the others, and small groups kept from view."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st

from audit.measures.fairness import GROUP_UNKNOWN, TOO_FEW, fairness
from audit.measures.intervals import NORMAL_95, newcombe, wilson
from audit.measures.small_groups import SMALL_CELL

COLUMNS = [
    *("customer_group", "n", "visits", "positives", "positive_share", "low", "high", "gap", "gap_low", "gap_high"),
    *("like_gap", "like_low", "like_high", "like_n", "grade"),
]
GAPS = ["gap", "gap_low", "gap_high", "like_gap", "like_low", "like_high"]
FIGURES = ["positives", "positive_share", "low", "high", *GAPS, "like_n"]


def counts(*rows):
    return pd.DataFrame(rows, columns=["customer_group", "positives", "negatives"]).assign(touchpoint="Desk")


def at(*rows):
    return pd.DataFrame(rows, columns=["touchpoint", "customer_group", "positives", "negatives"])


# A is served better at each of the two touchpoints, and met where the service is worse.
SIMPSON = at(("Desk", "A", 10, 0), ("Desk", "B", 160, 18), ("Billing", "A", 70, 90), ("Billing", "B", 6, 14))


def test_each_group_stands_beside_the_pool_of_all_others():
    found = fairness(counts(("Students", 56, 14), ("Staff", 40, 20), ("Visitors", 8, 12)))
    assert list(found.columns) == COLUMNS
    assert list(found["customer_group"]) == ["Visitors", "Staff", "Students"]
    students = found.iloc[-1]
    assert students["positive_share"] == 0.8
    assert (students["low"], students["high"]) == pytest.approx(tuple(map(float, wilson(56, 70))))
    assert students["gap"] == pytest.approx(0.8 - 48 / 80)
    assert (students["gap_low"], students["gap_high"]) == newcombe(56, 70, 48, 80)
    assert students["grade"] == "strong"


def test_the_published_difference_is_the_gap():
    students = fairness(counts(("Students", 56, 14), ("Staff", 48, 32))).iloc[-1]
    assert (round(students["gap_low"], 4), round(students["gap_high"], 4)) == (0.0524, 0.3339)


def test_groups_met_in_fewer_than_five_moments_are_one_row_without_names():
    found = fairness(counts(("Students", 56, 14), ("Staff", 3, 1), ("Visitors", 2, 2), ("Pupils", 4, 1)))
    assert list(found["customer_group"]) == ["Pupils", "Students", TOO_FEW]
    merged = found.iloc[-1]
    assert (merged["n"], merged["positives"], merged["positive_share"]) == (8, 5, 5 / 8)
    assert merged["gap"] == pytest.approx(5 / 8 - 60 / 75)


def test_the_next_smallest_joins_one_small_group_since_the_total_would_tell_it():
    found = fairness(counts(("Students", 56, 14), ("Staff", 40, 20), ("Visitors", 0, 4)))
    assert list(found["customer_group"]) == ["Students", TOO_FEW]
    assert found.loc[1, ["n", "positives"]].tolist() == [64, 40]
    assert found.loc[0, "gap"] == pytest.approx(0.8 - 40 / 64)


def test_groups_that_are_too_few_all_together_show_no_figure():
    found = fairness(counts(("Staff", 1, 1), ("Visitors", 0, 2), ("", 9, 9)))
    assert list(found["customer_group"]) == [TOO_FEW, GROUP_UNKNOWN]
    assert found.loc[0, FIGURES].isna().all()


def test_moments_without_a_group_stand_apart_and_are_compared_with_nobody():
    found = fairness(counts(("Students", 56, 14), ("Staff", 48, 32), ("", 0, 90)))
    assert list(found["customer_group"]) == ["Staff", "Students", GROUP_UNKNOWN]
    assert found.loc[1, "gap"] == pytest.approx(0.2)
    assert found.loc[2, "n"] == 90
    assert found.loc[2, [*GAPS, "like_n"]].isna().all()
    assert fairness(counts(("", 2, 1))).loc[0, FIGURES].isna().all()


def test_one_group_has_nobody_to_be_compared_with():
    assert fairness(counts(("Students", 5, 5)))[GAPS].isna().all(axis=None)


def test_a_group_met_with_neither_good_nor_bad_has_no_row():
    assert list(fairness(counts(("Students", 5, 5), ("Staff", 0, 0)))["customer_group"]) == ["Students"]
    assert list(fairness(counts()).columns) == COLUMNS


def test_touchpoints_are_kept_apart_in_the_order_of_the_journey():
    places = pd.Categorical(["Way in", "Desk", "Desk"], categories=["Way in", "Desk"])
    tally = counts(("Students", 9, 1), ("Students", 5, 5), ("Staff", 10, 0)).assign(touchpoint=places)
    found = fairness(tally, by=("touchpoint",))
    assert list(found["touchpoint"]) == ["Way in", "Desk", "Desk"]
    assert np.isnan(found.loc[0, "gap"])
    assert list(found.loc[1:, "gap"]) == [-0.5, 0.5]


def recomputed(rows, group):
    """Return the gap at like touchpoints, its interval and n by the published formulas, in plain Python."""
    weight = difference = p = q = n = 0.0
    for place in {row[0] for row in rows}:
        a, b = (sum(row[k] for row in rows if row[:2] == (place, group)) for k in (2, 3))
        c, d = (sum(row[k] for row in rows if row[0] == place and row[1] != group) for k in (2, 3))
        n1, n0 = a + b, c + d
        if not (n1 and n0):
            continue
        every = n1 + n0
        n += every
        weight += n1 * n0 / every
        difference += n1 * n0 / every * (a / n1 - c / n0)
        p += (n1 * n1 * c - n0 * n0 * a + n1 * n0 * (n0 - n1) / 2) / every**2
        q += (a * (n0 - c) + c * (n1 - a)) / (2 * every)
    gap = difference / weight
    half = NORMAL_95 * math.sqrt(max(0.0, gap * p + q)) / weight
    return gap, max(-1.0, gap - half), min(1.0, gap + half), n


def test_a_group_met_where_the_service_is_worse_is_ahead_at_like_touchpoints():
    found = fairness(SIMPSON).set_index("customer_group").loc["A"]
    assert (round(found["gap_low"], 2), round(found["gap_high"], 2)) == (-0.45, -0.27)
    assert found["like_gap"] == pytest.approx(0.12486, abs=5e-6)
    like = tuple(found[["like_gap", "like_low", "like_high", "like_n"]])
    assert like == pytest.approx(recomputed([*SIMPSON.itertuples(index=False, name=None)], "A"))


@pytest.mark.given
def test_the_trial_table_of_two_touchpoints_says_the_same(given):
    rows = pd.read_csv(given / "measures" / "mix" / "simpson.csv")
    tally = rows.assign(positives=rows["outcome"] == "positive", negatives=rows["outcome"] == "negative")
    found = fairness(tally.astype({"positives": "int64", "negatives": "int64"}))
    pd.testing.assert_frame_equal(found, fairness(SIMPSON))


def test_at_one_touchpoint_both_gaps_are_the_same():
    found = fairness(counts(("Students", 56, 14), ("Staff", 40, 20), ("Visitors", 8, 12)))
    assert found["like_gap"].tolist() == pytest.approx(found["gap"].tolist())
    assert set(found["like_n"]) == {150}


def test_groups_that_never_met_the_same_touchpoint_have_no_gap_there():
    found = fairness(at(("Desk", "A", 9, 1), ("Door", "B", 5, 5)))
    assert found["gap"].notna().all()
    assert found[["like_gap", "like_low", "like_high", "like_n"]].isna().all(axis=None)


def test_a_touchpoint_that_one_side_alone_met_counts_for_nothing():
    met = [("Desk", "A", 9, 1), ("Desk", "B", 5, 5)]
    found = fairness(at(*met, ("Door", "B", 0, 90)))
    alone = fairness(at(*met))
    assert found.set_index("customer_group").loc["A", "like_n"] == 20
    assert found.set_index("customer_group").loc["A", "like_gap"] == pytest.approx(0.4)
    assert alone["like_gap"].tolist() == pytest.approx(found["like_gap"].tolist())


def test_shares_of_all_and_none_at_like_touchpoints_are_not_certain():
    found = fairness(counts(("A", 6, 0), ("B", 6, 0))).iloc[0]
    assert found["like_gap"] == 0
    assert found["like_low"] < -0.3
    assert found["like_high"] > 0.3


def test_within_each_place_touchpoints_are_alike_by_themselves():
    both = pd.concat([SIMPSON.assign(place="North"), SIMPSON.assign(place="South")])
    apart = fairness(both, by=("place",)).set_index("place").loc["South"].reset_index(drop=True)
    pd.testing.assert_frame_equal(apart, fairness(SIMPSON))


LAW = st.lists(
    st.tuples(st.sampled_from(["Desk", "Door", "Line"]), st.sampled_from("AB"), st.integers(0, 40), st.integers(0, 40)),
    min_size=4,
    max_size=12,
)


@holds_for(LAW, st.integers(1, 60), st.integers(0, 60))
def test_a_touchpoint_both_use_and_meet_alike_never_flips_the_like_gap(rows, good, bad):
    """Used equally and served equally there, it may shrink the difference, never turn it round."""
    one = fairness(at(*rows)).set_index("customer_group")
    other = fairness(at(*rows, ("Shared", "A", good, bad), ("Shared", "B", good, bad))).set_index("customer_group")
    if "A" in one.index and not np.isnan(one.loc["A", "like_gap"]):
        before, after = one.loc["A", "like_gap"], other.loc["A", "like_gap"]
        assert before * after >= 0
        assert abs(after) <= abs(before) + 1e-12


@holds_for(LAW)
def test_the_gap_at_like_touchpoints_is_the_published_one(rows):
    found = fairness(at(*rows)).set_index("customer_group")
    for group in set(found.index) & {"A", "B"}:
        row = found.loc[group]
        if np.isnan(row["like_gap"]):
            continue
        gap, low, high, n = recomputed(rows, group)
        assert (row["like_gap"], row["like_n"]) == (pytest.approx(gap, abs=1e-9), n)
        if high - low > 1e-6:
            assert (row["like_low"], row["like_high"]) == pytest.approx((low, high), abs=1e-9)
        assert row["like_low"] <= row["like_gap"] <= row["like_high"]


@holds_for(
    st.lists(st.tuples(st.sampled_from(["", "A", "B", "C", "D"]), st.integers(0, 12), st.integers(0, 12)), max_size=12)
)
def test_every_moment_is_counted_once_and_no_small_group_is_named(rows):
    found = fairness(counts(*rows))
    assert found["n"].sum() == sum(good + bad for _, good, bad in rows)
    named = found[~found["customer_group"].isin([TOO_FEW, GROUP_UNKNOWN])]
    assert (named["n"] >= SMALL_CELL).all()
    merged = found.loc[found["customer_group"] == TOO_FEW, "n"]
    assert (merged >= SMALL_CELL).all() or named.empty  # else the total would tell it
    hidden = found[found["n"] < SMALL_CELL]
    assert hidden[FIGURES].isna().all(axis=None)
    compared = found[found["gap"].notna()]
    assert (compared["gap_low"] <= compared["gap"]).all()
    assert (compared["gap"] <= compared["gap_high"]).all()
    assert not (len(compared) and (compared["gap"] > 0).all())
