"""The touchpoints that somebody named on a walk because they were missing, until a steward has looked at them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import pandas as pd

from audit.store.opening import Store

NOUN = "added_touchpoint"


def add_added_touchpoint(store: Store, key: UUID, touchpoint_id: UUID, walk_id: UUID, added_at: datetime) -> None:
    """Note which touchpoint one named on a walk is; sending it twice changes nothing."""
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO added_touchpoint (id, touchpoint_id, walk_through_id, added_at) "
            "VALUES ($id, $touchpoint_id, $walk_id, $added_at) ON CONFLICT (id) DO NOTHING",
            {"id": key, "touchpoint_id": touchpoint_id, "walk_id": walk_id, "added_at": added_at},
        )


def touchpoint_of_key(store: Store, key: UUID) -> UUID:
    """Return the touchpoint that a key means: the one it was found to be or merged into, else itself."""
    return merged_touchpoints(store).get(key, key)


def merged_touchpoints(store: Store) -> Mapping[UUID, UUID]:
    """Return the touchpoint that each other key means: one that was merged, or named on a walk though it was there."""
    return store.cached_of((NOUN, "merged_touchpoint"), "added touchpoints", lambda: _meant(store))


def _meant(store: Store) -> dict[UUID, UUID]:
    with store.reading() as cursor:
        return dict(
            cursor.execute(
                "SELECT id, touchpoint_id FROM added_touchpoint WHERE id <> touchpoint_id "
                "UNION SELECT id, touchpoint_id FROM merged_touchpoint"
            ).fetchall()
        )


def added_touchpoints(store: Store) -> pd.DataFrame:
    """Return the touchpoints named on walks that no steward has looked at yet, one row each, in the order they came.

    One that was there already under its name is none of them.

    Columns: id (text), touchpoint, stage, journey, observer ("" = not said), added_at (UTC).
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(added_touchpoint.id AS TEXT) AS id, touchpoint, stage, journey, "
            "COALESCE(observer.name, '') AS observer, added_at FROM added_touchpoint "
            "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = added_touchpoint.id "
            "LEFT JOIN walk_through ON walk_through.id = added_touchpoint.walk_through_id "
            "LEFT JOIN observer ON observer.id = walk_through.observer_id "
            "WHERE NOT EXISTS (SELECT id FROM change WHERE noun = $noun AND noun_id = added_touchpoint.id) "
            "ORDER BY added_at, added_touchpoint.id",
            {"noun": NOUN},
        ).df()


def is_waiting(store: Store, touchpoint_id: UUID) -> bool:
    """Return whether a touchpoint was named on a walk and no steward has looked at it yet."""
    return str(touchpoint_id) in set(added_touchpoints(store)["id"])
