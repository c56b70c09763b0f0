"""Walking: recording what was seen, and setting it right afterwards with the history kept."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID

from audit.errors import GoneError, required
from audit.model.clock import utc_now
from audit.model.named import Named
from audit.model.review import Item
from audit.model.walk_through import Observation, WalkThrough
from audit.store import observation as observations
from audit.store.change import add_change
from audit.store.earlier_name import name_of_today
from audit.store.field_entry import field_walk, raise_version, set_carried, set_field_walk
from audit.store.observer import add_observer
from audit.store.opening import Store
from audit.store.place import add_place
from audit.store.review import unchoose
from audit.store.walk_through import add_walk_through, observations_that_count


def record_walk_through(
    store: Store, walk: WalkThrough, observed: Sequence[Observation], finished_at: datetime | None = None
) -> None:
    """Keep a walk and what was seen on it. Sending the same walk again, whole or in part, adds nothing twice.

    Args:
        store: the open store.
        walk: where, how and by whom.
        observed: its observations, all of them or those not sent yet.
        finished_at: when the walk ended (UTC), None while it goes on.
    """
    with store.writing():
        walk = in_words_of_today(store, walk)
        place_id, observer_id = add_place(store, walk.place), add_observer(store, walk.observer)
        add_walk_through(store, walk, place_id, observer_id, finished_at)
        for observation in observed:
            observations.add_observation(store, observation, walk, place_id, observer_id)


def correct_observation(store: Store, corrected: Observation, by: str, reason: str) -> None:
    """Replace the judgement of an observation; what stood before stays in the history with `reason`.

    Words chosen for a review that is still open are shown there no longer where they were worded anew.

    Raises:
        MissingError: no reason was given.
        GoneError: there is no such observation.
    """
    reason = required("The reason for the correction", reason)
    with store.writing():
        before = observations.observation_with(store, corrected.id)
        if before == corrected:
            return
        observations.change_observation(store, corrected)
        raise_version(store, corrected.id)
        if before.what_happened != corrected.what_happened:
            unchoose(store, corrected.id, [Item.STORIES, Item.HOT_SPOT])
        noun = ("observation", corrected.id)
        add_change(store, "corrected", noun, (by, reason), (_as_material(before), _as_material(corrected)))


def correct_walk(store: Store, corrected: WalkThrough, by: str, reason: str) -> None:
    """Write the head of a walk anew, and onto its observations what they carry of it; what stood before stays.

    A phone that holds the walk is answered with this head when it sends an earlier version.

    Raises:
        MissingError: no reason was given.
        GoneError: there is no such walk.
    """
    reason = required("The reason for the correction", reason)
    with store.writing():
        stands = field_walk(store, corrected.id)
        if stands is None:
            raise GoneError("walk")
        phone, before = stands
        corrected = in_words_of_today(store, corrected)
        after = replace(before, walk=corrected, version=before.version + 1)
        if before.as_material == after.as_material:
            return
        place_id, observer_id = add_place(store, corrected.place), add_observer(store, corrected.observer)
        set_field_walk(store, after, phone, place_id, observer_id)
        set_carried(store, corrected, place_id, observer_id)
        noun = ("walk_through", corrected.id)
        add_change(store, "corrected", noun, (by, reason), (before.as_material, after.as_material))


def in_words_of_today(store: Store, walk: WalkThrough) -> WalkThrough:
    """Return a walk with its place and customer group as they are called today; a phone may hold earlier names."""
    return replace(
        walk,
        place=name_of_today(store, Named.PLACE, walk.place),
        customer_group=name_of_today(store, Named.CUSTOMER_GROUP, walk.customer_group),
    )


def withdraw_walk(store: Store, walk_id: UUID, by: str, reason: str) -> int:
    """Take every observation of a walk that counts out of the figures; return how many. Each can be brought back.

    The walk itself stays, and so does a phone's right to go on with it.

    Raises:
        MissingError: no reason was given.
    """
    reason = required("The reason for withdrawing", reason)
    with store.writing():
        keys = observations_that_count(store, walk_id)
        for key in keys:
            withdraw_observation(store, key, by, reason)
    return len(keys)


def withdraw_observation(store: Store, observation_id: UUID, by: str, reason: str) -> None:
    """Take an observation out of every figure as if it had never been logged; its row and history stay.

    Raises:
        MissingError: no reason was given.
        GoneError: there is no such observation.
    """
    reason = required("The reason for withdrawing", reason)
    with store.writing():
        before = observations.observation_with(store, observation_id)
        observations.withdraw_observation(store, observation_id, utc_now())
        raise_version(store, observation_id)
        add_change(store, "withdrawn", ("observation", observation_id), (by, reason), (_as_material(before), None))


def bring_back_observation(store: Store, observation_id: UUID, by: str, reason: str) -> None:
    """Count a withdrawn observation again.

    Raises:
        GoneError: there is no such observation.
    """
    with store.writing():
        observation = observations.observation_with(store, observation_id)
        observations.withdraw_observation(store, observation_id, None)
        raise_version(store, observation_id)
        add_change(store, "restored", ("observation", observation_id), (by, reason), (None, _as_material(observation)))


def _as_material(observation: Observation) -> dict[str, object]:
    return asdict(observation) | {"signals": sorted(observation.signals)}
