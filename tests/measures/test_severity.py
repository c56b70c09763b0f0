"""Severity: for calibrating two people, told by name and drawn towards no difference."""

import numpy as np
import pandas as pd
import pytest

from audit.measures.pairing import JUDGED
from audit.measures.severity import severity

COLUMNS = ["observer", "pairs", "difference", "low", "high", "shrunk"]


def pairs(*rows):
    """Return paired walks: (observer, partner, the observer's empathy, the partner's) each."""
    table = pd.DataFrame(rows, columns=["observer", "partner", "empathy", "empathy_partner"])
    empty = {f"{name}{end}": np.nan for name in JUDGED for end in ("", "_partner") if name != "empathy"}
    return table.assign(**empty).astype({"empathy": float, "empathy_partner": float})


def test_each_is_told_beside_the_partners_in_the_order_of_names():
    found = severity(pairs(("CD", "EF", 2, 4), ("AB", "CD", 5, 3), ("AB", "EF", 4, 4)))
    assert list(found.columns) == COLUMNS
    assert list(found["observer"]) == ["AB", "CD", "EF"]
    assert list(found["pairs"]) == [2, 2, 2]
    assert list(found["difference"]) == [1, -2, 1]


def test_a_pair_says_one_thing_however_many_dimensions_it_rated():
    walk = pairs(("AB", "CD", 5, 3)).assign(reliability=2.0, reliability_partner=4.0, tangibles=1.0)
    assert list(severity(walk)["difference"]) == [0, 0]
    assert severity(walk.assign(empathy=np.nan, reliability=np.nan)).empty


def test_two_observers_are_as_strict_as_the_other_is_mild_and_the_interval_is_students():
    gaps = [1, 1, 0, 2, 1, -1]
    found = severity(pairs(*(("AB", "CD", 3 + gap, 3) for gap in gaps))).set_index("observer")
    mean, spread = np.mean(gaps), np.std(gaps, ddof=1) / np.sqrt(6)
    assert found.loc["AB", "difference"] == pytest.approx(mean)
    assert found.loc["CD", "difference"] == pytest.approx(-mean)
    assert found.loc["AB", ["low", "high"]].tolist() == pytest.approx(
        [mean - 2.5706 * spread, mean + 2.5706 * spread], abs=1e-3
    )
    assert 0 < found.loc["AB", "shrunk"] < mean


def test_who_differs_no_more_than_chance_is_drawn_to_no_difference():
    found = severity(pairs(("AB", "CD", 5, 1), ("AB", "CD", 1, 5), ("AB", "CD", 3, 3), ("AB", "CD", 4, 3)))
    assert list(found["shrunk"]) == [0, 0]


def test_one_pair_alone_gives_no_interval():
    found = severity(pairs(("AB", "CD", 5, 3)))
    assert found[["low", "high"]].isna().all(axis=None)
    assert list(found["shrunk"]) == [0, 0]


def test_no_pairs_are_no_rows():
    assert list(severity(pairs()).columns) == COLUMNS
    assert severity(pairs()).empty
