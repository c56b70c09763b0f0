"""Whether every customer group is served equally well."""

import pandas as pd

from audit.figures.in_view import sightings
from audit.figures.question import Question, cached, keyed
from audit.measures import fairness as fairnesses
from audit.store.opening import Store
from audit.store.visit_quantity import GOOD
from audit.store.visit_sums import resembling

_COUNTED = ["touchpoint", "positives", "negatives"]


@cached
def fairness(store: Store, question: Question) -> pd.DataFrame:
    """Return the positive share of each customer group beside the others; see `audit.measures.fairness.fairness`."""
    by = tuple(key for key in question.by if key != "customer_group")
    grouped = Question(question.as_of, question.view, (*by, "customer_group"), question.ratio)
    counts = sightings(store, question.view_to_last_day, grouped.apart)
    counted = [name for name in _COUNTED if name not in by]
    sums = resembling(store, GOOD, question.view_to_last_day, grouped.by)
    return fairnesses.fairness(keyed(counts, grouped, counted), by=by, sums=sums)
