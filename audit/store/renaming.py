"""Calling touchpoints, stages and journeys otherwise; their keys, and all that hangs on them, stay."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from audit.store.file.recording import Cursor
from audit.store.former_name import noting_former_names
from audit.store.opening import Store
from audit.store.service_metric import fasten_metrics


def name_touchpoint(store: Store, touchpoint_id: UUID, name: str) -> None:
    """Call a touchpoint otherwise."""
    with _renaming(store) as cursor:
        cursor.execute("UPDATE touchpoint SET name = $name WHERE id = $id", {"id": touchpoint_id, "name": name})


def name_stage(store: Store, stage_id: UUID, name: str) -> None:
    """Call a stage otherwise."""
    with _renaming(store) as cursor:
        cursor.execute("UPDATE stage SET name = $name WHERE id = $id", {"id": stage_id, "name": name})


def name_journey(store: Store, journey_id: UUID, name: str) -> None:
    """Call a journey otherwise."""
    with _renaming(store) as cursor:
        cursor.execute("UPDATE journey SET name = $name WHERE id = $id", {"id": journey_id, "name": name})


@contextmanager
def _renaming(store: Store) -> Iterator[Cursor]:
    with store.writing() as cursor:
        fasten_metrics(store)  # by the names of today, which are others afterwards
        with noting_former_names(store):
            yield cursor
