"""Whether a team kept its word: what was observed after a promise, held against the rule the team gave itself."""

from dataclasses import dataclass
from datetime import date
from math import ceil, nan
from typing import Any

import numpy as np
import pandas as pd

from audit.measures.intervals import wilson
from audit.measures.verdict import FEWEST_MOMENTS
from audit.model.commitment_rule import Rule, RuleKind, RuleVerdict

RULE_FIGURES = ["rule_verdict", "rule_n", "rule_value", "rule_needed"]
USUAL_WALKS = 20  # to one touchpoint until a commitment is due, at best; our convention
MARGIN = 0.01  # of a share, by which an improvement must be sure: less is too near the edge to promise


@dataclass(frozen=True, slots=True)
class Before:
    """How it was before a promise.

    Attributes:
        good: good moments.
        n: good and bad ones together.
        high: the upper end of the 95 % interval of the share of good ones (0-1), visits counted; NaN without moments.
        least: the fewest moments, good ones all, that would surely be better; NaN = no number would.
        since: the first day of it, None = not said.
        until: the last.
    """

    good: int
    n: int
    high: float
    least: float
    since: date | None = None
    until: date | None = None


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


def proposed_rule(before: Before, of: int = USUAL_WALKS) -> Rule | None:
    """Return the lowest rule that could not be reached without being surely better than before, by `MARGIN` or more.

    Args:
        before: how it was.
        of: how many moments are planned, each of a visit of its own.

    Returns:
        So many good ones of `of`; None where not even all of them would do, where `of` is under `FEWEST_MOMENTS`, or
        where nothing good or bad was seen before.

    Source: Newcombe (1998) for the interval of the difference, Wilson (1927) for the shares.
    """
    if of < FEWEST_MOMENTS or not before.n:
        return None
    good = np.arange(1, of + 1)
    low, _ = wilson(good, np.full(of, float(of)))
    share, share_before = good / of, before.good / before.n
    surely = share - share_before - np.hypot(share - low, before.high - share_before)
    reached = good[surely >= MARGIN]
    return Rule(RuleKind.GOOD, int(reached[0]), of) if len(reached) else None


def no_less_rule(good_before: int, n_before: int, of: int = 10) -> Rule:
    """Return a rule that asks for no less than there was: so many of ten moments (or of `of`), but never for all."""
    # up, so that it never asks for less than there was
    least = ceil(of * good_before / n_before) if n_before else ceil(0.8 * of)
    return Rule(RuleKind.GOOD, max(1, min(of - 1, least)), of)  # ten of ten would be broken by a single bad day
