"""Changing a journey that is there: what its parts say, their order, and whether they are offered."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Literal
from uuid import UUID

from audit.actions.journey_change import NOBODY, journey_with, one_change, stage_with, touchpoint_with
from audit.actions.renaming import rename_touchpoint
from audit.errors import PartExistsError
from audit.model.clock import utc_now
from audit.model.journey import Journey, Stage, Touchpoint
from audit.model.repertoire import Repertoire
from audit.store.journey import journeys
from audit.store.journey_part import Part, change_part, put_in_order
from audit.store.opening import Store

Step = Literal[-1, 1]


def describe_journey(store: Store, journey_id: UUID, purpose: str, repertoire: Repertoire, by: str) -> None:
    """Say what a journey is for, and what may be played on it.

    Raises:
        GoneError: it is not there.
    """
    with store.writing():
        journey = journey_with(store, journey_id)
        says = {"purpose": Journey(journey.name, purpose).purpose, **asdict(repertoire)}
        with one_change(store, ("journey", journey_id), by, f"Described {journey.name}"):
            change_part(store, "journey", journey_id, says)


def describe_touchpoint(store: Store, touchpoint: Touchpoint, service_id: UUID | None, by: str) -> None:
    """Let a touchpoint say what `touchpoint` says, and belong to the service; name, and whether it is offered, stay.

    Raises:
        GoneError: it is not there.
    """
    with store.writing():
        *_, before = touchpoint_with(store, touchpoint.id)
        with one_change(store, ("touchpoint", touchpoint.id), by, f"Described {before.name}"):
            change_part(store, "touchpoint", touchpoint.id, {**_columns(touchpoint), "service_id": service_id})


def change_touchpoint(store: Store, touchpoint: Touchpoint, service_id: UUID | None, by: str) -> None:
    """Let a touchpoint be called and say what `touchpoint` says, and belong to the service.

    Raises:
        GoneError: it is not there.
        NameInUseError: its stage has another of its new name.
    """
    with store.writing():
        rename_touchpoint(store, touchpoint.id, touchpoint.name, by.strip() or NOBODY)
        describe_touchpoint(store, touchpoint, service_id, by)


def move_stage(store: Store, stage_id: UUID, step: Step, by: str) -> None:
    """Let a stage stand one earlier (-1) or later (1) in its journey; the first and the last stay.

    Raises:
        GoneError: it is not there.
    """
    with store.writing():
        journey, stage = stage_with(store, stage_id)
        with one_change(store, ("stage", stage_id), by, f"Moved {stage.name} {_way(step)}"):
            put_in_order(store, "stage", _moved(journey.stages, stage_id, step))


def move_touchpoint(store: Store, touchpoint_id: UUID, step: Step, by: str) -> None:
    """Let a touchpoint stand one earlier (-1) or later (1) in its stage; the first and the last stay.

    Raises:
        GoneError: it is not there.
    """
    with store.writing():
        _, stage, touchpoint = touchpoint_with(store, touchpoint_id)
        with one_change(store, ("touchpoint", touchpoint_id), by, f"Moved {touchpoint.name} {_way(step)}"):
            put_in_order(store, "touchpoint", _moved(stage.touchpoints, touchpoint_id, step))


def move_journey(store: Store, journey_id: UUID, step: Step, by: str) -> None:
    """Let a journey stand one earlier (-1) or later (1) among the others; the first and the last stay.

    Raises:
        GoneError: it is not there.
    """
    with store.writing():
        journey = journey_with(store, journey_id)
        with one_change(store, ("journey", journey_id), by, f"Moved {journey.name} {_way(step)}"):
            put_in_order(store, "journey", _moved(journeys(store), journey_id, step))


def move_to_stage(store: Store, touchpoint_id: UUID, stage_id: UUID, by: str) -> None:
    """Let a touchpoint stand at the end of another stage.

    Raises:
        GoneError: the touchpoint or the stage is not there.
        PartExistsError: that stage has a touchpoint of its name.
    """
    with store.writing():
        _, left, touchpoint = touchpoint_with(store, touchpoint_id)
        _, stage = stage_with(store, stage_id)
        if left.id == stage_id:
            return
        if any(other.name.casefold() == touchpoint.name.casefold() for other in stage.touchpoints):
            raise PartExistsError("touchpoint", touchpoint.name, stage.name)
        words = f"Moved {touchpoint.name} from {left.name} to {stage.name}"
        with one_change(store, ("touchpoint", touchpoint_id), by, words):
            change_part(store, "touchpoint", touchpoint_id, {"stage_id": stage_id})
            put_in_order(store, "touchpoint", [*_keys(stage.touchpoints), touchpoint_id])
            put_in_order(store, "touchpoint", [key for key in _keys(left.touchpoints) if key != touchpoint_id])


def retire(store: Store, part: Part, key: UUID, by: str) -> None:
    """Offer a journey, stage or touchpoint no more; all that was observed there stays in every figure.

    Raises:
        GoneError: it is not there.
    """
    with store.writing():
        one = part_with(store, part, key)
        with one_change(store, (part, key), by, f"Retired {one.name}", "withdrawn"):
            if not one.is_retired:
                change_part(store, part, key, {"retired_at": utc_now()})


def bring_back(store: Store, part: Part, key: UUID, by: str) -> None:
    """Offer again what was retired.

    Raises:
        GoneError: it is not there.
    """
    with store.writing():
        one = part_with(store, part, key)
        with one_change(store, (part, key), by, f"Brought back {one.name}", "restored"):
            change_part(store, part, key, {"retired_at": None})


def part_with(store: Store, part: Part, key: UUID) -> Journey | Stage | Touchpoint:
    """Return the journey, stage or touchpoint with this key.

    Raises:
        GoneError: it is not there.
    """
    if part == "journey":
        return journey_with(store, key)
    return stage_with(store, key)[1] if part == "stage" else touchpoint_with(store, key)[2]


def _columns(touchpoint: Touchpoint) -> Mapping[str, Any]:
    standards = touchpoint.standards
    return {
        "description": touchpoint.description,
        "channel": touchpoint.channel,
        "is_moment_of_truth": touchpoint.is_moment_of_truth,
        "why": touchpoint.why,
        "minimum_standard": standards.minimum if standards else None,
        "target_standard": standards.target if standards else None,
        "anchors": {
            str(dimension): {str(rating): words for rating, words in sentences.items()}
            for dimension, sentences in touchpoint.anchors.items()
        },
    }


def _keys(siblings: Sequence[Journey | Stage | Touchpoint]) -> list[UUID]:
    return [one.id for one in siblings]


def _moved(siblings: Sequence[Journey | Stage | Touchpoint], key: UUID, step: Step) -> list[UUID]:
    """Return the keys with one of them past the next that is offered, in the direction of `step`."""
    offered = [one.id for one in siblings if not one.is_retired or one.id == key]
    place = offered.index(key) + step
    keys = _keys(siblings)
    if not 0 <= place < len(offered):
        return keys
    keys.remove(key)
    keys.insert(keys.index(offered[place]) + (step > 0), key)
    return keys


def _way(step: Step) -> str:
    return "down" if step > 0 else "up"
