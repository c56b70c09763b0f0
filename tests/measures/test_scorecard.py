"""The leaders' own scorecard: sums over whoever's tallies are given."""

import numpy as np
import pandas as pd

from audit.measures.scorecard import COLUMNS, PROMISED, RECOGNITION, scorecard, with_answers, with_commitments

COUNTS = pd.DataFrame(
    [
        *(("AB", "Desk", 4, 1, 1, 3, 1, 0), ("AB", "Call", 2, 0, 0, 0, 0, 2)),
        *(("CD", "Desk", 0, 0, 2, 1, 0, 0), ("", "Web", 1, 0, 0, 0, 0, 0)),
    ],
    columns=["observer", "touchpoint", "positives", "neutrals", "negatives", *RECOGNITION[:-1]],
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
        "not_recognised": 4,
        "perhaps_recognised": 1,
        "announced": 2,
        "recognition_not_said": 4,
        "timed": 8,
        "median_minutes": 10,
        "day_share": 0.75,
    }


def test_one_person_alone_is_the_same_sum_over_their_own_tallies():
    (row,) = scorecard(*of("AB")).to_dict("records")
    assert (row["walks"], row["touchpoints"], row["good_to_bad"], row["day_share"]) == (3, 2, 6.0, 1.0)


def test_the_answers_to_whether_anybody_knew_add_up_to_what_one_person_saw():
    (row,) = scorecard(*of("AB")).to_dict("records")
    assert [row[name] for name in RECOGNITION] == [3, 1, 2, 2]
    assert row["observations"] == 8


def test_what_cannot_be_known_is_left_empty():
    (row,) = scorecard(*of("")).to_dict("records")
    assert (row["observers"], row["timed"]) == (0, 0)
    assert np.isnan([row["good_to_bad"], row["median_minutes"], row["day_share"]]).all()


def test_nothing_seen_is_no_row():
    assert list(scorecard(*of("nobody")).columns) == COLUMNS
    assert scorecard(*of("nobody")).empty


def test_what_became_of_the_promises_stands_at_the_end_of_the_row_of_all():
    states = pd.Series(["late", "kept", "kept", "open", "carried over", "closed"])
    told = with_commitments(scorecard(COUNTS, WALKS, DELAYS), states)
    assert list(told.columns) == [*COLUMNS, *PROMISED]
    assert told.loc[0, PROMISED].tolist() == [6, 2, 1]
    assert with_commitments(scorecard(COUNTS, WALKS, DELAYS), states[:0]).loc[0, PROMISED].tolist() == [0, 0, 0]


def test_promises_alone_make_no_row():
    told = with_commitments(scorecard(*of("nobody")), pd.Series(["kept"]))
    assert told.empty
    assert list(told.columns) == [*COLUMNS, *PROMISED]


def test_what_staff_heard_stands_beside_it_and_on_nobodys_own():
    heard = pd.DataFrame(
        [{"negatives": 9, "owned": 4, "answered": 3, "answered_median_days": 12.0, "owned_share": 0.4}]
    )
    row = with_answers(scorecard(COUNTS, WALKS, DELAYS), heard).iloc[0]
    names = ["findings", "findings_owned", "findings_answered", "answered_median_days"]
    assert row[names].tolist() == [9, 4, 3, 12]
    assert not set(names) & set(scorecard(COUNTS, WALKS, DELAYS).columns)
    assert with_answers(scorecard(*of("nobody")), heard).empty
