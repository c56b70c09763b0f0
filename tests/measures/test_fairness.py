"""Fairness: each group beside all the others, and small groups kept from view."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given as holds_for
from hypothesis import settings
from hypothesis import strategies as st

from audit.measures.fairness import NOT_SAID, SMALL_CELL, TOO_FEW, fairness
from audit.measures.intervals import newcombe, wilson

COLUMNS = [
    *("customer_group", "n", "positives", "positive_share", "low", "high", "gap", "gap_low", "gap_high", "grade")
]
FIGURES = ["positives", "positive_share", "low", "high", "gap", "gap_low", "gap_high"]


def counts(*rows):
    return pd.DataFrame(rows, columns=["customer_group", "positives", "negatives"])


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


def test_one_small_group_alone_shows_no_figure_and_cannot_be_worked_out_from_the_others():
    found = fairness(counts(("Students", 56, 14), ("Staff", 40, 20), ("Visitors", 0, 4)))
    assert list(found["customer_group"]) == ["Staff", "Students", TOO_FEW]
    assert found.loc[2, FIGURES].isna().all()
    assert found.loc[1, "gap"] == pytest.approx(0.8 - 40 / 60)


def test_moments_without_a_group_stand_apart_and_are_compared_with_nobody():
    found = fairness(counts(("Students", 56, 14), ("Staff", 48, 32), ("", 0, 90)))
    assert list(found["customer_group"]) == ["Staff", "Students", NOT_SAID]
    assert found.loc[1, "gap"] == pytest.approx(0.2)
    assert found.loc[2, "n"] == 90
    assert found.loc[2, ["gap", "gap_low", "gap_high"]].isna().all()
    assert fairness(counts(("", 2, 1))).loc[0, FIGURES].isna().all()


def test_one_group_has_nobody_to_be_compared_with():
    assert fairness(counts(("Students", 5, 5)))[["gap", "gap_low", "gap_high"]].isna().all(axis=None)


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


@settings(max_examples=60, deadline=None)
@holds_for(
    st.lists(st.tuples(st.sampled_from(["", "A", "B", "C", "D"]), st.integers(0, 12), st.integers(0, 12)), max_size=12)
)
def test_every_moment_is_counted_once_and_no_small_group_is_named(rows):
    found = fairness(counts(*rows))
    assert found["n"].sum() == sum(good + bad for _, good, bad in rows)
    named = found[~found["customer_group"].isin([TOO_FEW, NOT_SAID])]
    assert (named["n"] >= SMALL_CELL).all()
    hidden = found[found["n"] < SMALL_CELL]
    assert hidden[FIGURES].isna().all(axis=None)
    compared = found[found["gap"].notna()]
    assert (compared["gap_low"] <= compared["gap"]).all()
    assert (compared["gap"] <= compared["gap_high"]).all()
    assert not (len(compared) and (compared["gap"] > 0).all())
