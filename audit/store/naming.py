"""Places and customer groups under other names: renamed, two made one, and parted again, in every table at once."""

from collections.abc import Mapping

from audit.model.named import Named
from audit.store.earlier_name import add_earlier_name, drop_earlier_name, key_that_was
from audit.store.opening import Store

_BY_NAME: Mapping[Named, tuple[tuple[str, str], ...]] = {  # tables and columns that hold the name itself
    Named.PLACE: (("planned_walk", "place"), ("service_metric", "place"), ("ticket", "place")),
    Named.CUSTOMER_GROUP: tuple(
        (table, "customer_group") for table in ("observation", "note", "walk_through", "planned_walk")
    ),
}
_BY_KEY = ("observation", "note", "walk_through")  # tables that hold the key of a place
_NAMES: Mapping[Named, str] = {Named.PLACE: "place", Named.CUSTOMER_GROUP: "customer_group"}


def rename(store: Store, noun: Named, before: str, after: str) -> None:
    """Call one otherwise wherever it stands; its earlier name is still known."""
    names = {"before": before, "after": after}
    with store.writing() as cursor:
        add_earlier_name(store, noun, before, after, is_merged=False)
        for table, column in (*_BY_NAME[noun], (_NAMES[noun], "name")):
            cursor.execute(f"UPDATE {table} SET {column} = $after WHERE {column} = $before", names)  # noqa: S608  # names of our own tables


def merge(store: Store, noun: Named, gone: str, into: str) -> None:
    """Make one another's: all that was of the first is the second's, and its name is an earlier name of that one."""
    names = {"gone": gone, "into": into}
    with store.writing() as cursor:
        add_earlier_name(store, noun, gone, into, is_merged=True)
        for table, is_gone in _conditions(noun):
            rows = f"SELECT $noun, $gone, '{table}', id FROM {table} WHERE {is_gone}"  # noqa: S608  # names of our own tables
            cursor.execute(
                f"INSERT INTO joined_row (noun, name, of_table, row_key) {rows}", {"noun": noun.value, "gone": gone}
            )
        if noun is Named.PLACE:
            for table in _BY_KEY:
                cursor.execute(
                    f"UPDATE {table} SET place_id = (SELECT id FROM place WHERE name = $into) "  # noqa: S608  # names of our own tables
                    "WHERE place_id = (SELECT id FROM place WHERE name = $gone)",
                    names,
                )
        for table, column in _BY_NAME[noun]:
            cursor.execute(f"UPDATE {table} SET {column} = $into WHERE {column} = $gone", names)  # noqa: S608  # names of our own tables
        cursor.execute(f"DELETE FROM {_NAMES[noun]} WHERE name = $gone", {"gone": gone})  # noqa: S608  # names of our own tables


def part_again(store: Store, noun: Named, name: str) -> None:
    """Give back to one that was merged its name and all that it brought along; what came since stays where it is."""
    key = key_that_was(store, noun, name)
    with store.writing() as cursor:
        if noun is Named.PLACE:
            cursor.execute(
                "INSERT INTO place (id, name) VALUES (CAST($key AS UUID), $name)", {"key": key, "name": name}
            )
            for table in _BY_KEY:
                cursor.execute(
                    f"UPDATE {table} SET place_id = CAST($key AS UUID) WHERE id IN (SELECT row_key FROM joined_row "  # noqa: S608  # names of our own tables
                    f"WHERE noun = 'place' AND name = $name AND of_table = '{table}')",
                    {"key": key, "name": name},
                )
        for table, column in _BY_NAME[noun]:
            cursor.execute(
                f"UPDATE {table} SET {column} = $name WHERE id IN (SELECT row_key FROM joined_row "  # noqa: S608  # names of our own tables
                f"WHERE noun = $noun AND name = $name AND of_table = '{table}')",
                {"noun": noun.value, "name": name},
            )
        cursor.execute("DELETE FROM joined_row WHERE noun = $noun AND name = $name", {"noun": noun.value, "name": name})
        drop_earlier_name(store, noun, name)


def _conditions(noun: Named) -> list[tuple[str, str]]:
    """Return each table with the condition of a row that is of the one called $gone."""
    by_key = [(table, "place_id = (SELECT id FROM place WHERE name = $gone)") for table in _BY_KEY]
    by_name = [(table, f"{column} = $gone") for table, column in _BY_NAME[noun]]
    return [*(by_key if noun is Named.PLACE else []), *by_name]
