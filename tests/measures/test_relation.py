"""Whether the metric and the visits move together, and how sure that is."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given as supposing
from hypothesis import strategies as st
from scipy.stats import spearmanr

from audit.measures.relation import Relation, relation, relation_within

RISING = list(range(12))


def test_the_published_example_of_fifteen_pairs():
    """Published with the function ci.spear of the R package statpsych, by the author of the interval."""
    y = [21, 4, 9, 12, 35, 18, 10, 22, 24, 1, 6, 8, 13, 16, 19]
    x = [67, 28, 30, 28, 52, 40, 25, 37, 44, 10, 14, 20, 28, 40, 51]
    found = relation(y, x)
    assert (found.rho, found.low, found.high) == pytest.approx((0.8699639, 0.5840951, 0.9638297), abs=1e-7)
    assert found.verdict == "together"


@pytest.mark.given
def test_london_lines_that_ran_as_scheduled_were_liked_better(given):
    table = given / "london_underground/london_underground_performance_2003_2018.csv"
    rows = pd.read_csv(table, low_memory=False).query("line != 'All Lines'")
    ran = rows[(rows["metric"] == "% of Schedule Operated") & rows["period"].notna()]
    liked = rows[(rows["metric"] == "CSS Overall Evaluation") & rows["quarter"].notna()]
    by_line_and_year = [each.groupby(["line", "year"])["value"].mean() for each in (ran, liked)]
    pairs = pd.concat(by_line_and_year, axis=1, keys=["ran", "liked"]).dropna()
    found = relation(pairs["ran"], pairs["liked"])
    assert found.pairs == 144
    assert found.rho == pytest.approx(0.534, abs=0.0005)
    assert found.verdict == "together"


def test_under_ten_pairs_nothing_is_said():
    nine = relation(RISING[:9], RISING[:9])
    assert (nine.pairs, nine.verdict) == (9, "too few to say")
    assert math.isnan(nine.rho)
    assert relation([], []).verdict == "too few to say"


def test_a_figure_that_never_changes_cannot_be_related():
    assert relation(RISING, [0.9] * 12).verdict == "never changes"
    assert relation([0.9] * 12, RISING).verdict == "never changes"


def test_an_interval_that_holds_zero_is_no_relation():
    found = relation(RISING, [5, 1, 8, 3, 9, 2, 11, 4, 0, 7, 10, 6])
    assert found.low < 0 < found.high
    assert found.verdict == "no relation"


def test_opposed_figures_are_said_to_be():
    assert relation(RISING, RISING[::-1]).verdict == "opposed"


def test_a_perfect_order_is_still_not_certain():
    found = relation(RISING, RISING)
    assert found.rho == found.high == 1.0
    assert 0.9 < found.low < 1.0


def test_verdicts_at_the_very_edge():
    assert Relation(10, 0.5, 0.0, 0.8).verdict == "no relation"
    assert Relation(10, 0.5, 0.001, 0.8).verdict == "together"


pairs = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=10, max_size=40)


@supposing(pairs)
def test_rho_is_spearmans_and_order_and_direction_do_not_matter(drawn):
    first, second = np.array(drawn).T
    found = relation(first, second)
    if found.verdict == "never changes":
        return
    assert found.rho == pytest.approx(spearmanr(first, second).statistic, abs=1e-12)
    assert -1 <= found.low <= found.rho <= found.high <= 1
    turned = relation(second[::-1], -first[::-1])
    assert (turned.rho, turned.low, turned.high) == pytest.approx((-found.rho, -found.high, -found.low), abs=1e-12)


@supposing(pairs)
def test_twice_the_pairs_are_surer(drawn):
    first, second = np.array(drawn).T
    once, twice = relation(first, second), relation(np.tile(first, 2), np.tile(second, 2))
    if once.verdict != "never changes" and abs(once.rho) < 1:
        assert twice.high - twice.low < once.high - once.low


def test_services_that_differ_in_both_figures_make_no_relation():
    """Over all months together the better service is better in both; within each, nothing goes together."""
    still = [5, 1, 8, 3, 9, 2, 11, 4, 0, 7, 10, 6]
    low, high = (RISING, still), ([each + 50 for each in RISING], [each + 50 for each in still])
    together = relation([*low[0], *high[0]], [*low[1], *high[1]])
    assert together.verdict == "together"
    within = relation_within({"low": [low], "high": [high]})
    assert (within.pairs, within.verdict) == (24, "no relation")
    assert within.rho == pytest.approx(relation(*low).rho)


def test_within_one_service_the_relation_is_spearmans_with_an_interval_at_least_as_wide():
    x, y = RISING, [1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10]
    alone, within = relation(x, y), relation_within({"desk": [(x, y)]})
    assert within.rho == pytest.approx(alone.rho)
    assert within.low <= alone.low + 1e-12
    assert within.high >= alone.high - 1e-12
    assert within == relation_within({"desk": [(x, y)]})


def test_services_that_disagree_make_the_interval_wide():
    one, other = (RISING, RISING), (RISING, RISING[::-1])
    found = relation_within({"one": [one], "other": [other]})
    assert found.rho == pytest.approx(0)
    assert (found.low, found.high) == (pytest.approx(-1), pytest.approx(1))


def test_a_figure_that_never_changes_takes_no_part_within_services():
    rising = (RISING, RISING)
    assert relation_within({"a": [rising], "b": [(RISING, [1] * 12)]}).pairs == 12
    assert relation_within({"b": [(RISING, [1] * 12)]}).verdict == "never changes"
    assert relation_within({"b": [(RISING, [1] * 12)], "a": [(RISING[:4], RISING[:4])]}).pairs == 4
    assert relation_within({}).verdict == "too few to say"


def test_two_metrics_of_a_service_are_ranked_apart():
    low, high = (RISING[:6], [3, 1, 4, 0, 5, 2]), ([each + 50 for each in RISING[:6]], [53, 51, 54, 50, 55, 52])
    assert relation_within({"desk": [low, high]}).rho == pytest.approx(relation_within({"a": [low], "b": [high]}).rho)
