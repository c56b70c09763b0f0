"""When a debt could be paid, and when no date can be given."""

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import OutOfRangeError
from audit.measures.forecast import (
    Forecast,
    MixForecast,
    forecast_at_current_mix,
    forecast_without_new_negatives,
    surely_outweighs,
)


def without_new(debt: int, positives: int, window: float) -> Forecast:
    """The forecast where there is a pace to make one from."""
    forecast = forecast_without_new_negatives(debt, positives, window)
    assert forecast is not None
    return forecast


def at_mix(debt: int, positives: float, neutrals: float, negatives: float, ratio: int) -> MixForecast:
    """The forecast where something was observed."""
    forecast = forecast_at_current_mix(debt, positives, neutrals, negatives, ratio)
    assert forecast is not None
    return forecast


def test_twelve_owed_at_twelve_in_ninety_days_take_fifty_one_to_146_days():
    forecast = without_new(12, 12, 90)
    assert [round(days) for days in (forecast.median, forecast.low, forecast.high)] == [86, 51, 146]
    assert forecast.lower_quartile == pytest.approx(65.482, abs=1e-4)
    assert forecast.upper_quartile == pytest.approx(113.6833, abs=1e-4)


def test_the_forecast_is_the_quantile_of_many_drawn_futures():
    draw = np.random.default_rng(11)
    rate = draw.gamma(15.5, size=200_000) / 60
    days = draw.gamma(20, size=200_000) / rate
    forecast = without_new(20, 15, 60)
    drawn = np.quantile(days, [0.1, 0.5, 0.9])
    assert [forecast.low, forecast.median, forecast.high] == pytest.approx(drawn, rel=0.01)


def test_without_positives_there_is_no_pace_to_forecast_from():
    assert forecast_without_new_negatives(3, 0, 90) is None


def test_without_a_debt_nothing_is_left_to_wait_for():
    assert forecast_without_new_negatives(0, 0, 90) == Forecast(0, 0, 0, 0, 0)


def test_a_window_without_days_is_refused():
    with pytest.raises(OutOfRangeError, match="window"):
        forecast_without_new_negatives(3, 3, 0)


@pytest.mark.given
def test_days_without_new_negatives_are_the_given_ones(given):
    table: Any = pd.read_csv(given / "measures/ledger/forecast_no_new_negatives_expected.csv")
    for row in table.itertuples():
        case = (row.balance_B, row.positives_in_window_p, row.window_days_W)
        if row.positives_in_window_p == 0:
            assert forecast_without_new_negatives(*case) is None
            continue
        found = without_new(*case)
        quantiles = [found.low, found.lower_quartile, found.median, found.upper_quartile, found.high]
        expected = [row.q10_days, row.q25_days, row.q50_days, row.q75_days, row.q90_days]
        assert quantiles == pytest.approx(expected, abs=1e-4)


@given(st.integers(1, 500), st.integers(1, 500), st.integers(1, 400))
def test_a_larger_debt_takes_longer_and_more_positives_shorten_it(debt, positives, window):
    forecast = without_new(debt, positives, window)
    assert 0 < forecast.low < forecast.lower_quartile < forecast.median
    assert forecast.median < forecast.upper_quartile < forecast.high < math.inf
    assert without_new(debt + 1, positives, window).median > forecast.median
    assert without_new(debt, positives + 1, window).median < forecast.median


def ever_paid(debt: int, positives: int, neutrals: int, negatives: int, ratio: int) -> float:
    """The chance that a walk from `debt` reaches 0 before 600, by solving for every start at once."""
    ceiling = 600
    total = positives + neutrals + negatives
    down, stay, up = positives / total, neutrals / total, negatives / total
    steps = (stay - 1) * np.eye(ceiling) + down * np.eye(ceiling, k=-1) + up * np.eye(ceiling, k=ratio)
    target = np.zeros(ceiling)
    target[0] = -down
    return float(np.linalg.solve(steps, target)[debt - 1])


@pytest.mark.parametrize(
    ("mix", "drift", "expected", "chance"),
    [
        ((12, 95, 0, 5, 12), 0.35, 34.2857, 1.0),
        ((24, 80, 15, 5, 12), 0.2, 120.0, 1.0),
        ((12, 90, 0, 10, 12), -0.3, None, 0.574339),
        ((12, 70, 10, 20, 12), -1.7, None, 0.057128),
        ((12, 12, 0, 1, 12), 0.0, None, 1.0),
        ((12, 0, 3, 1, 12), -3.0, None, 0.0),
        ((12, 0, 3, 0, 12), 0.0, None, 0.0),
        ((0, 0, 0, 2, 12), -12.0, None, 1.0),
        ((0, 3, 0, 0, 12), 1.0, 0.0, 1.0),
    ],
)
def test_a_debt_is_paid_when_the_mix_drifts_down_or_else_with_a_chance(mix, drift, expected, chance):
    found = at_mix(*mix)
    assert found.drift == pytest.approx(drift)
    assert found.chance_ever_paid == pytest.approx(chance, abs=1e-6)
    if expected is None:
        assert found.expected_observations is None
    else:
        assert found.expected_observations == pytest.approx(expected, abs=1e-4)


def test_nothing_observed_has_no_mix():
    assert forecast_at_current_mix(12, 0, 0, 0, 12) is None


@pytest.mark.parametrize("mix", [(7, 80, 5, 15, 12), (30, 6, 0, 1, 12), (4, 5, 2, 3, 3), (2, 1, 0, 4, 1)])
def test_the_chance_is_that_of_the_walk_itself(mix):
    assert at_mix(*mix).chance_ever_paid == pytest.approx(ever_paid(*mix), abs=1e-6)


@given(st.integers(1, 400), st.integers(1, 400), st.sampled_from((1, 3, 5, 12, 100)))
def test_the_chance_is_a_root_and_certain_only_without_upward_drift(positives, negatives, ratio):
    chance = at_mix(1, positives, 0, negatives, ratio).chance_ever_paid
    share = positives / (positives + negatives)
    assert share + (1 - share) * chance ** (ratio + 1) == pytest.approx(chance, abs=1e-9)
    assert (chance == 1) == (positives >= ratio * negatives)


@pytest.mark.given
def test_futures_at_the_current_mix_are_the_given_ones(given):
    table: Any = pd.read_csv(given / "measures/ledger/forecast_current_mix_expected.csv")
    for row in table.itertuples():
        found = at_mix(row.balance_B, row.p_pos, row.p_neu, row.p_neg, row.k)
        assert found.drift == pytest.approx(row.drift_per_obs, abs=1e-9)
        assert found.chance_ever_paid == pytest.approx(row.prob_ever_paid, abs=1e-6)
        assert (found.expected_observations or math.inf) == pytest.approx(row.expected_obs, abs=1e-4)


@pytest.mark.parametrize(
    ("positives", "negatives", "ratio", "sure"),
    [(47, 0, 12, True), (46, 0, 12, False), (0, 0, 12, False), (47, 1, 3, True)],
)
def test_forty_seven_flawless_experiences_are_the_fewest_that_are_sustainable(positives, negatives, ratio, sure):
    assert surely_outweighs(np.array([positives]), np.array([negatives]), ratio).tolist() == [sure]
