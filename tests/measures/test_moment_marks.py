"""Marks on the cover: one a moment, as large as may be, none of a kind left out."""

import pandas as pd
import pytest

from audit.measures.moment_marks import COLUMNS, LARGEST, MOST_MARKS, SHAPE, moment_marks, stands_for


def journeys(*rows):
    """Return touchpoints of (good, mixed, bad), each five of one journey."""
    columns = ["positives", "neutrals", "negatives"]
    return pd.DataFrame(rows, columns=columns).assign(
        journey=[f"Journey {place // 5}" for place in range(len(rows))],
        touchpoint=[f"Touchpoint {place}" for place in range(len(rows))],
    )


@pytest.mark.parametrize(
    ("moments", "each"), [(0, 1), (3, 1), (1500, 1), (1501, 2), (3001, 5), (7501, 10), (20_000, 20), (1_000_000, 1000)]
)
def test_beyond_fifteen_hundred_one_mark_stands_for_several(moments, each):
    assert stands_for(moments) == each
    assert moments / each <= MOST_MARKS


MIXES = {
    "three moments": [(1, 0, 0), (0, 1, 1)],
    "nothing": [(0, 0, 0)] * 7,
    "all alike": [(20, 0, 0)] * 7,
    "one touchpoint": [(900, 400, 200)],
    "fifteen hundred": [(30, 5, 8)] * 34,
    "twenty thousand": [(500, 60, 27)] * 34,
    "many touchpoints": [(3, 1, 0)] * 300,
}


@pytest.mark.parametrize("rows", MIXES.values(), ids=MIXES)
def test_every_mark_stands_within_the_picture_and_beside_no_other_column(rows):
    laid = moment_marks(journeys(*rows))
    assert list(laid) == COLUMNS
    cell, abreast = laid["cell"].iloc[0], laid["abreast"].iloc[0]
    up = -(-(laid["good_marks"] + laid["mixed_marks"]) // abreast)
    down = -(-laid["bad_marks"] // abreast)
    assert (laid["below"] == down.max()).all()
    assert (up.max() + down.max()) * cell * SHAPE <= 1.0001
    assert 0 < cell <= LARGEST
    half = abreast * cell / 2
    assert (laid["at"] - half).min() >= 0
    assert (laid["at"] + half).max() <= 1
    assert laid["at"].diff().dropna().ge(abreast * cell).all()
    for kind, moments in {"good": "positives", "mixed": "neutrals", "bad": "negatives"}.items():
        assert ((laid[f"{kind}_marks"] > 0) == (laid[moments] > 0)).all()
        if laid["stands_for"].iloc[0] == 1:
            assert (laid[f"{kind}_marks"] == laid[moments]).all()


def test_a_gap_parts_two_journeys_and_three_abreast_are_what_a_usual_quarter_takes():
    laid = moment_marks(journeys((57, 3, 26), *[(9, 2, 2)] * 33))
    steps = laid["at"].diff().round(6)
    assert steps.iloc[5] == pytest.approx(2 * steps.iloc[4], abs=1e-5)
    assert laid["abreast"].iloc[0] == 3


def test_no_touchpoint_at_all_is_an_empty_picture():
    assert moment_marks(journeys()).empty
