"""Wishes: which phones want a question from the room answered too, each once, and the questions by their wishes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import pandas as pd

from audit.model.room import Kind
from audit.store.opening import Store

QUESTION_TABLES = ("contribution", "wish")  # what questions and their wishes are read from


def add_wish(store: Store, contribution_id: UUID, device: str, wished_at: datetime) -> None:
    """Keep that a device wants a question answered; a second wish of the same device changes nothing."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "INSERT INTO wish (contribution_id, device, wished_at) VALUES ($contribution_id, $device, $wished_at) "
            "ON CONFLICT (contribution_id, device) DO NOTHING",
            {"contribution_id": contribution_id, "device": device, "wished_at": wished_at},
        )


def delete_wish(store: Store, contribution_id: UUID, device: str) -> None:
    """Forget that a device wants a question answered; where it does not, nothing changes."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "DELETE FROM wish WHERE contribution_id = $contribution_id AND device = $device",
            {"contribution_id": contribution_id, "device": device},
        )


def questions(store: Store, review_id: UUID) -> pd.DataFrame:
    """Return the questions the room asked in a review, the most wanted first, then the oldest; for its moderators.

    Returns:
        One row a question. Columns: id (text), words (as the room reads them), written (as the phone sent them), votes
        (phones that want it answered), shown, said_at (UTC), moderated_at (UTC, NaT = waits).
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(id AS TEXT) AS id, COALESCE(mended, words) AS words, words AS written, "
            "(SELECT COUNT(*) FROM wish WHERE contribution_id = contribution.id) AS votes, shown, said_at, "
            "moderated_at FROM contribution WHERE review_id = $review_id AND kind = $kind "
            "ORDER BY votes DESC, said_at, contribution.id",
            {"review_id": review_id, "kind": Kind.QUESTION.value},
        ).df()


def wishes_of(store: Store, device: str) -> Sequence[str]:
    """Return the keys of the questions that a device wants answered, as text."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT CAST(contribution_id AS TEXT) FROM wish WHERE device = $device ORDER BY wished_at, contribution_id",
            {"device": device},
        ).fetchall()
    return tuple(str(key) for (key,) in rows)
