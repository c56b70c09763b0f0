"""The chance of a difference agrees with its interval: under one in twenty exactly where the interval leaves 0 out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from audit.measures.holm import chances, holm

parts = st.floats(0.01, 1)


def chance(difference, low, high):
    return chances(*(np.array([each]) for each in (difference, low, high)))[0]


@given(st.floats(-1, 1), parts, parts)
def test_a_chance_is_under_one_in_twenty_exactly_where_the_interval_leaves_0_out(difference, below, above):
    low, high = difference - below, difference + above
    if min(abs(low), abs(high)) > 1e-9:  # where an end is 0 itself, rounding decides
        assert (chance(difference, low, high) < 0.05) == (low > 0 or high < 0)


@given(st.floats(-3, 3), st.floats(0.1, 2))
def test_of_a_normal_interval_it_is_the_two_sided_chance(difference, error):
    half = norm.ppf(0.975) * error
    expected = 2 * norm.sf(abs(difference) / error)
    assert chance(difference, difference - half, difference + half) == pytest.approx(expected)


def test_no_difference_and_none_known_are_chance():
    assert list(chances(np.array([0.0, np.nan]), np.array([-0.1, np.nan]), np.array([0.1, np.nan]))) == [1.0, 1.0]


def test_the_least_chance_counts_as_often_as_there_are_comparisons():
    assert holm([0.04, 0.01, float("nan")]) == pytest.approx([0.08, 0.03, 1.0])
