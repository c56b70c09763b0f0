"""How visits went as a whole: shown beside the figures of their parts, and never added to them."""

from dataclasses import replace

import pandas as pd

from audit.figures.in_view import READ_FOR_A_PAGE
from audit.figures.question import BY_TOUCHPOINT, Question, cached, with_text_names
from audit.figures.small_groups import without_few
from audit.measures import visits
from audit.store import journey, tallies
from audit.store.opening import Store


@cached
def whole_visits(store: Store, question: Question) -> pd.DataFrame:
    """Return how visits went as a whole; see `audit.measures.visits.whole_visits`."""
    # kept apart by what the page's other read keeps apart, so that it is the same read
    counts = with_text_names(tallies.sightings(store, question.view_to_last_day, READ_FOR_A_PAGE[0], of_visits=True))
    verdicts = counts[counts["touchpoint"].isin(journey.whole_visits(store))]
    in_all = verdicts.groupby(["journey", "touchpoint"], sort=False)[["n", "positives", "negatives"]].sum()
    at_each = replace(question, by=BY_TOUCHPOINT)
    return visits.whole_visits(without_few(at_each, in_all.reset_index(), ["n"]))
