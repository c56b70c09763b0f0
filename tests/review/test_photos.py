"""Photos are shown to the room only where each was ticked: on the wall, in the deck and in the hand-out."""

import base64
import io
from datetime import timedelta

import pytest
from pptx import Presentation

from audit.actions import reviews
from audit.actions.photos import take_in_photo, withdraw_photo
from audit.actions.walks import record_walk_through
from audit.model.keys import new_key
from audit.model.review import AgendaItem, Item
from audit.publish.minutes import minutes
from audit.review import documents
from audit.review.close import close_review
from audit.review.gather import shown
from audit.store.opening import open_store
from audit.store.photo import photos_of
from audit.store.photo_files import photo_file
from audit.store.review import review_with
from audit.web.present.showing import projected
from tests.builders import NOON, a_walk, an_observation, with_desk
from tests.photographs import a_jpeg

TODAY = NOON.date()
PERIOD = (TODAY - timedelta(days=29), TODAY)


@pytest.fixture
def store(tmp_path):
    one = with_desk(open_store(tmp_path / "audit.duckdb"))
    yield one
    one.close()


@pytest.fixture
def review(store):
    """Return a review of an observation with two photos, the second of which is ticked."""
    observation = an_observation()
    record_walk_through(store, a_walk(), [observation])
    keys = [new_key(), new_key()]
    for key, colour in zip(keys, ("#111111", "#222222"), strict=True):
        take_in_photo(store, key, observation.id, a_jpeg(800, 600, colour=colour), None)
    made = reviews.prepare(store, "Spring", PERIOD, (AgendaItem(Item.STORIES), AgendaItem(Item.RATER)))
    reviews.choose_photo(store, made.id, Item.STORIES, keys[0], chosen=True)
    reviews.choose_photo(store, made.id, Item.STORIES, keys[1], chosen=True)
    reviews.choose_photo(store, made.id, Item.STORIES, keys[0], chosen=False)
    reviews.write(store, made.id, Item.STORIES, headline="What went well")  # what was ticked stays ticked
    return review_with(store, made.id), keys[1], photos_of(store, [observation.id])["mark"][1]


def photographed(report):
    return [slide for slide in report.slides if slide.photo]


def pictures_in(deck: bytes) -> list[bytes]:
    shapes = [shape for slide in Presentation(io.BytesIO(deck)).slides for shape in slide.shapes]
    return [shape.image.blob for shape in shapes if shape.shape_type == 13]


def test_only_the_ticked_photo_is_shown_after_the_words_of_its_point(store, review):
    one, _, mark = review
    report = documents.report_of(store, one, today=TODAY)
    (slide,) = photographed(report)
    assert (slide.photo, slide.item, slide.headline) == (mark, Item.STORIES, "Photo: Greeting")
    assert slide.description.startswith("Photo: Greeting, ")
    assert [each.item for each in report.slides] == [Item.STORIES, Item.STORIES, Item.RATER]


def test_the_wall_shows_the_photo_beside_the_words_of_its_slide(store, review):
    one, key, mark = review
    (slide,) = [each for each in projected(store, one, TODAY) if each.slide.photo]
    assert slide.photo == f"/photos/{mark}.jpg"
    assert slide.key == f"stories-photo-{key}"


def test_deck_and_hand_out_hold_the_photo_and_the_minutes_its_absence(store, review):
    one, _, mark = review
    file = photo_file(store, mark).read_bytes()
    deck = documents.deck_of(store, one)
    assert pictures_in(deck) == [file]
    assert f"data:image/jpeg;base64,{base64.b64encode(file).decode()}" in documents.handout_of(store, one)
    assert "Photo" not in minutes(documents.report_of(store, one))


def test_a_closed_review_keeps_its_photos_until_one_is_withdrawn(store, review):
    one, key, mark = review
    close_review(store, one.id, TODAY)
    closed = review_with(store, one.id)
    assert [slide.photo for slide in photographed(documents.report_of(store, closed))] == [mark]
    withdraw_photo(store, key, "KM", "Shows a badge")
    assert photographed(documents.report_of(store, closed)) == []
    assert pictures_in(documents.deck_of(store, closed)) == []
    assert "data:image/jpeg" not in documents.handout_of(store, closed)


def test_a_photo_whose_file_is_gone_leaves_its_slide_with_words_alone(store, review):
    one, _, mark = review
    photo_file(store, mark).unlink()
    assert pictures_in(documents.deck_of(store, one)) == []
    assert "data:image/jpeg" not in documents.handout_of(store, one)


def test_a_photo_of_a_withdrawn_observation_is_not_shown(store, review):
    from audit.actions.walks import withdraw_observation
    from audit.store.photo import photo_with

    one, key, _ = review
    withdraw_observation(store, photo_with(store, key).entry_id, "KM", "Another day")
    assert len(shown(store, one, TODAY).photos) == 0
