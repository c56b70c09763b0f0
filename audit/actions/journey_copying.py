"""Copying a journey: everything that is offered in it, under keys of its own."""

from dataclasses import asdict, replace
from uuid import UUID

from audit.actions.journey_change import journey_with, one_change
from audit.errors import JourneyExistsError
from audit.model.keys import key_of
from audit.store.journey import add_journey, journeys, touchpoints
from audit.store.journey_part import change_part
from audit.store.opening import Store
from audit.store.repertoire import repertoire, set_repertoire
from audit.store.service import serviced_touchpoints


def copy_journey(store: Store, journey_id: UUID, name: str, key: UUID, by: str) -> None:
    """Make a journey like another, with what its touchpoints say and the services they belong to; nothing observed.

    Args:
        store: the open store.
        journey_id: the journey to copy.
        name: what the copy is called.
        key: the key of the copy, so that sending it again makes it once.
        by: who copies it.

    Raises:
        GoneError: it is not there.
        JourneyExistsError: another journey bears this name.
    """
    with store.writing():
        journey = journey_with(store, journey_id)
        if any(one.name.casefold() == name.strip().casefold() and one.id != key for one in journeys(store)):
            raise JourneyExistsError(name)
        stages = tuple(
            replace(
                stage,
                id=_own(key, stage.id),
                touchpoints=tuple(replace(one, id=_own(key, one.id)) for one in stage.touchpoints),
            )
            for stage in journey.offered().stages
        )
        with one_change(store, ("journey", key), by, f"Copied {journey.name} as {name.strip()}"):
            add_journey(store, replace(journey, name=name, id=key, stages=stages))
            set_repertoire(store, key, asdict(repertoire(store, journey_id)))
            _copy_services(store, journey_id, key)


def _copy_services(store: Store, journey_id: UUID, key: UUID) -> None:
    served = serviced_touchpoints(store).set_index("touchpoint_id")["service_id"]
    wholes = touchpoints(store).set_index("touchpoint_id")["is_whole_visit"]
    for _, touchpoint in journey_with(store, journey_id).offered().touchpoints():
        one = str(touchpoint.id)
        columns = {"service_id": served[one] or None, "is_whole_visit": bool(wholes[one])}
        change_part(store, "touchpoint", _own(key, touchpoint.id), columns)


def _own(key: UUID, of: UUID) -> UUID:
    return key_of("copy", str(key), str(of))
