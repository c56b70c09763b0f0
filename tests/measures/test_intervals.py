"""Intervals hold the point, narrow with evidence, and agree with published figures."""

import itertools
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audit.measures.intervals import mean_intervals, newcombe, wilson
from tests.work import calls

CELLS = st.lists(st.integers(0, 25), min_size=5, max_size=5).filter(any)


def counted(scores: list[int]) -> list[int]:
    return [scores.count(value) for value in range(1, 6)]


@pytest.mark.parametrize(
    ("scores", "low", "high"),
    [
        ([5], 2.05, 5.0),
        ([5, 5], 2.71, 5.0),
        ([4, 5], 2.56, 4.84),
        ([1, 5], 1.35, 4.65),
        ([4, 4, 5], 2.87, 4.70),
        ([5, 5, 5, 5, 5], 3.69, 5.0),
        ([4, 4, 4, 5, 5, 3, 4, 5, 4, 2], 3.28, 4.41),
    ],
)
def test_the_mean_of_a_few_ratings_has_an_honest_interval(scores, low, high):
    assert mean_intervals([counted(scores)])[0] == pytest.approx([low, high], abs=0.03)


@pytest.mark.given
def test_mean_intervals_are_the_given_ones(given):
    table: Any = pd.read_csv(given / "measures/intervals/mean_intervals_expected.csv")
    for row in table.itertuples():
        scores = [int(word) for word in str(row.scores).split()]
        low, high = mean_intervals([counted(scores)])[0]
        assert low == pytest.approx(min(row.dirichlet02_lo_2dp, row.mean), abs=0.03)
        assert high == pytest.approx(max(row.dirichlet02_hi_2dp, row.mean), abs=0.03)


@pytest.mark.parametrize(
    "counts", [[0, 0, 0, 0, 1], [1, 0, 0, 4, 0], [0, 0, 0, 6, 0], [3, 0, 0, 0, 2], [2, 5, 9, 30, 11]]
)
def test_the_interval_is_that_of_many_draws(counts):
    draws = np.random.default_rng(7).dirichlet(np.array(counts) + 0.2, size=200_000) @ np.arange(1, 6)
    raw = np.dot(counts, range(1, 6)) / sum(counts)
    low, high = np.quantile(draws, [0.025, 0.975])
    assert mean_intervals([counts])[0] == pytest.approx([min(low, raw), max(high, raw)], abs=0.012)


def test_nothing_rated_has_no_interval():
    bounds = mean_intervals([[0, 0, 0, 0, 0], [0, 0, 1, 0, 0]])
    assert np.isnan(bounds[0]).all()
    assert not np.isnan(bounds[1]).any()
    assert mean_intervals(np.empty((0, 5), dtype=int)).shape == (0, 2)


@given(CELLS)
@example([0, 0, 0, 0, 4])
@example([4, 0, 0, 0, 0])
def test_a_mean_interval_holds_the_mean_and_narrows_when_every_count_doubles(counts):
    (low, high), (closer_low, closer_high) = mean_intervals([counts, [2 * n for n in counts]])
    mean = np.dot(counts, range(1, 6)) / sum(counts)
    assert 1 <= low <= mean <= high <= 5
    assert closer_high - closer_low < high - low


@given(CELLS)
def test_turning_the_scale_round_turns_the_interval_round(counts):
    (low, high), (mirrored_low, mirrored_high) = mean_intervals([counts, counts[::-1]])
    assert [6 - mirrored_high, 6 - mirrored_low] == pytest.approx([low, high], abs=0.005)


def test_a_cell_more_costs_a_few_calls_however_many_there_are():
    cells = np.array([c for c in itertools.product(range(7), repeat=5) if 1 <= sum(c) <= 12])
    some = cells[np.random.default_rng(5).permutation(len(cells))[:300]]
    assert (calls(lambda: mean_intervals(some)) - calls(lambda: mean_intervals(some[:150]))) / 150 <= 5


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (0, 1, 0.0, 0.793451),
        (1, 1, 0.206549, 1.0),
        (2, 3, 0.20766, 0.938508),
        (8, 10, 0.490162, 0.943318),
        (46, 46, 0.922926, 1.0),
        (47, 47, 0.924442, 1.0),
        (95, 236, 0.342019, 0.466188),
    ],
)
def test_a_proportion_has_wilsons_interval(hits, n, low, high):
    assert [float(bound) for bound in wilson(hits, n)] == pytest.approx([low, high], abs=1e-6)


@pytest.mark.given
def test_proportion_intervals_are_the_given_ones(given):
    table = pd.read_csv(given / "measures/intervals/proportion_intervals_expected.csv")
    low, high = wilson(table["k"], table["n"])
    assert low == pytest.approx(table["wilson_lo"], abs=1e-6)
    assert high == pytest.approx(table["wilson_hi"], abs=1e-6)


def test_no_trials_have_no_proportion():
    low, high = wilson([0, 1], [0, 2])
    assert np.isnan([low[0], high[0]]).all()
    assert low[1] < 0.5 < high[1]


@given(st.integers(0, 400), st.integers(1, 400))
def test_wilson_holds_the_share_and_narrows_when_both_counts_double(hits, n):
    hits = min(hits, n)
    low, high = wilson([hits, 2 * hits], [n, 2 * n])
    assert 0 <= low[0] <= hits / n <= high[0] <= 1
    assert high[1] - low[1] < high[0] - low[0]


def test_the_difference_of_two_proportions_is_newcombes():
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert newcombe(96, 100, 11, 20) == pytest.approx((0.209513, 0.619334), abs=1e-6)


@pytest.mark.given
def test_differences_are_the_given_ones(given):
    published: Any = pd.read_csv(given / "measures/t12_newcombe_difference.csv")
    for row in published.itertuples():
        bounds = (row.diff_low_published, row.diff_high_published)
        assert newcombe(row.x1, row.n1, row.x2, row.n2) == pytest.approx(bounds, abs=5e-5)
    gaps: Any = pd.read_csv(given / "measures/intervals/watermelon_expected.csv")
    for row in gaps.itertuples():
        gap = newcombe(row.sla_met, row.sla_n, row.exp_pos, row.exp_n)
        assert gap == pytest.approx((row.newcombe_lo, row.newcombe_hi), abs=1e-6)
        seen = [float(bound) for bound in wilson(row.exp_pos, row.exp_n)]
        assert seen == pytest.approx([row.exp_wilson_lo, row.exp_wilson_hi], abs=1e-6)


@pytest.mark.parametrize("counts", [(0, 0, 1, 2), (1, 2, 0, 0)])
def test_a_difference_to_nothing_is_unknown(counts):
    assert all(math.isnan(bound) for bound in newcombe(*counts))


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_newcombe_holds_the_difference(n1, n2, data):
    x1, x2 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n2))
    low, high = newcombe(x1, n1, x2, n2)
    assert -1 <= low <= x1 / n1 - x2 / n2 <= high <= 1
