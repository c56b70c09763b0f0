"""What was found, owned and answered is counted by itself, and half of each is counted in whole days."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.measures.answered import COLUMNS, answered

DAY = pd.Timestamp("2026-03-02")


def days_of(*rows):
    """Return the counts of (touchpoint, days until owned, days until answered, n), None = never."""
    on = [[None if each is None else DAY + pd.Timedelta(days=each) for each in row[1:3]] for row in rows]
    frame = pd.DataFrame({"touchpoint": [row[0] for row in rows], "n": [row[3] for row in rows]})
    times = {name: pd.Series([each[at] for each in on], dtype="datetime64[us]") for at, name in enumerate(
        ("owned_on", "answered_on"))}  # fmt: skip
    return frame.assign(observed_on=pd.Series([DAY] * len(rows), dtype="datetime64[us]"), **times)


def test_each_touchpoint_is_counted_the_most_unanswered_first():
    rows = answered(days_of(("Desk", 1, 4, 2), ("Desk", None, None, 2), ("Door", None, 9, 1), ("Call", 3, None, 5)))
    assert rows.columns.tolist() == ["touchpoint", *COLUMNS]
    assert rows["touchpoint"].tolist() == ["Call", "Desk", "Door"]
    assert rows[["negatives", "owned", "answered"]].to_numpy().tolist() == [[5, 5, 0], [4, 2, 2], [1, 0, 1]]
    assert rows["answered_share"].tolist() == [0, 0.5, 1]
    assert rows["answered_median_days"].tolist()[1:] == [4, 9]
    assert math.isnan(rows["answered_median_days"][0])


def test_all_of_them_in_one_row_even_of_none():
    (row,) = answered(days_of(("Desk", 1, 4, 2), ("Door", None, None, 2)), ()).to_dict("records")
    assert (row["negatives"], row["owned"], row["answered"], row["answered_median_days"]) == (4, 2, 2, 4)
    (row,) = answered(days_of(), ()).to_dict("records")
    assert (row["negatives"], row["owned"], row["answered"]) == (0, 0, 0)
    assert all(math.isnan(row[name]) for name in ("owned_share", "answered_share", "answered_median_days"))
    assert answered(days_of()).empty


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 5)), min_size=1))
def test_half_or_more_were_answered_within_the_median_and_fewer_within_a_day_less(waits):
    frame = days_of(*(("Desk", None, wait, n) for wait, n in waits))
    median = answered(frame, ())["answered_median_days"].iloc[0]
    every = [wait for wait, n in waits for _ in range(n)]
    assert 2 * sum(each <= median for each in every) >= len(every)
    assert 2 * sum(each < median for each in every) < len(every)


@pytest.mark.parametrize("step", ["owned", "answered"])
def test_what_is_parted_into_more_rows_counts_the_same(step):
    together, apart = days_of(("Desk", 2, 2, 3)), days_of(*[("Desk", 2, 2, 1)] * 3)
    assert answered(together)[step].tolist() == answered(apart)[step].tolist() == [3]
