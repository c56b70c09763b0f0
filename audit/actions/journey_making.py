"""Making a journey: from nothing, or with its stages and touchpoints, and more of either later."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from audit.actions.journey_change import journey_with, one_change, stage_with
from audit.errors import JourneyExistsError, PartExistsError
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.number import counted
from audit.store.journey import add_journey, add_stage, add_touchpoint, journeys
from audit.store.journey_part import put_in_order
from audit.store.opening import Store


def make_journey(store: Store, journey: Journey, by: str) -> None:
    """Begin auditing a journey of one's own; sending it again changes nothing.

    Raises:
        JourneyExistsError: another journey bears this name.
    """
    with one_change(store, ("journey", journey.id), by, f"Made the journey {journey.name}"):
        if any(_same(known.name, journey.name) and known.id != journey.id for known in journeys(store)):
            raise JourneyExistsError(journey.name)
        add_journey(store, journey)


def add_stages(store: Store, journey_id: UUID, stages: Sequence[Stage], by: str) -> None:
    """Add stages at the end of a journey; sending them again changes nothing.

    Raises:
        GoneError: the journey is not there.
        PartExistsError: the journey has a stage of such a name.
    """
    with store.writing():
        journey = journey_with(store, journey_id)
        there = {stage.id for stage in journey.stages}
        new = [stage for stage in stages if stage.id not in there]
        _refuse_taken("stage", [stage.name for stage in new], [stage.name for stage in journey.stages], journey.name)
        with one_change(store, ("journey", journey_id), by, f"Added {_names(new, 'stage')} to {journey.name}"):
            for stage in new:
                add_stage(store, journey_id, stage, len(journey.stages))
            put_in_order(store, "stage", [stage.id for stage in (*journey.stages, *new)])


def add_touchpoints(store: Store, stage_id: UUID, touchpoints: Sequence[Touchpoint], by: str) -> None:
    """Add touchpoints at the end of a stage; sending them again changes nothing.

    Raises:
        GoneError: the stage is not there.
        PartExistsError: the stage has a touchpoint of such a name.
    """
    with store.writing():
        _, stage = stage_with(store, stage_id)
        there = {touchpoint.id for touchpoint in stage.touchpoints}
        new = [touchpoint for touchpoint in touchpoints if touchpoint.id not in there]
        known = [touchpoint.name for touchpoint in stage.touchpoints]
        _refuse_taken("touchpoint", [touchpoint.name for touchpoint in new], known, stage.name)
        with one_change(store, ("stage", stage_id), by, f"Added {_names(new, 'touchpoint')} to {stage.name}"):
            for touchpoint in new:
                add_touchpoint(store, stage_id, touchpoint, len(stage.touchpoints))
            put_in_order(store, "touchpoint", [touchpoint.id for touchpoint in (*stage.touchpoints, *new)])


def _refuse_taken(kind: str, new: Sequence[str], known: Iterable[str], where: str) -> None:
    taken = {name.casefold() for name in known}
    for name in new:
        if name.casefold() in taken:
            raise PartExistsError(kind, name, where)
        taken.add(name.casefold())


def _names(new: Sequence[Stage] | Sequence[Touchpoint], kind: str) -> str:
    return new[0].name if len(new) == 1 else counted(len(new), kind)


def _same(name: str, other: str) -> bool:
    return name.casefold() == other.casefold()
