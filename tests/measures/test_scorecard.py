"""The leaders' own scorecard: sums over whoever's tallies are given."""

import numpy as np
import pandas as pd

from audit.measures.scorecard import COLUMNS, scorecard

COUNTS = pd.DataFrame(
    [("AB", "Desk", 4, 1, 1), ("AB", "Call", 2, 0, 0), ("CD", "Desk", 0, 0, 2), ("", "Web", 1, 0, 0)],
    columns=["observer", "touchpoint", "positives", "neutrals", "negatives"],
)
WALKS = pd.DataFrame([("AB", 3, 1), ("CD", 1, 0), ("", 1, 0)], columns=["observer", "walks", "own_area_walks"])
DELAYS = pd.DataFrame(
    [("AB", "calls", 10, 6), ("CD", "calls", 1440, 2)], columns=["observer", "method", "minutes", "n"]
)


def of(name):
    return (table[table["observer"] == name] for table in (COUNTS, WALKS, DELAYS))


def test_all_leaders_together_are_one_row():
    (row,) = scorecard(COUNTS, WALKS, DELAYS).to_dict("records")
    assert row == {
        "observers": 2,
        "walks": 5,
        "own_area_walks": 1,
        "touchpoints": 3,
        "observations": 11,
        "positives": 7,
        "neutrals": 1,
        "negatives": 3,
        "good_to_bad": 7 / 3,
        "timed": 8,
        "median_minutes": 10,
        "day_share": 0.75,
    }


def test_one_person_alone_is_the_same_sum_over_their_own_tallies():
    (row,) = scorecard(*of("AB")).to_dict("records")
    assert (row["walks"], row["touchpoints"], row["good_to_bad"], row["day_share"]) == (3, 2, 6.0, 1.0)


def test_what_cannot_be_known_is_left_empty():
    (row,) = scorecard(*of("")).to_dict("records")
    assert (row["observers"], row["timed"]) == (0, 0)
    assert np.isnan([row["good_to_bad"], row["median_minutes"], row["day_share"]]).all()


def test_nothing_seen_is_no_row():
    assert list(scorecard(*of("nobody")).columns) == COLUMNS
    assert scorecard(*of("nobody")).empty
