"""Taking in what a phone holds: each part is judged by itself, and none of them stands in another's way.

The same version of a part again changes nothing. A higher version is a correction, and what stood before stays in the
history. A lower one that says another is answered with what stands, so that a person chooses between the two.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from audit.actions.walks import (
    bring_back_observation,
    correct_observation,
    in_words_of_today,
    withdraw_observation,
)
from audit.errors import AuditError, GoneError, JourneySettledError, StoreError, WalkOfAnotherError
from audit.model.clock import utc_now
from audit.model.field_walk import Answer, FieldEntry, FieldWalk, Standing
from audit.model.journey import Touchpoint
from audit.model.walk_through import WalkThrough
from audit.store import field_entry as entries
from audit.store.added_touchpoint import add_added_touchpoint, touchpoint_of_key
from audit.store.change import add_change
from audit.store.draft import close_draft
from audit.store.former_stage import stage_of_key
from audit.store.journey import add_touchpoint, journeys
from audit.store.observation import add_new_observation
from audit.store.observer import add_observer
from audit.store.opening import Store
from audit.store.place import add_place
from audit.store.planned_walk import mark_walked

_Part = TypeVar("_Part")
_FROM_PHONE = "Changed on the phone"
_TAKEN_BACK = "Taken back on the phone"


def take_in_walk(store: Store, sent: FieldWalk, phone: UUID | None, person: str = "") -> tuple[Answer, FieldWalk]:
    """Keep the head of a walk that a phone holds, or answer with what stands where an earlier version says another.

    Without `phone` it stays with the one that holds it; where none does, the first that sends it will hold it. With
    `person` its observer is whose phone sent it, as it stands where somebody was renamed or corrected.

    Returns:
        The answer, and the walk that is here now, of the plan it was sent with.

    Raises:
        GoneError: its journey is not there.
        JourneySettledError: it is of another journey than the walk that is here.
        WalkOfAnotherError: another phone holds this walk.
    """
    with store.writing():
        stands = entries.field_walk(store, sent.walk.id)
        phone = phone or _holder(stands)
        sent = replace(sent, walk=in_words_of_today(store, sent.walk))
        sent = _of_person(sent, stands, person) if person else sent
        if stands is None:
            _check_journey(store, sent.walk.journey_id)
        elif (refusal := _refusal(stands, sent, phone)) is not None:
            raise refusal
        elif sent.version <= stands[1].version:
            finished_at = stands[1].finished_at or sent.finished_at
            here = replace(stands[1], plan_id=sent.plan_id, finished_at=finished_at)
            return _not_newer(store, stands, sent, phone), here
        _write(store, sent, phone, None if stands is None else stands[1])
        stored = entries.field_walk(store, sent.walk.id) or (phone, sent)
    return Answer(sent.walk.id, sent.version, Standing.STORED), replace(stored[1], plan_id=sent.plan_id)


def take_in_touchpoint(store: Store, walk_id: UUID, stage_id: UUID, touchpoint: Touchpoint) -> Answer:
    """Keep a touchpoint that was missing; where its stage has one of that name, it is that one.

    Raises:
        GoneError: its stage is not there.
    """
    with store.writing():
        if touchpoint_of_key(store, touchpoint.id) == touchpoint.id:
            stages = {stage.id: stage for journey in journeys(store) for stage in journey.stages}
            if stage_id not in stages:
                stage_id = stage_of_key(store, stage_id)
            if (stage := stages.get(stage_id)) is None:
                raise GoneError("stage")
            name = touchpoint.name.casefold()
            known = next((each.id for each in stage.touchpoints if each.name.casefold() == name), touchpoint.id)
            if known == touchpoint.id:
                add_touchpoint(store, stage_id, touchpoint, len(stage.touchpoints))
            add_added_touchpoint(store, touchpoint.id, known, walk_id, utc_now())
    return Answer(touchpoint.id, 1, Standing.STORED)


def take_in_entry(store: Store, walk: FieldWalk, sent: FieldEntry) -> Answer:
    """Keep what was saved at one touchpoint of a walk that is here, or answer with what stands instead.

    Raises:
        GoneError: its touchpoint is not there.
        WalkOfAnotherError: the entry belongs to another walk.
    """
    key = sent.observation.id
    with store.writing():
        meant = touchpoint_of_key(store, sent.observation.touchpoint_id)
        sent = replace(sent, observation=replace(sent.observation, touchpoint_id=meant))
        standing = entries.field_entry(store, key)
        if standing is None:
            _add(store, walk, sent)
            return Answer(key, sent.version, Standing.STORED)
        walk_id, stands = standing
        if walk_id != walk.walk.id:
            raise WalkOfAnotherError
        if sent.version > stands.version:
            _correct(store, stands, sent, walk.walk.observer)
            return Answer(key, sent.version, Standing.STORED)
        if sent.same_content(stands):
            return Answer(key, sent.version, Standing.STORED)
        return Answer(key, stands.version, Standing.OLDER)


def take_in_each(
    parts: Sequence[_Part], key: Callable[[_Part], tuple[UUID, int]], take_in: Callable[[_Part], Answer]
) -> list[Answer]:
    """Return the answer to each part; what cannot be taken is refused in words and the rest goes on."""
    answers = []
    for part in parts:
        try:
            answers.append(take_in(part))
        except StoreError:  # what ails the store ails every part: nothing was kept, and all of it is sent again
            raise
        except AuditError as problem:
            answers.append(Answer(*key(part), Standing.REFUSED, str(problem)))
    return answers


def _add(store: Store, walk: FieldWalk, sent: FieldEntry) -> None:
    """Write an entry that is new; the plan its walk began from is walked with it."""
    key = sent.observation.id
    add_new_observation(store, sent.observation, walk.walk, *_where_and_who(store, walk.walk))
    if walk.plan_id is not None:
        mark_walked(store, walk.plan_id, walk.walk.id)
    if sent.withdrawn:
        withdraw_observation(store, key, walk.walk.observer, _TAKEN_BACK)
    entries.add_field_entry(store, sent)


def _correct(store: Store, stands: FieldEntry, sent: FieldEntry, observer: str) -> None:
    """Write a later version over the one that stands; the moment it was observed at stays."""
    before = stands.observation
    observation = replace(sent.at_the_moment_of(stands).observation, touchpoint_id=before.touchpoint_id)
    correct_observation(store, observation, observer, _FROM_PHONE)
    if sent.withdrawn and not stands.withdrawn:
        withdraw_observation(store, before.id, observer, _TAKEN_BACK)
    elif stands.withdrawn and not sent.withdrawn:
        bring_back_observation(store, before.id, observer, _FROM_PHONE)
    entries.set_field_entry(store, sent)


def _write(store: Store, sent: FieldWalk, phone: UUID | None, stands: FieldWalk | None) -> None:
    """Write the head of a walk over the one that stands, if one does; what it said before stays in the history."""
    walk = sent.walk
    place_id, observer_id = _where_and_who(store, walk)
    if stands is None:
        entries.add_field_walk(store, sent, phone, place_id, observer_id)
    else:
        entries.set_field_walk(store, sent, phone, place_id, observer_id)
        entries.set_carried(store, walk, place_id, observer_id)
        _note_correction(store, stands, sent)
    if sent.finished_at is not None:
        close_draft(store, walk.id)


def _where_and_who(store: Store, walk: WalkThrough) -> tuple[UUID | None, UUID | None]:
    """Return the keys of place and observer of a walk, None where they are not said."""
    return add_place(store, walk.place), add_observer(store, walk.observer)


def _note_correction(store: Store, stands: FieldWalk, sent: FieldWalk) -> None:
    before, after = stands.as_material, sent.as_material
    if stands.version and before != after:
        noun = ("walk_through", sent.walk.id)
        add_change(store, "corrected", noun, (sent.walk.observer, _FROM_PHONE), (before, after))


def _not_newer(store: Store, held: tuple[UUID | None, FieldWalk], sent: FieldWalk, phone: UUID | None) -> Answer:
    """Answer a version of a head that is no later than the one here; that its walk has ended is the phone's to say."""
    holder, stands = held
    if holder is None or (sent.finished_at is not None and stands.finished_at is None):
        entries.set_holder(store, stands.walk.id, phone, sent.finished_at)
    if sent.finished_at is not None:
        close_draft(store, stands.walk.id)
    if sent.as_material == stands.as_material:
        return Answer(stands.walk.id, sent.version, Standing.STORED)
    return Answer(stands.walk.id, stands.version, Standing.OLDER)


def _of_person(sent: FieldWalk, stands: tuple[UUID | None, FieldWalk] | None, person: str) -> FieldWalk:
    observer = (stands[1].walk.observer if stands else "") or person
    return replace(sent, walk=replace(sent.walk, observer=observer))


def _holder(stands: tuple[UUID | None, FieldWalk] | None) -> UUID | None:
    return None if stands is None else stands[0]


def _refusal(stands: tuple[UUID | None, FieldWalk], sent: FieldWalk, phone: UUID | None) -> AuditError | None:
    holder, walk = stands
    if holder not in {None, phone}:
        return WalkOfAnotherError()
    return JourneySettledError() if walk.walk.journey_id != sent.walk.journey_id else None


def _check_journey(store: Store, journey_id: UUID) -> None:
    known = store.cached_of(("journey", "stage", "touchpoint", "anchor"), "journeys", lambda: journeys(store))
    if not any(journey.id == journey_id for journey in known):
        raise GoneError("journey")
