"""The vote of a review, read as it stands; hidden until the facilitator reveals it."""

from uuid import UUID

import pandas as pd

from audit.measures.vote import COLUMNS, count_votes
from audit.publish.shown import Cast
from audit.store.ballot import ballot_count, ballots
from audit.store.opening import Store
from audit.store.room import room_with
from audit.store.show_of_hands import hands_of


def vote(store: Store, review_id: UUID) -> pd.DataFrame:
    """Return the result of a vote; see `audit.measures.vote.count_votes`.

    It is never cached: ballots come in meanwhile.

    Returns:
        No row as long as the result is hidden, or where there is no such review.
    """
    room = room_with(store, review_id)
    if room is None or not room.is_revealed:
        return pd.DataFrame(columns=COLUMNS)
    return count_votes(votes_given(store, review_id), room.choices)


def votes_given(store: Store, review_id: UUID) -> pd.DataFrame:
    """Return the votes of a review by choice: the hands where a show of hands was counted, else the ballots.

    Returns:
        One row a choice that was voted for. Columns: choice, votes.
    """
    hands = hands_of(store, review_id)
    if not hands:
        return ballots(store, review_id)
    return pd.DataFrame({"choice": list(hands), "votes": list(hands.values())})


def cast(store: Store, review_id: UUID) -> Cast:
    """Return how a review is voted; this may be shown at any time."""
    room = room_with(store, review_id)
    return Cast(
        votes_cast(store, review_id),
        by_code=room is not None and room.by_code,
        by_hands=room is not None and room.by_hands,
    )


def votes_cast(store: Store, review_id: UUID) -> int:
    """Return how many votes were cast for what is offered; this may be shown at any time."""
    room = room_with(store, review_id)
    if room is None:
        return 0
    if room.by_hands:
        return sum(raised for choice, raised in hands_of(store, review_id).items() if choice in room.choices)
    return ballot_count(store, review_id, room.choices)
