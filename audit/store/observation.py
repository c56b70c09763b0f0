"""The observations in the store, one wide row each; a withdrawn one stays in the history, out of the figures."""

from datetime import datetime
from typing import Any
from uuid import UUID

import pandas as pd

from audit.errors import GoneError
from audit.model.rating import DIMENSIONS, Outcome
from audit.model.view import View
from audit.model.vocabulary import TermKind
from audit.model.walk_through import Observation, WalkThrough
from audit.store.observation_columns import ADD_OF_A_WALK, CORRECT, JUDGED, JUDGEMENT
from audit.store.opening import Store, first
from audit.store.programme import programme
from audit.store.view_filter import IN_VIEW, IS_CHOSEN, parameters_at_touchpoints
from audit.store.vocabulary import retired_keys


def add_observation(
    store: Store, observation: Observation, walk: WalkThrough, place_id: UUID | None, observer_id: UUID | None
) -> None:
    """Keep one observation of `walk`; sending it twice changes nothing.

    Raises:
        GoneError: its touchpoint is not there any more.
    """
    with store.writing():
        # it is asked, since in the statement itself that takes DuckDB longer than all the rest of it
        if is_observation(store, observation.id):
            _keep_signals(store, observation)
        else:
            add_new_observation(store, observation, walk, place_id, observer_id)


def add_new_observation(
    store: Store, observation: Observation, walk: WalkThrough, place_id: UUID | None, observer_id: UUID | None
) -> None:
    """Keep one observation of `walk` that is not here yet.

    Raises:
        GoneError: its touchpoint is not there any more.
    """
    with store.writing() as cursor:
        channel = channel_of_each(store).get(observation.touchpoint_id)
        if channel is None:
            raise GoneError("touchpoint")
        moment = observation.observed_at
        cursor.execute(
            ADD_OF_A_WALK,
            {
                "walk_through_id": walk.id,
                "touchpoint_id": observation.touchpoint_id,
                "channel": channel,
                "place_id": place_id,
                "observer_id": observer_id,
                "customer_group": walk.customer_group,
                "method": walk.method.value,
                "recognised": walk.recognised or "",
                "observed_on": observation.observed_on,
                "observed_at": moment,
                "observed_hour": None if moment is None else programme(store).local(moment).hour,
                "logged_at": observation.logged_at,
                "started_at": walk.started_at,
                **_judgement(observation),
            },
        )
        _add_signals(store, observation.id, observation.signals)


def is_observation(store: Store, key: UUID) -> bool:
    """Return whether there is an observation with this key, withdrawn or not."""
    with store.reading() as cursor:
        return bool(cursor.execute("SELECT id FROM observation WHERE id = $id", {"id": key}).fetchall())


def change_observation(store: Store, observation: Observation) -> None:
    """Write the corrected judgement of an observation over the one that stands.

    Raises:
        GoneError: there is no such observation.
    """
    observation_with(store, observation.id)
    with store.writing() as cursor:
        cursor.execute(CORRECT, _judgement(observation))
        of_observation = {"id": observation.id}
        ticked = cursor.execute(
            "SELECT signal FROM observation_signal WHERE observation_id = $id", of_observation
        ).fetchall()
        for (signal,) in ticked:
            if signal not in observation.signals:  # one that stays ticked keeps the cause that was chosen for it
                cursor.execute(
                    "DELETE FROM observation_signal WHERE observation_id = $id AND signal = $signal",
                    of_observation | {"signal": signal},
                )
    _keep_signals(store, observation)


