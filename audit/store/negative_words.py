"""What people wrote about the visits that went badly, at the touchpoints a service is met at."""

import pandas as pd

from audit.model.view import View
from audit.store.names import in_names_of_today
from audit.store.opening import Store
from audit.store.view_filter import IN_VIEW, among, listed, view_parameters


def negative_words(store: Store, service: str, touchpoint: str, view: View, limit: int = 3) -> pd.DataFrame:
    """Return what was last written about bad visits to a service, latest first, at most `limit`.

    Args:
        store: the open store.
        service: the service's name in the catalogue.
        touchpoint: a touchpoint, by its own name or the one that tells it apart; "" is all touchpoints of the service.
        view: which observations; of its journeys and touchpoint the journeys count.
        limit: how many at most.

    Returns:
        One row an observation: observed_on, outcome, what_happened.
    """
    parameters = {
        "service": service,
        "touchpoint": touchpoint,
        "journeys": listed(in_names_of_today(store, view).journeys),
        "limit": limit,
    }
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT observed_on, outcome, what_happened FROM observation "  # noqa: S608  # only words of ours
            "WHERE outcome = 'negative' AND what_happened <> '' AND touchpoint_id IN ("
            "SELECT named_touchpoint.touchpoint_id FROM named_touchpoint "
            "INNER JOIN touchpoint AS own ON own.id = named_touchpoint.touchpoint_id "
            "LEFT JOIN service ON service.id = own.service_id "
            "WHERE ((named_touchpoint.touchpoint = $touchpoint OR own.name = $touchpoint) "
            "OR ($touchpoint = '' AND service.name = $service)) "
            f"AND {among('named_touchpoint.journey', 'journeys')}) "
            f"AND {IN_VIEW} ORDER BY observed_on DESC, logged_at DESC, id LIMIT $limit",
            parameters | view_parameters(store, view),
        ).df()
