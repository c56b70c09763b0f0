"""What staff replied to an observation, and what came of it; the observation itself stays as it is."""

from datetime import datetime
from uuid import UUID

import pandas as pd

from audit.model.reply import Reply, ReplyKind, outcome_of
from audit.store.incoming import add_rows
from audit.store.opening import Store, first


def add_reply(store: Store, reply: Reply, replied_at: datetime) -> None:
    """Keep what was replied; what was replied before stays."""
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO reply (observation_id, kind, words, replied_at, outcome, outcome_at) "
            "VALUES ($observation_id, $kind, $words, $replied_at, '', NULL) ON CONFLICT (observation_id) DO NOTHING",
            {
                "observation_id": reply.observation_id,
                "kind": reply.kind.value,
                "words": reply.words,
                "replied_at": replied_at,
            },
        )


def add_incoming_replies(store: Store, rows: pd.DataFrame, batch_id: UUID) -> None:
    """Keep replies to one import's own observations; what was replied before stays.

    Args:
        store: the open store.
        rows: id (of the observation), kind, words, replied_at (UTC), outcome ("" = none), outcome_at (UTC, NaT = none).
        batch_id: the import that brought the observations.
    """
    add_rows(
        store,
        rows,
        "INSERT INTO reply (observation_id, kind, words, replied_at, outcome, outcome_at) "
        "SELECT observation.id, kind, words, replied_at, incoming.outcome, outcome_at FROM incoming "
        "INNER JOIN observation ON observation.id = CAST(incoming.id AS UUID) AND observation.batch_id = $batch_id "
        "ON CONFLICT (observation_id) DO NOTHING",
        batch_id,
    )


def change_outcome(store: Store, reply: Reply, outcome_at: datetime) -> None:
    """Set what came of a reply."""
    with store.writing() as cursor:
        cursor.execute(
            "UPDATE reply SET outcome = $outcome, outcome_at = $outcome_at WHERE observation_id = $observation_id",
            {
                "observation_id": reply.observation_id,
                "outcome": str(reply.outcome) if reply.outcome else "",
                "outcome_at": outcome_at if reply.outcome else None,
            },
        )


def reply_to(store: Store, observation_id: UUID) -> Reply | None:
    """Return what was replied to an observation, None where nobody did."""
    with store.reading() as cursor:
        row = first(
            cursor.execute("SELECT kind, words, outcome FROM reply WHERE observation_id = $id", {"id": observation_id})
        )
    if row is None:
        return None
    kind, words, outcome = row
    return Reply(observation_id, ReplyKind(kind), words, outcome_of(outcome))
