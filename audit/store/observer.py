"""The observers: those who walked, sat, listened or called."""

from uuid import UUID

import pandas as pd

from audit.model.keys import new_key
from audit.model.text import name_of
from audit.model.view import View
from audit.store.opening import Store, first
from audit.store.view_filter import AT_TOUCHPOINTS, IN_VIEW, IS_CHOSEN, parameters_at_touchpoints


def add_observer(store: Store, name: str) -> UUID | None:
    """Keep the observer `name`, once, and return the key; an empty name has none.

    The key is not made from the name, so that an erased name leaves nothing to recognise it by.
    """
    name = name_of(name)
    if not name:
        return None
    with store.writing() as cursor:
        known = store.cached_of(("observer",), ("observer", name), lambda: _observer_key(store, name))
        if known is not None:
            return known
        key = new_key()  # not made of the name: an erased name must leave nothing to know it by
        cursor.execute("INSERT INTO observer (id, name) VALUES ($id, $name)", {"id": key, "name": name})
    return key


def _observer_key(store: Store, name: str) -> UUID | None:
    with store.reading() as cursor:
        row = first(cursor.execute("SELECT id FROM observer WHERE name = $name", {"name": name}))
    return None if row is None else UUID(str(row[0]))


def observer_name(store: Store, key: UUID | None) -> str:
    """Return what an observer is called today, "" where none is said."""
    return store.cached_of(("observer",), ("name of observer", key), lambda: _observer_name(store, key))


def _observer_name(store: Store, key: UUID | None) -> str:
    with store.reading() as cursor:
        row = first(cursor.execute("SELECT name FROM observer WHERE id = $id", {"id": key}))
    return "" if row is None else row[0]


def observer_names(store: Store) -> tuple[str, ...]:
    """Return the names of all observers, in the order of the alphabet."""
    with store.reading() as cursor:
        return tuple(name for (name,) in cursor.execute("SELECT name FROM observer ORDER BY name").fetchall())


def observer_counts(store: Store, view: View) -> pd.DataFrame:
    """Count what each observer saw at first hand, by touchpoint.

    Returns:
        One row an observer and touchpoint. Columns: observer ("" = not said), touchpoint, positives, neutrals,
        negatives, not_recognised, perhaps_recognised, announced (counts; the last three 0 where nobody said).
    """
    statement = (
        "SELECT COALESCE(observer.name, '') AS observer, touchpoint, positives, neutrals, negatives, "
        "not_recognised, perhaps_recognised, announced FROM "
        "(SELECT observer_id, touchpoint_id, COUNT(*) FILTER (WHERE outcome = 'positive') AS positives, "
        "COUNT(*) FILTER (WHERE outcome = 'neutral') AS neutrals, "
        "COUNT(*) FILTER (WHERE outcome = 'negative') AS negatives, "
        "COUNT(*) FILTER (WHERE recognised = 'no') AS not_recognised, "
        "COUNT(*) FILTER (WHERE recognised = 'perhaps') AS perhaps_recognised, "
        "COUNT(*) FILTER (WHERE recognised = 'yes') AS announced FROM observation "
        "WHERE {in_view} AND method NOT IN ($told, $imported) GROUP BY observer_id, touchpoint_id) AS seen "
        "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = seen.touchpoint_id "
        "LEFT JOIN observer ON observer.id = seen.observer_id "
        "WHERE {is_chosen}"
    )
    with store.reading() as cursor:
        return cursor.execute(
            statement.format(in_view=IN_VIEW, is_chosen=IS_CHOSEN), parameters_at_touchpoints(store, view)
        ).df()


def observer_walks(store: Store, view: View) -> pd.DataFrame:
    """Count the walks each observer made at first hand.

    Observations that came in as a table know no walk; those of one observer on one journey and day are taken for one.

    Returns:
        One row an observer. Columns: observer ("" = not said), walks, own_area_walks (of the walks logged here, those
        in the observer's own area).
    """
    statement = (
        "SELECT COALESCE(observer.name, '') AS observer, COUNT(*) AS walks, "
        "COUNT(*) FILTER (WHERE own_area) AS own_area_walks FROM "
        "(SELECT seen.observer_id, named_touchpoint.journey_id, seen.walk_through_id, day FROM "
        "(SELECT observer_id, touchpoint_id, walk_through_id, "
        # imported rows know no walk: a journey and day is taken for one
        "CASE WHEN walk_through_id IS NULL THEN observed_on END AS day FROM observation "
        "WHERE {in_view} AND method NOT IN ($told, $imported) "
        "GROUP BY observer_id, touchpoint_id, walk_through_id, day) AS seen "
        "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = seen.touchpoint_id "
        "WHERE {is_chosen} "
        "GROUP BY seen.observer_id, named_touchpoint.journey_id, seen.walk_through_id, day) AS walked "
        "LEFT JOIN walk_through ON walk_through.id = walked.walk_through_id "
        "LEFT JOIN observer ON observer.id = walked.observer_id GROUP BY COALESCE(observer.name, '')"
    )
    with store.reading() as cursor:
        return cursor.execute(
            statement.format(in_view=IN_VIEW, is_chosen=IS_CHOSEN), parameters_at_touchpoints(store, view)
        ).df()


def log_delays(store: Store, view: View, longest: int) -> pd.DataFrame:
    """Count how long after it was seen each first-hand observation was logged, to the minute.

    Only what was logged here counts, and the sample: an imported row carries the hour of its import.

    Args:
        store: the open store.
        view: which observations count.
        longest: minutes; whatever took longer is counted with these.

    Returns:
        One row an observer, method and delay. Columns: observer ("" = not said), method, minutes (whole, rounded
        down, at most `longest`), n (observations).
    """
    statement = (
        "SELECT COALESCE(observer.name, '') AS observer, method, minutes, n FROM (SELECT observer_id, method, "
        "CAST(LEAST(GREATEST(FLOOR((EXTRACT(EPOCH FROM logged_at) - EXTRACT(EPOCH FROM observed_at)) / 60), 0), "
        "$longest) AS INTEGER) AS minutes, COUNT(*) AS n FROM observation "
        "WHERE {in_view} AND method NOT IN ($told, $imported) AND observed_at IS NOT NULL "
        # an imported row carries the hour of its import
        "AND (batch_id IS NULL OR batch_id IN (SELECT id FROM import_batch WHERE kind = 'sample')) "
        "AND {at_touchpoints} "
        "GROUP BY observer_id, method, minutes) AS logged LEFT JOIN observer ON observer.id = logged.observer_id"
    )
    with store.reading() as cursor:
        return cursor.execute(
            statement.format(in_view=IN_VIEW, at_touchpoints=AT_TOUCHPOINTS),
            parameters_at_touchpoints(store, view) | {"longest": longest},
        ).df()
