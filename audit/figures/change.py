"""The figures of change: period by period within the limits of chance, and before and after what was done."""

from dataclasses import replace

import pandas as pd

from audit.errors import UnknownChoiceError
from audit.figures.question import Question, cached, keyed
from audit.figures.small_groups import as_shown, without_few
from audit.measures import change as changes
from audit.measures.change import Period
from audit.measures.consistency import consistency
from audit.measures.intervention import around
from audit.measures.intervention import before_after as compared
from audit.measures.period import rating_counts
from audit.model.view import KEYS
from audit.store import intervention, spans, tallies
from audit.store.names import in_names_of_today
from audit.store.opening import Store

_OUTCOMES = ["observed_on", "positives", "neutrals", "negatives"]
_KEYS = tuple(key for key in KEYS if key != "month")


@cached
def change(store: Store, question: Question) -> pd.DataFrame:
    """Return the mean score month by month with its limits; see `audit.measures.change.change`."""
    return _scores(store, question, "month")


@cached
def change_by_quarter(store: Store, question: Question) -> pd.DataFrame:
    """Return the mean score quarter by quarter with its limits; see `audit.measures.change.change`."""
    return _scores(store, question, "quarter")


@cached
def change_share(store: Store, question: Question) -> pd.DataFrame:
    """Return the positive share month by month with its limits; see `audit.measures.change.change_share`."""
    return _shares(store, question, "month")


@cached
def change_share_by_quarter(store: Store, question: Question) -> pd.DataFrame:
    """Return the positive share quarter by quarter with its limits; see `audit.measures.change.change_share`."""
    return _shares(store, question, "quarter")


@cached
def change_now(store: Store, question: Question) -> pd.DataFrame:
    """Return how each chart of the score by month stands at its latest month; see `audit.measures.change.standing`."""
    return changes.standing(change(store, question))


@cached
def before_after(store: Store, question: Question) -> pd.DataFrame:
    """Return how it was before and after what was done; see `audit.measures.intervention.before_after`.

    With a touchpoint in view, what was done there or everywhere, and as it was there.
    """
    view = question.view_to_last_day
    done = intervention.interventions(store)
    if view.touchpoint:
        done = done[done["touchpoint"].isin(["", in_names_of_today(store, view).touchpoint])]
    # a window reaches no further than anybody looked
    first, last = spans.days_observed(store, view) or (question.as_of, question.as_of)
    around_it = around(done, first, last)
    alone = replace(question, by=())
    patterns = without_few(alone, spans.rating_patterns(store, view, around_it), ["n"], ["number"])
    sums = spans.sums_in_spans(store, view, around_it)
    waits = without_few(alone, spans.median_waits(store, view, around_it), ["waits"], ["number"])
    return compared(around_it, patterns, waits, *sums)


@cached
def steadiness(store: Store, question: Question) -> pd.DataFrame:
    """Return the consistency of each touchpoint month by month; see `audit.measures.change.steadiness`."""
    return _steady(store, question, "month")


@cached
def steadiness_by_quarter(store: Store, question: Question) -> pd.DataFrame:
    """Return the consistency of each touchpoint quarter by quarter; see `audit.measures.change.steadiness`."""
    return _steady(store, question, "quarter")


def _scores(store: Store, question: Question, period: Period) -> pd.DataFrame:
    _refuse_months(question)
    sums = tallies.score_sums(store, question.view_to_last_day, (*question.apart, "month"))
    return _shown(
        question, changes.change(as_shown(store, question, keyed(sums, question, ["month", "n", "total"])), period)
    )


def _shares(store: Store, question: Question, period: Period) -> pd.DataFrame:
    _refuse_months(question)
    outcomes = tallies.outcome_days(store, question.view, question.apart)
    # the tally is shared with the ledger, so it is cut here and not read anew
    past = outcomes[outcomes["observed_on"] <= pd.Timestamp(question.as_of)]
    return _shown(question, changes.change_share(as_shown(store, question, keyed(past, question, _OUTCOMES)), period))


def _shown(question: Question, charts: pd.DataFrame) -> pd.DataFrame:
    """Return the charts without periods of too few moments, which no limit goes by."""
    return without_few(question, charts, ["n"], ["period"]).reset_index(drop=True)


def _steady(store: Store, question: Question, period: Period) -> pd.DataFrame:
    view = question.view_to_last_day
    sums = tallies.score_sums(store, view, ("month",))[["touchpoint", "month", "n"]]
    observed = changes.periods(sums, period)
    patterns = changes.numbered(spans.monthly_patterns(store, view), observed, period)
    steady = changes.steadiness(consistency(rating_counts(patterns, len(observed))), observed)
    return _shown(replace(question, by=("touchpoint",)), steady)


def _refuse_months(question: Question) -> None:
    # a chart of one month has one point
    if "month" in question.by:
        raise UnknownChoiceError("What to chart change by", "month", _KEYS)
