"""What places and customer groups were called before: an import, a phone or an address may still name them so."""

from collections.abc import Mapping

from audit.model.named import Named
from audit.store.opening import Store, first


def todays_names(store: Store, noun: Named) -> Mapping[str, str]:
    """Return each earlier name -> the name of today, cached."""
    return store.cached_of(("earlier_name",), ("earlier names", noun), lambda: _todays_names(store, noun))


def _todays_names(store: Store, noun: Named) -> Mapping[str, str]:
    with store.reading() as cursor:
        became = dict(
            cursor.execute("SELECT name, became FROM earlier_name WHERE noun = $noun", {"noun": noun.value}).fetchall()
        )
    return {name: _last(name, became) for name in became}


def _last(name: str, became: Mapping[str, str]) -> str:
    while name in became:  # a name of today is nobody's earlier one, so it ends
        name = became[name]
    return name


def name_of_today(store: Store, noun: Named, name: str) -> str:
    """Return what that is called today which was called `name`; `name` itself where it is today's, or nobody's."""
    return todays_names(store, noun).get(name, name)


def add_earlier_name(store: Store, noun: Named, name: str, became: str, *, is_merged: bool) -> None:
    """Note what a name became, by a new name or by being merged; a place's key stays known by it."""
    with store.writing() as cursor:
        drop_earlier_name(store, noun, became)
        cursor.execute(
            "INSERT INTO earlier_name (noun, name, became, own_key, is_merged) VALUES ($noun, $name, $became, "
            "(SELECT id FROM place WHERE name = $name AND $noun = 'place'), $is_merged) "
            "ON CONFLICT (noun, name) DO UPDATE SET became = excluded.became, own_key = excluded.own_key, "
            "is_merged = excluded.is_merged",
            {"noun": noun.value, "name": name, "became": became, "is_merged": is_merged},
        )


def drop_earlier_name(store: Store, noun: Named, name: str) -> None:
    """Forget that a name was an earlier one, since it is a name of today again."""
    with store.writing() as cursor:
        cursor.execute(
            "DELETE FROM earlier_name WHERE noun = $noun AND name = $name", {"noun": noun.value, "name": name}
        )


def merged_into(store: Store, noun: Named) -> Mapping[str, str]:
    """Return the name of each that was merged -> the one that it became then, in the order of the alphabet."""
    with store.reading() as cursor:
        return dict(
            cursor.execute(
                "SELECT name, became FROM earlier_name WHERE noun = $noun AND is_merged ORDER BY name",
                {"noun": noun.value},
            ).fetchall()
        )


def key_that_was(store: Store, noun: Named, name: str) -> str | None:
    """Return the key (text) that one had before it was merged, None where it had none."""
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT CAST(own_key AS TEXT) FROM earlier_name WHERE noun = $noun AND name = $name",
                {"noun": noun.value, "name": name},
            )
        )
    return row[0] if row else None


def merged_place_keys(store: Store) -> Mapping[str, str]:
    """Return the key (text) of each place that was merged -> the name of today of what it became."""
    names = todays_names(store, Named.PLACE)
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT CAST(own_key AS TEXT), name FROM earlier_name WHERE noun = 'place' AND own_key IS NOT NULL "
            "AND own_key NOT IN (SELECT id FROM place)"
        ).fetchall()
    return {key: names[name] for key, name in rows}
