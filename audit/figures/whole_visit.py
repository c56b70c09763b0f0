"""What was said of a visit as a whole, told beside the figures of its parts and never added to them."""

import pandas as pd

from audit.figures.question import Question, cached, with_text_names
from audit.measures.visits import whole_visits as judged
from audit.store import tallies
from audit.store.journey import whole_visits as names
from audit.store.opening import Store


@cached
def whole_visits(store: Store, question: Question) -> pd.DataFrame:
    """Return how visits went as a whole; see `audit.measures.visits.whole_visits`."""
    counts = with_text_names(tallies.sightings(store, question.view_to_last_day, of_visits=True))
    return judged(counts[counts["touchpoint"].isin(names(store))])
