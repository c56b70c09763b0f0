"""What was done about a touchpoint on a day: a training, a new counter, longer hours."""

from datetime import date
from uuid import UUID

import pandas as pd

from audit.errors import GoneError
from audit.model.intervention import Intervention
from audit.model.keys import key_of, new_key
from audit.store.names import touchpoint_names
from audit.store.opening import Store, first


def add_intervention(
    store: Store, took_place_on: date, touchpoint: str, words: str, batch_id: UUID | None = None
) -> None:
    """Keep that something was done, at the touchpoint that is called so; saying the same twice changes nothing."""
    with store.writing() as cursor:
        where = touchpoint_names(store).key_of(touchpoint)
        key = key_of("intervention", took_place_on.isoformat(), touchpoint, words)
        rows = cursor.execute("SELECT id FROM intervention WHERE id = $id", {"id": key}).fetchall()
        given = {
            # made of what is said, unless another touchpoint was called so
            "id": new_key() if rows else key,
            "took_place_on": took_place_on,
            "touchpoint": touchpoint,
            "touchpoint_id": where or None,
            "words": words,
            "batch_id": batch_id,
        }
        cursor.execute(
            "INSERT INTO intervention (id, took_place_on, touchpoint, touchpoint_id, words, batch_id) "
            "SELECT $id, CAST($took_place_on AS DATE), $touchpoint, CAST($touchpoint_id AS UUID), $words, $batch_id "
            # saying it twice is saying it once
            "WHERE NOT EXISTS (SELECT id FROM intervention WHERE took_place_on = $took_place_on AND words = $words "
            "AND COALESCE(CAST(touchpoint_id AS TEXT), touchpoint) = COALESCE($touchpoint_id, $touchpoint))",
            given,
        )


def interventions(store: Store) -> pd.DataFrame:
    """Return what was done, one row each in the order of their days.

    Columns: id (text), took_place_on (day), touchpoint ("" = everywhere), words.
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(id AS TEXT) AS id, took_place_on, COALESCE(named.touchpoint, done.touchpoint) AS touchpoint, "
            "words FROM intervention AS done "
            "LEFT JOIN named_touchpoint AS named ON named.touchpoint_id = done.touchpoint_id "
            "ORDER BY took_place_on, touchpoint, words"
        ).df()


def intervention_with(store: Store, intervention_id: UUID) -> Intervention:
    """Return one intervention.

    Raises:
        GoneError: there is no such intervention.
    """
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT took_place_on, words, COALESCE(named.touchpoint, done.touchpoint), batch_id "
                "FROM intervention AS done "
                "LEFT JOIN named_touchpoint AS named ON named.touchpoint_id = done.touchpoint_id WHERE id = $id",
                {"id": intervention_id},
            )
        )
    if row is None:
        raise GoneError("intervention")
    return Intervention(*row)


def withdraw_intervention(store: Store, intervention_id: UUID) -> None:
    """Take an intervention off the time line."""
    with store.writing() as cursor:
        cursor.execute("DELETE FROM intervention WHERE id = $id", {"id": intervention_id})
