"""The service catalogue: adding to it, changing what it says, taking a service out, starting from a ready-made one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from audit.errors import GoneError, ServiceExistsError
from audit.intake.starter_services import StarterService, in_its_stage
from audit.model.journey import Journey
from audit.model.service import Service
from audit.store.change import add_change
from audit.store.opening import Store
from audit.store.service import (
    add_service,
    change_service,
    remove_service,
    serviced_touchpoints,
    services,
    set_service,
    set_touchpoints,
)


def keep_service(store: Store, service: Service, touchpoint_ids: Sequence[UUID], by: str) -> None:
    """Add `service` to the catalogue, or change what is there under its key, with the touchpoints that belong to it.

    What stood before a change, and who made it, stays in the history.

    Raises:
        ServiceExistsError: another service has this name already.
    """
    with store.writing():
        known = {other.id: other for other in services(store)}
        if any(other.name.casefold() == service.name.casefold() for other in known.values() if other.id != service.id):
            raise ServiceExistsError(service.name)
        before = _content(store, known[service.id]) if service.id in known else None
        if before is None:
            add_service(store, service)
        else:
            change_service(store, service)
        set_touchpoints(store, service.id, touchpoint_ids)
        after = _content(store, service)
        if before not in (None, after):
            add_change(store, "changed", ("service", service.id), (by, ""), (before, after))


def drop_service(store: Store, service_id: UUID, by: str) -> None:
    """Take a service out of the catalogue; what it said, and who took it out, stays in the history.

    Raises:
        GoneError: it is not in the catalogue any more.
    """
    with store.writing():
        service = next((each for each in services(store) if each.id == service_id), None)
        if service is None:
            raise GoneError("service")
        before = _content(store, service)
        remove_service(store, service_id)
        add_change(store, "withdrawn", ("service", service_id), (by, ""), (before, None))


def start_catalogue(
    store: Store,
    starters: Sequence[StarterService],
    batch_id: UUID | None = None,
    journeys: Sequence[Journey] | None = None,
) -> None:
    """Add ready-made services; one whose name is in the catalogue stays as it is.

    Touchpoints of the names a starter lists come to belong to it, unless they belong to a service already; with
    `journeys`, only those of these journeys do.
    """
    with store.writing():
        by_name = {each.name.casefold(): each for each in services(store)}
        free = _free_touchpoints(store, journeys)
        for starter in starters:
            service = by_name.get(starter.service.name.casefold(), starter.service)
            if service is starter.service:
                add_service(store, service, batch_id)
            for touchpoint_id in (key for name in starter.touchpoints for key in free.get(name, [])):
                set_service(store, touchpoint_id, service.id)


def _free_touchpoints(store: Store, journeys: Sequence[Journey] | None) -> dict[str, list[UUID]]:
    """Return the keys of the touchpoints that belong to no service, by name and by name within their stage."""
    among = {touchpoint.id for journey in journeys or () for _, touchpoint in journey.touchpoints()}
    free = defaultdict(list)
    for row in serviced_touchpoints(store).to_dict("records"):
        key = UUID(row["touchpoint_id"])
        if not row["service_id"] and (journeys is None or key in among):
            free[row["name"]].append(key)
            free[in_its_stage(row["stage"], row["name"])].append(key)
    return free


def _content(store: Store, service: Service) -> dict[str, Any]:
    """Return what the catalogue says of a service, its touchpoints by name."""
    rows = serviced_touchpoints(store)
    own = rows.loc[rows["service_id"] == str(service.id), "touchpoint"]
    return {name: value for name, value in asdict(service).items() if name != "id"} | {"touchpoints": list(own)}
