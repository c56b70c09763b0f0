"""Surely good is what surely lies above its standard, whoever leads the ranking."""

import pandas as pd
from hypothesis import given as holds_for
from hypothesis import strategies as st

from audit.measures.ranking import ranking
from audit.measures.surely_good import surely_good


def ranked(*scores):
    """Return the ranking of touchpoints A, B, ... of whose scores each is given with how often it was given."""
    rows = []
    for name, counts in zip("ABCDEFGH", scores, strict=False):
        n = sum(often for _, often in counts)
        rows.append((name, n, sum(s * k for s, k in counts), sum(s * s * k for s, k in counts)))
    return ranking(pd.DataFrame(rows, columns=["touchpoint", "n", "total", "squares"]))


def held(scores, **targets):
    names = list("ABCDEFGH")
    own = pd.DataFrame({"touchpoint": names, "target": [targets.get(name) for name in names]})
    return surely_good(ranked(*scores), own).set_index("touchpoint")


GOOD, FAIR, POOR = ((5, 30), (4, 10)), ((4, 20), (3, 20)), ((2, 30), (1, 10))


def test_the_best_of_a_poor_lot_is_not_surely_good():
    found = held((FAIR, POOR))
    assert found.loc["A", "rank"] == 1
    assert not found["is_surely_good"].any()


def test_what_lies_surely_above_four_is_good_where_no_target_is_set():
    assert held((GOOD, POOR))["is_surely_good"].to_dict() == {"A": True, "B": False}


def test_a_target_of_the_touchpoints_own_goes_first():
    found = held((GOOD, FAIR, POOR), A=4.8, B=3.0)
    assert found["standard"].to_dict() == {"A": 4.8, "B": 3.0, "C": 4.0}
    assert found["is_surely_good"].to_dict() == {"A": False, "B": True, "C": False}


def test_few_visits_are_never_surely_good():
    assert not held((((5, 4),), POOR, FAIR)).loc["A", "is_surely_good"]


def test_where_nothing_is_set_apart_there_is_no_bound_and_nothing_surely_good():
    assert not held((GOOD, GOOD))["is_surely_good"].any()
    assert not held((GOOD,))["is_surely_good"].any()


@holds_for(st.lists(st.lists(st.integers(1, 5), min_size=1, max_size=30), min_size=1, max_size=6))
def test_nothing_is_surely_good_whose_bound_reaches_its_standard(every):
    found = held([[(score, 1) for score in scores] for scores in every])
    good = found[found["is_surely_good"]]
    assert (good["lower"] > good["standard"]).all()
    assert good["rank"].notna().all()
