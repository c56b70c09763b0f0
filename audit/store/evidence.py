"""The observations behind one mark of a picture: how many there are, and the latest of them."""

from typing import Any
from uuid import UUID

import pandas as pd

from audit.measures.rows_in_view import rows_in_view
from audit.measures.small_groups import SMALL_CELL
from audit.model.evidence import Counts, Evidence
from audit.model.rating import Outcome
from audit.model.view import View
from audit.store.journey import touchpoints
from audit.store.names import in_names_of_today
from audit.store.observation_columns import JUDGED
from audit.store.opening import Store
from audit.store.view_filter import GROUP_IF_SHOWN, IN_VIEW, is_too_small, view_parameters

_COUNTS = {
    Counts.ALL: "TRUE",
    Counts.RATED: "COALESCE(reliability, assurance, tangibles, empathy, responsiveness) IS NOT NULL",
    Counts.JUDGED: "outcome <> 'neutral'",
}


def outcomes_behind(store: Store, view: View, evidence: Evidence) -> dict[str, int]:
    """Return how many observations of `view` stand behind a mark, by outcome, those without any as 0."""
    return store.cached(("outcomes_behind", view, evidence), lambda: _counted(store, view, evidence))


def observations_behind(store: Store, view: View, evidence: Evidence, limit: int) -> pd.DataFrame:
    """Return the latest observations behind a mark, latest first, at most `limit`.

    Columns: id, observed_on, touchpoint, place ("" = not said), method, customer_group ("" = not said, or fewer than
    five of these observations are of it), outcome, the five dimensions (1-5, <NA> = not observed), wait_minutes,
    greeted, what_happened.
    """
    conditions, given = _condition(store, view, evidence)
    with store.reading() as cursor:
        return cursor.execute(
            # the few latest first, so that names are joined to those alone
            "WITH latest AS MATERIALIZED (SELECT id, touchpoint_id, place_id, observed_on, logged_at, method, "
            f"customer_group, {JUDGED} "
            f"FROM observation WHERE {conditions} ORDER BY observed_on DESC, logged_at DESC, id LIMIT $limit) "
            "SELECT CAST(latest.id AS TEXT) AS id, observed_on, touchpoint, COALESCE(place.name, '') AS place, "
            f"method, {GROUP_IF_SHOWN.format(conditions)} AS customer_group, {JUDGED} FROM latest "
            "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = latest.touchpoint_id "
            "LEFT JOIN place ON place.id = latest.place_id ORDER BY observed_on DESC, logged_at DESC, latest.id",
            given | {"limit": limit},
        ).df()


def is_too_small_behind(store: Store, view: View, evidence: Evidence) -> bool:
    """Tell whether `view` chooses customer groups of which too few moments lie where and when the mark is.

    Nothing is shown of them then; see `audit.store.view_filter.is_too_small`.
    """
    if not view.customer_groups or is_too_small(store, view):
        return bool(view.customer_groups)
    here = Evidence(touchpoints=evidence.touchpoints, spans=evidence.spans)
    conditions, given = _narrowed(store, view, here)
    with store.reading() as cursor:
        rows = cursor.execute(f"SELECT COUNT(*) FROM observation WHERE {' AND '.join(conditions)}", given).fetchall()
    return bool(rows[0][0] < SMALL_CELL)


def _counted(store: Store, view: View, evidence: Evidence) -> dict[str, int]:
    conditions, given = _condition(store, view, evidence)
    with store.reading() as cursor:
        rows = cursor.execute(
            f"SELECT outcome, COUNT(*) AS n FROM observation WHERE {conditions} GROUP BY outcome", given
        ).fetchall()
    counts = {str(outcome): int(n) for outcome, n in rows}
    return {outcome.value: counts.get(outcome.value, 0) for outcome in Outcome}


def _condition(store: Store, view: View, evidence: Evidence) -> tuple[str, dict[str, Any]]:
    """Return the condition on an observation, put together from words of ours, and its parameters."""
    conditions, given = _narrowed(store, view, evidence)
    if is_too_small_behind(store, view, evidence):
        conditions.append("FALSE")
    return " AND ".join(conditions), given


def _narrowed(store: Store, view: View, evidence: Evidence) -> tuple[list[str], dict[str, Any]]:
    conditions, given = [IN_VIEW, _COUNTS[evidence.counts]], view_parameters(store, view)
    if evidence.dimension:
        conditions.append(f"{evidence.dimension.value} IS NOT NULL")
    if evidence.dimension and evidence.rating:
        conditions.append(f"{evidence.dimension.value} = $rating")
        given["rating"] = evidence.rating
    if evidence.spans:
        spans = []
        for index, (first, last) in enumerate(evidence.spans):
            spans.append(f"observed_on BETWEEN $first_{index} AND $last_{index}")
            given |= {f"first_{index}": first, f"last_{index}": last}
        conditions.append(f"({' OR '.join(spans)})")
    if view.journeys or view.touchpoint or evidence.touchpoints is not None:
        # keys as one parameter, however many touchpoints there are
        conditions.append("touchpoint_id IN (SELECT UNNEST(CAST($touchpoint_ids AS UUID[])))")
        given["touchpoint_ids"] = _keys(store, view, evidence)
    return conditions, given


def _keys(store: Store, view: View, evidence: Evidence) -> list[UUID]:
    every = rows_in_view(touchpoints(store), in_names_of_today(store, view))
    if evidence.touchpoints is not None:
        every = every[every["touchpoint"].isin(evidence.touchpoints)]
    return [UUID(key) for key in every["touchpoint_id"]]
