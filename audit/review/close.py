"""Closing a review: its figures frozen as the room saw them, its room closed, its notes as they stand."""

from collections.abc import Callable
from uuid import UUID

from audit.model.clock import utc_now
from audit.model.review import Review
from audit.store import review as reviews
from audit.store.opening import Store


def close_review(store: Store, review_id: UUID, freeze: Callable[[Store, Review], str]) -> Review:
    """Close a review for good, in one transaction; closing it again changes nothing.

    Args:
        store: the open store.
        review_id: which review.
        freeze: gives the figures of the review as a text, as `audit.review.gather.to_freeze` does; it is asked within
            the transaction, so that nothing can come between what is frozen and the closing.

    Returns:
        The review, closed.

    Raises:
        GoneError: there is no such review.
    """
    with store.writing():
        review = reviews.review_with(store, review_id)
        if review.closed_at is None:
            reviews.close_review(store, review_id, freeze(store, review), utc_now())
    return reviews.review_with(store, review_id)
