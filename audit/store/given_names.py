"""The names that a team gave to what it audits."""

from audit.store.opening import Store


def given_names(store: Store) -> tuple[str, ...]:
    """Return what journeys, stages, touchpoints, places and services are called today, each once."""
    return store.cached_of(
        ("journey", "stage", "touchpoint", "place", "service"), "given names", lambda: _given_names(store)
    )


def _given_names(store: Store) -> tuple[str, ...]:
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT name FROM journey UNION SELECT name FROM stage UNION SELECT name FROM touchpoint "
            "UNION SELECT name FROM place UNION SELECT name FROM service ORDER BY name"
        ).fetchall()
    return tuple(name for (name,) in rows)
