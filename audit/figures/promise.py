"""The waits that were timed, beside what the service catalogue promises."""

import pandas as pd

from audit.figures.in_view import touchpoints_in_view
from audit.figures.question import Question, cached, keyed
from audit.figures.small_groups import as_shown, resembling_as_shown, without_few
from audit.measures import promise
from audit.store import tallies
from audit.store.opening import Store
from audit.store.programme import programme
from audit.store.service import serviced_touchpoints
from audit.store.visit_quantity import WITHIN

_TIMED = ["wait_seconds", "n"]


@cached
def waits(store: Store, question: Question) -> pd.DataFrame:
    """Return whether each touchpoint answers as soon as promised; see `audit.measures.promise.waits`.

    A touchpoint is always kept apart, since each is judged by the promise of its own service. What a
    narrowed view can never show is left out.
    """
    at_each = question.with_touchpoint
    counts = as_shown(store, at_each, keyed(tallies.wait_counts(store, at_each.view, at_each.apart), at_each, _TIMED))
    counts = without_few(at_each, counts, ["n"])
    # a touchpoint the view can never show is not one nobody timed
    here = touchpoints_in_view(store, question.view_to_last_day, counts["touchpoint"])
    promises = serviced_touchpoints(store)
    return promise.waits(
        counts,
        promises.loc[promises["touchpoint"].isin(here), ["touchpoint", "service", "promise_minutes", "target_share"]],
        programme(store).attainment_target,
        resembling_as_shown(store, WITHIN, at_each),
    )
