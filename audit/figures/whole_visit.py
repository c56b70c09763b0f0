"""How visits went as a whole: shown beside the figures of their parts, and never added to them."""

import pandas as pd

from audit.figures.question import Question, cached, with_text_names
from audit.measures import visits
from audit.store import journey, tallies
from audit.store.opening import Store


@cached
def whole_visits(store: Store, question: Question) -> pd.DataFrame:
    """Return how visits went as a whole; see `audit.measures.visits.whole_visits`."""
    counts = with_text_names(tallies.sightings(store, question.view_to_last_day, of_visits=True))
    return visits.whole_visits(counts[counts["touchpoint"].isin(journey.whole_visits(store))])
