"""People who walk with phones of their own."""

from datetime import datetime
from uuid import UUID

from audit.model.lookup import place_in_alphabet
from audit.model.person import Person
from audit.store.opening import Store
from audit.store.programme import programme


def people(store: Store) -> tuple[Person, ...]:
    """Return everybody who was added, in the order of the alphabet."""
    with store.reading() as cursor:
        rows = cursor.execute("SELECT name, id FROM person ORDER BY id").fetchall()
    language = programme(store).language
    by_name = sorted(rows, key=lambda row: place_in_alphabet(row[0], language))
    return tuple(Person(name, UUID(str(key))) for name, key in by_name)


def add_person(store: Store, person: Person, added_at: datetime) -> None:
    """Keep a person."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "INSERT INTO person (id, name, added_at) VALUES ($id, $name, $added_at)",
            {"id": person.id, "name": person.name, "added_at": added_at},
        )


def rename_person(store: Store, person: Person) -> None:
    """Give a person the name they have here in place of the one before."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute("UPDATE person SET name = $name WHERE id = $id", {"id": person.id, "name": person.name})


def delete_person(store: Store, person_id: UUID) -> None:
    """Forget a person with their phones and invitations: their cookies and links open nothing from then on."""
    with store.writing(clears_cache=False) as cursor:
        for statement in (
            "DELETE FROM invitation WHERE person_id = $id",
            "DELETE FROM device WHERE person_id = $id",
            "DELETE FROM person WHERE id = $id",
        ):
            cursor.execute(statement, {"id": person_id})
