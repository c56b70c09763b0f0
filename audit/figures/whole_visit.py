"""How visits went as a whole: shown beside the figures of their parts, and never added to them."""

import pandas as pd

from audit.figures.in_view import READ_FOR_A_PAGE
from audit.figures.question import Question, cached, with_text_names
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
    return visits.whole_visits(in_all.reset_index())
