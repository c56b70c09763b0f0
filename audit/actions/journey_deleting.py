"""Deleting what nothing hangs on: a touchpoint nobody observed, a stage or a journey of such."""

from collections.abc import Sequence
from uuid import UUID

from audit.actions.journey_change import journey_with, one_change, stage_with, touchpoint_with
from audit.errors import StillNeededError
from audit.model.journey import Stage, Touchpoint
from audit.store.hanging import hanging, walks_on
from audit.store.journey_part import delete_part, put_in_order
from audit.store.opening import Store


def delete_touchpoint(store: Store, touchpoint_id: UUID, by: str) -> None:
    """Delete a touchpoint on which nothing hangs; the history keeps what it said.

    Raises:
        GoneError: it is not there.
        StillNeededError: something hangs on it.
    """
    with store.writing():
        _, stage, touchpoint = touchpoint_with(store, touchpoint_id)
        _refuse_needed(store, touchpoint.name, [touchpoint])
        with one_change(store, ("touchpoint", touchpoint_id), by, f"Deleted {touchpoint.name}", "withdrawn"):
            delete_part(store, "touchpoint", touchpoint_id)
            put_in_order(store, "touchpoint", [one.id for one in stage.touchpoints if one.id != touchpoint_id])


def delete_stage(store: Store, stage_id: UUID, by: str) -> None:
    """Delete a stage with its touchpoints, where nothing hangs on any; the history keeps what they said.

    Raises:
        GoneError: it is not there.
        StillNeededError: something hangs on a touchpoint of it.
    """
    with store.writing():
        journey, stage = stage_with(store, stage_id)
        _refuse_needed(store, stage.name, stage.touchpoints)
        with one_change(store, ("stage", stage_id), by, f"Deleted {stage.name}", "withdrawn"):
            _delete(store, stage)
            put_in_order(store, "stage", [one.id for one in journey.stages if one.id != stage_id])


def delete_journey(store: Store, journey_id: UUID, by: str) -> None:
    """Delete a journey with all in it, where nobody walked it and nothing hangs on any of its touchpoints.

    Raises:
        GoneError: it is not there.
        StillNeededError: it was walked, or something hangs on a touchpoint of it.
    """
    with store.writing():
        journey = journey_with(store, journey_id)
        touchpoints = [touchpoint for _, touchpoint in journey.touchpoints()]
        _refuse_needed(store, journey.name, touchpoints, walks_on(store, journey_id))
        with one_change(store, ("journey", journey_id), by, f"Deleted {journey.name}", "withdrawn"):
            for stage in journey.stages:
                _delete(store, stage)
            delete_part(store, "journey", journey_id)


def _refuse_needed(store: Store, name: str, touchpoints: Sequence[Touchpoint], walks: Sequence[str] = ()) -> None:
    if needed_by := (*walks, *hanging(store, [touchpoint.id for touchpoint in touchpoints])):
        raise StillNeededError(name, needed_by)


def _delete(store: Store, stage: Stage) -> None:
    for touchpoint in stage.touchpoints:
        delete_part(store, "touchpoint", touchpoint.id)
    delete_part(store, "stage", stage.id)
