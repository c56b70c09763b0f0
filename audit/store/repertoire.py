"""What may be played on the journeys in the store: of each list the texts of a journey, in order.

Only names of tables of ours are put together into statements, never input.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from audit.model.repertoire import Repertoire
from audit.store.opening import Store

TABLES: Mapping[str, str] = {"scenarios": "scenario", "personas": "persona"}  # a list -> where its texts stand


def repertoire(store: Store, journey_id: UUID) -> Repertoire:
    """Return what may be played on a journey, each list in order."""
    return Repertoire(**repertoires(store).get(journey_id, {}))


def repertoires(store: Store) -> dict[UUID, dict[str, tuple[str, ...]]]:
    """Return what may be played on each journey that is there: its key -> list -> texts in order."""
    with store.reading() as cursor:
        keys = [key for (key,) in cursor.execute("SELECT id FROM journey").fetchall()]
        rows = {
            name: cursor.execute(f"SELECT journey_id, words FROM {table} ORDER BY position, words").fetchall()  # noqa: S608  # a name of ours
            for name, table in TABLES.items()
        }
    return {
        key: {name: tuple(words for of, words in texts if of == key) for name, texts in rows.items()} for key in keys
    }


def set_repertoire(store: Store, journey_id: UUID, lists: Mapping[str, Sequence[str]]) -> None:
    """Let these lists of a journey hold these texts in this order; a list that is left out stays as it is."""
    for name, texts in lists.items():
        _set(store, TABLES[name], journey_id, texts)


def delete_repertoire(store: Store, journey_id: UUID) -> None:
    """Delete all that may be played on a journey."""
    set_repertoire(store, journey_id, dict.fromkeys(TABLES, ()))


def _set(store: Store, table: str, journey_id: UUID, texts: Sequence[str]) -> None:
    of_journey: dict[str, Any] = {"id": journey_id}
    with store.writing() as cursor:
        there = cursor.execute(f"SELECT words FROM {table} WHERE journey_id = $id", of_journey).fetchall()  # noqa: S608  # a name of ours
        for (words,) in there:
            if words not in texts:
                cursor.execute(
                    f"DELETE FROM {table} WHERE journey_id = $id AND words = $words",  # noqa: S608  # a name of ours
                    {**of_journey, "words": words},
                )
        for position, words in enumerate(texts):
            cursor.execute(
                f"INSERT INTO {table} (journey_id, words, position) VALUES ($id, $words, $position) "  # noqa: S608  # a name of ours
                "ON CONFLICT (journey_id, words) DO UPDATE SET position = excluded.position",
                {**of_journey, "words": words, "position": position},
            )
