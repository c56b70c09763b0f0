"""Time to recover counts those that still wait."""

import numpy as np
import numpy.typing as npt
import pytest

from audit.measures.ledger import Closings
from audit.measures.recovery_time import median_days


def median(closed: list[int], still_open: list[int], groups: int = 1, group: int = 0) -> npt.NDArray[np.float64]:
    """Medians of negatives that closed after, or still wait since, so many days."""
    waited = np.array([*closed, *still_open], dtype=np.int64)
    is_open = np.array([False] * len(closed) + [True] * len(still_open), dtype=bool)
    ones = np.ones(len(waited), dtype=np.int64)
    closings = Closings(np.zeros_like(waited), waited, ones, is_open)
    return median_days(closings, np.full(len(waited), group), groups)


@pytest.mark.parametrize(
    ("closed", "still_open", "days"),
    [
        ([12], [], 12),
        ([13, 20], [], 13),
        ([12], [6], 12),
        ([2], [1], 2),
        ([13, 17], [8, 17], 17),
        ([2, 3, 1], [], 2),
        ([1], [5, 9], np.nan),
        ([], [4], np.nan),
        ([], [], np.nan),
        ([0, 0], [9], 0),
        ([1, 2, 3], [4, 5, 6], 3),
    ],
)
def test_the_median_is_the_day_by_which_half_had_recovered(closed, still_open, days):
    assert median(closed, still_open)[0] == pytest.approx(days, nan_ok=True)


def test_leaving_open_debts_out_would_flatter():
    assert median([3], [])[0] == 3
    assert np.isnan(median([3], [30, 30, 30])[0])


def test_a_group_without_negatives_has_no_median():
    assert np.isnan(median([5], [], groups=3, group=1)[[0, 2]]).all()
    assert median([5], [], groups=3, group=1)[1] == 5


def test_runs_weigh_as_much_as_the_negatives_in_them():
    closings = Closings(np.zeros(2, dtype=np.int64), np.array([2, 9]), np.array([3, 2]), np.array([False, False]))
    assert median_days(closings, np.zeros(2, dtype=np.int64), 1)[0] == 2


@pytest.mark.parametrize("n", range(2, 60, 2))
def test_exactly_half_is_reached_whatever_the_rounding(n):
    closed = list(range(1, n // 2 + 1))
    assert median(closed, [n] * (n // 2))[0] == n // 2
