"""The recoveries in the store: who owns a bad experience, which steps were taken, what nobody owns yet."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pandas as pd

from audit.errors import GoneError
from audit.model.recovery import Recovery, Step, Taken, recovery_key
from audit.model.view import View
from audit.store.incoming import add_rows
from audit.store.opening import Store, first
from audit.store.view_filter import AT_TOUCHPOINTS, IN_VIEW, parameters_at_touchpoints

_SELECTED = (
    "CAST(seen.id AS TEXT) AS id, named_touchpoint.touchpoint, COALESCE(place.name, '') AS place, observed_on, "
    "what_happened, resolved_on, COALESCE(reply.kind, '') AS reply, COALESCE(reply.outcome, '') AS reply_outcome"
)
_NAMES = (
    "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = seen.touchpoint_id "
    "LEFT JOIN place ON place.id = seen.place_id LEFT JOIN reply ON reply.observation_id = seen.id"
)


def keep_recovery(store: Store, recovery: Recovery, opened_at: datetime) -> None:
    """Keep who owns a recovery, by when, for what cause, and why it cannot be done; its steps are kept one by one."""
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO recovery (id, observation_id, owner, due_on, cause, cannot_because, opened_at) "
            "VALUES ($id, $observation_id, $owner, $due_on, $cause, $cannot_because, $opened_at) "
            "ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, due_on = excluded.due_on, cause = excluded.cause, "
            "cannot_because = excluded.cannot_because",
            {
                "id": recovery.id,
                "observation_id": recovery.observation_id,
                "owner": recovery.owner,
                "due_on": recovery.due_on,
                "cause": recovery.cause,
                "cannot_because": recovery.cannot_because,
                "opened_at": opened_at,
            },
        )


def add_step(store: Store, recovery_id: UUID, taken: Taken, taken_at: datetime) -> None:
    """Keep one step; sending it twice changes nothing."""
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO recovery_step (id, recovery_id, step, taken_at, taken_on, taken_by, words) "
            "VALUES ($id, $recovery_id, $step, $taken_at, $taken_on, $taken_by, $words) ON CONFLICT (id) DO NOTHING",
            {
                "id": taken.id,
                "recovery_id": recovery_id,
                "step": taken.step.value,
                "taken_at": taken_at,
                "taken_on": taken.taken_on,
                "taken_by": taken.by.strip(),
                "words": taken.words.strip(),
            },
        )


def add_incoming_recoveries(store: Store, recoveries: pd.DataFrame, steps: pd.DataFrame, batch_id: UUID) -> None:
    """Keep recoveries of one import's own observations with their steps; what is known already changes nothing.

    Args:
        store: the open store.
        recoveries: id, observation_id, owner, due_on (NaT = none), cause, cannot_because, opened_at (UTC).
        steps: id, recovery_id, step, taken_at (UTC), taken_on, taken_by, words.
        batch_id: the import that brought the observations.
    """
    with store.writing():
        add_rows(
            store,
            recoveries,
            "INSERT INTO recovery (id, observation_id, owner, due_on, cause, cannot_because, opened_at) "
            "SELECT CAST(incoming.id AS UUID), observation.id, owner, CAST(due_on AS DATE), cause, cannot_because, "
            "opened_at FROM incoming INNER JOIN observation ON observation.id = CAST(observation_id AS UUID) "
            "AND observation.batch_id = $batch_id ON CONFLICT DO NOTHING",
            batch_id,
        )
        add_rows(
            store,
            steps,
            "INSERT INTO recovery_step (id, recovery_id, step, taken_at, taken_on, taken_by, words) "
            "SELECT CAST(incoming.id AS UUID), recovery.id, step, taken_at, CAST(taken_on AS DATE), taken_by, words "
            "FROM incoming INNER JOIN recovery ON recovery.id = CAST(incoming.recovery_id AS UUID) "
            "INNER JOIN observation ON observation.id = recovery.observation_id "
            "AND observation.batch_id = $batch_id ON CONFLICT (id) DO NOTHING",
            batch_id,
        )


def take_back(store: Store, recovery_id: UUID, step_ids: Sequence[UUID], *, with_owner: bool) -> None:
    """Forget some steps of a recovery, and with its owner the recovery itself; its history stays."""
    with store.writing() as cursor:
        for step_id in step_ids:
            cursor.execute("DELETE FROM recovery_step WHERE id = $id", {"id": step_id})
        if with_owner:
            cursor.execute("DELETE FROM recovery WHERE id = $id", {"id": recovery_id})


def recovery_of(store: Store, observation_id: UUID) -> Recovery | None:
    """Return what is done about an observation, with every step in its order; None = nobody owns it."""
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT owner, due_on, cause, cannot_because FROM recovery WHERE observation_id = $id",
                {"id": observation_id},
            )
        )
        taken = cursor.execute(
            "SELECT step, taken_on, taken_by, words, id FROM recovery_step WHERE recovery_id = $id "
            "ORDER BY taken_at, id",
            {"id": recovery_key(observation_id)},
        ).fetchall()
    if row is None:
        return None
    owner, due_on, cause, cannot_because = row
    steps = tuple(Taken(Step(step), on, by, words, key) for step, on, by, words, key in taken)
    return Recovery(observation_id, owner, due_on, cause, cannot_because, steps)


def finding(store: Store, observation_id: UUID) -> dict[str, Any]:
    """Return the observation that a recovery is about.

    Returns:
        `touchpoint_id`, `touchpoint`, `place` ("" = not said), `observed_on`, `outcome`, `what_happened`,
        `resolved_on` (None = not confirmed), `withdrawn`, `promise_minutes` (until it is done, else until the first
        response, as the touchpoint's service promises; None = nothing promised), `service` ("" = none).

    Raises:
        GoneError: there is no such observation.
    """
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT observation.touchpoint_id, named_touchpoint.touchpoint, COALESCE(place.name, ''), observed_on, "
                "outcome, what_happened, resolved_on, withdrawn_at IS NOT NULL, "
                "COALESCE(service.resolution_minutes, service.first_response_minutes), COALESCE(service.name, '') "
                "FROM observation "
                "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = observation.touchpoint_id "
                "INNER JOIN touchpoint ON touchpoint.id = observation.touchpoint_id "
                "LEFT JOIN service ON service.id = touchpoint.service_id "
                "LEFT JOIN place ON place.id = observation.place_id WHERE observation.id = $id",
                {"id": observation_id},
            )
        )
    if row is None:
        raise GoneError("observation")
    names = ("touchpoint_id", "touchpoint", "place", "observed_on", "outcome", "what_happened", "resolved_on")
    return dict(zip((*names, "withdrawn", "promise_minutes", "service"), row, strict=True))


def change_resolved(store: Store, observation_id: UUID, resolved_on: date | None) -> None:
    """Set the day on which the customer confirmed, or with None take the confirmation back."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE observation SET resolved_on = $resolved_on WHERE id = $id",
            {"id": observation_id, "resolved_on": resolved_on},
        )


