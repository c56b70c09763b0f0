"""The walk-throughs in the store, and what each of them saw."""

from datetime import datetime
from uuid import UUID

import pandas as pd

from audit.model.walk_through import WalkThrough
from audit.store.opening import Store


def add_walk_through(
    store: Store,
    walk: WalkThrough,
    place_id: UUID | None,
    observer_id: UUID | None,
    finished_at: datetime | None,
) -> None:
    """Keep the head of a walk; sending it twice changes nothing but when it was finished."""
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO walk_through (id, journey_id, place_id, observer_id, method, customer_group, scenario, "
            "persona, own_area, recognised, started_at, finished_at) SELECT $id, $journey_id, $place_id, $observer_id, "
            "$method, $customer_group, $scenario, $persona, $own_area, $recognised, $started_at, NULL "
            # it is asked, since ON CONFLICT takes DuckDB longer than all the rest of this statement
            "WHERE NOT EXISTS (SELECT id FROM walk_through WHERE id = $id)",
            {
                "id": walk.id,
                "journey_id": walk.journey_id,
                "place_id": place_id,
                "observer_id": observer_id,
                "method": walk.method.value,
                "customer_group": walk.customer_group,
                "scenario": walk.scenario,
                "persona": walk.persona,
                "own_area": walk.own_area,
                "recognised": walk.recognised or "",
                "started_at": walk.started_at,
            },
        )
        if finished_at is None:
            return
        cursor.execute(
            "UPDATE walk_through SET finished_at = COALESCE(finished_at, CAST($finished_at AS TIMESTAMP)) "
            "WHERE id = $id",
            {"id": walk.id, "finished_at": finished_at},
        )


def walk_throughs(store: Store, limit: int = 100) -> pd.DataFrame:
    """Return the latest walks, one row each, latest first.

    Columns: id, journey, place, observer, method, scenario, started_at (UTC), observations, positives,
    negatives (withdrawn observations left out).
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(walk_through.id AS TEXT) AS id, journey.name AS journey, "
            "COALESCE(place.name, '') AS place, COALESCE(observer.name, '') AS observer, walk_through.method, "
            "scenario, started_at, COUNT(observation.id) AS observations, "
            "COUNT(observation.id) FILTER (WHERE outcome = 'positive') AS positives, "
            "COUNT(observation.id) FILTER (WHERE outcome = 'negative') AS negatives "
            "FROM walk_through INNER JOIN journey ON journey.id = walk_through.journey_id "
            "LEFT JOIN place ON place.id = walk_through.place_id "
            "LEFT JOIN observer ON observer.id = walk_through.observer_id "
            "LEFT JOIN observation ON observation.walk_through_id = walk_through.id AND withdrawn_at IS NULL "
            "GROUP BY walk_through.id, journey.name, place.name, observer.name, walk_through.method, scenario, "
            "started_at ORDER BY started_at DESC LIMIT $limit",
            {"limit": limit},
        ).df()


def observations_that_count(store: Store, walk_id: UUID) -> tuple[UUID, ...]:
    """Return the keys of a walk's observations that are not withdrawn."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT id FROM observation WHERE walk_through_id = $walk_id AND withdrawn_at IS NULL ORDER BY id",
            {"walk_id": walk_id},
        ).fetchall()
    return tuple(UUID(str(key)) for (key,) in rows)


def walk_observations(store: Store, walk_id: UUID) -> pd.DataFrame:
    """Return what one walk saw, one row an observation in the order of the journey.

    Columns: id, touchpoint_id, touchpoint, outcome, what_happened, observed_at (UTC), withdrawn (boolean).
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(observation.id AS TEXT) AS id, CAST(observation.touchpoint_id AS TEXT) AS touchpoint_id, "
            "touchpoint, outcome, what_happened, observed_at, "
            "withdrawn_at IS NOT NULL AS withdrawn FROM observation "
            "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = observation.touchpoint_id "
            "WHERE walk_through_id = $walk_id ORDER BY stage_position, position, observed_at, "
            "observation.id",
            {"walk_id": walk_id},
        ).df()
