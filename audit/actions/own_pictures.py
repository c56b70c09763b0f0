"""The picture on a slide of one's own: made small, without metadata, and taken away again."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from audit.errors import ReviewClosedError
from audit.intake.photos import developed
from audit.model.clock import utc_now
from audit.model.keys import new_key
from audit.model.photo import mark_of
from audit.model.review import AgendaItem, Item, with_every_point
from audit.store import review as reviews
from audit.store.file.trouble import worded
from audit.store.opening import Store
from audit.store.photo import shown_marks
from audit.store.photo_files import delete_photo, photo_file, photos_of_store, put_photo
from audit.store.review_picture import ReviewPicture, add_picture, withdraw_picture

_Change = Callable[[AgendaItem], AgendaItem]


def take_in_picture(store: Store, review_id: UUID, content: bytes) -> UUID:
    """Put a picture on the slide of one's own in place of the one before; return its key.

    Its files are there before its row is, so no row is ever without them.

    Args:
        store: the open store.
        review_id: which review.
        content: the file as it was sent: JPEG, PNG or WebP.

    Raises:
        PhotoTooLargeError, PhotoUnreadableError: it is no picture that can be taken.
        GoneError: there is no such review.
        ReviewClosedError: it is closed.
        StoreFullError, StoreReadOnlyError: it cannot be written.
    """
    small = developed(content)
    mark = mark_of(small.content)
    with worded(store.path):
        for is_small, file in ((True, small.small), (False, small.content)):
            put_photo(photos_of_store(store.path), photo_file(store, mark, is_small=is_small).name, file)
    picture = ReviewPicture(new_key(), review_id, mark, small.width, small.height, len(small.content))
    with store.writing(clears_cache=False):
        before = _change(store, review_id, lambda point: replace(point, photos=(picture.id,)))
        add_picture(store, picture, utc_now())
        gone = [withdraw_picture(store, key, utc_now()) for key in before]
    _delete(store, gone)
    return picture.id


def take_away_picture(store: Store, review_id: UUID) -> None:
    """Show the picture on the slide of one's own nowhere any more, and delete its files.

    Raises:
        GoneError, ReviewClosedError: as `take_in_picture`.
    """
    with store.writing(clears_cache=False):
        before = _change(store, review_id, lambda point: replace(point, photos=()))
        gone = [withdraw_picture(store, key, utc_now()) for key in before]
    _delete(store, gone)


def _change(store: Store, review_id: UUID, changed: _Change) -> tuple[UUID, ...]:
    """Change the slide of one's own; return the keys of the pictures it had."""
    review = reviews.review_with(store, review_id)
    if review.closed_at is not None:
        raise ReviewClosedError
    agenda = with_every_point(review.agenda)
    (point,) = (each for each in agenda if each.item is Item.OWN)
    reviews.change_agenda(store, review_id, [changed(each) if each is point else each for each in agenda])
    return point.photos


def _delete(store: Store, marks: list[str]) -> None:
    """Delete the files that no photo and no picture needs any more."""
    with store.reading() as cursor:
        shown = set(shown_marks(cursor))
    for mark in set(marks) - shown - {""}:
        delete_photo(store, mark)
