"""The figures of what staff heard: how many bad experiences were found, owned and answered, and how soon."""

import pandas as pd

from audit.figures.question import Question, cached
from audit.figures.small_groups import cases_shown
from audit.measures.answered import answered
from audit.store.answer import answered_days, days_of_steps
from audit.store.opening import Store
from audit.store.tallies import outcome_days


@cached
def answers(store: Store, question: Question) -> pd.DataFrame:
    """Return by touchpoint what was found, owned and answered to staff; see `audit.measures.answered.answered`.

    What was owned or answered after the question's day is not counted; its keys make no difference.
    """
    return answered(cases_shown(store, question, answered_days(store, question.view, question.as_of)))


@cached
def answers_in_all(store: Store, question: Question) -> pd.DataFrame:
    """Return the same of all touchpoints together, in one row."""
    days = outcome_days(store, question.view, of_visits=True)[["touchpoint", "observed_on", "negatives"]]
    negatives = days.loc[days["observed_on"] <= pd.Timestamp(question.as_of), "negatives"].sum()
    steps = days_of_steps(store, question.view, question.as_of)
    nothing_yet = steps[:0].reindex([0]).assign(n=int(negatives) - steps["n"].sum())
    return answered(pd.concat([steps, nothing_yet.astype(steps.dtypes)]), ())
