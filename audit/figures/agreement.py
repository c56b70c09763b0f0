"""The figures made of paired walks: how well leaders agree, and how soon they write down what they saw."""

import pandas as pd

from audit.errors import UnknownChoiceError
from audit.figures.question import Question, cached
from audit.figures.small_groups import without_few
from audit.measures import agreement as agreements
from audit.measures import log_delay as delays
from audit.measures import severity as severities
from audit.measures.pairing import WITHIN_MINUTES, paired
from audit.store.observer import log_delays
from audit.store.opening import Store
from audit.store.pairs import observed_by_two

_BY = ("touchpoint",)


@cached
def agreement(store: Store, question: Question) -> pd.DataFrame:
    """Return how well paired observers agree on each dimension; see `audit.measures.agreement.agreement`.

    Raises:
        UnknownChoiceError: it is asked by anything but the touchpoint, since two observers may differ in the rest.
    """
    for key in question.by:
        if key not in _BY:
            raise UnknownChoiceError("What to report agreement by", key, _BY)
    agreed = agreements.agreement(paired_walks(store, question), by=question.by)
    return without_few(question, agreed, ["pairs"], ["dimension"]).reset_index(drop=True)


@cached
def severity(store: Store, question: Question) -> pd.DataFrame:
    """Return how each observer rates beside their partners; for stewards alone, see `audit.measures.severity`."""
    return severities.severity(paired_walks(store, question))


@cached
def log_delay(store: Store, question: Question) -> pd.DataFrame:
    """Return how soon observations are logged, by method, or of all together; see `audit.measures.log_delay`."""
    view = question.view
    # shared with the scorecard
    counted = store.cached(("log delays", view), lambda: log_delays(store, view, delays.A_DAY))
    return delays.log_delay(counted, by=("method",) if question.by else ())


def paired_walks(store: Store, question: Question) -> pd.DataFrame:
    """Return the paired walks among the observations that are asked for; see `audit.measures.pairing.paired`."""
    return store.cached(
        ("paired walks", question.view), lambda: paired(observed_by_two(store, question.view, WITHIN_MINUTES))
    )
