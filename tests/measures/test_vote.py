"""A vote is counted choice by choice; whoever is level shares a place."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from audit.measures.vote import COLUMNS, count_votes, firsts

CHOICES = ("Queue", "Phone", "Printing")


def cast(**votes):
    return pd.DataFrame({"choice": list(votes), "votes": pd.Series(list(votes.values()), dtype="int64")})


def test_the_most_votes_come_first_and_all_choices_are_there():
    result = count_votes(cast(Phone=3, Queue=1), CHOICES)
    assert list(result.columns) == COLUMNS
    assert result["choice"].tolist() == ["Phone", "Queue", "Printing"]
    assert result["votes"].tolist() == [3, 1, 0]
    assert result["n"].tolist() == [4, 4, 4]
    assert result["share"].tolist() == [0.75, 0.25, 0.0]
    assert firsts(result) == ["Phone"]


def test_those_level_share_a_place_in_the_order_offered():
    result = count_votes(cast(Printing=2, Queue=2, Phone=1), CHOICES)
    assert result["choice"].tolist() == ["Queue", "Printing", "Phone"]
    assert result["place"].tolist() == [1, 1, 3]
    assert firsts(result) == ["Queue", "Printing"]


def test_before_anybody_voted_nothing_comes_first():
    result = count_votes(cast(), CHOICES)
    assert result["share"].tolist() == [0, 0, 0]
    assert firsts(result) == []


def test_votes_for_what_is_not_offered_any_more_do_not_count():
    assert count_votes(cast(Parking=9, Queue=1), CHOICES)["n"].tolist() == [1, 1, 1]


def test_nothing_offered_is_an_empty_result():
    assert count_votes(cast(Queue=1), ()).empty


@given(st.dictionaries(st.sampled_from(CHOICES), st.integers(0, 500)))
def test_no_vote_is_lost_and_none_made_up(votes):
    result = count_votes(cast(**votes), CHOICES)
    assert result["votes"].sum() == sum(votes.values())
    assert result["votes"].is_monotonic_decreasing
    assert abs(result["share"].sum() - (sum(votes.values()) > 0)) < 1e-9
