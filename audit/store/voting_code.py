"""The codes a review is voted with: their marks, never the codes themselves."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from audit.store.opening import Store, first


def add_codes(store: Store, review_id: UUID, marks: Sequence[str], made_at: datetime) -> None:
    """Keep the marks of codes, and let the review be voted with codes from now on; a closed one stays as it is."""
    with store.writing(clears_cache=False) as cursor:
        for mark in marks:
            cursor.execute(
                "INSERT INTO voting_code (review_id, mark, made_at) VALUES ($review_id, $mark, $made_at) "
                "ON CONFLICT (review_id, mark) DO NOTHING",
                {"review_id": review_id, "mark": mark, "made_at": made_at},
            )
        cursor.execute("UPDATE review SET by_code = TRUE WHERE id = $id AND closed_at IS NULL", {"id": review_id})


def delete_codes(store: Store, review_id: UUID) -> None:
    """Forget the codes of a review that is not closed, and let it be voted with phones."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "DELETE FROM voting_code WHERE review_id = $review_id "
            "AND review_id NOT IN (SELECT id FROM review WHERE closed_at IS NOT NULL)",
            {"review_id": review_id},
        )
        cursor.execute("UPDATE review SET by_code = FALSE WHERE id = $id AND closed_at IS NULL", {"id": review_id})


def is_code(store: Store, review_id: UUID, mark: str) -> bool:
    """Return whether a code with this mark was made for a review."""
    with store.reading() as cursor:
        row = cursor.execute(
            "SELECT mark FROM voting_code WHERE review_id = $review_id AND mark = $mark",
            {"review_id": review_id, "mark": mark},
        )
        return first(row) is not None


def code_count(store: Store, review_id: UUID) -> int:
    """Return how many codes were made for a review."""
    with store.reading() as cursor:
        counted = cursor.execute(
            "SELECT COUNT(*) FROM voting_code WHERE review_id = $review_id", {"review_id": review_id}
        )
        (codes,) = first(counted) or (0,)
    return int(codes)
