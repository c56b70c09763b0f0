"""Closing a review: its figures frozen as the room saw them, its room closed, its notes as they stand."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from audit.measures.vote import count_votes
from audit.model.clock import utc_now
from audit.model.review import Item, Review
from audit.model.room import choices_of
from audit.review.gather import live
from audit.review.propose import item_of
from audit.review.stored import text_of
from audit.review.vote import votes_given
from audit.store import review as reviews
from audit.store.opening import Store


def close_review(store: Store, review_id: UUID, today: date) -> Review:
    """Close a review for good, in one transaction; closing it again changes nothing.

    Its figures are gathered within the transaction, so that nothing can come between what is frozen and the closing.

    Args:
        store: the open store.
        review_id: which review.
        today: the day on which it is closed.

    Returns:
        The review, closed.

    Raises:
        GoneError: there is no such review.
    """
    with store.writing():
        review = reviews.review_with(store, review_id)
        if review.closed_at is None:
            reviews.close_review(store, review_id, frozen_text(store, review, today), utc_now())
    return reviews.review_with(store, review_id)


def frozen_text(store: Store, review: Review, today: date) -> str:
    """Return what a review shows as the text it is closed with; the vote is counted in, revealed or not."""
    point = item_of(review, Item.VOTE)
    offered = () if point.is_dropped else choices_of(point.subject)
    return text_of(replace(live(store, review, today), votes=count_votes(votes_given(store, review.id), offered)))
