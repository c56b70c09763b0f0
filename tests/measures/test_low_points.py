"""Low points are surely below their target and the lowest of these; nothing seen once or twice is ever one."""

import numpy as np
import pandas as pd
import pytest

from audit.measures.low_points import low_points

FAIR = (9, "fair")


def journey(*rows):
    """Return touchpoints of (low, score, high, target, how often it was rated, grade)."""
    columns = ["low", "score", "high", "target", "rated", "grade"]
    return pd.DataFrame([(*row, *FAIR)[:6] for row in rows], columns=columns)


@pytest.mark.parametrize(
    ("rows", "low", "lower"),
    [
        ([(2.0, 2.5, 3.0, 4.5)], [0], []),
        ([(2.0, 2.5, 3.0, 4.5), (2.9, 3.3, 3.9, 4.5)], [0, 1], []),  # their intervals overlap
        ([(2.0, 2.5, 3.0, 4.5), (3.1, 3.5, 3.9, 4.5)], [0], []),  # short too, but surely higher
        ([(2.0, 2.5, 4.6, 4.5)], [], []),  # not surely short
        ([(2.0, 2.5, 4.6, 4.5), (3.1, 3.5, 3.9, 4.5)], [1], [0]),  # seen lower, but not surely short
        ([(1.0, 1.2, 1.4, 4.5, 2, "anecdote"), (3.1, 3.5, 3.9, 4.5)], [1], [0]),  # never lit by one or two
        ([(1.0, 1.2, 1.4, 4.5, 9, "anecdote")], [], []),  # nine ratings of two visits
        ([(2.0, 2.5, 3.0, np.nan)], [], []),  # without a target nothing falls short
        ([(2.0, 2.5, 3.0, np.nan), (3.1, 3.5, 3.9, 4.0)], [1], [0]),
        ([(np.nan, np.nan, np.nan, 4.5, 0, "")], [], []),
        ([(4.4, 4.6, 4.8, 4.4)], [], []),
        ([(3.0, 3.0, 3.0, 3.0)], [], []),
        ([], [], []),
        ([(2.0, 2.5, 3.0, 4.0)] * 12, list(range(12)), []),  # all alike
    ],
)
def test_low_points_are_surely_short_and_the_lowest(rows, low, lower):
    points = low_points(journey(*rows))
    assert points.index[points["is_low"]].tolist() == low
    assert points.index[points["is_lower_perhaps"]].tolist() == lower
    assert not (points["is_low"] & ~points["is_short"]).any()
    assert points["is_judged"][points["is_short"]].all()
