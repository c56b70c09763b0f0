"""Ballots: one vote a device in each review, or one a code where it is voted with codes, its last word counting."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import pandas as pd

from audit.store.opening import Store, first

_COUNTED = (  # where it is voted with codes, those of phones do not count, and the other way round
    "SELECT choice, COUNT(*) AS votes FROM ballot WHERE review_id = $review_id AND (device LIKE 'code %') = "
    "COALESCE((SELECT by_code FROM review WHERE id = $review_id), FALSE) GROUP BY choice ORDER BY choice"
)


def add_ballot(store: Store, review_id: UUID, device: str, choice: str, cast_at: datetime) -> None:
    """Keep a device's vote in place of the one it cast before; a late copy of an earlier vote changes nothing."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "INSERT INTO ballot (review_id, device, choice, cast_at) VALUES ($review_id, $device, $choice, $cast_at) "
            "ON CONFLICT (review_id, device) DO UPDATE SET choice = excluded.choice, cast_at = excluded.cast_at "
            # phones send again over a bad net, and answers overtake each other
            "WHERE ballot.cast_at <= excluded.cast_at",
            {"review_id": review_id, "device": device, "choice": choice, "cast_at": cast_at},
        )


def ballot_of(store: Store, review_id: UUID, device: str) -> str:
    """Return what a device voted for, "" where it has not voted."""
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT choice FROM ballot WHERE review_id = $review_id AND device = $device",
                {"review_id": review_id, "device": device},
            )
        )
    return "" if row is None else str(row[0])


def ballots(store: Store, review_id: UUID) -> pd.DataFrame:
    """Return the votes of a review, counted; nothing says who cast them.

    Where it is voted with codes, those of phones do not count, and the other way round.

    Returns:
        One row a choice that was voted for. Columns: choice, votes.
    """
    with store.reading() as cursor:
        return cursor.execute(_COUNTED, {"review_id": review_id}).df()


def ballot_count(store: Store, review_id: UUID, choices: Sequence[str]) -> int:
    """Return how many votes were cast for one of `choices`; what is not offered any more does not count."""
    with store.reading() as cursor:
        rows = cursor.execute(_COUNTED, {"review_id": review_id}).fetchall()
    return sum(votes for choice, votes in rows if choice in choices)  # the agenda may change while the room votes


def is_voted(store: Store, review_id: UUID) -> bool:
    """Return whether anybody has voted in a review, with a phone or a code, whichever of them counts."""
    with store.reading() as cursor:
        voted = cursor.execute(
            "SELECT choice FROM ballot WHERE review_id = $review_id LIMIT 1", {"review_id": review_id}
        )
        return first(voted) is not None
