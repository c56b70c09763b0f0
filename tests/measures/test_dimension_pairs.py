"""Two dimensions are compared within the observations that rate both, and nowhere else."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from audit.measures.dimension_pairs import rater_pairs
from tests.measures.visited import effect_of, rated_together


def pair(pairs, dimension, other):
    return pairs[(pairs["dimension"] == dimension) & (pairs["other"] == other)].iloc[0]


def compared(*seen):
    counts, sums = rated_together(*seen)
    return rater_pairs(sums, counts)


def turned():
    """Tangibles are rated where the service is best; where empathy is rated too, empathy leads."""
    alone = [(f"a{n}", {"tangibles": 5}) for n in range(200)]
    both = [(f"b{n}", {"tangibles": 2 + n % 2, "empathy": 3 + n % 2}) for n in range(39)]
    return [*alone, *both, ("b", {"tangibles": 4, "empathy": 4})]


def test_ten_pairs_stand_there_whatever_was_rated():
    pairs = compared(("a", {"empathy": 3}))
    assert len(pairs) == 10
    assert set(pairs["verdict"]) == {"not rated"}


def test_pooled_means_that_say_otherwise_are_not_believed():
    row = pair(compared(*turned()), "tangibles", "empathy")
    assert row["pooled_difference"] > 0 > row["high"]
    assert (row["n"], row["visits"], row["verdict"]) == (40, 40, "pooled means say otherwise")


def test_a_dimension_is_higher_where_both_ways_of_looking_agree():
    rows = [(str(n), {"reliability": 4 + n % 2, "assurance": 3 + (n // 2) % 2}) for n in range(40)]
    assert pair(compared(*rows), "reliability", "assurance")["verdict"] == "higher"
    turned_round = [
        (visit, {"assurance": given["reliability"], "reliability": given["assurance"]}) for visit, given in rows
    ]
    assert pair(compared(*turned_round), "reliability", "assurance")["verdict"] == "lower"


@pytest.mark.parametrize(("observations", "visits"), [(29, 29), (40, 4)])
def test_few_common_observations_or_visits_are_not_compared(observations, visits):
    rows = [(str(n % visits), {"reliability": 5, "assurance": 1 + n % 2}) for n in range(observations)]
    row = pair(compared(*rows), "reliability", "assurance")
    assert (row["verdict"], row["p"]) == ("not comparable", 1.0)


def test_a_difference_that_never_varies_is_sure():
    rows = [(str(n), {"reliability": 5, "assurance": 4}) for n in range(30)]
    row = pair(compared(*rows), "reliability", "assurance")
    assert (row["low"], row["high"], row["p"], row["verdict"]) == (1.0, 1.0, 0.0, "higher")
    level = [(str(n), {"reliability": 5, "assurance": 5}) for n in range(30)]
    assert pair(compared(*level), "reliability", "assurance")["verdict"] == "no clear difference"


def test_interval_and_chance_are_those_of_students_t_by_visit_after_holm():
    dice = np.random.default_rng(3)
    rows = [
        (
            str(n // 3),
            dict(zip(("reliability", "assurance", "tangibles"), dice.integers(1, 6, 3).tolist(), strict=True)),
        )
        for n in range(120)
    ]
    pairs = compared(*rows)
    chances = {}
    for one, other in (("reliability", "assurance"), ("reliability", "tangibles"), ("assurance", "tangibles")):
        observed = [(visit, str(n), float(given[one] - given[other])) for n, (visit, given) in enumerate(rows)]
        values = [y for *_, y in observed]
        error = (effect_of(observed) * np.var(values, ddof=1) / 120) ** 0.5
        row = pair(pairs, one, other)
        low, high = stats.t.interval(0.95, 39, np.mean(values), error)
        assert (row["difference"], row["low"], row["high"]) == pytest.approx((np.mean(values), low, high))
        chances[one, other] = 2 * stats.t.sf(abs(np.mean(values)) / error, 39)
    running = 0.0
    for place, (names, chance) in enumerate(sorted(chances.items(), key=lambda each: each[1])):
        running = max(running, (10 - place) * chance)
        assert pair(pairs, *names)["p"] == pytest.approx(min(1.0, running))


def test_scopes_are_compared_apart():
    counts, sums = rated_together(*turned())
    two_counts = pd.concat([counts.assign(place=place) for place in ("Hall", "Yard")])[["place", *counts.columns]]
    pairs = rater_pairs(sums.assign(place="Hall")[["place", *sums.columns]], two_counts)
    assert pairs["place"].tolist() == ["Hall"] * 10 + ["Yard"] * 10
    assert pair(pairs[pairs["place"] == "Yard"], "tangibles", "empathy")["verdict"] == "not comparable"
