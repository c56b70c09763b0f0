"""The RATER profile: what was rated, weighed, and set beside the team's own standards."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import StandardsRepeatedError, UnknownChoiceError
from audit.measures.rater import (
    WEIGHT_LABELS,
    WEIGHTS,
    against_standards,
    beside_target,
    gathered,
    rater,
    weighted_scores,
)
from audit.model.rating import DIMENSIONS, Dimension

ROWS = st.lists(
    st.tuples(
        st.sampled_from(("Desk", "Phone")),
        st.sampled_from(("", "Main")),
        st.sampled_from(DIMENSIONS),
        st.lists(st.integers(0, 6), min_size=5, max_size=5),
    ),
    min_size=1,
    max_size=12,
)


def rating_counts(*rows: Any) -> pd.DataFrame:
    """Rows are (touchpoint, dimension, n1, n2, n3, n4, n5)."""
    return pd.DataFrame(rows, columns=["touchpoint", "dimension", "n1", "n2", "n3", "n4", "n5"])


def standards(*rows: Any) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["touchpoint", "minimum", "target"])


def test_each_dimension_has_its_score_n_interval_and_grade():
    rated = rater(rating_counts(("Desk", "empathy", 0, 0, 0, 0, 5), ("Desk", "reliability", 1, 0, 0, 1, 1)))
    assert list(rated.columns) == [
        "touchpoint", "dimension", "n", "score", "low", "high", "grade", "n1", "n2", "n3", "n4", "n5", "visits",
        "deff",
    ]  # fmt: skip
    assert rated["dimension"].tolist() == ["reliability", "empathy"]
    assert rated["n"].tolist() == [3, 5]
    assert rated["score"].tolist() == pytest.approx([10 / 3, 5.0])
    assert rated["grade"].tolist() == ["thin", "fair"]
    assert rated[["low", "high"]].iloc[1].tolist() == pytest.approx([3.69, 5.0], abs=0.03)
    assert rated[["n1", "n2", "n3", "n4", "n5"]].iloc[0].tolist() == [1, 0, 0, 1, 1]


def test_what_was_not_observed_is_no_rating():
    rated = rater(rating_counts(("Desk", "empathy", 0, 0, 0, 0, 0), ("Desk", "assurance", 0, 0, 2, 0, 0)))
    assert rated["dimension"].tolist() == ["assurance"]


def test_no_ratings_at_all_give_an_empty_profile_with_its_columns():
    rated = rater(rating_counts())
    assert rated.empty
    assert {"touchpoint", "dimension", "n", "score", "low", "high", "grade", "n5"} <= set(rated.columns)


def test_the_whole_needs_no_keys():
    counts = rating_counts(("Desk", "empathy", 0, 0, 0, 0, 3), ("Phone", "empathy", 3, 0, 0, 0, 0))
    rated = rater(counts.drop(columns="touchpoint"))
    assert rated["score"].tolist() == [3.0]
    assert weighted_scores(rated).to_dict("records") == [{"n": 6, "score": 3.0}]


def test_an_unknown_dimension_is_named_with_the_five_to_choose_from():
    with pytest.raises(UnknownChoiceError, match=r"charm.*reliability"):
        rater(rating_counts(("Desk", "charm", 0, 0, 0, 0, 1)))


@given(ROWS, st.randoms())
def test_the_order_and_splitting_of_counts_is_irrelevant(rows, chance):
    columns = ["touchpoint", "place", "dimension", "n1", "n2", "n3", "n4", "n5"]
    flat = [(touchpoint, place, str(dimension), *counts) for touchpoint, place, dimension, counts in rows]
    split = [(*row[:3], *np.array(row[3:]) // 2) for row in flat]
    split += [(*row[:3], *(np.array(row[3:]) - np.array(row[3:]) // 2)) for row in flat]
    chance.shuffle(split)
    whole = rater(pd.DataFrame(flat, columns=columns))
    pd.testing.assert_frame_equal(rater(pd.DataFrame(split, columns=columns)), whole)


def test_keys_come_in_order_and_dimensions_as_rater_says():
    rows = [(name, str(dimension), 0, 0, 1, 0, 0) for name in ("Phone", "Desk") for dimension in DIMENSIONS[::-1]]
    together = gathered(rating_counts(*rows))
    assert together["touchpoint"].tolist() == ["Desk"] * 5 + ["Phone"] * 5
    assert together["dimension"].tolist() == [str(dimension) for dimension in DIMENSIONS] * 2


def test_keys_kept_as_categories_work_too():
    counts = rating_counts(("Desk", "empathy", 0, 0, 0, 0, 3))
    counts["touchpoint"] = pd.Categorical(counts["touchpoint"], categories=["Desk", "Phone"])
    assert rater(counts)["n"].tolist() == [3]


def test_weights_are_the_published_set_or_equal():
    assert [WEIGHTS["zeithaml-1990"][dimension] for dimension in DIMENSIONS] == [32, 19, 11, 16, 22]
    assert set(WEIGHTS["equal"].values()) == {1.0}
    assert set(WEIGHT_LABELS) == set(WEIGHTS)
    assert "not a law" in WEIGHT_LABELS["zeithaml-1990"]


@pytest.mark.given
def test_weights_are_the_given_ones(given):
    table: Any = pd.read_csv(given / "measures/t14_rater_weights_zeithaml1990.csv")
    published = {Dimension(row.dimension.lower()): row.weight_pct_published for row in table.itertuples()}
    assert dict(WEIGHTS["zeithaml-1990"]) == published


def test_dimensions_that_were_not_observed_take_no_part_in_the_weighted_score():
    rated = rater(
        rating_counts(
            ("Desk", "reliability", 0, 0, 0, 0, 2),
            ("Desk", "tangibles", 0, 1, 0, 0, 0),
            ("Phone", "empathy", 0, 0, 1, 1, 0),
        )
    )
    scored = weighted_scores(rated, "zeithaml-1990")
    assert scored["n"].tolist() == [3, 2]
    assert scored["score"].tolist() == pytest.approx([(32 * 5 + 11 * 2) / 43, 3.5])
    assert weighted_scores(rated)["score"].tolist() == pytest.approx([3.5, 3.5])


def test_the_target_of_a_dimension_is_that_of_what_was_rated_as_often_as_it_was():
    counts = rating_counts(
        ("Desk", "empathy", 0, 0, 0, 3, 0), ("Call", "empathy", 0, 1, 0, 0, 0), ("Call", "reliability", 0, 0, 0, 0, 1)
    ).assign(target=[4.0, 5.0, 5.0])
    aimed = beside_target(counts.drop(columns="touchpoint")).set_index("dimension")
    assert aimed["target"].to_dict() == {"reliability": 5.0, "empathy": 4.25}
    assert aimed["score"].to_dict() == {"reliability": 5.0, "empathy": 3.5}
    assert beside_target(counts.drop(columns="touchpoint")[:0]).empty


def test_unknown_weights_are_named_with_those_there_are():
    with pytest.raises(UnknownChoiceError, match="zeithaml-1990"):
        weighted_scores(rater(rating_counts()), "made up")


@pytest.mark.parametrize(
    ("counts", "minimum", "target", "zone", "whole"),
    [
        ((40, 0, 0, 0, 0), 3.0, 4.0, "below the minimum", True),
        ((0, 1, 1, 0, 0), 3.0, 4.0, "below the minimum", False),
        ((0, 0, 0, 0, 60), 3.0, 4.0, "above the target", True),
        ((0, 0, 0, 0, 3), 3.0, 4.0, "above the target", False),
        ((0, 0, 40, 40, 0), 3.0, 4.0, "within the zone", True),
        ((0, 0, 1, 1, 0), 3.0, 4.0, "within the zone", False),
        ((0, 0, 4, 0, 0), 3.0, 4.0, "within the zone", False),
        ((0, 0, 0, 0, 60), 3.0, np.nan, "within the zone", True),
        ((0, 60, 0, 0, 0), np.nan, 4.0, "within the zone", True),
        ((0, 0, 4, 0, 0), np.nan, np.nan, "no standard", False),
    ],
)
def test_a_score_lies_in_one_zone_of_the_standards(counts, minimum, target, zone, whole):
    rated = rater(rating_counts(("Desk", "empathy", *counts)))
    beside = against_standards(rated, standards(("Desk", minimum, target))).iloc[0]
    assert beside["zone"] == zone
    assert beside["whole_interval_in_zone"] == whole
    assert beside["adequacy"] == pytest.approx(beside["score"] - minimum, nan_ok=True)
    assert beside["superiority"] == pytest.approx(beside["score"] - target, nan_ok=True)


def test_a_touchpoint_without_a_row_has_no_standard():
    beside = against_standards(rater(rating_counts(("Desk", "empathy", 0, 0, 0, 0, 1))), standards())
    assert beside["zone"].tolist() == ["no standard"]
    assert beside["whole_interval_in_zone"].tolist() == [False]


def test_the_same_name_in_two_journeys_keeps_its_own_standards():
    counts = rating_counts(("Desk", "empathy", 0, 0, 4, 0, 0), ("Desk", "empathy", 0, 0, 4, 0, 0))
    counts.insert(0, "journey", ["Borrow", "Return"])
    own = standards(("Desk", 2.0, 4.0), ("Desk", 3.5, 4.0)).assign(journey=["Borrow", "Return"])
    assert against_standards(rater(counts), own)["zone"].tolist() == ["within the zone", "below the minimum"]
    with pytest.raises(StandardsRepeatedError, match="'Desk'"):
        against_standards(rater(counts), own.drop(columns="journey"))
