"""A word was kept or not by what was observed since, and nothing is said before there is enough."""

from math import isnan, nan

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.measures.commitment_rule import MARGIN, Before, mean_score, no_less_rule, proposed_rule, typical_wait, word
from audit.measures.verdict import least_showing, verdicts
from audit.model.commitment_rule import Rule, RuleKind

GOOD, MEAN, WAIT = Rule(RuleKind.GOOD, 8, 10), Rule(RuleKind.MEAN, 4.0), Rule(RuleKind.WAIT, 10)


@pytest.mark.parametrize(
    ("rule", "n", "value", "verdict", "needed"),
    [
        (GOOD, 20, 1.0, "kept", 0),
        (GOOD, 10, 0.8, "kept", 0),
        (GOOD, 12, 5 / 12, "not kept", 0),
        (GOOD, 4, 1.0, "too early", 6),
        (GOOD, 0, nan, "too early", 10),
        (Rule(RuleKind.GOOD, 2, 3), 6, 4 / 6, "kept", 0),
        (MEAN, 10, 4.0, "kept", 0),
        (MEAN, 10, 3.9, "not kept", 0),
        (MEAN, 9, 5.0, "too early", 1),
        (WAIT, 10, 10.0, "kept", 0),
        (WAIT, 10, 10.5, "not kept", 0),
        (Rule(), 30, 1.0, "words only", 0),
    ],
)
def test_what_was_observed_is_held_against_the_rule(rule, n, value, verdict, needed):
    told = word(rule, n, value)
    assert (told["rule_verdict"], told["rule_needed"]) == (verdict, needed)


def test_scores_and_waits_are_summed_up():
    assert mean_score(pd.DataFrame({"n": [2, 1], "total": [8.0, 5.0]})) == (3, 13 / 3)
    assert typical_wait(pd.DataFrame({"wait_seconds": [1200, 60, 300], "n": [1, 1, 2]})) == (4, 5.0)
    empty = pd.DataFrame({"n": [], "total": [], "wait_seconds": []})
    for nothing in (mean_score(empty), typical_wait(empty)):
        assert nothing[0] == 0
        assert isnan(nothing[1])


@given(st.integers(0, 200), st.integers(0, 200), st.sampled_from((10, 20)))
def test_the_rule_where_nothing_shows_asks_for_no_less_than_there_was_but_for_no_perfection(good, bad, of):
    rule = no_less_rule(good, good + bad, of)
    share = good / (good + bad) if good + bad else 0
    assert 1 <= rule.bound <= of - 1
    assert rule.bound / of >= min(share, 1 - 1 / of)


def counted(good, n, good_after=0, n_after=0, deff=1.0):
    counts = {"before_positives": good, "before_negatives": n - good, "before_deff": deff}
    return pd.DataFrame([counts | {"after_positives": good_after, "after_negatives": n_after - good_after}])


def before(good, n, deff=1.0):
    row = verdicts(counted(good, n, deff=deff)).iloc[0]
    return Before(good, n, row["before_high"], least_showing(row))


@pytest.mark.parametrize(
    ("good", "n", "of", "least"),
    [
        (15, 32, 20, 16),  # 15 of 20 would be surely better by less than one point
        (6, 12, 20, 17),
        (0, 5, 20, 10),
        (18, 22, 20, None),
        (18, 22, 60, 58),
        (22, 22, 1_000, None),
        (0, 5, 9, None),  # under ten moments it is too early whatever was seen
        (0, 0, 20, None),
    ],
)
def test_the_rule_that_is_proposed_is_the_lowest_that_would_also_be_surely_better(good, n, of, least):
    rule = proposed_rule(before(good, n), of)
    assert rule == (None if least is None else Rule(RuleKind.GOOD, least, of))


@given(st.integers(0, 60), st.integers(0, 60), st.sampled_from((10, 20, 35)), st.sampled_from((1.0, 2.5)))
def test_one_good_moment_less_would_not_surely_show(good, bad, of, deff):
    rule = proposed_rule(before(good, good + bad, deff), of)
    reached = (int(rule.bound), int(rule.bound) - 1) if rule else (of, of)
    after, less = (verdicts(counted(good, good + bad, each, of, deff)).iloc[0]["difference_low"] for each in reached)
    assert not less >= MARGIN
    assert rule is None or after >= MARGIN


SURENESS = {"too early": 0, "kept": 1, "not kept": 1}


@given(st.sampled_from((GOOD, MEAN, WAIT)), st.integers(0, 30), st.integers(0, 20), st.integers(1, 4))
def test_noting_everything_again_within_its_visit_says_no_more_of_a_rule(rule, visits, value, times):
    share = min(value / 20, 1.0) if rule is GOOD else float(value)
    once, again = word(rule, visits, share), word(rule, times * visits, share, visits)
    assert SURENESS[again["rule_verdict"]] <= SURENESS[once["rule_verdict"]]
    assert (again["rule_verdict"], again["rule_needed"]) == (once["rule_verdict"], once["rule_needed"])
    assert again == word(rule, visits, share, visits) | {"rule_n": times * visits}
