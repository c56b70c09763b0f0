"""A photo taken on a walk: what is known of it once everything that the camera wrote beside it is gone."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

MOST_BYTES = 4_000_000  # as a phone sends it; one made small by the walk has about 300,000
MOST_AN_ENTRY = 12
LONGEST_SIDE = 1600  # pixels: fills a slide, and shows no more of a stranger's face than is needed
LONGEST_SMALL_SIDE = 320  # pixels of the small one, in lists
JPEG = b"\xff\xd8\xff"  # how the file of a photo begins
KINDS = "JPEG, PNG or WebP"


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo; `mark` is the hash of its file, which is named by it.

    `entry_id` is the observation it was taken for, which may arrive later than its photo. `taken_at` is UTC, None = not
    known. `byte_count` counts the file of `width` times `height` pixels.
    """

    id: UUID
    entry_id: UUID
    mark: str
    width: int
    height: int
    byte_count: int
    taken_at: datetime | None = None


def mark_of(content: bytes) -> str:
    """Return the hash a photo's file is named by."""
    return hashlib.sha256(content).hexdigest()
