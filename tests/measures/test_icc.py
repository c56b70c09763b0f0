"""The intraclass correlation: Shrout and Fleiss's own table, and its edges."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st

from audit.measures.icc import icc_agreement, mean_squares

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def others(ratings):
    """Return ICC(1,1) and ICC(C,1) from the same mean squares, as Shrout and Fleiss give them."""
    ms = mean_squares(ratings)
    within = (ms.observers * (ms.k - 1) + ms.rest * (ms.n - 1) * (ms.k - 1)) / (ms.n * (ms.k - 1))
    one_way = (ms.moments - within) / (ms.moments + (ms.k - 1) * within)
    return one_way, (ms.moments - ms.rest) / (ms.moments + (ms.k - 1) * ms.rest)


def test_the_coefficients_and_the_interval_are_the_published_ones():
    assert [f"{figure:.2f}" for figure in icc_agreement(SHROUT_FLEISS)] == ["0.29", "0.02", "0.76"]
    assert [f"{figure:.2f}" for figure in others(SHROUT_FLEISS)] == ["0.17", "0.71"]
    ms = mean_squares(SHROUT_FLEISS)
    assert ms.moments / ms.rest == pytest.approx(11.0, abs=0.05)


@pytest.mark.given
def test_the_coefficients_are_the_given_ones(given):
    ratings = pd.read_csv(given / "measures/t10_icc_shrout_fleiss.csv", index_col=0).to_numpy()
    expected = pd.read_csv(given / "measures/t10_icc_shrout_fleiss_expected.csv", index_col="type")
    agreed = expected.loc["ICC(A,1)=ICC2", ["icc", "ci95_low", "ci95_high"]].tolist()
    assert np.round(icc_agreement(ratings), 2).tolist() == agreed
    assert np.round(others(ratings), 2).tolist() == expected.loc[["ICC(1,1)", "ICC(C,1)=ICC3"], "icc"].tolist()


@holds_for(
    st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=2, max_size=20),
    st.randoms(use_true_random=False),
)
def test_neither_the_order_of_moments_nor_of_observers_matters_and_the_ends_lie_about_it(rows, chance):
    table = np.array(rows, float)
    found = icc_agreement(table)
    moved = table[chance.sample(range(len(rows)), len(rows))][:, ::-1]
    assert icc_agreement(moved) == pytest.approx(found, nan_ok=True, abs=1e-6)
    assert np.isnan(found[0]) or found[0] <= 1
    if not np.isnan(found[1]):
        assert found[1] <= found[0] + 1e-9
        assert found[0] <= found[2] + 1e-9


def test_a_lasting_difference_between_two_observers_counts_against_agreement():
    strict = np.array([[1, 2], [2, 3], [3, 4], [4, 5]])
    assert others(strict)[1] == pytest.approx(1)
    assert icc_agreement(strict)[0] < 0.8


def test_who_never_differs_agrees_wholly_and_no_interval_is_told():
    icc, low, high = icc_agreement([[1, 1], [4, 4], [5, 5]])
    assert icc == 1
    assert np.isnan([low, high]).all()


@pytest.mark.parametrize("ratings", [[[1, 2]], [[3, 3], [3, 3]], np.empty((0, 2))])
def test_without_two_moments_and_some_difference_nothing_is_told(ratings):
    assert np.isnan(icc_agreement(ratings)).all()
