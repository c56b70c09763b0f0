"""How many moments are good, so-so and bad, at each touchpoint."""

import pandas as pd

from audit.intake.outcome_counts import outcome_counts, touchpoint_outcomes


def test_the_visit_as_a_whole_stands_first_and_every_outcome_is_counted():
    rows = pd.DataFrame(
        {
            "touchpoint": ["Lab", "Desk", "The visit as a whole", "Lab"],
            "outcome": ["positive", "negative", "positive", "positive"],
        }
    )
    assert outcome_counts(rows) == {"positive": 3, "neutral": 0, "negative": 1}
    by_touchpoint = touchpoint_outcomes(rows)
    assert list(by_touchpoint) == ["The visit as a whole", "Lab", "Desk"]
    assert by_touchpoint["Lab"] == {"positive": 2, "neutral": 0, "negative": 0}


def test_a_reading_without_rows_has_no_touchpoint():
    rows = pd.DataFrame({"touchpoint": pd.Series(dtype="str"), "outcome": pd.Series(dtype="str")})
    assert touchpoint_outcomes(rows) == {}
