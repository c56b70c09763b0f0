"""Photos stand where their observation is shown, and whoever took one can withdraw it with a reason."""

import pytest
from streamlit.testing.v1 import AppTest

from audit.actions import reviews
from audit.actions.photos import take_in_photo
from audit.actions.walks import record_walk_through
from audit.model.keys import new_key
from audit.model.review import Item
from audit.review.propose import proposed_agenda
from audit.store.photo import photos_of
from audit.store.review import review_with
from pages.parts.photos import photo_rows
from pages.parts.session import today
from tests.builders import a_walk, an_observation, with_desk
from tests.pages.conftest import run
from tests.photographs import a_jpeg


@pytest.fixture
def words():
    return "Greeted within five seconds."


@pytest.fixture
def observed(own, words):
    """Return an observation with its words and two photos."""
    observation = an_observation(what_happened=words)
    record_walk_through(with_desk(own), a_walk(), [observation])
    for colour in ("#111111", "#222222"):
        take_in_photo(own, new_key(), observation.id, a_jpeg(64, 48, colour=colour), None)
    return observation


def html_of(at) -> str:
    return "".join(found.value for found in at.get("html"))


def shown(at, own, observation) -> list[bool]:
    marks = photos_of(own, [observation.id])["mark"]
    return [f'<img src="/photos/{mark}-small.jpg"' in html_of(at) for mark in marks]


@pytest.mark.parametrize("page", ["understand/voices", "observe/my_walks"])
def test_the_photos_of_an_observation_stand_beside_it(own, observed, page):
    at = run(page)
    assert not at.exception
    assert shown(at, own, observed) == [True, True]


@pytest.mark.parametrize("words", [""])
def test_what_photos_alone_tell_stands_among_the_voices_and_no_search_for_words_finds_it(own, observed):
    at, found = run("understand/voices"), run("understand/voices", search="photo")
    assert not at.exception
    assert shown(at, own, observed) == [True, True]
    assert "A photo, without words." in html_of(at)
    assert r"1 note\: 1 of praise, 0 complaints." in [each.value for each in at.caption]
    assert shown(found, own, observed) == [False, False]


def test_a_photo_is_withdrawn_with_a_reason_and_shown_no_more(own, observed):
    gone, stays = photos_of(own, [observed.id])["mark"]
    at = run("observe/my_walks")
    button = next(each for each in at.button if each.label == "Withdraw this photo")
    button.click().run()
    assert any("The reason for withdrawing" in each.value for each in at.error)
    assert [box.label for box in at.expander if box.error] == ["Withdraw a photo"]
    assert shown(at, own, observed) == [True, True]
    at.text_input(key=f"photo.{observed.id}.reason").set_value("Shows a screen")
    next(each for each in at.button if each.label == "Withdraw this photo").click().run()
    assert not at.exception
    assert list(photos_of(own, [observed.id])["mark"]) == [stays]
    assert (gone in html_of(at), stays in html_of(at)) == (False, True)


def test_the_photos_stand_among_the_observations_behind_a_figure(own, observed):
    at = AppTest.from_string("from pages.parts.observed import observed_page; observed_page('RATER')").run(timeout=180)
    assert not at.exception
    assert shown(at, own, observed) == [True, True]


def test_whoever_cannot_see_a_photo_is_told_of_what_it_is(own, observed):
    row = photo_rows([str(observed.id)], 'At the "desk"')[str(observed.id)]
    assert 'alt="Photo 2, At the &quot;desk&quot;"' in row
    assert photo_rows([str(new_key())]) == {}


@pytest.mark.parametrize("words", ["Greeted within five seconds.", ""])
def test_a_photo_is_ticked_for_the_room_beside_the_words_it_belongs_to_or_without_any(own, observed):
    period = (observed.observed_on, today())
    review = reviews.prepare(own, "Spring", period, proposed_agenda(own, *period))
    at = run("act/review", review=str(review.id))
    next(found for found in at.button if found.key == "open-STORIES").click().run()
    ticks = [box for box in at.checkbox if box.label.startswith("Show photo")]
    assert [box.value for box in ticks] == [False, False]
    assert len([box for box in at.checkbox if box.label.startswith("Show this")]) == bool(observed.what_happened)
    ticks[1].check().run()
    assert not at.exception
    (point,) = [each for each in review_with(own, review.id).agenda if each.item is Item.STORIES]
    assert [str(key) for key in point.photos] == [photos_of(own, [observed.id])["id"][1]]
