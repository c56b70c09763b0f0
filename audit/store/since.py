"""What was observed at one touchpoint over some days, as a commitment and its rule ask for it."""

from datetime import date

import pandas as pd

from audit.measures.commitment_rule import mean_score, typical_wait
from audit.measures.verdict import spans, windows
from audit.measures.visits import beside
from audit.model.commitment_rule import Rule, RuleKind
from audit.model.view import EVERYTHING, View
from audit.store.journey import touchpoints
from audit.store.opening import Store
from audit.store.tallies import outcome_days, score_sums, wait_counts
from audit.store.visit_quantity import GOOD, SCORES, TIMED, Quantity
from audit.store.visit_sums import repeated_within


def before_and_after(store: Store, made: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Count the moments before and after each commitment; arguments and columns as `audit.measures.verdict.windows`."""
    keys = touchpoints(store)[["touchpoint", "touchpoint_id"]]
    looked_at = spans(made, as_of).merge(keys, on="touchpoint").assign(place="")
    sums = repeated_within(store, GOOD, EVERYTHING, looked_at)
    return windows(made, outcome_days(store, of_visits=True), as_of, sums)


def measured(
    store: Store, rule: Rule, touchpoint: str, days: tuple[date, date], outcomes: tuple[int, int]
) -> tuple[int, float, int]:
    """Return how much stands behind a rule's figure, and the figure.

    Args:
        store: the open store.
        rule: the rule.
        touchpoint: its name.
        days: the first and the last day, both included.
        outcomes: good and bad moments there over these days.

    Returns:
        Moments and the share of good ones (0-1), scores and their mean (1-5), or timed waits and the typical one in
        minutes, as the rule looks at, and of how many visits they are; the figure is NaN where there was none.
    """
    view = View(*days, touchpoint=touchpoint)
    if rule.kind is RuleKind.MEAN:
        n, value = mean_score(score_sums(store, view))
        return n, value, _visits(store, SCORES, touchpoint, days, n)
    if rule.kind is RuleKind.WAIT:
        n, value = typical_wait(wait_counts(store, view))
        return n, value, _visits(store, TIMED, touchpoint, days, n)
    good, n = outcomes[0], sum(outcomes)
    return n, good / n if n else float("nan"), _visits(store, GOOD, touchpoint, days, n)


def _visits(store: Store, quantity: Quantity, touchpoint: str, days: tuple[date, date], n: int) -> int:
    """Return of how many visits the `n` values are that a touchpoint has over some days."""
    keys = touchpoints(store)[["touchpoint", "touchpoint_id"]]
    span = keys[keys["touchpoint"] == touchpoint].assign(number=0, place="", since=days[0], until=days[1])
    sums = repeated_within(store, quantity, EVERYTHING, span)
    visits, _ = beside(pd.DataFrame({"number": [0], "n": [n]}), sums, ["number"])
    return int(visits[0])
