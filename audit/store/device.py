"""Phones that belong to somebody: which cookie is whose, when it was last seen, and whether it was taken back."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from audit.model.person import Device
from audit.store.opening import Store, first

_NOTED_EVERY = timedelta(minutes=1)  # a write for each request would cost a disk more than the request itself
_DEVICES = (
    "SELECT device.id, person.id, person.name, arrived_at, last_used_at, taken_back_at FROM device "
    "INNER JOIN person ON person.id = person_id "
)


def devices(store: Store) -> tuple[Device, ...]:
    """Return every device, also those taken back; the one seen last comes first."""
    with store.reading() as cursor:
        rows = cursor.execute(_DEVICES + "ORDER BY last_used_at DESC, device.id").fetchall()
    return tuple(map(_device, rows))


def device_with(store: Store, mark: str) -> Device | None:
    """Return the device whose cookie has this mark, also one that was taken back; None = there is none."""
    return store.cached_of(("device", "person"), ("device", mark), lambda: _device_with(store, mark))


def _device_with(store: Store, mark: str) -> Device | None:
    with store.reading() as cursor:
        row = first(cursor.execute(_DEVICES + "WHERE mark = $mark", {"mark": mark}))
    return None if row is None else _device(row)


def set_device(store: Store, device: Device, mark: str) -> None:
    """Keep a device, or give one that is here another cookie."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "INSERT INTO device (id, person_id, mark, arrived_at, last_used_at, taken_back_at) "
            "VALUES ($id, $person_id, $mark, $arrived_at, $last_used_at, NULL) ON CONFLICT (id) DO UPDATE SET "
            "mark = excluded.mark, last_used_at = excluded.last_used_at, taken_back_at = NULL",
            {
                "id": device.id,
                "person_id": device.person_id,
                "mark": mark,
                "arrived_at": device.arrived_at,
                "last_used_at": device.last_used_at,
            },
        )


def note_use(store: Store, device: Device, now: datetime) -> None:
    """Note that a device was here, at most once a minute."""
    if now - device.last_used_at < _NOTED_EVERY:
        return
    with store.writing(clears_cache=False) as cursor:
        cursor.execute("UPDATE device SET last_used_at = $now WHERE id = $id", {"now": now, "id": device.id})


def take_device_back(store: Store, device_id: UUID, now: datetime) -> None:
    """Let a device send nothing any more; one that was taken back before stays as it is."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "UPDATE device SET taken_back_at = $now WHERE id = $id AND taken_back_at IS NULL",
            {"now": now, "id": device_id},
        )


def _device(row: tuple[Any, ...]) -> Device:
    key, person_id, name, *moments = row
    return Device(UUID(str(key)), UUID(str(person_id)), name, *moments)
