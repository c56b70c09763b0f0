"""People who walk with phones of their own."""

from datetime import datetime
from uuid import UUID

from audit.model.person import Person
from audit.store.opening import Store


def people(store: Store) -> tuple[Person, ...]:
    """Return everybody who was added, in the order of the alphabet."""
    with store.reading() as cursor:
        rows = cursor.execute("SELECT name, id FROM person ORDER BY LOWER(name), id").fetchall()
    return tuple(Person(name, UUID(str(key))) for name, key in rows)


def add_person(store: Store, person: Person, added_at: datetime) -> None:
    """Keep a person."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "INSERT INTO person (id, name, added_at) VALUES ($id, $name, $added_at)",
            {"id": person.id, "name": person.name, "added_at": added_at},
        )
