"""Walks in the hand: the version in which each part arrived, and whose phone holds it."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pandas as pd

from audit.model.field_walk import FieldEntry, FieldWalk, NoWords
from audit.model.rating import Outcome
from audit.model.walk_through import Method, Recognised, WalkThrough
from audit.store.observation import is_observation, observation_with
from audit.store.observer import observer_name
from audit.store.opening import Store, first
from audit.store.place import place_name
from audit.store.programme import PROGRAMME_TABLES, programme

_WALK_TABLES = ("walk_through", "place", "observer", *PROGRAMME_TABLES)
_ADD = (
    "INSERT INTO field_entry (observation_id, version, nobody_there, why_no_words) "
    "VALUES ($id, $version, $nobody_there, $why)"
)


def field_entry(store: Store, observation_id: UUID) -> tuple[UUID | None, FieldEntry] | None:
    """Return an observation as a phone sent it or as it was corrected since, after the key of its walk; None = none.

    One that came by another way stands in version 0.
    """
    if not is_observation(store, observation_id):
        return None  # most are new, and to find that out costs a third of what the rest does
    with store.reading() as cursor:
        row = cursor.execute(
            "SELECT walk_through_id, COALESCE(version, 0), COALESCE(nobody_there, FALSE), "
            "COALESCE(why_no_words, ''), withdrawn_at IS NOT NULL FROM observation "
            "LEFT JOIN field_entry ON observation_id = observation.id WHERE observation.id = $id",
            {"id": observation_id},
        ).fetchall()[0]
    walk_id, version, nobody_there, why, withdrawn = row
    observation = observation_with(store, observation_id)
    return walk_id, FieldEntry(observation, version, nobody_there, NoWords(why) if why else None, withdrawn)


def add_field_entry(store: Store, entry: FieldEntry) -> None:
    """Note the version in which a new entry arrived, and what a phone says beside the observation itself."""
    with store.writing() as cursor:
        cursor.execute(_ADD, _columns(entry))


def set_field_entry(store: Store, entry: FieldEntry) -> None:
    """Note it in place of what is noted of an entry so far, if anything is."""
    with store.writing() as cursor:
        cursor.execute(
            f"{_ADD} ON CONFLICT (observation_id) DO UPDATE SET "
            "version = excluded.version, nobody_there = excluded.nobody_there, why_no_words = excluded.why_no_words",
            _columns(entry),
        )


def _columns(entry: FieldEntry) -> dict[str, Any]:
    return {
        "id": entry.observation.id,
        "version": entry.version,
        "nobody_there": entry.nobody_there,
        "why": entry.why_no_words or "",
    }


def raise_version(store: Store, observation_id: UUID) -> None:
    """Count a change made here, so that a phone that knows an earlier version is answered with what stands.

    Where it is said now whether somebody greeted, somebody was there.
    """
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE field_entry SET version = version + 1, nobody_there = nobody_there AND EXISTS "
            "(SELECT id FROM observation WHERE observation.id = field_entry.observation_id AND greeted IS NULL) "
            "WHERE observation_id = $id",
            {"id": observation_id},
        )


def field_walk(store: Store, walk_id: UUID) -> tuple[UUID | None, FieldWalk] | None:
    """Return a walk as it stands, after the key of the phone that holds it (None = no phone does); None = no walk."""
    return store.cached_of(_WALK_TABLES, ("field walk", walk_id), lambda: _field_walk(store, walk_id))


def _field_walk(store: Store, walk_id: UUID) -> tuple[UUID | None, FieldWalk] | None:
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT phone, COALESCE(version, 0), first_impressions, first_outcome, closing_words, finished_at, "
                "journey_id, method, started_at, place_id, observer_id, customer_group, scenario, persona, "
                "own_area, COALESCE(recognised, '') FROM walk_through WHERE id = $id",
                {"id": walk_id},
            )
        )
    if row is None:
        return None
    phone, version, impressions, outcome, closing, finished_at, journey_id, method, started_at, *head = row
    place_id, observer_id, customer_group, scenario, persona, own_area, recognised = head
    walk = WalkThrough(
        journey_id,
        Method(method),
        started_at,
        programme(store).day_of(started_at),
        # by a read of their own, which is cached: joined, this row takes four times as long
        place=place_name(store, place_id),
        observer=observer_name(store, observer_id),
        customer_group=customer_group,
        scenario=scenario,
        persona=persona,
        own_area=own_area,
        recognised=Recognised(recognised) if recognised else None,
        id=walk_id,
    )
    first_outcome = Outcome(outcome) if outcome else None
    return phone, FieldWalk(walk, version, impressions or "", first_outcome, closing or "", finished_at)


def walks_on_phones(store: Store) -> pd.DataFrame:
    """Return the walks that a phone holds and has not ended, one row each, the latest first.

    Columns: id (text), journey, place, observer ("" = not said), started_at (UTC), observations (count, withdrawn ones
    too), last_arrival (UTC, of an observation; NaT = none has arrived).
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(walk_through.id AS TEXT) AS id, journey.name AS journey, COALESCE(place.name, '') AS place, "
            "COALESCE(observer.name, '') AS observer, started_at, COUNT(observation.id) AS observations, "
            "MAX(logged_at) AS last_arrival FROM walk_through "
            "INNER JOIN journey ON journey.id = walk_through.journey_id "
            "LEFT JOIN place ON place.id = walk_through.place_id "
            "LEFT JOIN observer ON observer.id = walk_through.observer_id "
            "LEFT JOIN observation ON observation.walk_through_id = walk_through.id "
            "WHERE phone IS NOT NULL AND finished_at IS NULL "
            "GROUP BY walk_through.id, journey.name, place.name, observer.name, started_at ORDER BY started_at DESC"
        ).df()


