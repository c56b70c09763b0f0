"""What the leaders did themselves, together; one person alone only for that person."""

from datetime import date

import pandas as pd

from audit.figures.answers import answers_in_all
from audit.figures.commitment import commitments
from audit.figures.question import Question, cached
from audit.measures import scorecard as scorecards
from audit.measures.log_delay import A_DAY
from audit.model.view import View
from audit.store.observer import log_delays, observer_counts, observer_walks
from audit.store.opening import Store


@cached
def scorecard(store: Store, question: Question, today: date | None = None) -> pd.DataFrame:
    """Return what all leaders did together, what became of what was promised, and what staff heard.

    See `audit.measures.scorecard.scorecard`, `with_commitments` and `with_answers`. The commitments are those at the
    question's journey and touchpoint that were made by its day, whichever days are looked at: what is promised in one
    period is kept in another. Their states are those of `today`, or of the question's own day where none is given.
    What staff were answered is that of the question's view, as it stood on its day.
    """
    where = View(journeys=question.view.journeys, touchpoint=question.view.touchpoint)
    made = commitments(store, Question(today or question.as_of, where))
    states = made.loc[made["made_on"] <= pd.Timestamp(question.as_of), "state"]
    card = scorecards.with_commitments(scorecards.scorecard(*_tallies(store, question)), states)
    return scorecards.with_answers(card, answers_in_all(store, question))


def own_scorecard(store: Store, question: Question, observer: str) -> pd.DataFrame:
    """Return what one observer did, for that observer's own eyes; see `audit.measures.scorecard.scorecard`.

    Commitments and answers belong to a role or a team and are left out: the columns end with `day_share`.
    """
    return scorecards.scorecard(*(tally[tally["observer"] == observer] for tally in _tallies(store, question)))


def observers(store: Store, question: Question) -> tuple[str, ...]:
    """Return who made the first-hand observations that are asked for, by name."""
    counts, *_ = _tallies(store, question)
    return tuple(sorted({str(name) for name in counts["observer"]} - {""}))


def _tallies(store: Store, question: Question) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    view = question.view
    return store.cached(
        ("scorecard tallies", view),
        lambda: (observer_counts(store, view), observer_walks(store, view), log_delays(store, view, A_DAY)),
    )
