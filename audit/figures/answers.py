"""The figures of what staff heard: how many bad experiences were found, owned and answered, and how soon."""

from dataclasses import replace

import pandas as pd

from audit.figures.question import BY_TOUCHPOINT, Question, cached
from audit.figures.small_groups import rows_not_shown
from audit.measures.answered import answered
from audit.measures.small_groups import without_rows
from audit.store.answer import answered_days, days_of_steps
from audit.store.opening import Store
from audit.store.tallies import outcome_days


@cached
def answers(store: Store, question: Question) -> pd.DataFrame:
    """Return by touchpoint what was found, owned and answered to staff; see `audit.measures.answered.answered`.

    What was owned or answered after the question's day is not counted; its keys make no difference.
    """
    not_shown = rows_not_shown(store, replace(question, by=BY_TOUCHPOINT))
    return answered(without_rows(answered_days(store, question.view, question.as_of), not_shown))


@cached
def answers_in_all(store: Store, question: Question) -> pd.DataFrame:
    """Return the same of all touchpoints together, in one row."""
    days = outcome_days(store, question.view, of_visits=True)[["touchpoint", "observed_on", "negatives"]]
    negatives = days.loc[days["observed_on"] <= pd.Timestamp(question.as_of), "negatives"].sum()
    steps = days_of_steps(store, question.view, question.as_of)
    nothing_yet = steps[:0].reindex([0]).assign(n=int(negatives) - steps["n"].sum())
    return answered(pd.concat([steps, nothing_yet.astype(steps.dtypes)]), ())
