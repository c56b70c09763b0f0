"""Renaming touchpoints, stages and journeys: what is shown changes everywhere at once, and nothing that was counted."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from audit.errors import GoneError, JourneyExistsError, NameInUseError, required
from audit.model.text import name_of
from audit.store.change import add_change
from audit.store.journey import journeys
from audit.store.opening import Store
from audit.store.renaming import name_journey, name_stage, name_touchpoint


def rename_touchpoint(store: Store, touchpoint_id: UUID, name: str, by: str, reason: str = "") -> None:
    """Call a touchpoint otherwise; another stage may have one of the same name.

    Args:
        store: the open store.
        touchpoint_id: which touchpoint.
        name: what it is called from now on; what it is called already changes nothing.
        by: who renames it.
        reason: why, "" = not said.

    Raises:
        MissingError: the name is empty.
        GoneError: there is no such touchpoint.
        NameInUseError: its stage has another of this name.
    """
    name = required("The touchpoint's name", name_of(name))
    with store.writing():
        stages = (stage for journey in journeys(store) for stage in journey.stages)
        own = _beside("touchpoint", touchpoint_id, ({each.id: each.name for each in one.touchpoints} for one in stages))
        if own[touchpoint_id] == name:
            return
        if name in own.values():
            raise NameInUseError("touchpoint", name, "stage")
        name_touchpoint(store, touchpoint_id, name)
        _note(store, ("touchpoint", touchpoint_id), (by, reason), (own[touchpoint_id], name))


def rename_stage(store: Store, stage_id: UUID, name: str, by: str, reason: str = "") -> None:
    """Call a stage otherwise; another journey may have one of the same name. Arguments as `rename_touchpoint`.

    Raises:
        MissingError: the name is empty.
        GoneError: there is no such stage.
        NameInUseError: its journey has another of this name.
    """
    name = required("The stage's name", name_of(name))
    with store.writing():
        own = _beside("stage", stage_id, ({each.id: each.name for each in one.stages} for one in journeys(store)))
        if own[stage_id] == name:
            return
        if name in own.values():
            raise NameInUseError("stage", name, "journey")
        name_stage(store, stage_id, name)
        _note(store, ("stage", stage_id), (by, reason), (own[stage_id], name))


def rename_journey(store: Store, journey_id: UUID, name: str, by: str, reason: str = "") -> None:
    """Call a journey otherwise. Arguments as `rename_touchpoint`.

    Raises:
        MissingError: the name is empty.
        GoneError: there is no such journey.
        JourneyExistsError: another journey has this name.
    """
    name = required("The journey's name", name_of(name))
    with store.writing():
        own = _beside("journey", journey_id, [{each.id: each.name for each in journeys(store)}])
        if own[journey_id] == name:
            return
        if name in own.values():
            raise JourneyExistsError(name)
        name_journey(store, journey_id, name)
        _note(store, ("journey", journey_id), (by, reason), (own[journey_id], name))


def _beside(thing: str, key: UUID, groups: Iterable[Mapping[UUID, str]]) -> Mapping[UUID, str]:
    """Return the names of one of `groups`, that which holds the key."""
    for names in groups:
        if key in names:
            return names
    raise GoneError(thing)


def _note(store: Store, noun: tuple[str, UUID], why: tuple[str, str], before_after: tuple[str, str]) -> None:
    before, after = before_after
    add_change(store, "changed", noun, why, ({"name": before}, {"name": after}))
