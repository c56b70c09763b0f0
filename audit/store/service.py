"""The service catalogue in the store: what each service promises, and which touchpoints belong to it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pandas as pd

from audit.model.service import Service
from audit.store.journey import RETIRED
from audit.store.opening import Store, first


def add_service(store: Store, service: Service, batch_id: UUID | None = None) -> None:
    """Keep `service` after those already in the catalogue; sending it twice changes nothing."""
    with store.writing() as cursor:
        (position,) = first(cursor.execute("SELECT COALESCE(MAX(position), -1) + 1 FROM service")) or (0,)
        cursor.execute(
            "INSERT INTO service (id, name, description, proper_channel, emergency, hours, first_response_minutes, "
            "resolution_minutes, target_share, position, batch_id) VALUES ($id, $name, $description, "
            "$proper_channel, $emergency, $hours, $first_response_minutes, $resolution_minutes, $target_share, "
            "$position, $batch_id) ON CONFLICT (id) DO NOTHING",
            _columns(service) | {"position": position, "batch_id": batch_id},
        )


def change_service(store: Store, service: Service) -> None:
    """Let the catalogue say of a service what `service` says; its place in the list stays."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE service SET name = $name, description = $description, proper_channel = $proper_channel, "
            "emergency = $emergency, hours = $hours, first_response_minutes = $first_response_minutes, "
            "resolution_minutes = $resolution_minutes, target_share = $target_share WHERE id = $id",
            _columns(service),
        )


def remove_service(store: Store, service_id: UUID) -> None:
    """Take a service out of the catalogue; its touchpoints stay and belong to none."""
    with store.writing() as cursor:
        set_touchpoints(store, service_id, ())
        cursor.execute("DELETE FROM service WHERE id = $id", {"id": service_id})


def set_touchpoints(store: Store, service_id: UUID, touchpoint_ids: Sequence[UUID]) -> None:
    """Let exactly these touchpoints, and the retired ones it has, belong to the service; those of another move here."""
    with store.writing() as cursor:
        cursor.execute(
            f"UPDATE touchpoint SET service_id = NULL WHERE service_id = $id AND id NOT IN {RETIRED}",  # noqa: S608  # our words
            {"id": service_id},
        )
        for touchpoint_id in touchpoint_ids:
            set_service(store, touchpoint_id, service_id)


def set_service(store: Store, touchpoint_id: UUID, service_id: UUID | None) -> None:
    """Let a touchpoint belong to the service, or with None to no service."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE touchpoint SET service_id = $service_id WHERE id = $id",
            {"id": touchpoint_id, "service_id": service_id},
        )


def services(store: Store) -> tuple[Service, ...]:
    """Return the whole catalogue, in the order of its list."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT name, description, proper_channel, emergency, hours, first_response_minutes, resolution_minutes, "
            "target_share, id FROM service ORDER BY position, name"
        ).fetchall()
    return tuple(Service(*row) for row in rows)


def service_at(store: Store, touchpoint_id: UUID) -> Service | None:
    """Return the service a touchpoint belongs to, or None where it belongs to none."""
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT service.name, service.description, service.proper_channel, service.emergency, service.hours, "
                "service.first_response_minutes, service.resolution_minutes, service.target_share, service.id "
                "FROM service INNER JOIN touchpoint ON touchpoint.service_id = service.id "
                "WHERE touchpoint.id = $touchpoint_id",
                {"touchpoint_id": touchpoint_id},
            )
        )
    return Service(*row) if row else None


def serviced_touchpoints(store: Store) -> pd.DataFrame:
    """Return one row a touchpoint with what its service promises, in the order of the journeys.

    Columns: touchpoint_id, journey, stage, touchpoint, name (as it was given; `touchpoint` tells equal ones apart),
    service_id, service ("" = belongs to none), promise_minutes (the first response, NaN = none promised),
    target_share (0-1, NaN = the service does not say).
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(own.id AS TEXT) AS touchpoint_id, journey, stage, touchpoint, own.name AS name, "
            "COALESCE(CAST(service.id AS TEXT), '') AS service_id, COALESCE(service.name, '') AS service, "
            "service.first_response_minutes AS promise_minutes, service.target_share AS target_share "
            "FROM named_touchpoint INNER JOIN touchpoint AS own ON own.id = named_touchpoint.touchpoint_id "
            "LEFT JOIN service ON service.id = own.service_id "
            "ORDER BY journey_position, journey, stage_position, named_touchpoint.position, touchpoint"
        ).df()


def _columns(service: Service) -> dict[str, Any]:
    return {
        "id": service.id,
        "name": service.name,
        "description": service.description,
        "proper_channel": service.proper_channel,
        "emergency": service.emergency,
        "hours": service.hours,
        "first_response_minutes": service.first_response_minutes,
        "resolution_minutes": service.resolution_minutes,
        "target_share": service.target_share,
    }
