"""The vote of a review, read as it stands; hidden until the facilitator reveals it."""

from uuid import UUID

import pandas as pd

from audit.measures.vote import COLUMNS, count_votes
from audit.publish.shown import Cast
from audit.store.ballot import ballot_count, ballots
from audit.store.opening import Store
from audit.store.room import room_with


def vote(store: Store, review_id: UUID) -> pd.DataFrame:
    """Return the result of a vote; see `audit.measures.vote.count_votes`.

    It is never cached: ballots come in meanwhile.

    Returns:
        No row as long as the result is hidden, or where there is no such review.
    """
    room = room_with(store, review_id)
    if room is None or not room.is_revealed:
        return pd.DataFrame(columns=COLUMNS)
    return count_votes(ballots(store, review_id), room.choices)


def cast(store: Store, review_id: UUID) -> Cast:
    """Return how a review is voted; this may be shown at any time."""
    room = room_with(store, review_id)
    return Cast(votes_cast(store, review_id), by_code=room is not None and room.by_code)


def votes_cast(store: Store, review_id: UUID) -> int:
    """Return how many votes were cast for what is offered; this may be shown at any time."""
    room = room_with(store, review_id)
    return 0 if room is None else ballot_count(store, review_id, room.choices)
