"""The journey in order, with every touchpoint, observed or not."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from audit.measures.intervals import mean_intervals
from audit.measures.journey import experience
from audit.measures.trust import trust
from tests.measures.account import LAST, outcome_days, resolved_days

COUNTS = ["touchpoint", "dimension", "n1", "n2", "n3", "n4", "n5"]


def touchpoints(*rows: Any) -> pd.DataFrame:
    """Rows are (journey, stage, touchpoint, stage_position, position)."""
    columns = ["journey", "stage", "touchpoint", "stage_position", "position"]
    fixed: Any = {"is_moment_of_truth": True, "channel": "desk", "minimum": 3.0, "target": np.nan}
    return pd.DataFrame(rows, columns=columns).assign(**fixed)


BORROW = touchpoints(
    ("Borrow", "Leave", "Gate", 2, 1),
    ("Borrow", "Find", "Shelf", 1, 2),
    ("Borrow", "Find", "Catalogue", 1, 1),
)


def seen() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    counts = pd.DataFrame([("Shelf", "empathy", 0, 0, 0, 1, 1), ("Shelf", "assurance", 1, 0, 0, 0, 0)], columns=COUNTS)
    outcomes = outcome_days([("Shelf", 0, 3, 1, 1), ("Gate", 0, 0, 2, 0)])
    return counts, visits(("Shelf", 3)), trust(outcomes, resolved_days([]), LAST)


def visits(*rows: tuple[str, int]) -> pd.DataFrame:
    """Rows are (touchpoint, observations that were rated)."""
    return pd.DataFrame(rows, columns=["touchpoint", "n"])


def test_touchpoints_come_in_journey_order_with_what_was_seen():
    curve = experience(BORROW, *seen())
    assert curve["touchpoint"].tolist() == ["Catalogue", "Shelf", "Gate"]
    assert list(curve.columns) == [
        *BORROW.columns, "n", "observations", "rated", "score", "low", "high", "grade", "positives", "neutrals",
        "negatives", "positive_share", "debt", "debt_90_days_ago", "bad_per_100", "bad_low", "bad_high",
    ]  # fmt: skip
    shelf = curve.iloc[1]
    assert shelf["score"] == pytest.approx(10 / 3)
    assert shelf["low"] < shelf["score"] < shelf["high"]
    assert shelf[["n", "observations", "rated", "grade"]].tolist() == [3, 5, 3, "thin"]
    assert shelf[["positive_share", "debt", "debt_90_days_ago", "bad_per_100"]].tolist() == [0.75, 12, 0, 25]
    assert 0 < shelf["bad_low"] < 25 < shelf["bad_high"] < 100


def test_a_touchpoint_never_observed_keeps_its_place_without_figures():
    catalogue = experience(BORROW, *seen()).iloc[0]
    assert catalogue[["n", "observations", "positives", "negatives", "debt"]].tolist() == [0, 0, 0, 0, 0]
    assert catalogue["grade"] == ""
    assert catalogue[["score", "low", "high", "positive_share"]].isna().all()


def test_neutral_moments_alone_have_no_positive_share():
    gate = experience(BORROW, *seen()).iloc[2]
    assert gate["observations"] == 2
    assert (gate["rated"], gate["grade"]) == (0, "")
    assert np.isnan(gate["positive_share"])


def test_an_audit_without_observations_shows_the_bare_journey():
    curve = experience(BORROW, *(frame.iloc[:0] for frame in seen()))
    assert curve["touchpoint"].tolist() == ["Catalogue", "Shelf", "Gate"]
    assert curve["observations"].sum() == 0


def test_the_same_name_in_two_journeys_is_two_touchpoints():
    both = touchpoints(("Borrow", "Leave", "Desk", 1, 1), ("Return", "Arrive", "Desk", 1, 1))
    keys = ("journey", "touchpoint")
    outcomes = outcome_days([(("Return", "Desk"), 0, 0, 0, 1)], keys)
    trusted = trust(outcomes, resolved_days([], keys), LAST, by=keys)
    counts = pd.DataFrame([("Return", "Desk", "empathy", 1, 0, 0, 0, 0)], columns=["journey", *COUNTS])
    curve = experience(both, counts, visits(("Desk", 1)).assign(journey="Return"), trusted)
    assert curve["debt"].tolist() == [0, 12]
    assert curve["n"].tolist() == [0, 1]


def test_visits_that_rated_nothing_are_no_evidence() -> None:
    outcomes = outcome_days([("Shelf", 0, 90, 0, 10)])
    counts = pd.DataFrame([("Shelf", name, 0, 2, 0, 0, 0) for name in ("empathy", "assurance")], columns=COUNTS)
    curve = experience(BORROW, counts, visits(("Shelf", 2)), trust(outcomes, resolved_days([]), LAST))
    shelf = curve[curve["touchpoint"] == "Shelf"].iloc[0]
    assert shelf[["n", "observations", "rated", "grade"]].tolist() == [4, 100, 2, "anecdote"]
    (bounds,) = mean_intervals([[0, 2, 0, 0, 0]])
    assert shelf[["low", "high"]].tolist() == bounds.tolist()