def recoveries(store: Store, view: View) -> pd.DataFrame:
    """Return the bad experiences of `view` that somebody owns or has closed, one row each, the oldest first.

    Columns: id (of the observation), touchpoint, place ("" = not said), observed_on, what_happened, resolved_on (NaT =
    not confirmed), reply ("" = none, reply, query), reply_outcome ("" = none), recovery_id, owner, cause ("" = not
    said), due_on (NaT = none), cannot_because.
    """
    with store.reading() as cursor:
        return cursor.execute(
            f"SELECT {_SELECTED}, CAST(recovery.id AS TEXT) AS recovery_id, owner, cause, due_on, cannot_because "  # noqa: S608  # words of ours
            "FROM recovery INNER JOIN (SELECT id, touchpoint_id, place_id, observed_on, what_happened, resolved_on "
            f"FROM observation WHERE outcome = 'negative' AND {IN_VIEW} AND {AT_TOUCHPOINTS} "
            "AND id IN (SELECT observation_id FROM recovery)) AS seen ON seen.id = recovery.observation_id "
            f"{_NAMES} ORDER BY observed_on, seen.id",
            parameters_at_touchpoints(store, view),
        ).df()


def unowned(store: Store, view: View, as_of: date, limit: int) -> pd.DataFrame:
    """Return the oldest bad experiences of `view` that nobody owns and no customer confirmed, at most `limit`.

    Columns: those of `recoveries` up to reply_outcome; the oldest first.
    """
    with store.reading() as cursor:
        return cursor.execute(
            f"SELECT {_SELECTED} "  # noqa: S608  # words of ours
            "FROM (SELECT id, touchpoint_id, place_id, observed_on, what_happened, resolved_on "
            "FROM observation WHERE outcome = 'negative' AND observed_on <= $as_of "
            "AND (resolved_on IS NULL OR resolved_on > $as_of) "
            f"AND {IN_VIEW} AND {AT_TOUCHPOINTS} "
            "AND id NOT IN (SELECT observation_id FROM recovery) ORDER BY observed_on, id LIMIT $limit) AS seen "
            f"{_NAMES} ORDER BY observed_on, seen.id",
            parameters_at_touchpoints(store, view) | {"as_of": as_of, "limit": limit},
        ).df()


def negative_days(store: Store, view: View, as_of: date) -> pd.DataFrame:
    """Count the bad experiences of `view` up to a day by touchpoint and day.

    Columns: touchpoint, observed_on, negatives, confirmed (counts; those of them a customer had confirmed by `as_of`
    without a recovery here; what became of the others is told by their steps).
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT touchpoint, observed_on, negatives, confirmed FROM (SELECT touchpoint_id, observed_on, "  # noqa: S608  # words of ours
            "COUNT(*) AS negatives, COUNT(*) FILTER (WHERE resolved_on <= $as_of "
            "AND id NOT IN (SELECT observation_id FROM recovery)) AS confirmed FROM observation "
            f"WHERE outcome = 'negative' AND observed_on <= $as_of AND {IN_VIEW} AND {AT_TOUCHPOINTS} "
            "GROUP BY touchpoint_id, observed_on) AS counted "
            "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = counted.touchpoint_id",
            parameters_at_touchpoints(store, view) | {"as_of": as_of},
        ).df()


def steps(store: Store) -> pd.DataFrame:
    """Return every step of every recovery in its order. Columns: recovery_id, step, taken_on."""
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(recovery_id AS TEXT) AS recovery_id, step, taken_on FROM recovery_step "
            "ORDER BY recovery_id, taken_at, id"
        ).df()


def promises(store: Store) -> pd.DataFrame:
    """Return how long each touchpoint's service takes at most, as it promises.

    Columns: touchpoint, promise_minutes (until it is done, else until the first response; NaN = nothing promised).
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT named_touchpoint.touchpoint, "
            "COALESCE(service.resolution_minutes, service.first_response_minutes) AS promise_minutes "
            "FROM named_touchpoint INNER JOIN touchpoint ON touchpoint.id = named_touchpoint.touchpoint_id "
            "LEFT JOIN service ON service.id = touchpoint.service_id"
        ).df()
