"""What was observed at one touchpoint over some days, as a commitment's rule asks for it."""

from datetime import date

from audit.measures.rule import mean_score, typical_wait
from audit.model.rule import Rule, RuleKind
from audit.model.view import View
from audit.store.opening import Store
from audit.store.tallies import score_sums, wait_counts


def measured(
    store: Store, rule: Rule, touchpoint: str, days: tuple[date, date], outcomes: tuple[int, int]
) -> tuple[int, float]:
    """Return how much stands behind a rule's figure, and the figure.

    Args:
        store: the open store.
        rule: the rule.
        touchpoint: its name.
        days: the first and the last day, both included.
        outcomes: good and bad moments there over these days.

    Returns:
        Moments and the share of good ones (0-1), scores and their mean (1-5), or timed waits and the typical one in
        minutes, as the rule looks at; the figure is NaN where there was none.
    """
    view = View(*days, touchpoint=touchpoint)
    if rule.kind is RuleKind.MEAN:
        return mean_score(score_sums(store, view))
    if rule.kind is RuleKind.WAIT:
        return typical_wait(wait_counts(store, view))
    good, n = outcomes[0], sum(outcomes)
    return n, good / n if n else float("nan")
