"""Shows of hands: how many were raised for each choice of a vote, as the facilitator counted them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from audit.store.opening import Store


def set_hands(store: Store, review_id: UUID, hands: Mapping[str, int], counted_at: datetime) -> None:
    """Keep the hands counted for each choice, in place of those counted before."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute("DELETE FROM show_of_hands WHERE review_id = $review_id", {"review_id": review_id})
        for choice, raised in hands.items():
            cursor.execute(
                "INSERT INTO show_of_hands (review_id, choice, hands, counted_at) "
                "VALUES ($review_id, $choice, $hands, $counted_at)",
                {"review_id": review_id, "choice": choice, "hands": raised, "counted_at": counted_at},
            )


def delete_hands(store: Store, review_id: UUID) -> None:
    """Forget the hands counted in a review, so that its ballots are the vote again."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute("DELETE FROM show_of_hands WHERE review_id = $review_id", {"review_id": review_id})


def hands_of(store: Store, review_id: UUID) -> dict[str, int]:
    """Return how many hands were raised for each choice; empty where none were counted."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT choice, hands FROM show_of_hands WHERE review_id = $review_id ORDER BY choice",
            {"review_id": review_id},
        ).fetchall()
    return {str(choice): int(raised) for choice, raised in rows}
