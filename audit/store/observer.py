"""The observers: those who walked, sat, listened or called."""

from uuid import UUID

from audit.model.keys import new_key
from audit.store.opening import Store, first


def add_observer(store: Store, name: str) -> UUID | None:
    """Keep the observer `name`, once, and return the key; an empty name has none.

    The key is not made from the name, so that an erased name leaves nothing to recognise it by.
    """
    if not name.strip():
        return None
    with store.writing() as cursor:
        row = first(cursor.execute("SELECT id FROM observer WHERE name = $name", {"name": name.strip()}))
        if row is not None:
            return UUID(str(row[0]))
        key = new_key()
        cursor.execute("INSERT INTO observer (id, name) VALUES ($id, $name)", {"id": key, "name": name.strip()})
    return key
