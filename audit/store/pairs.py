"""The observations that may be two looks at one moment: first-hand, their hour known, two observers near each other."""

from datetime import timedelta

import numpy as np
import pandas as pd

from audit.measures.rows_in_view import rows_in_view
from audit.model.rating import DIMENSIONS
from audit.model.view import View
from audit.store.journey import NUMBERED, touchpoints
from audit.store.names import in_names_of_today
from audit.store.opening import Store
from audit.store.view_filter import IN_VIEW, view_parameters


def observed_by_two(store: Store, view: View, within_minutes: int) -> pd.DataFrame:
    """Return the observations of those days on which two observers met one touchpoint at one place.

    Days are judged too coarsely here on purpose, so that few rows are read and none is missed; which of them are
    pairs is for `audit.measures.pairing.paired` to say. Read as numbers and named afterwards, as the tallies are.

    Args:
        store: the open store.
        view: which observations count; withdrawn and second-hand ones never do.
        within_minutes: how far apart two looks may be, for those on either side of midnight.

    Returns:
        One row an observation, in no order: `spot` (a number for touchpoint and place together), `touchpoint`,
        `observer` (categories), `observed_at` (UTC), `outcome` (1 negative, 2 neutral, 3 positive), the five
        dimensions (1-5, NaN = not observed).
    """
    statement = (
        "WITH seen AS NOT MATERIALIZED (SELECT touchpoint_id, place_id, observer_id, observed_on, observed_at, "
        "outcome, reliability, assurance, tangibles, empathy, responsiveness FROM observation WHERE {in_view} "
        "AND observed_at IS NOT NULL AND observer_id IS NOT NULL AND method NOT IN ($told, $imported)), "
        "alone AS (SELECT touchpoint_id, place_id, observed_on, MIN(observed_at) AS began, MAX(observed_at) AS ended "
        "FROM seen GROUP BY touchpoint_id, place_id, observed_on, observer_id), "
        "day AS (SELECT touchpoint_id, place_id, observed_on, COUNT(*) > 1 AS is_shared, MIN(began) AS began, "
        "MAX(ended) AS ended FROM alone GROUP BY touchpoint_id, place_id, observed_on), "
        "near AS (SELECT touchpoint_id, place_id, observed_on, is_shared OR began - LAG(ended) OVER days <= $within "
        "OR LEAD(began) OVER days - ended <= $within AS is_met FROM day "
        "WINDOW days AS (PARTITION BY touchpoint_id, place_id ORDER BY observed_on)), "
        "met AS (SELECT touchpoint_id, place_id, observed_on, "
        "DENSE_RANK() OVER (ORDER BY touchpoint_id, place_id) AS spot FROM near WHERE is_met) "
        "SELECT spot, CAST(numbered.number AS INTEGER) AS number, CAST(who AS INTEGER) AS who, observed_at, "
        "CASE outcome WHEN 'negative' THEN 1 WHEN 'neutral' THEN 2 ELSE 3 END * 7776 "
        "+ COALESCE(reliability, 0) * 1296 + COALESCE(assurance, 0) * 216 + COALESCE(tangibles, 0) * 36 "
        "+ COALESCE(empathy, 0) * 6 + COALESCE(responsiveness, 0) AS digits FROM seen "
        "INNER JOIN met ON met.touchpoint_id = seen.touchpoint_id AND met.observed_on = seen.observed_on "
        # a place that was not said is one of its own
        "AND met.place_id IS NOT DISTINCT FROM seen.place_id "
        "INNER JOIN (SELECT id, ROW_NUMBER() OVER (ORDER BY name) AS who FROM observer) AS named "
        "ON named.id = seen.observer_id "
        "INNER JOIN {numbered} AS numbered ON numbered.touchpoint_id = seen.touchpoint_id"
    )
    with store.reading() as cursor:
        rows = cursor.execute(
            statement.format(in_view=IN_VIEW, numbered=NUMBERED),
            view_parameters(store, view) | {"within": timedelta(minutes=within_minutes)},
        ).df()
        observers = [name for (name,) in cursor.execute("SELECT name FROM observer ORDER BY name").fetchall()]
    return _named(rows, touchpoints(store), observers, in_names_of_today(store, view))


def _named(rows: pd.DataFrame, named: pd.DataFrame, observers: list[str], view: View) -> pd.DataFrame:
    """Put names for numbers and ratings for digits, and leave the touchpoints of `view`."""
    rows = rows[(rows["number"] - 1).isin(rows_in_view(named, view).index)]
    number, who = rows["number"].to_numpy(dtype=np.int64) - 1, pd.Index(observers)
    digits = rows["digits"].to_numpy(dtype=np.int64)
    place, touchpoint_names = pd.factorize(named["touchpoint"])
    ratings = {}
    for dimension in reversed(DIMENSIONS):
        digits, rating = np.divmod(digits, 6)
        ratings[str(dimension)] = np.where(rating > 0, rating, np.nan)
    return pd.DataFrame(
        {
            "spot": rows["spot"].to_numpy(dtype=np.int64),
            "touchpoint": pd.Categorical.from_codes(place[number], categories=touchpoint_names),
            "observer": pd.Categorical.from_codes(rows["who"].to_numpy(dtype=np.int64) - 1, categories=who),
            "observed_at": rows["observed_at"].to_numpy(),
            "outcome": digits.astype(np.float64),
            **ratings,
        }
    )