def withdraw_observation(store: Store, observation_id: UUID, withdrawn_at: datetime | None) -> None:
    """Take an observation out of every figure, or bring it back with None; its row stays."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE observation SET withdrawn_at = $withdrawn_at WHERE id = $id",
            {"id": observation_id, "withdrawn_at": withdrawn_at},
        )


def observation_with(store: Store, observation_id: UUID) -> Observation:
    """Return the observation with this key, withdrawn or not.

    Raises:
        GoneError: there is no such observation.
    """
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                f"SELECT touchpoint_id, observed_at, observed_on, logged_at, {JUDGED} FROM observation WHERE id = $id",
                {"id": observation_id},
            )
        )
        signals = cursor.execute(
            "SELECT signal FROM observation_signal WHERE observation_id = $id", {"id": observation_id}
        ).fetchall()
    if row is None:
        raise GoneError("observation")
    touchpoint_id, observed_at, observed_on, logged_at, *judgement = row
    judged = dict(zip(JUDGEMENT, judgement, strict=True))
    ratings = {dimension: judged.pop(dimension) for dimension in DIMENSIONS}
    return Observation(
        touchpoint_id=touchpoint_id,
        outcome=Outcome(judged.pop("outcome")),
        observed_at=observed_at,
        observed_on=observed_on,
        logged_at=logged_at,
        ratings={dimension: rating for dimension, rating in ratings.items() if rating is not None},
        signals=frozenset(signal for (signal,) in signals),
        id=observation_id,
        **judged,
    )


def observations(store: Store, view: View, limit: int = 200) -> pd.DataFrame:
    """Return the latest observations of `view`, one row each, latest first, at most `limit`.

    Columns: id, observed_on, journey, stage, touchpoint, place, method, customer_group, outcome, the five
    dimensions (1-5, <NA> = not observed), wait_minutes, greeted, what_happened, resolved_on.
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(seen.id AS TEXT) AS id, observed_on, journey, stage, touchpoint, "
            f"COALESCE(place.name, '') AS place, method, customer_group, {JUDGED}, resolved_on "
            "FROM (SELECT id, touchpoint_id, place_id, observed_on, logged_at, method, customer_group, "
            f"{JUDGED}, resolved_on FROM observation WHERE {IN_VIEW}) AS seen "
            "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = seen.touchpoint_id "
            "LEFT JOIN place ON place.id = seen.place_id "
            f"WHERE {IS_CHOSEN} "
            "ORDER BY observed_on DESC, logged_at DESC, seen.id LIMIT $limit",
            parameters_at_touchpoints(store, view) | {"limit": limit},
        ).df()


def latest_words_of_each(store: Store) -> pd.DataFrame:
    """Return what was last written about each touchpoint. Columns: touchpoint_id, observed_on, outcome, what_happened.

    A touchpoint about which nothing was written has no row.
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(touchpoint_id AS TEXT) AS touchpoint_id, MAX(observed_on) AS observed_on, "
            "ARG_MAX(outcome, (observed_on, logged_at, id)) AS outcome, "
            "ARG_MAX(what_happened, (observed_on, logged_at, id)) AS what_happened "
            "FROM observation WHERE withdrawn_at IS NULL AND what_happened <> '' GROUP BY touchpoint_id"
        ).df()


def observation_count(store: Store) -> int:
    """Return how many observations count, withdrawn ones left out."""
    with store.reading() as cursor:
        row = first(cursor.execute("SELECT COUNT(*) FROM observation WHERE withdrawn_at IS NULL"))
    return int(row[0]) if row else 0


def channel_of_each(store: Store) -> dict[UUID, str]:
    """Return the channel of every touchpoint that is there, "" = it has none."""

    def worked_out() -> dict[UUID, str]:
        with store.reading() as cursor:
            return dict(cursor.execute("SELECT id, channel FROM touchpoint").fetchall())

    return store.cached_of(("touchpoint",), "channel of each touchpoint", worked_out)


def channels(store: Store) -> tuple[str, ...]:
    """Return the channels that touchpoints have or observations name, in the order of the alphabet."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT channel FROM touchpoint WHERE channel <> '' UNION "
            "SELECT channel FROM observation WHERE channel <> '' ORDER BY channel"
        ).fetchall()
    return tuple(channel for (channel,) in rows)


def customer_groups(store: Store) -> tuple[str, ...]:
    """Return the programme's customer groups in their order, then the others that observations name, by name."""
    own = programme(store).customer_groups
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT DISTINCT customer_group FROM observation WHERE customer_group <> '' ORDER BY customer_group"
        ).fetchall()
    # a group left the settings, its observations did not
    return (*own, *(group for (group,) in rows if group not in own))


def offered_groups(store: Store) -> tuple[str, ...]:
    """Return the customer groups that are not retired, in the order of `customer_groups`."""
    retired = retired_keys(store, TermKind.CUSTOMER_GROUP)
    return tuple(group for group in customer_groups(store) if group not in retired)


def _judgement(observation: Observation) -> dict[str, Any]:
    ratings = {dimension.value: observation.ratings.get(dimension) for dimension in DIMENSIONS}
    others = {name: getattr(observation, name) for name in JUDGEMENT if name not in ratings}
    return {"id": observation.id, **others, **ratings, "outcome": observation.outcome.value}


def _keep_signals(store: Store, observation: Observation) -> None:
    if not observation.signals:
        return
    with store.writing() as cursor:
        key = {"id": observation.id}
        there = cursor.execute("SELECT signal FROM observation_signal WHERE observation_id = $id", key).fetchall()
        _add_signals(store, observation.id, observation.signals - {signal for (signal,) in there})


def _add_signals(store: Store, observation_id: UUID, signals: frozenset[str]) -> None:
    if not signals:
        return
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO observation_signal (observation_id, signal, cause) SELECT $id, UNNEST($signals), ''",
            {"id": observation_id, "signals": sorted(map(str, signals))},
        )
