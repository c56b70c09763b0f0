"""What touchpoints, stages and journeys were called before, noted whenever something makes them be called otherwise."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from audit.model.clock import utc_now
from audit.store.opening import Store

_Called = Mapping[tuple[str, str], tuple[str, str]]  # what it is and its key -> its own name, and how it is shown


@contextmanager
def noting_former_names(store: Store) -> Iterator[None]:
    """Note what was called otherwise before what is done within: touchpoints, stages and journeys.

    A touchpoint is called otherwise too where another comes to share its name, or its journey or stage is renamed.
    """
    with store.writing() as cursor:
        before = _called(store)
        yield
        after, now = _called(store), utc_now()
        for (noun, key), (name, label) in before.items():
            if after.get((noun, key), (name, label)) != (name, label):
                cursor.execute(
                    "INSERT INTO former_name (noun, noun_id, name, label, until) "
                    "VALUES ($noun, $noun_id, $name, $label, $until)",
                    {"noun": noun, "noun_id": key, "name": name, "label": label, "until": now},
                )


def _called(store: Store) -> _Called:
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT 'touchpoint', CAST(id AS TEXT), name, named_touchpoint.touchpoint FROM touchpoint "
            "INNER JOIN named_touchpoint ON touchpoint_id = touchpoint.id "
            "UNION ALL SELECT 'stage', CAST(id AS TEXT), name, name FROM stage "
            "UNION ALL SELECT 'journey', CAST(id AS TEXT), name, name FROM journey"
        ).fetchall()
    return {(noun, key): (name, label) for noun, key, name, label in rows}
