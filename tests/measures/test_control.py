"""An individuals chart and a smoothed line: the published cases, and what must hold of any series."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.measures.control import (
    FALSE_SIGNAL,
    FEWEST_TO_SIGNAL,
    IN_A_ROW,
    OUTSIDE,
    limits,
    runs,
    sides,
    signals,
    smoothed,
    smoothed_limits,
)

FLOW_RATE = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
MEANS = st.lists(st.integers(100, 500).map(lambda cents: cents / 100), min_size=2, max_size=40)


def signalled(points):
    return signals(points, limits(points))


def test_the_individuals_chart_is_the_published_one():
    band = limits(FLOW_RATE)
    assert (band.centre, band.mean_moving_range) == (pytest.approx(50.81), pytest.approx(1.8778, abs=5e-5))
    assert (band.upper, band.lower) == (pytest.approx(55.8041, abs=5e-5), pytest.approx(45.8159, abs=5e-5))
    assert signals(FLOW_RATE, band) == [""] * 10


@pytest.mark.given
def test_the_individuals_chart_is_the_given_one(given):
    points = pd.read_csv(given / "measures/t08_nist_individuals.csv")["flowrate"]
    expected = pd.read_csv(given / "measures/t08_nist_individuals_expected.csv", index_col="quantity").iloc[:, 0]
    band = limits(points)
    found = [band.centre, band.mean_moving_range, band.upper, band.lower]
    assert found == pytest.approx(list(expected[["mean", "mean_moving_range", "UCL", "LCL"]]), abs=5e-5)


def test_the_smoothed_line_is_the_published_one():
    published = [50.6, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33, 50.11, 49.36]
    points = [52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5, 49.6, 47.6]
    assert smoothed(points, 50.0, 0.3) == pytest.approx(published, abs=0.0051)
    lower, upper = smoothed_limits(20, 50.0, 2.0539, 0.3, 3.0)
    assert (upper[-1], lower[-1]) == (pytest.approx(52.5884, abs=5e-5), pytest.approx(47.4115, abs=1.1e-4))


@pytest.mark.given
def test_the_smoothed_line_is_the_given_one(given):
    table = pd.read_csv(given / "measures/t09_nist_ewma.csv")
    said = pd.read_csv(given / "measures/t09_nist_ewma_expected.csv", index_col="quantity")["value"]
    line = smoothed(table["x"], said["ewma_0"], said["lambda"])
    assert line == pytest.approx(table["ewma_published"], abs=0.0051)
    lower, upper = smoothed_limits(len(table), said["ewma_0"], said["s"], said["lambda"], said["L"])
    assert (upper[-1], lower[-1]) == pytest.approx((said["UCL_published"], said["LCL_published"]), abs=1.1e-4)


def test_the_limits_of_the_smoothed_line_start_narrow():
    lower, upper = smoothed_limits(3, 0.0, 1.0, 0.3, 3.0)
    assert upper == pytest.approx(
        [0.9, 3 * math.sqrt(0.3 / 1.7 * (1 - 0.7**4)), 3 * math.sqrt(0.3 / 1.7 * (1 - 0.7**6))]
    )
    assert list(lower) == list(-upper)


def test_a_point_far_off_is_outside_the_limits():
    steady = [4.0, 4.6] * 8
    assert signalled([*steady, 2.0]) == [*[""] * 16, OUTSIDE]
    assert signalled([*steady, 6.6]) == [*[""] * 16, OUTSIDE]


def test_nine_in_a_row_on_one_side_are_all_signalled_and_eight_are_not():
    nine = [*[3.0, 2.0] * 4, *[2.7, 2.9] * 4, 2.7]
    assert signalled(nine) == [*[""] * 8, *[IN_A_ROW] * 9]
    assert signalled(nine[:-1]) == [""] * 16


def test_a_point_can_signal_in_both_ways():
    points = [*[3.0, 3.02] * 10, *[4.0, 4.02] * 10]
    assert signalled(points) == [f"{OUTSIDE}; {IN_A_ROW}"] * 40


def test_a_point_on_the_centre_line_ends_a_run():
    side = sides([1, 2, 2, 3, 3, 1], 2.0)
    assert list(side) == [-1, 0, 0, 1, 1, -1]
    assert list(runs(side)) == [1, 0, 0, 2, 2, 1]
    assert list(runs(side[:0])) == []


@pytest.mark.parametrize("points", [[], [4.2]])
def test_without_a_step_there_are_no_limits_and_no_signal(points):
    band = limits(points)
    assert math.isnan(band.lower)
    assert signals(points, band) == [""] * len(points)


@given(MEANS, st.floats(-3, 3, allow_nan=False))
def test_moving_every_mean_moves_the_limits_and_changes_no_signal(points, by):
    band, moved = limits(points), limits(np.array(points) + by)
    assert (moved.centre, moved.lower, moved.upper) == pytest.approx(
        (band.centre + by, band.lower + by, band.upper + by)
    )
    assert signals(np.array(points) + by, moved) == signals(points, band)


@given(st.floats(1, 5), st.integers(2, 60))
def test_a_series_that_never_moves_has_limits_without_width_and_no_signal(mean, count):
    band = limits([mean] * count)
    assert band.lower == band.upper == band.centre
    assert signalled([mean] * count) == [""] * count
    assert smoothed([mean] * count, band.centre) == pytest.approx([mean] * count)


@given(st.lists(st.floats(1, 5), min_size=0, max_size=FEWEST_TO_SIGNAL - 1))
def test_fewer_than_five_points_never_signal(points):
    assert signalled(points) == [""] * len(points)


def test_five_points_can():
    assert signalled([4, 4, 4, 4, 2]) == ["", "", "", "", OUTSIDE]


@given(MEANS)
def test_turning_time_round_keeps_the_limits(points):
    band, turned = limits(points), limits(points[::-1])
    assert (turned.centre, turned.upper) == pytest.approx((band.centre, band.upper))


@given(MEANS)
def test_the_smoothed_line_stays_within_what_was_seen(points):
    line = smoothed(points, limits(points).centre)
    assert min(points) - 1e-9 <= line.min()
    assert line.max() <= max(points) + 1e-9


@pytest.mark.parametrize("count", [6, 12, 18, 36, 60])
def test_the_latest_of_unchanged_points_signals_by_chance_as_often_as_said(count):
    rng = np.random.default_rng(count)
    false = sum(signalled(points)[-1] != "" for points in rng.standard_normal((6_000, count)))
    assert abs(false / 6_000 - FALSE_SIGNAL) < 0.0035
