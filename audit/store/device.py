"""Phones that belong to somebody: which cookie is whose, when it was last seen, and whether it was taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from audit.model.person import Device
from audit.store.opening import Store

_DEVICES = (
    "SELECT mark, device.id, person.id, person.name, arrived_at, last_used_at, taken_back_at FROM device "
    "INNER JOIN person ON person.id = person_id"
)


def devices(store: Store) -> tuple[Device, ...]:
    """Return every device, also those taken back; the one seen last comes first."""
    each = (
        replace(device, last_used_at=store.device_uses.last(device.id, device.last_used_at))
        for device in _by_mark(store).values()
    )
    return tuple(
        sorted(sorted(each, key=lambda device: device.id), key=lambda device: device.last_used_at, reverse=True)
    )


def device_with(store: Store, mark: str) -> Device | None:
    """Return the device whose cookie has this mark, also one that was taken back; None = there is none."""
    return _by_mark(store).get(mark)


def _by_mark(store: Store) -> Mapping[str, Device]:
    """Return every device by the mark of its cookie; all at once, for each is asked for again after any is written."""

    def worked_out() -> Mapping[str, Device]:
        with store.reading() as cursor:
            return {mark: _device(row) for mark, *row in cursor.execute(_DEVICES).fetchall()}

    return store.cached_of(("device", "person"), "devices", worked_out)


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
    """Note that a device was here; it is written with the uses of all others, by `write_uses`."""
    store.device_uses.note(device.id, now)


def write_uses(store: Store) -> None:
    """Write when each device was here last, where that was noted since the last time; all of them at once."""
    waiting = store.device_uses.waiting()
    if not waiting:
        return
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "UPDATE device SET last_used_at = GREATEST(last_used_at, uses.moment) "
            "FROM (SELECT UNNEST($ids) AS id, UNNEST($moments) AS moment) AS uses WHERE device.id = uses.id",
            {"ids": list(waiting), "moments": list(waiting.values())},
        )
    store.device_uses.forget(waiting)


def take_device_back(store: Store, device_id: UUID, now: datetime) -> None:
    """Let a device send nothing any more; one that was taken back before stays as it is."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "UPDATE device SET taken_back_at = $now WHERE id = $id AND taken_back_at IS NULL",
            {"now": now, "id": device_id},
        )


def _device(row: Sequence[Any]) -> Device:
    key, person_id, name, *moments = row
    return Device(UUID(str(key)), UUID(str(person_id)), name, *moments)
