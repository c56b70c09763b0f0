"""Log delay: the median and the late ones, from counts by the minute."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st

from audit.measures.log_delay import A_DAY, log_delay


def delays(*rows):
    return pd.DataFrame(rows, columns=["method", "minutes", "n"])


def test_each_method_has_its_median_and_its_late_share():
    found = log_delay(delays(("calls", 5, 2), ("calls", 1440, 2), ("walk", 3, 1)))
    assert found.to_dict("records") == [
        {"method": "calls", "n": 4, "median_minutes": 722.5, "late_share": 0.5},
        {"method": "walk", "n": 1, "median_minutes": 3, "late_share": 0},
    ]


def test_a_median_of_days_is_told_as_a_day_or_more():
    assert log_delay(delays(("walk", 9_000, 1)), by=()).loc[0, "median_minutes"] == A_DAY


@pytest.mark.parametrize("by", [(), ("method",)])
def test_nothing_timed_is_no_row(by):
    found = log_delay(delays(), by)
    assert list(found.columns) == [*by, "n", "median_minutes", "late_share"]
    assert found.empty


@holds_for(st.lists(st.integers(0, 2_000), min_size=1, max_size=40))
def test_counting_by_the_minute_loses_nothing(minutes):
    found = log_delay(delays(*(("walk", one, 1) for one in minutes)), by=()).iloc[0]
    assert found["median_minutes"] == min(np.median(minutes), A_DAY)
    assert found["late_share"] == pytest.approx(np.mean(np.array(minutes) >= A_DAY))
