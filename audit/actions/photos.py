"""Photos: taking one in that has arrived whole, and withdrawing one, which deletes the picture itself."""

from datetime import datetime
from uuid import UUID

from audit.errors import GoneError, TooManyPhotosError, WalkOfAnotherError, required
from audit.intake.photos import developed
from audit.model.clock import utc_now
from audit.model.photo import MOST_AN_ENTRY, Photo, mark_of
from audit.store import photo as photos
from audit.store.change import add_change
from audit.store.field_entry import field_entry, field_walk
from audit.store.file.trouble import worded
from audit.store.opening import Store
from audit.store.photo_files import delete_photo, photo_file, photos_of_store, put_photo


def take_in_photo(store: Store, key: UUID, entry_id: UUID, content: bytes, taken_at: datetime | None) -> None:
    """Store a photo that has arrived whole; sending it again, also after it was withdrawn, changes nothing.

    Its files are there before its row is, so no row is ever without them.

    Args:
        store: the open store.
        key: the photo's key, made on the phone.
        entry_id: the observation it was taken for, which may arrive later.
        content: the file as it came.
        taken_at: when it was taken (UTC), None = not known.

    Raises:
        PhotoTooLargeError, PhotoUnreadableError: it is no photo that can be taken.
        TooManyPhotosError: the entry has twelve already.
        StoreFullError, StoreReadOnlyError: it cannot be written.
    """
    if photos.photo_with(store, key) is not None:
        return
    check_room(store, entry_id)
    picture = developed(content)
    mark = mark_of(picture.content)
    with worded(store.path):
        for is_small, file in ((True, picture.small), (False, picture.content)):
            put_photo(photos_of_store(store.path), photo_file(store, mark, is_small=is_small).name, file)
    photo = Photo(key, entry_id, mark, picture.width, picture.height, len(picture.content), taken_at)
    with store.writing(clears_cache=False):
        check_room(store, entry_id)
        photos.add_photo(store, photo, utc_now())


def check_room(store: Store, entry_id: UUID) -> None:
    """Refuse one photo more where an entry has as many as it can.

    Raises:
        TooManyPhotosError: it has.
    """
    if photos.photo_count(store, entry_id) >= MOST_AN_ENTRY:
        raise TooManyPhotosError(MOST_AN_ENTRY)


def check_holder(store: Store, entry_id: UUID, phone: UUID) -> None:
    """Refuse a photo from a phone that does not hold the walk; where the entry has not arrived yet, it is taken.

    Raises:
        WalkOfAnotherError: another phone holds the walk, or none does.
    """
    if (entry := field_entry(store, entry_id)) is None:
        return
    walk = field_walk(store, entry[0]) if entry[0] else None
    if walk is None or walk[0] != phone:
        raise WalkOfAnotherError


def withdraw_photo(store: Store, key: UUID, by: str, reason: str) -> None:
    """Show a photo nowhere any more and delete its files; that there was one, and why it went, stays in the history.

    It is not put aside as an observation is: who withdraws a photo mostly does so for whom it shows.

    Raises:
        MissingError: no reason was given.
        GoneError: there is no such photo.
    """
    reason = required("The reason for withdrawing", reason)
    photo = photos.photo_with(store, key)
    if photo is None:
        raise GoneError("photo")
    with store.writing():
        photos.withdraw_photo(store, key, utc_now())
        add_change(store, "withdrawn", ("photo", key), (by, reason), ({"observation": str(photo.entry_id)}, None))
    with store.reading() as cursor:
        is_shown_elsewhere = photo.mark in photos.shown_marks(cursor)
    if not is_shown_elsewhere:
        delete_photo(store, photo.mark)
