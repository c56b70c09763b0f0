"""The same service over and over: 1 when ratings agree, 0 when they know only the two extremes."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from audit.measures.consistency import consistency

COLUMNS = ["touchpoint", "dimension", "n1", "n2", "n3", "n4", "n5"]


def of(scores: list[int]) -> Any:
    row = ["Desk", "reliability", *[scores.count(value) for value in range(1, 6)]]
    return consistency(pd.DataFrame([row], columns=COLUMNS)).iloc[0]


@pytest.mark.parametrize(
    ("scores", "alike", "low"),
    [
        ([5], np.nan, 0.0),
        ([5, 5], 1.0, 0.0),
        ([1, 1, 1], 1.0, 1.0),
        ([4, 5], 6 / 7, 0.0),
        ([1, 5], 0.0, 0.5),
        ([4, 4, 5], 0.9, 0.0),
        ([3, 4, 5, 5, 2], 0.5952380952, 0.2),
    ],
)
def test_consistency_is_what_is_left_of_the_room_to_differ(scores, alike, low):
    found = of(scores)
    assert found["consistency"] == pytest.approx(alike, nan_ok=True)
    assert found["share_low"] == pytest.approx(low)
    assert found["score"] == pytest.approx(np.mean(scores))


@pytest.mark.given
def test_consistency_is_the_given_one(given):
    table: Any = pd.read_csv(given / "measures/intervals/mean_intervals_expected.csv")
    for row in table.itertuples():
        found = of([int(word) for word in str(row.scores).split()])
        assert found["consistency"] == pytest.approx(row.consistency, nan_ok=True)
        assert found["share_low"] == pytest.approx(row.share_le_2, abs=1e-6)


def test_rows_are_one_a_dimension_that_was_rated():
    table = pd.DataFrame([["Desk", "tangibles", 0, 0, 0, 0, 0], ["Desk", "empathy", 0, 1, 0, 0, 1]], columns=COLUMNS)
    found = consistency(table)
    assert list(found.columns) == ["touchpoint", "dimension", "n", "score", "consistency", "share_low"]
    assert found["dimension"].tolist() == ["empathy"]
