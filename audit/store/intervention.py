"""What was done about a touchpoint on a day: a training, a new counter, longer hours."""

from datetime import date
from uuid import UUID

from audit.model.keys import key_of
from audit.store.opening import Store


def add_intervention(
    store: Store, took_place_on: date, touchpoint: str, words: str, batch_id: UUID | None = None
) -> None:
    """Keep that something was done; saying the same twice changes nothing."""
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO intervention (id, took_place_on, touchpoint, words, batch_id) "
            "VALUES ($id, $took_place_on, $touchpoint, $words, $batch_id) ON CONFLICT (id) DO NOTHING",
            {
                "id": key_of("intervention", took_place_on.isoformat(), touchpoint, words),
                "took_place_on": took_place_on,
                "touchpoint": touchpoint,
                "words": words,
                "batch_id": batch_id,
            },
        )
