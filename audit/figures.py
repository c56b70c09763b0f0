"""Every figure by one way from the store to the reader: the page, the slide and the command ask here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

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

_COUNTED = ["dimension", "n1", "n2", "n3", "n4", "n5"]
_OUTCOMES = ["observed_on", "positives", "neutrals", "negatives"]
_RESOLVED = ["observed_on", "resolved_on", "negatives"]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a measure: as of which day, of which observations, kept apart by what, at which ratio."""

    as_of: date
    view: View = EVERYTHING
    by: tuple[str, ...] = ("touchpoint",)
    ratio: int = RECOVERY_RATIO

    def __post_init__(self) -> None:
        for key in self.by:
            if key not in KEYS:
                raise UnknownChoiceError("What to report by", key, KEYS)

    @property
    def apart(self) -> tuple[str, ...]:
        """What the tallies keep apart beyond the touchpoint."""
        return tuple(key for key in self.by if key in SPLITS)


def rater(store: Store, question: Question) -> pd.DataFrame:
    """Return score, interval, grade and distribution of each dimension; see `audit.measures.rater.rater`."""
    return _in_order(store, question, raters.rater(_rating_counts(store, question)))


def consistency(store: Store, question: Question) -> pd.DataFrame:
    """Return how alike the ratings of each dimension are; see `audit.measures.consistency.consistency`."""
    return _in_order(store, question, consistencies.consistency(_rating_counts(store, question)))


def ranking(store: Store, question: Question) -> pd.DataFrame:
    """Return the touchpoints in the order of what is surely good; see `audit.measures.ranking.ranking`."""
    return rankings.ranking(tallies.score_sums(store, question.view)[["touchpoint", "n", "total", "squares"]])


def trust(store: Store, question: Question) -> pd.DataFrame:
    """Return what is owed and paid; see `audit.measures.trust.trust`. Scopes are touchpoints, split by `by`."""
    outcomes, resolved = _days(store, question)
    figures = ledgers.trust(outcomes, resolved, question.as_of, question.ratio, by=question.by)
    return _in_order(store, question, figures)


def trust_debts(store: Store, question: Question) -> pd.DataFrame:
    """Return one row a negative with what was paid for it; see `audit.measures.trust.trust_debts`."""
    outcomes, resolved = _days(store, question)
    return ledgers.trust_debts(outcomes, resolved, question.as_of, question.ratio)


def ledger(store: Store, question: Question, *, unresolved_only: bool = False) -> pd.DataFrame:
    """Return the running balance of each touchpoint day by day; see `audit.measures.trust.ledger`."""
    outcomes, resolved = _days(store, question)
    return ledgers.ledger(outcomes, resolved, question.as_of, question.ratio, unresolved_only=unresolved_only).days


def ratio_band(store: Store, question: Question) -> pd.DataFrame:
    """Return debt and verdict at other recovery ratios; see `audit.measures.trust.survives`."""
    outcomes, resolved = _days(store, question)
    return ledgers.survives(outcomes, resolved, question.as_of, question.ratio, by=question.by)


def outlook(store: Store, question: Question) -> pd.DataFrame:
    """Return when each debt could be paid, judged by the last 90 days; see `audit.measures.outlook.outlook`."""
    since = question.as_of - timedelta(days=WINDOW_DAYS - 1)
    recent = tallies.outcome_days(store, replace(question.view, since=since, until=question.as_of))
    return outlooks.outlook(trust(store, replace(question, by=("touchpoint",))), recent, question.ratio)


def journey(store: Store, question: Question) -> pd.DataFrame:
    """Return every touchpoint in journey order with score, outcomes and debt, the never observed too."""
    by_touchpoint = replace(question, by=("touchpoint",))
    met = touchpoints(store)
    if question.view.journey:
        met = met[met["journey"] == question.view.journey]
    return experiences.experience(met, _rating_counts(store, by_touchpoint), trust(store, by_touchpoint))


MEASURES: Mapping[str, Callable[[Store, Question], pd.DataFrame]] = {
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


def _in_order(store: Store, question: Question, figures: pd.DataFrame) -> pd.DataFrame:
    """Put journeys, stages and touchpoints into the order a customer meets them."""
    named = [key for key in ("journey", "stage", "touchpoint") if key in question.by]
    if not named:
        return figures
    met = touchpoints(store)[named].drop_duplicates(ignore_index=True)
    place = pd.Series(range(len(met)), index=pd.MultiIndex.from_frame(met))
    order = place.reindex(pd.MultiIndex.from_frame(figures[named])).to_numpy()
    return figures.iloc[order.argsort(kind="stable")].reset_index(drop=True)
