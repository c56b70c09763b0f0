"""A picture on a slide of one's own: small, without metadata, in backups, with its slide, and gone when taken away."""

import zipfile
from datetime import date

import pytest

from audit.actions import reviews
from audit.actions.own_pictures import take_away_picture, take_in_picture
from audit.errors import PhotoUnreadableError, ReviewClosedError
from audit.model.review import AgendaItem, Item
from audit.publish.slides import slides
from audit.review.close import close_review
from audit.review.gather import shown
from audit.store.photo_files import photo_file, photos_of_store
from audit.store.review import review_with
from audit.store.review_picture import pictures_chosen
from audit.store.upkeep.backup import back_up
from tests.photographs import a_jpeg

PERIOD = (date(2026, 1, 1), date(2026, 3, 31))


@pytest.fixture
def review(store):
    return reviews.prepare(store, "Spring", PERIOD, (AgendaItem(Item.STORIES), AgendaItem(Item.OWN, "We moved")))


def files(store):
    return {path.name for path in photos_of_store(store.path).glob("*.jpg")}


def own_slide(store, review):
    now = review_with(store, review.id)
    (slide,) = (each for each in slides(now, shown(store, now, PERIOD[1])) if each.item is Item.OWN)
    return slide


def test_a_picture_stands_on_its_slide_with_nothing_beside_it_and_in_place_of_the_one_before(store, review):
    first = take_in_picture(store, review.id, a_jpeg(colour="#111111"))
    (before,) = pictures_chosen(store, [first])["mark"]
    second = take_in_picture(store, review.id, a_jpeg(colour="#222222"))
    assert pictures_chosen(store, [first]).empty
    (mark,) = pictures_chosen(store, [second])["mark"]
    slide = own_slide(store, review)
    assert (slide.headline, slide.photo) == ("We moved", mark)
    assert files(store) == {f"{mark}.jpg", f"{mark}-small.jpg"}
    assert before not in files(store)
    assert b"Camera of somebody" not in photo_file(store, mark).read_bytes()


def test_a_picture_goes_into_a_backup_and_is_gone_when_it_is_taken_away(store, review, tmp_path):
    take_in_picture(store, review.id, a_jpeg())
    back_up(store, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as backup:
        assert {name.removeprefix("photos/") for name in backup.namelist()} >= files(store)
    take_away_picture(store, review.id)
    take_away_picture(store, review.id)
    assert files(store) == set()
    assert own_slide(store, review).photo == ""


def test_a_closed_review_keeps_its_picture_and_takes_no_other(store, review):
    take_in_picture(store, review.id, a_jpeg())
    mark = own_slide(store, review).photo
    close_review(store, review.id, PERIOD[1])
    assert own_slide(store, review).photo == mark
    for act in (lambda: take_in_picture(store, review.id, a_jpeg()), lambda: take_away_picture(store, review.id)):
        with pytest.raises(ReviewClosedError):
            act()


def test_what_is_no_picture_is_refused_and_changes_nothing(store, review):
    with pytest.raises(PhotoUnreadableError):
        take_in_picture(store, review.id, b"no picture")
    assert review_with(store, review.id) == review


def test_a_review_thrown_away_takes_its_picture_along(store, review):
    key = take_in_picture(store, review.id, a_jpeg())
    reviews.throw_away(store, review.id)
    assert pictures_chosen(store, [key]).empty
