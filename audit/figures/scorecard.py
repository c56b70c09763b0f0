"""What the leaders did themselves, together; one person alone only for that person."""

import pandas as pd

from audit.figures.question import Question, asked
from audit.measures import scorecard as scorecards
from audit.measures.log_delay import A_DAY
from audit.store.observer import log_delays, observer_counts, observer_walks
from audit.store.opening import Store


@asked
def scorecard(store: Store, question: Question) -> pd.DataFrame:
    """Return what all leaders did together; see `audit.measures.scorecard.scorecard`."""
    return scorecards.scorecard(*_tallies(store, question))


def own_scorecard(store: Store, question: Question, observer: str) -> pd.DataFrame:
    """Return what one observer did, for that observer's own eyes; the columns are those of `scorecard`."""
    return scorecards.scorecard(*(tally[tally["observer"] == observer] for tally in _tallies(store, question)))


def observers(store: Store, question: Question) -> tuple[str, ...]:
    """Return who made the first-hand observations that are asked for, by name."""
    counts, *_ = _tallies(store, question)
    return tuple(sorted({str(name) for name in counts["observer"]} - {""}))


def _tallies(store: Store, question: Question) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    view = question.view
    return store.recall(
        ("scorecard tallies", view),
        lambda: (observer_counts(store, view), observer_walks(store, view), log_delays(store, view, A_DAY)),
    )
