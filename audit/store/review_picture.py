"""The pictures on slides of one's own, a row each; their files lie among the photos beside the store."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pandas as pd

from audit.store.listed import in_their_order, joining
from audit.store.opening import Store, first


@dataclass(frozen=True, slots=True)
class ReviewPicture:
    """A picture of a review; `mark` is the hash its file is named by, `width` and `height` are pixels."""

    id: UUID
    review_id: UUID
    mark: str
    width: int
    height: int
    byte_count: int


def add_picture(store: Store, picture: ReviewPicture, arrived_at: datetime) -> None:
    """Note a picture whose file is there."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "INSERT INTO review_picture (id, review_id, mark, width, height, byte_count, arrived_at) VALUES "
            "($id, $review_id, $mark, $width, $height, $byte_count, $arrived_at) ON CONFLICT (id) DO NOTHING",
            {
                "id": picture.id,
                "review_id": picture.review_id,
                "mark": picture.mark,
                "width": picture.width,
                "height": picture.height,
                "byte_count": picture.byte_count,
                "arrived_at": arrived_at,
            },
        )


def withdraw_picture(store: Store, key: UUID, withdrawn_at: datetime) -> str:
    """Show a picture nowhere from now on, its row stays; return the hash that names its files, "" = there is none."""
    with store.writing(clears_cache=False) as cursor:
        row = first(cursor.execute("SELECT mark FROM review_picture WHERE id = $id", {"id": key}))
        cursor.execute(
            "UPDATE review_picture SET withdrawn_at = COALESCE(withdrawn_at, CAST($at AS TIMESTAMP)) WHERE id = $id",
            {"id": key, "at": withdrawn_at},
        )
    return str(row[0]) if row else ""


def pictures_chosen(store: Store, keys: Iterable[object]) -> pd.DataFrame:
    """Return the pictures of a slide of one's own, in the order of their keys.

    Returns:
        One row a picture that is not withdrawn, with the columns of `audit.store.photo.photos_chosen`: id (text), mark,
        width, height (pixels); it belongs to no observation: observation_id and touchpoint "", observed_on NaT.
    """
    order = [str(key) for key in keys]
    with joining(store, order) as cursor:
        pictures = cursor.execute(
            "SELECT CAST(review_picture.id AS TEXT) AS id, '' AS observation_id, mark, width, height, "
            "'' AS touchpoint, CAST(NULL AS DATE) AS observed_on FROM review_picture "
            "INNER JOIN listed ON CAST(listed.id AS UUID) = review_picture.id WHERE withdrawn_at IS NULL"
        ).df()
    return in_their_order(pictures, order)
