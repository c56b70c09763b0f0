"""The photos in the store, a row each; their files lie beside it. A withdrawn one keeps its row and loses its file."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import pandas as pd

from audit.model.number import counted
from audit.model.photo import Photo, mark_of
from audit.store.file.recording import Cursor
from audit.store.listed import in_their_order, joining
from audit.store.opening import Store, first
from audit.store.photo_files import photo_file

_HOLDERS = ("photo", "review_picture")  # the tables whose rows name a file


def add_photo(store: Store, photo: Photo, arrived_at: datetime) -> None:
    """Note a photo whose file is there; sending it twice changes nothing."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "INSERT INTO photo (id, entry_id, mark, width, height, byte_count, taken_at, arrived_at) VALUES "
            "($id, $entry_id, $mark, $width, $height, $byte_count, $taken_at, $arrived_at) ON CONFLICT (id) DO NOTHING",
            {
                "id": photo.id,
                "entry_id": photo.entry_id,
                "mark": photo.mark,
                "width": photo.width,
                "height": photo.height,
                "byte_count": photo.byte_count,
                "taken_at": photo.taken_at,
                "arrived_at": arrived_at,
            },
        )


def photo_with(store: Store, key: UUID) -> Photo | None:
    """Return the photo with this key, withdrawn or not; None = it has not arrived."""
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT id, entry_id, mark, width, height, byte_count, taken_at FROM photo WHERE id = $id", {"id": key}
            )
        )
    return None if row is None else Photo(*row)


def withdraw_photo(store: Store, key: UUID, withdrawn_at: datetime) -> None:
    """Show a photo nowhere from now on; its row stays."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "UPDATE photo SET withdrawn_at = COALESCE(withdrawn_at, CAST($at AS TIMESTAMP)) WHERE id = $id",
            {"id": key, "at": withdrawn_at},
        )


def photo_count(store: Store, entry_id: UUID) -> int:
    """Return how many photos an entry has, those withdrawn left out."""
    with store.reading() as cursor:
        row = first(
            cursor.execute("SELECT COUNT(*) FROM photo WHERE entry_id = $id AND withdrawn_at IS NULL", {"id": entry_id})
        )
    return int(row[0]) if row else 0


def has_photos(store: Store) -> bool:
    """Tell whether any photo is held."""
    return bool(store.cached("has photos", lambda: _has_photos(store)))


def photos_of(store: Store, observation_ids: Iterable[object]) -> pd.DataFrame:
    """Return the photos of some observations in the order they were taken in, those withdrawn left out.

    Columns: id, observation_id (text), mark (names its file), width, height (pixels), taken_at (UTC, NaT = not known).
    """
    with joining(store, observation_ids) as cursor:
        return cursor.execute(
            "SELECT CAST(photo.id AS TEXT) AS id, CAST(entry_id AS TEXT) AS observation_id, mark, width, height, "
            "taken_at FROM photo INNER JOIN listed ON CAST(listed.id AS UUID) = entry_id WHERE withdrawn_at IS NULL "
            "ORDER BY entry_id, COALESCE(taken_at, arrived_at), photo.id"
        ).df()


def photos_chosen(store: Store, keys: Iterable[object]) -> pd.DataFrame:
    """Return photos that were chosen for a review, in the order they were chosen.

    Returns:
        One row a photo that is not withdrawn, of an observation that still stands. Columns: id, observation_id (text),
        mark (names its file), width, height (pixels), touchpoint, observed_on.
    """
    order = [str(key) for key in keys]
    with joining(store, order) as cursor:
        photos = cursor.execute(
            "SELECT CAST(photo.id AS TEXT) AS id, CAST(entry_id AS TEXT) AS observation_id, mark, width, height, "
            "touchpoint, observed_on FROM photo INNER JOIN listed ON CAST(listed.id AS UUID) = photo.id "
            "INNER JOIN observation ON observation.id = entry_id "
            "INNER JOIN named_touchpoint ON named_touchpoint.touchpoint_id = observation.touchpoint_id "
            "WHERE photo.withdrawn_at IS NULL AND observation.withdrawn_at IS NULL"
        ).df()
    return in_their_order(photos, order)


def _has_photos(store: Store) -> bool:
    with store.reading() as cursor:
        return first(cursor.execute("SELECT id FROM photo WHERE withdrawn_at IS NULL LIMIT 1")) is not None


def shown_marks(cursor: Cursor) -> list[str]:
    """Return the hashes of the photos, and of the pictures of reviews, that are not withdrawn, in one transaction."""
    return sorted({mark for mark, is_shown in _marks(cursor) if is_shown})


def withdrawn_marks(cursor: Cursor) -> set[str]:
    """Return the hashes that only withdrawn photos or pictures have."""
    marks = _marks(cursor)
    return {mark for mark, _ in marks} - {mark for mark, is_shown in marks if is_shown}


def _marks(cursor: Cursor) -> set[tuple[str, bool]]:
    """Return the hash that each row names, and whether it is shown; an older store lacks the tables that came later."""
    # a backup is taken before a store is brought up to date, too
    there = {name for (name,) in cursor.execute("SELECT table_name FROM information_schema.tables").fetchall()}
    read = "SELECT DISTINCT mark, withdrawn_at IS NULL FROM query_table($table)"
    return {
        (str(mark), bool(is_shown))
        for table in _HOLDERS
        if table in there
        for mark, is_shown in cursor.execute(read, {"table": table}).fetchall()
    }


def check_photos(store: Store) -> list[str]:
    """Read the file of every photo; return one sentence a finding, none where all is well."""
    with store.reading() as cursor:
        marks = shown_marks(cursor)
    files = [photo_file(store, mark) for mark in marks]
    lost = sum(not file.exists() for file in files)
    altered = sum(file.exists() and mark_of(file.read_bytes()) != mark for mark, file in zip(marks, files, strict=True))
    findings = ((lost, "whose file is gone"), (altered, "whose file was altered"))
    return [f"{counted(count, 'photo')} {finding}" for count, finding in findings if count]