def add_field_walk(
    store: Store, sent: FieldWalk, phone: UUID | None, place_id: UUID | None, observer_id: UUID | None
) -> None:
    """Keep a walk as it was sent, the first time."""
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO walk_through (id, journey_id, started_at, phone, version, first_impressions, first_outcome, "
            "closing_words, scenario, persona, own_area, place_id, observer_id, method, customer_group, recognised, "
            "finished_at) VALUES ($id, $journey_id, $started_at, $phone, $version, $impressions, $first_outcome, "
            "$closing, $scenario, $persona, $own_area, $place_id, $observer_id, $method, $customer_group, $recognised, "
            "$finished_at)",
            {
                **_head(sent, phone, place_id, observer_id),
                "journey_id": sent.walk.journey_id,
                "started_at": sent.walk.started_at,
            },
        )


def set_field_walk(
    store: Store, sent: FieldWalk, phone: UUID | None, place_id: UUID | None, observer_id: UUID | None
) -> None:
    """Write a walk as it was sent over the one that stands."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE walk_through SET phone = $phone, version = $version, first_impressions = $impressions, "
            "first_outcome = $first_outcome, closing_words = $closing, scenario = $scenario, persona = $persona, "
            "own_area = $own_area, place_id = $place_id, observer_id = $observer_id, method = $method, "
            "customer_group = $customer_group, recognised = $recognised, "
            "finished_at = COALESCE(CAST($finished_at AS TIMESTAMP), finished_at) WHERE id = $id",
            _head(sent, phone, place_id, observer_id),
        )


def set_carried(store: Store, walk: WalkThrough, place_id: UUID | None, observer_id: UUID | None) -> None:
    """Write onto the observations of a walk what they carry of it."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE observation SET place_id = $place_id, observer_id = $observer_id, method = $method, "
            "customer_group = $customer_group, recognised = $recognised "
            "WHERE walk_through_id = $id AND (place_id IS DISTINCT FROM $place_id "
            "OR observer_id IS DISTINCT FROM $observer_id OR method <> $method OR customer_group <> $customer_group "
            "OR recognised <> $recognised)",
            _carried(walk, place_id, observer_id),
        )


def _head(sent: FieldWalk, phone: UUID | None, place_id: UUID | None, observer_id: UUID | None) -> dict[str, Any]:
    return {
        **_carried(sent.walk, place_id, observer_id),
        "phone": phone,
        "version": sent.version,
        "impressions": sent.first_impressions,
        "first_outcome": sent.first_outcome or "",
        "closing": sent.closing_words,
        "scenario": sent.walk.scenario,
        "persona": sent.walk.persona,
        "own_area": sent.walk.own_area,
        "finished_at": sent.finished_at,
    }


def _carried(walk: WalkThrough, place_id: UUID | None, observer_id: UUID | None) -> dict[str, Any]:
    return {
        "id": walk.id,
        "place_id": place_id,
        "observer_id": observer_id,
        "method": walk.method.value,
        "customer_group": walk.customer_group,
        "recognised": walk.recognised or "",
    }


def set_holder(store: Store, walk_id: UUID, phone: UUID | None, finished_at: datetime | None) -> None:
    """Note which phone holds a walk and, once, when it ended (UTC); None leaves it as it is."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE walk_through SET phone = $phone, "
            "finished_at = COALESCE(finished_at, CAST($finished_at AS TIMESTAMP)) WHERE id = $id",
            {"id": walk_id, "phone": phone, "finished_at": finished_at},
        )
