"""Shows of hands: how many were raised for each choice of a vote, as the facilitator counted them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from audit.model.text import name_of
from audit.store.opening import Store

NONE: Mapping[str, str] = {}


def set_hands(
    store: Store, review_id: UUID, hands: Mapping[str, int], counted_at: datetime, touchpoints: Mapping[str, str] = NONE
) -> None:
    """Keep the hands counted for each choice, in place of those counted before.

    Args:
        store: the open store.
        review_id: the review it is voted in.
        hands: choice -> how many were raised for it.
        counted_at: when (UTC).
        touchpoints: choice -> key, for those that name a touchpoint; they count for it whatever it is called by then.
    """
    with store.writing(clears_cache=False) as cursor:
        cursor.execute("DELETE FROM show_of_hands WHERE review_id = $review_id", {"review_id": review_id})
        for choice, raised in hands.items():
            cursor.execute(
                "INSERT INTO show_of_hands (review_id, choice, hands, touchpoint_id, counted_at) "
                "VALUES ($review_id, $choice, $hands, CAST($touchpoint_id AS UUID), $counted_at)",
                {
                    "review_id": review_id,
                    "choice": choice,
                    "hands": raised,
                    "touchpoint_id": touchpoints.get(choice),
                    "counted_at": counted_at,
                },
            )


def delete_hands(store: Store, review_id: UUID) -> None:
    """Forget the hands counted in a review, so that its ballots are the vote again."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute("DELETE FROM show_of_hands WHERE review_id = $review_id", {"review_id": review_id})


def hands_of(store: Store, review_id: UUID) -> dict[str, int]:
    """Return how many hands were raised for each choice; empty where none were counted."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT COALESCE(named.touchpoint, choice), hands FROM show_of_hands AS raised "
            "LEFT JOIN named_touchpoint AS named ON named.touchpoint_id = raised.touchpoint_id "
            "WHERE review_id = $review_id ORDER BY 1",
            {"review_id": review_id},
        ).fetchall()
    return {name_of(str(choice)): int(raised) for choice, raised in rows}
