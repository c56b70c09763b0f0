"""Whether a team kept its word: what was observed after a promise, held against the rule the team gave itself."""

from math import ceil, nan
from typing import Any

import pandas as pd

from audit.measures.verdict import FEWEST_MOMENTS
from audit.model.commitment_rule import Rule, RuleKind, RuleVerdict

RULE_FIGURES = ["rule_verdict", "rule_n", "rule_value", "rule_needed"]


def word(rule: Rule, n: int, value: float, visits: int | None = None) -> dict[str, Any]:
    """Hold what was observed since against a rule.

    Args:
        rule: the rule.
        n: how many moments that ended well or badly, scores, or timed waits there were since.
        value: the share of good moments (0-1), the mean score (1-5), or the typical wait (minutes); NaN = none.
        visits: of how many visits the n are, None = each of its own: what is noted twice in a visit is there once.

    Returns:
        `rule_verdict` (kept, not kept, too early, words only), `rule_n`, `rule_value`, `rule_needed` (how many more
        there must be before anything can be said; 0 = it can). It is too early under as many moments as the rule
        speaks of, and under `FEWEST_MOMENTS` scores or waits, each of a visit of its own.
    """
    if rule.kind is RuleKind.WORDS or rule.bound is None:
        return dict(zip(RULE_FIGURES, (RuleVerdict.WORDS_ONLY.value, 0, nan, 0), strict=True))
    enough = rule.of or FEWEST_MOMENTS  # "8 of 10" names its own number; a score or a wait does not
    there = n if visits is None else visits
    if there < enough:
        return dict(zip(RULE_FIGURES, (RuleVerdict.TOO_EARLY.value, n, value, enough - there), strict=True))
    is_kept = value <= rule.bound if rule.kind is RuleKind.WAIT else value >= rule.bound / (rule.of or 1)
    return dict(
        zip(RULE_FIGURES, ((RuleVerdict.HELD if is_kept else RuleVerdict.BROKEN).value, n, value, 0), strict=True)
    )


def mean_score(scores: pd.DataFrame) -> tuple[int, float]:
    """Return how many scores there were and their mean (1-5; NaN = none).

    Args:
        scores: `n`, `total` (sum of the scores) of one touchpoint.
    """
    n = int(scores["n"].sum())
    return n, float(scores["total"].sum()) / n if n else nan


def typical_wait(waits: pd.DataFrame) -> tuple[int, float]:
    """Return how many waits were timed, and the wait in minutes that half of them did not exceed (NaN = none).

    Args:
        waits: `wait_seconds`, `n` (waits of that length) of one touchpoint.
    """
    ordered = waits.sort_values("wait_seconds")
    n = int(ordered["n"].sum())
    if not n:
        return 0, nan
    # as the rule is put: at least half waited no longer
    half = ordered.loc[ordered["n"].cumsum() >= (n + 1) // 2, "wait_seconds"]
    return n, float(half.iloc[0]) / 60


def proposed_rule(good_before: int, n_before: int) -> Rule:
    """Return a rule that asks for no less than there was: so many of ten moments, nine at most."""
    least = ceil(10 * good_before / n_before) if n_before else 8  # up, so that it never asks for less than there was
    return Rule(RuleKind.GOOD, min(9, max(1, least)), 10)  # ten of ten would be broken by a single bad day
