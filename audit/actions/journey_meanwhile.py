"""Saving what was typed over what a journey or a touchpoint says, where somebody else may have changed it meanwhile."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal
from uuid import UUID

from audit.actions.journey_change import journey_with, touchpoint_with
from audit.actions.journey_changing import change_touchpoint, describe_journey, part_with
from audit.actions.renaming import rename_journey, rename_stage
from audit.errors import PartChangedError, RenamedMeanwhileError
from audit.model.journey import Standards, Touchpoint
from audit.model.journey_table import ANCHOR_COLUMNS, ANCHORED
from audit.model.rating import DIMENSIONS
from audit.model.repertoire import Repertoire
from audit.model.text import name_of
from audit.store.opening import Store
from audit.store.repertoire import repertoire
from audit.store.service import service_at, services

Says = Mapping[str, Any]  # what a part says, by what people call the field
_SERVICE = "service"
_WANTED = "what a customer wants"  # of a journey
_PLAYED = {  # of what may be played on it, by what people call it
    "scenarios": "list of situations",
    "personas": "list of personas",
}
_FIELDS = {  # of a touchpoint, by what people call them
    "name": "name",
    "channel": "channel",
    "what to look for": "description",
    "moment of truth": "is_moment_of_truth",
    "why it is a moment of truth": "why",
    "standard": "standards",
}


def touchpoint_says(touchpoint: Touchpoint, service_id: UUID | None) -> Says:
    """Return all that a touchpoint says, field by field, each of its anchors a field of its own."""
    anchors = {
        column: touchpoint.anchors.get(dimension, {}).get(rating, "")
        for column, (dimension, rating) in ANCHOR_COLUMNS.items()
    }
    return {name: getattr(touchpoint, field) for name, field in _FIELDS.items()} | anchors | {_SERVICE: service_id}


def journey_says(store: Store, journey_id: UUID) -> Says:
    """Return what a journey says of itself, field by field.

    Raises:
        GoneError: it is not there.
    """
    return _of_journey(journey_with(store, journey_id).purpose, repertoire(store, journey_id))


def save_touchpoint(store: Store, before: Says, touchpoint: Touchpoint, service_id: UUID | None, by: str) -> None:
    """Let a touchpoint say what was changed of `before`; what somebody else changed of the rest meanwhile stays.

    Args:
        store: the open store.
        before: what it said when it was begun to be changed, as `touchpoint_says` returns it.
        touchpoint: what it is to say, under its key.
        service_id: the service it is to belong to, None = none.
        by: who changes it, "" = not said.

    Raises:
        GoneError: it is not there.
        NameInUseError: its stage has another of its new name.
        PartChangedError: somebody else changed the same field meanwhile.
    """
    with store.writing():
        *_, there = touchpoint_with(store, touchpoint.id)
        typed, stands = touchpoint_says(touchpoint, service_id), touchpoint_stands(store, touchpoint.id)
        agreed = _both(before, stands, typed, {str(service.id): service.name for service in services(store)})
        change_touchpoint(store, _saying(there, agreed), agreed[_SERVICE], by)


def touchpoint_stands(store: Store, touchpoint_id: UUID) -> Says:
    """Return all that a touchpoint says now.

    Raises:
        GoneError: it is not there.
    """
    service = service_at(store, touchpoint_id)
    return touchpoint_says(touchpoint_with(store, touchpoint_id)[2], service.id if service else None)


def save_journey(store: Store, before: Says, journey_id: UUID, purpose: str, played: Repertoire, by: str) -> None:
    """Let a journey say what was changed of `before`; what somebody else changed of the rest meanwhile stays.

    Raises:
        GoneError: it is not there.
        PartChangedError: somebody else changed the same field meanwhile.
    """
    with store.writing():
        agreed = _both(before, journey_says(store, journey_id), _of_journey(purpose, played), {})
        lists = {name: agreed[called] for name, called in _PLAYED.items()}
        describe_journey(store, journey_id, agreed[_WANTED], Repertoire(**lists), by)


def save_name(store: Store, part: Literal["journey", "stage"], key: UUID, names: tuple[str, str], by: str) -> None:
    """Call a journey or a stage otherwise, unless somebody else did so since its name was read.

    Args:
        store: the open store.
        part: what it is.
        key: its key.
        names: its name as it was read, and what it is to be called.
        by: who renames it, "" = not said.

    Raises:
        GoneError: it is not there.
        JourneyExistsError, NameInUseError: another one has this name.
        MissingError: the name is empty.
        RenamedMeanwhileError: somebody else called it otherwise meanwhile.
    """
    read, name = names
    with store.writing():
        stands = part_with(store, part, key).name
        if stands not in (read, name_of(name)):
            raise RenamedMeanwhileError(stands, name)
        (rename_journey if part == "journey" else rename_stage)(store, key, name, by)


def _of_journey(purpose: str, played: Repertoire) -> Says:
    return {_WANTED: purpose.strip()} | {called: getattr(played, name) for name, called in _PLAYED.items()}


def _both(before: Says, stands: Says, typed: Says, names: Mapping[str, str]) -> Says:
    """Return what stands, with what was changed of `before`, field by field."""
    changed = {field: value for field, value in typed.items() if value != before[field]}
    by_others = {field: stands[field] for field in changed if stands[field] not in (before[field], changed[field])}
    if by_others:
        raise PartChangedError({field: _in_words(value, names) for field, value in by_others.items()})
    return {**stands, **changed}


def _in_words(value: Any, names: Mapping[str, str]) -> str:
    """Return what a field says as people read it, "" where it says nothing; of yes and no two cannot differ twice."""
    if isinstance(value, Standards):
        return f"{value.minimum:g} to {value.target:g}"
    if isinstance(value, tuple):
        return "; ".join(value)
    return names.get(str(value), str(value or ""))


def _saying(touchpoint: Touchpoint, agreed: Says) -> Touchpoint:
    anchors = {
        dimension: {rating: words for rating in ANCHORED if (words := agreed[f"{dimension} {rating}"])}
        for dimension in DIMENSIONS
    }
    says: dict[str, Any] = {field: agreed[name] for name, field in _FIELDS.items()}
    return replace(touchpoint, **says, anchors={dimension: words for dimension, words in anchors.items() if words})
