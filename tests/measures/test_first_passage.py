"""The day a shrinking debt is first paid follows the inverse Gaussian law."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from audit.measures.first_passage import first_passage, inverse_gaussian


def density(x: float, mean: float, shape: float) -> float:
    return math.sqrt(shape / (2 * math.pi * x**3)) * math.exp(-shape * (x - mean) ** 2 / (2 * mean**2 * x))


@pytest.mark.parametrize(
    ("debt", "drift", "spread", "per_day"), [(12, 0.5, 3.0, 2.0), (100, 0.1, 9.0, 0.4), (1, 0.9, 0.2, 6.0)]
)
def test_a_tenth_a_half_and_nine_tenths_of_the_law_lie_below(debt, drift, spread, per_day):
    mean, shape = debt / (drift * per_day), debt**2 / (spread * per_day)
    for share, upto in zip((0.1, 0.5, 0.9), first_passage(debt, drift, spread, per_day), strict=True):
        below, _ = quad(density, 0, upto, args=(mean, shape), points=[min(upto, shape / 3)], limit=200)
        assert below == pytest.approx(share, abs=1e-6)


def test_where_each_observation_takes_off_the_same_the_day_is_certain():
    assert first_passage(12, 1.0, 0.0, 2.0) == (6.0, 6.0, 6.0)


def test_the_quantiles_are_those_of_drawn_futures():
    drawn = np.random.default_rng(5).wald(1.0, 2.5, size=400_000)
    found = inverse_gaussian(2.5, (0.1, 0.5, 0.9))
    assert found.tolist() == pytest.approx(np.quantile(drawn, [0.1, 0.5, 0.9]).tolist(), rel=0.01)


@given(st.floats(1e-9, 1e9))
def test_the_law_is_in_order_however_steady(steadiness):
    low, median, high = inverse_gaussian(steadiness, (0.1, 0.5, 0.9))
    assert 0 < low <= median <= high
    assert median <= 1 + 1e-9
    assert high < 10
