"""Every figure by one way from the store to the reader: the page, the slide and the command ask here."""

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from audit.errors import UnknownChoiceError
from audit.measures import consistency as consistencies
from audit.measures import journey as experiences
from audit.measures import outlook as outlooks
from audit.measures import ranking as rankings
from audit.measures import rater as raters
from audit.measures import trust as ledgers
from audit.measures.outlook import WINDOW_DAYS
from audit.model.programme import RECOVERY_RATIO
from audit.model.view import EVERYTHING, KEYS, SPLITS, View
from audit.store import tallies
from audit.store.journey import touchpoints
from audit.store.opening import Store

BY_TOUCHPOINT = ("touchpoint",)
_COUNTED = ["dimension", "n1", "n2", "n3", "n4", "n5"]
_OUTCOMES = ["observed_on", "positives", "neutrals", "negatives"]
_RESOLVED = ["observed_on", "resolved_on", "negatives"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a measure: as of which day, of which observations, kept apart by what, at which ratio."""

    as_of: date
    view: View = EVERYTHING
    by: tuple[str, ...] = BY_TOUCHPOINT
    ratio: int = RECOVERY_RATIO

    def __post_init__(self) -> None:
        for key in self.by:
            if key not in KEYS:
                raise UnknownChoiceError("What to report by", key, KEYS)

    @property
    def apart(self) -> tuple[str, ...]:
        """What the tallies keep apart beyond the touchpoint."""
        return tuple(key for key in self.by if key in SPLITS)


_Measure = Callable[[Store, Question], pd.DataFrame]


def _asked(work_out: _Measure) -> _Measure:
    """Recall what a measure answered to a question until the next write, with names as plain text."""

    @functools.wraps(work_out)
    def recalled(store: Store, question: Question) -> pd.DataFrame:
        return store.recall((work_out.__name__, question), lambda: _plain(work_out(store, question)))

    return recalled


@_asked
def rater(store: Store, question: Question) -> pd.DataFrame:
    """Return score, interval, grade and distribution of each dimension; see `audit.measures.rater.rater`."""
    return raters.rater(_rating_counts(store, question))


@_asked
def consistency(store: Store, question: Question) -> pd.DataFrame:
    """Return how alike the ratings of each dimension are; see `audit.measures.consistency.consistency`."""
    return consistencies.consistency(_rating_counts(store, question))


@_asked
def ranking(store: Store, question: Question) -> pd.DataFrame:
    """Return the touchpoints in the order of what is surely good; see `audit.measures.ranking.ranking`."""
    return rankings.ranking(_plain(tallies.score_sums(store, question.view)[["touchpoint", "n", "total", "squares"]]))


@_asked
def trust(store: Store, question: Question) -> pd.DataFrame:
    """Return what is owed and paid; see `audit.measures.trust.trust`. Scopes are touchpoints, split by `by`."""
    outcomes, resolved = _days(store, question)
    return ledgers.trust(outcomes, resolved, question.as_of, question.ratio, by=question.by)


@_asked
def trust_debts(store: Store, question: Question) -> pd.DataFrame:
    """Return one row a negative with what was paid for it; see `audit.measures.trust.trust_debts`."""
    outcomes, resolved = _days(store, question)
    return ledgers.trust_debts(outcomes, resolved, question.as_of, question.ratio)


@_asked
def ledger(store: Store, question: Question) -> pd.DataFrame:
    """Return the running balance of each touchpoint day by day; see `audit.measures.trust.ledger`."""
    outcomes, resolved = _days(store, question)
    return ledgers.ledger(outcomes, resolved, question.as_of, question.ratio).days


@_asked
def ratio_band(store: Store, question: Question) -> pd.DataFrame:
    """Return debt and verdict at other recovery ratios; see `audit.measures.trust.survives`."""
    outcomes, resolved = _days(store, question)
    return ledgers.survives(outcomes, resolved, question.as_of, question.ratio, by=question.by)


@_asked
def outlook(store: Store, question: Question) -> pd.DataFrame:
    """Return when each debt could be paid, judged by the last 90 days; see `audit.measures.outlook.outlook`."""
    first = pd.Timestamp(question.as_of) - pd.Timedelta(days=WINDOW_DAYS - 1)
    outcomes, _ = _days(store, replace(question, by=BY_TOUCHPOINT))
    recent = _plain(outcomes[outcomes["observed_on"].between(first, pd.Timestamp(question.as_of))])
    return outlooks.outlook(trust(store, replace(question, by=BY_TOUCHPOINT)), recent, question.ratio)


@_asked
def journey(store: Store, question: Question) -> pd.DataFrame:
    """Return every touchpoint in journey order with score, outcomes and debt, the never observed too."""
    by_touchpoint = replace(question, by=BY_TOUCHPOINT)
    met = touchpoints(store)
    if question.view.journey:
        met = met[met["journey"] == question.view.journey]
    counts = _plain(_rating_counts(store, by_touchpoint))
    return experiences.experience(met, counts, trust(store, by_touchpoint))


MEASURES: Mapping[str, _Measure] = {
    "rater": rater,
    "trust": trust,
    "trust-debts": trust_debts,
    "ranking": ranking,
    "journey": journey,
    "consistency": consistency,
}


def _rating_counts(store: Store, question: Question) -> pd.DataFrame:
    return tallies.rating_counts(store, question.view, question.apart)[[*question.by, *_COUNTED]]


def _days(store: Store, question: Question) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return outcome and resolved days with no keys but those asked for; a touchpoint is always a scope."""
    keys = ["touchpoint", *(key for key in question.by if key != "touchpoint")]
    outcomes = tallies.outcome_days(store, question.view, question.apart)
    resolved = tallies.resolved_days(store, question.view, question.apart)
    return outcomes[[*keys, *_OUTCOMES]], resolved[[*keys, *_RESOLVED]]


def _plain(figures: pd.DataFrame) -> pd.DataFrame:
    """Return figures with names as text; sorted as categories, they stand in the order a customer meets them."""
    named = [name for name, kind in figures.dtypes.items() if isinstance(kind, pd.CategoricalDtype)]
    return figures.astype(dict.fromkeys(named, "str"))
