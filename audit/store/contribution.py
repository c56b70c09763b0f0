"""Contributions: what people in the room said in free words, waiting until a facilitator shows or hides them."""

from datetime import datetime
from uuid import UUID

import pandas as pd

from audit.model.room import Contribution
from audit.store.opening import Store, first

MOST = 1_000  # more than any wall will hold


def add_contribution(store: Store, contribution: Contribution) -> None:
    """Keep what was said, unseen until it is moderated; the same sent twice is kept once."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "INSERT INTO contribution (id, review_id, device, kind, question, words, said_at, moderated_at, shown) "
            "VALUES ($id, $review_id, $device, $kind, $question, $words, $said_at, NULL, false) "
            "ON CONFLICT (id) DO NOTHING",
            {
                "id": contribution.id,
                "review_id": contribution.review_id,
                "device": contribution.device,
                "kind": contribution.kind.value,
                "question": contribution.question,
                "words": contribution.words.strip(),
                "said_at": contribution.said_at,
            },
        )


def is_stored(store: Store, contribution_id: UUID) -> bool:
    """Tell whether a contribution came in already."""
    with store.reading() as cursor:
        return first(cursor.execute("SELECT id FROM contribution WHERE id = $id", {"id": contribution_id})) is not None


def change_shown(store: Store, contribution_id: UUID, *, shown: bool, moderated_at: datetime) -> None:
    """Show or hide one contribution; it can be decided anew until its review is closed."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "UPDATE contribution SET shown = $shown, moderated_at = $moderated_at WHERE id = $id "
            "AND review_id NOT IN (SELECT id FROM review WHERE closed_at IS NOT NULL)",
            {"id": contribution_id, "shown": shown, "moderated_at": moderated_at},
        )


def change_mended(store: Store, contribution_id: UUID, mended: str | None) -> None:
    """Let the room read one contribution in mended words, or (None) as it was written; what was written is kept."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "UPDATE contribution SET mended = $mended WHERE id = $id", {"id": contribution_id, "mended": mended}
        )


def contributions(store: Store, review_id: UUID) -> pd.DataFrame:
    """Return everything said in a review, the oldest first, for whoever moderates it.

    Columns: id (text), kind, question, words (as the room reads them), written (as the phone sent them), said_at (UTC),
    moderated_at (UTC, NaT = waits), shown.
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(id AS TEXT) AS id, kind, question, COALESCE(mended, words) AS words, words AS written, "
            "said_at, moderated_at, shown FROM contribution WHERE review_id = $review_id ORDER BY said_at, id",
            {"review_id": review_id},
        ).df()


def contributions_shown(store: Store, kind: str, limit: int = MOST) -> pd.DataFrame:
    """Return what was said in all reviews and shown by their facilitators, the latest first.

    Columns: review_id (text), review (its title), since, until (its period), question, words (as the room read them),
    said_at (UTC).
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT CAST(review.id AS TEXT) AS review_id, review.title AS review, since, until, question, "
            "COALESCE(mended, words) AS words, said_at FROM contribution "
            "INNER JOIN review ON review.id = contribution.review_id "
            "WHERE contribution.shown AND contribution.kind = $kind "
            "ORDER BY said_at DESC, contribution.id DESC LIMIT $limit",
            {"kind": kind, "limit": limit},
        ).df()


def mended_of(store: Store, review_id: UUID, device: str) -> dict[str, str]:
    """Return what a device said in a review and the room reads in other words: its key, as text, and what it wrote."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT CAST(id AS TEXT), words FROM contribution "
            "WHERE review_id = $review_id AND device = $device AND mended IS NOT NULL",
            {"review_id": review_id, "device": device},
        ).fetchall()
    return dict(rows)


def contributions_by(store: Store, review_id: UUID, device: str, since: datetime) -> int:
    """Return how many contributions a device sent to a review from `since` (UTC) on."""
    with store.reading() as cursor:
        counted = cursor.execute(
            "SELECT COUNT(*) FROM contribution WHERE review_id = $review_id AND device = $device AND said_at >= $since",
            {"review_id": review_id, "device": device, "since": since},
        )
        (n,) = first(counted) or (0,)
    return int(n)


def contributions_in(store: Store, review_id: UUID) -> int:
    """Return how many contributions a review holds."""
    with store.reading() as cursor:
        counted = cursor.execute(
            "SELECT COUNT(*) FROM contribution WHERE review_id = $review_id", {"review_id": review_id}
        )
        (n,) = first(counted) or (0,)
    return int(n)
