"""Like gaps of observations that each are a visit of their own."""

import pandas as pd

from audit.measures.like_gap import like_gaps


def test_without_effects_each_moment_counts_once():
    counts = pd.DataFrame(
        {"group": ["A"], "touchpoint": ["Desk"], "own_n": [10], "own_positives": [9], "other_n": [10]}
    ).assign(other_positives=5)
    (gap,) = like_gaps(counts, ["group"])["like_gap"]
    assert round(gap, 6) == 0.4
