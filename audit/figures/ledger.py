"""The figures made of outcomes: what is owed, paid and still to come."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from audit.figures.question import BY_TOUCHPOINT, Question, cached, keyed, with_text_names
from audit.figures.small_groups import as_shown, few_of, resembling_as_shown
from audit.measures import outlook as outlooks
from audit.measures import trust as ledgers
from audit.measures.small_groups import without_rows
from audit.measures.visits import bad_by_visits, sustainable_by_visits
from audit.store import tallies
from audit.store.opening import Store
from audit.store.visit_quantity import GOOD

_OUTCOMES = ["observed_on", "positives", "neutrals", "negatives"]
_JUDGED = ["positives", "negatives"]
_RESOLVED = ["observed_on", "resolved_on", "negatives"]


@cached
def trust(store: Store, question: Question, since: date | None = None) -> pd.DataFrame:
    """Return what is owed and paid, and how that moved; see `audit.measures.trust.trust`.

    Scopes are touchpoints, split by `by`. The movement is that of the last 90 days, or from the day `since` on; of
    a chosen period, whose ledger starts at zero, that of all its days.
    """
    outcomes, resolved = _days(store, question)
    first = since or question.view.since  # a chosen period's ledger starts at zero, so all of its days are its movement
    balances = ledgers.trust(outcomes, resolved, question.last_day, question.ratio, question.by, first)
    # interval and verdict alone: what is owed counts every moment
    sums = resembling_as_shown(store, GOOD, question, to_last_day=True)
    sure = sustainable_by_visits(balances, sums, question.by, question.ratio)
    return bad_by_visits(balances.assign(verdict=sure), sums, question.by)


@cached
def trust_debts(store: Store, question: Question) -> pd.DataFrame:
    """Return one row a negative with what was paid for it; see `audit.measures.trust.trust_debts`."""
    outcomes, resolved = _days(store, question)
    return ledgers.trust_debts(outcomes, resolved, question.last_day, question.ratio)


@cached
def ledger(store: Store, question: Question) -> pd.DataFrame:
    """Return the running balance of each touchpoint day by day; see `audit.measures.trust.ledger`."""
    outcomes, resolved = _days(store, question)
    return ledgers.ledger(outcomes, resolved, question.last_day, question.ratio).days


@cached
def ratio_band(store: Store, question: Question) -> pd.DataFrame:
    """Return debt and verdict at other recovery ratios; see `audit.measures.trust.survives`."""
    outcomes, resolved = _days(store, question)
    band = ledgers.survives(outcomes, resolved, question.last_day, question.ratio, by=question.by)
    times = len(ledgers.ratios_compared(question.ratio))
    counts = {name: np.repeat(trust(store, question)[name].to_numpy(), times) for name in ("positives", "negatives")}
    sums = resembling_as_shown(store, GOOD, question, to_last_day=True)
    return band.assign(verdict=sustainable_by_visits(band.assign(**counts), sums, question.by, band["ratio"]))


@cached
def outlook(store: Store, question: Question) -> pd.DataFrame:
    """Return what becomes of each touchpoint's debt; see `audit.measures.outlook.outlook`."""
    by_touchpoint = replace(question, by=BY_TOUCHPOINT)
    outcomes, _ = _days(store, by_touchpoint)
    return outlooks.outlook(trust(store, by_touchpoint), with_text_names(outcomes), question.last_day, question.ratio)


def _days(store: Store, question: Question) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return outcome and resolved days with no keys but those asked for; a touchpoint is always a scope."""
    scoped = question.with_touchpoint
    outcomes = tallies.outcome_days(store, scoped.view, scoped.apart)
    resolved = tallies.resolved_days(store, scoped.view, scoped.apart)
    counts = keyed(outcomes, scoped, _OUTCOMES), keyed(resolved, scoped, _RESOLVED)
    shown = as_shown(store, question, counts[0]), as_shown(store, question, counts[1])
    few = few_of(question, shown[0], _JUDGED)
    return without_rows(shown[0], few), without_rows(shown[1], few)
