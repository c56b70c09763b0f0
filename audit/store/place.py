"""The places where a service is met."""

from uuid import UUID

from audit.model.keys import key_of
from audit.model.text import name_of
from audit.store.opening import Store


def add_place(store: Store, name: str, batch_id: UUID | None = None) -> UUID | None:
    """Keep the place `name`, once, and return its key; an empty name is no place and has none."""
    name = name_of(name)
    if not name:
        return None
    key = key_of("place", name)
    with store.writing() as cursor:
        known = store.cached_of(("place",), "places", lambda: place_keys(store))
        if key not in known and name not in known.values():
            cursor.execute(
                "INSERT INTO place (id, name, batch_id) VALUES ($id, $name, $batch_id)",
                {"id": key, "name": name, "batch_id": batch_id},
            )
    return key


def places(store: Store) -> tuple[str, ...]:
    """Return the names of all places, in the order of the alphabet."""
    with store.reading() as cursor:
        return tuple(name for (name,) in cursor.execute("SELECT name FROM place ORDER BY name").fetchall())


def place_keys(store: Store) -> dict[UUID, str]:
    """Return the names of all places by their keys, in the order of the alphabet."""
    with store.reading() as cursor:
        return dict(cursor.execute("SELECT id, name FROM place ORDER BY name").fetchall())
