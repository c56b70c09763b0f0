"""Closing a review: its figures frozen as the room saw them, its room closed, its notes kept."""

from collections.abc import Callable
from uuid import UUID

from audit.actions.reviews import MOST_NOTES
from audit.errors import OutOfRangeError
from audit.model.clock import utc_now
from audit.model.review import Review
from audit.store import review as reviews
from audit.store.opening import Store


def close_review(store: Store, review_id: UUID, notes: str, freeze: Callable[[Store, Review], str]) -> Review:
    """Close a review for good, in one transaction; closing it again changes nothing.

    Args:
        store: the open store.
        review_id: which review.
        notes: what is to be kept beside the figures, in the facilitator's words.
        freeze: gives the figures of the review as a text, as `audit.figures.review.to_freeze` does; it is asked within
            the transaction, so that nothing can come between what is frozen and the closing.

    Returns:
        The review, closed.

    Raises:
        OutOfRangeError: the notes are too long.
        GoneError: there is no such review.
    """
    if len(notes) > MOST_NOTES:
        raise OutOfRangeError("The notes", f"{len(notes)} characters long", f"at most {MOST_NOTES}")
    with store.writing():
        review = reviews.review_with(store, review_id)
        if review.closed_at is None:
            reviews.change_notes(store, review_id, notes.strip())
            reviews.close_review(store, review_id, freeze(store, review), utc_now())
    return reviews.review_with(store, review_id)
