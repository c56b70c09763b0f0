"""Logging keeps every tap, and what was logged can be set right."""

import pytest

from audit.actions import set_up, walks
from audit.model.draft import Entry, Head
from audit.model.view import EVERYTHING
from audit.store.draft import drafts
from audit.store.journey import journeys
from audit.store.observation import observation_count, observations
from tests.builders import a_draft, a_walk, an_observation, stored_draft, template_named, with_desk
from tests.pages.conftest import run

LOG = "observe/log_walk_through"


@pytest.fixture
def library(own):
    set_up.start_from_template(own, template_named("library"))
    return own


def choice(at, label):
    return next(group for group in at.button_group if group.label == label)


def button(at, label):
    return next(found for found in at.button if found.label == label)


def test_without_a_journey_there_is_nothing_to_walk(own):
    at = run(LOG)
    assert not at.exception
    assert "Load the sample audit" in [found.label for found in at.button]


def test_the_page_holds_the_walk_whose_heading_is_its_own(library):
    at = run(LOG)
    assert not at.exception
    assert at.caption[0].value == "Log a walk-through"
    assert len(at.title) == 0


WALKS = "observe/my_walks"


def labels(at):
    return [found.label for found in at.button]


def test_a_walk_of_the_old_form_is_given_up_after_a_question_and_can_be_brought_back(library):
    journey = journeys(library)[0]
    draft = stored_draft(library, a_draft(head=Head(str(journey.id)), entry=Entry("o", what_happened="Nobody did.")))
    at = run(WALKS)
    button(at, "Give it up").click().run()
    assert drafts(library) == (draft,)
    button(at, "Keep it").click().run()
    button(at, "Give it up").click().run()
    button(at, "Yes, give it up").click().run()
    assert not at.exception
    assert drafts(library) == ()
    assert any("it can be brought back until" in found.value for found in at.caption)
    button(at, "Bring it back").click().run()
    (back,) = drafts(library)
    assert back.entry.what_happened == "Nobody did."


def test_a_walk_that_moved_on_meanwhile_is_not_given_up(library):
    draft = stored_draft(library, a_draft(head=Head(str(journeys(library)[0].id))))
    at = run(WALKS)
    button(at, "Give it up").click().run()
    stored_draft(library, draft, version=2)
    button(at, "Yes, give it up").click().run()
    assert "was changed in another window" in at.error[0].value
    assert len(drafts(library)) == 1


def test_my_walks_offers_to_log_one_where_there_is_none(own):
    at = run("observe/my_walks")
    assert not at.exception
    assert "No walk has been logged" in at.title[0].value


@pytest.fixture
def logged(own):
    seen = an_observation(what_happened="<b>bold</b> ![x](http://example.org/beacon.png)")
    walks.record_walk_through(with_desk(own), a_walk(), [seen])
    return own


def test_people_s_words_are_shown_as_they_were_typed(logged):
    at = run("observe/my_walks")
    assert [part.value for part in at.text] == ["<b>bold</b> ![x](http://example.org/beacon.png)"]
    assert not any("beacon" in part.value for part in at.markdown)


def test_a_correction_asks_for_its_reason_and_keeps_what_stood(logged):
    at = run("observe/my_walks")
    choice(at, "How did it go?").set_value("negative")
    button(at, "Save the correction").click().run()
    assert "reason for the correction is empty" in at.error[0].value.replace("\\", "")
    assert [box.label for box in at.expander if box.error] == ["Correct it"]  # above the box it would close it
    next(field for field in at.text_input if field.label == "Why is it corrected?").set_value("Tapped wrongly")
    button(at, "Save the correction").click().run()
    assert not at.exception
    assert list(observations(logged, EVERYTHING)["outcome"]) == ["negative"]
    assert any("History" in box.label for box in at.expander)


def test_a_withdrawn_observation_can_be_brought_back(logged):
    at = run("observe/my_walks")
    next(field for field in at.text_input if field.label == "Why is it withdrawn?").set_value("Seen twice")
    button(at, "Withdraw this observation").click().run()
    assert observation_count(logged) == 0
    button(at, "Bring it back").click().run()
    assert not at.exception
    assert observation_count(logged) == 1
