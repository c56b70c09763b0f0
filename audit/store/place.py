"""The places where a service is met; a place is its key, and its name may change."""

from collections.abc import Mapping
from uuid import UUID

from audit.model.keys import key_of, new_key
from audit.model.named import Named
from audit.model.text import alphabetical, name_of
from audit.model.vocabulary import TermKind
from audit.store.earlier_name import name_of_today
from audit.store.opening import Store
from audit.store.programme import programme
from audit.store.vocabulary import retired_keys


def add_place(store: Store, name: str, batch_id: UUID | None = None) -> UUID | None:
    """Keep the place `name`, once, and return its key; an empty name is no place and has none.

    Where one was called so before, it is that one.
    """
    name = name_of_today(store, Named.PLACE, name_of(name))
    if not name:
        return None
    with store.writing() as cursor:
        known = keys_of_places(store)
        if name in known:
            return known[name]
        key = key_of("place", name)
        if key in known.values():
            key = new_key()  # another place was called so when it was added, and its name was given up since
        cursor.execute(
            "INSERT INTO place (id, name, batch_id) VALUES ($id, $name, $batch_id)",
            {"id": key, "name": name, "batch_id": batch_id},
        )
    return key


def keys_of_places(store: Store) -> Mapping[str, UUID]:
    """Return the keys of all places by the names of today, remembered until a place is written."""
    return {name: key for key, name in _names(store).items()}


def place_name(store: Store, key: UUID | None) -> str:
    """Return what a place is called today, "" where none is said."""
    return "" if key is None else _names(store).get(key, "")


def places(store: Store) -> tuple[str, ...]:
    """Return the names of all places, retired ones too, in the order of the alphabet."""
    with store.reading() as cursor:
        return tuple(name for (name,) in cursor.execute("SELECT name FROM place ORDER BY name").fetchall())


def offered_places(store: Store) -> tuple[str, ...]:
    """Return the names of the places that are not retired, as people look them up."""
    retired = retired_keys(store, TermKind.PLACE)
    offered = [name for key, name in place_keys(store).items() if str(key) not in retired]
    return alphabetical(offered, programme(store).language)


def place_keys(store: Store) -> dict[UUID, str]:
    """Return the names of all places by their keys, in the order of the alphabet."""
    with store.reading() as cursor:
        return dict(cursor.execute("SELECT id, name FROM place ORDER BY name").fetchall())


def _names(store: Store) -> Mapping[UUID, str]:
    return store.cached_of(("place",), "places", lambda: place_keys(store))
