"""Paired walks: who met the same moment, and that nobody is in two pairs."""

from datetime import timedelta
from itertools import pairwise

import numpy as np
import pandas as pd
from hypothesis import example
from hypothesis import given as holds_for
from hypothesis import strategies as st

from audit.measures.pairing import JUDGED, paired
from tests.builders import NOON

PEOPLE = ["AB", "CD", "EF"]


def seen(*rows):
    """Return observations as the store gathers them: (spot, observer, minutes after noon[, empathy]) each."""
    filled = [(*row, np.nan)[:4] for row in rows]
    spots, who, minutes, empathy = zip(*filled, strict=True) if rows else ((),) * 4
    return pd.DataFrame(
        {
            "spot": np.array(spots, dtype=np.int64),
            "touchpoint": pd.Categorical([f"T{spot}" for spot in spots], categories=["T1", "T2", "T3"]),
            "observer": pd.Categorical(who, categories=PEOPLE),
            "observed_at": pd.Series([NOON + timedelta(minutes=one) for one in minutes], dtype="datetime64[us]"),
            **{name: np.full(len(rows), np.nan) for name in JUDGED},
            "empathy": np.array(empathy, dtype=np.float64),
        }
    )


def together(*rows, within=60):
    pairs = paired(seen(*rows), within)
    return [(row["touchpoint"], row["observer"], row["partner"], row["minutes"]) for row in pairs.to_dict("records")]


def test_two_observers_within_the_hour_at_one_touchpoint_and_place_are_a_pair():
    assert together((1, "AB", 0), (1, "CD", 60)) == [("T1", "AB", "CD", 60)]
    assert together((1, "AB", 0), (1, "CD", 60.1)) == []
    assert together((1, "AB", 0), (2, "CD", 1)) == []
    assert together((1, "AB", 0), (1, "AB", 1)) == []
    assert together() == []


def test_the_nearest_in_time_go_together_and_each_only_once():
    assert together((1, "AB", 0), (1, "CD", 20), (1, "AB", 25)) == [("T1", "AB", "CD", 5)]
    assert together((1, "AB", 0), (1, "AB", 1), (1, "CD", 2), (1, "CD", 3)) == [
        ("T1", "AB", "CD", 3),
        ("T1", "AB", "CD", 1),
    ]
    assert together((1, "AB", 0), (1, "CD", 5), (1, "EF", 10), (1, "AB", 15)) == [
        ("T1", "AB", "CD", 5),
        ("T1", "AB", "EF", 5),
    ]


def test_the_two_stand_in_the_order_of_their_names_with_what_each_rated():
    (pair,) = paired(seen((1, "CD", 0, 2), (1, "AB", 4, 5))).to_dict("records")
    assert (pair["observer"], pair["empathy"]) == ("AB", 5)
    assert (pair["partner"], pair["empathy_partner"]) == ("CD", 2)
    assert np.isnan(pair["outcome"])


rows = st.lists(st.tuples(st.integers(1, 3), st.sampled_from(PEOPLE), st.integers(0, 200)), max_size=40)


def greedy(table, within):
    """Pair by the plain rule: all couples that could be, nearest first, ties by time and name."""
    order = table.sort_values(["spot", "observed_at", "observer"], kind="stable").reset_index(drop=True)
    at = order["observed_at"].to_numpy().astype("datetime64[s]").astype(int) / 60
    left, gaps = set(range(len(order))), []
    while True:
        rest = sorted(left)
        could = [
            (at[b] - at[a], a, b)
            for a, b in pairwise(rest)
            if order["spot"][a] == order["spot"][b] and order["observer"][a] != order["observer"][b]
        ]
        could = [one for one in could if one[0] <= within]
        if not could:
            return sorted(gaps)
        gap, a, b = min(could)
        gaps.append(gap)
        left -= {a, b}


@holds_for(rows, st.integers(0, 60))
@example([(1, "AB", 0), (1, "AB", 4), (1, "AB", 4), (1, "CD", 3), (1, "CD", 3)], 3)  # a second look in between
def test_pairing_in_rounds_is_the_plain_rule_and_leaves_no_pair_behind(given_rows, within):
    table = seen(*given_rows)
    pairs = paired(table, within)
    assert sorted(pairs["minutes"]) == greedy(table, within)
    assert (pairs["observer"].astype(str) < pairs["partner"].astype(str)).all()
    assert 2 * len(pairs) <= len(table)


@holds_for(rows, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(given_rows, chance):
    shuffled = chance.sample(given_rows, len(given_rows))
    assert together(*shuffled) == together(*given_rows)
