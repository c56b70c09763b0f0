"""The programme in the store: one row of settings, and the customer groups people may choose from."""

from uuid import UUID

from audit.model.programme import Programme
from audit.model.vocabulary import TermKind
from audit.store.opening import Store, first
from audit.store.vocabulary import vocabulary

THE_PROGRAMME = UUID("0192f0c1-0000-7000-8000-000000000001")  # a store holds one programme
_SETTINGS = (
    "name",
    "purpose",
    "time_zone",
    "recovery_ratio",
    "weights",
    "experience_target",
    "attainment_target",
    "language",
)
PROGRAMME_TABLES = ("programme", "customer_group", "term")  # what the settings are read from


def programme(store: Store) -> Programme:
    """Return the settings, cached; a store that was never set up answers with the defaults."""
    return store.cached_of(PROGRAMME_TABLES, "programme", lambda: _programme(store))


def _programme(store: Store) -> Programme:
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT name, purpose, time_zone, recovery_ratio, weights, experience_target, attainment_target, "
                "language FROM programme WHERE id = $id",
                {"id": THE_PROGRAMME},
            )
        )
        groups = cursor.execute("SELECT name FROM customer_group ORDER BY position, name").fetchall()
    signals = tuple(term.key for term in vocabulary(store).of(TermKind.SIGNAL))
    if row is None:
        return Programme(customer_groups=tuple(name for (name,) in groups), signals=signals)
    settings = dict(zip(_SETTINGS, row, strict=True))
    return Programme(**settings, customer_groups=tuple(name for (name,) in groups), signals=signals)


def change_programme(store: Store, settings: Programme) -> None:
    """Keep `settings` as the programme's, customer groups included."""
    with store.writing() as cursor:
        cursor.execute("DELETE FROM programme WHERE id = $id", {"id": THE_PROGRAMME})
        cursor.execute(
            "INSERT INTO programme (id, name, purpose, time_zone, recovery_ratio, weights, experience_target, "
            "attainment_target, language) VALUES ($id, $name, $purpose, $time_zone, $recovery_ratio, $weights, "
            "$experience_target, $attainment_target, $language)",
            {"id": THE_PROGRAMME} | {name: getattr(settings, name) for name in _SETTINGS},
        )
        cursor.execute("DELETE FROM customer_group")  # anew as a whole: their order is part of what was set
        for position, group in enumerate(settings.customer_groups):
            cursor.execute(
                "INSERT INTO customer_group (name, position) VALUES ($name, $position)",
                {"name": group, "position": position},
            )
        cursor.execute(  # whoever writes a name down means a group of that name
            "DELETE FROM earlier_name WHERE noun = 'customer_group' AND name IN (SELECT name FROM customer_group)"
        )


def add_customer_group(store: Store, name: str) -> None:
    """Add a group at the end of those one may walk as, where it is not among them."""
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO customer_group (name, position) SELECT $name, COALESCE(MAX(position) + 1, 0) "
            "FROM customer_group ON CONFLICT DO NOTHING",
            {"name": name},
        )
