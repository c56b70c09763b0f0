"""What was done about a touchpoint on a day: a training, a new counter, longer hours."""

from datetime import date
from uuid import UUID

import pandas as pd

from audit.errors import GoneError
from audit.model.intervention import Intervention
from audit.model.keys import key_of
from audit.store.opening import Store, first


def add_intervention(
    store: Store, took_place_on: date, touchpoint: str, words: str, batch_id: UUID | None = None
) -> None:
    """Keep that something was done; saying the same twice changes nothing."""
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO intervention (id, took_place_on, touchpoint, words, batch_id) "
            "VALUES ($id, $took_place_on, $touchpoint, $words, $batch_id) ON CONFLICT (id) DO NOTHING",
            {
                # made of what is said, so that saying it twice is saying it once
                "id": key_of("intervention", took_place_on.isoformat(), touchpoint, words),
                "took_place_on": took_place_on,
                "touchpoint": touchpoint,
                "words": words,
                "batch_id": batch_id,
            },
        )


def interventions(store: Store) -> pd.DataFrame:
    """Return what was done, one row each in the order of their days.

    Columns: id (text), took_place_on (day), touchpoint ("" = everywhere), words.
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(id AS TEXT) AS id, took_place_on, touchpoint, words FROM intervention "
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
                "SELECT took_place_on, words, touchpoint, batch_id FROM intervention WHERE id = $id",
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
