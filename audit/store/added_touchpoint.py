"""The touchpoints that somebody named on a walk because they were missing, until a steward has looked at them."""

from uuid import UUID

import pandas as pd

from audit.store.opening import Store

NOUN = "added_touchpoint"


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
