"""A review is closed on its page after being asked twice, and what it leaves can be taken home then and later."""

from dataclasses import replace

import pytest

from audit.actions import reviews, walks
from audit.model.rating import Dimension, Outcome
from audit.publish.headlines.caveat import caveat
from audit.review.close import close_review
from audit.review.propose import proposed_agenda, proposed_period
from audit.store.programme import change_programme, programme
from audit.store.review import open_review, review_with
from audit.web.present.links import token
from pages.parts.session import today
from tests.builders import INVOICE, a_walk, an_observation, with_desk
from tests.pages.conftest import run

PAGE = "act/review"


def button(at, key):
    return next(found for found in at.button if found.key == key)


def said(at):
    return " ".join(part.value for part in [*at.markdown, *at.caption, *at.success])


def downloads(at):
    return [found.label for found in at.get("download_button")]


def bad():
    given = {"outcome": Outcome.NEGATIVE, "ratings": {Dimension.RELIABILITY: 1}, "observed_on": today()}
    return an_observation(touchpoint_id=INVOICE.id, **given)


@pytest.fixture
def prepared(own):
    seen = [an_observation(observed_on=today()), bad(), bad(), bad()]
    with_desk(own)
    for moment in seen:
        walks.record_walk_through(own, a_walk(day=today()), [moment])
    period = proposed_period(own, today())
    return own, reviews.prepare(own, "Our *review*", period, proposed_agenda(own, *period))


def at_the_end():
    at = run(PAGE)
    at.button_group[0].set_value("Close").run()
    assert not at.exception
    return at


@pytest.mark.parametrize("browser", ["", "chromium"])
def test_before_it_is_closed_a_review_can_be_taken_home_as_it_is(prepared, monkeypatch, browser):
    monkeypatch.setattr("pages.act.review.closing.installed_browser", lambda: browser)
    at = at_the_end()
    assert downloads(at) == ["Deck (PowerPoint)", "Hand-out (to print)", *(["Hand-out (PDF)"] if browser else [])]
    assert any("save it as a PDF from there" in each.value for each in at.caption) is not bool(browser)
    assert at.code[0].value.startswith("Our *review* (")
    assert "What we saw" in at.code[0].value


def test_closing_is_asked_twice_and_can_be_left(prepared):
    store, _ = prepared
    at = at_the_end()
    at.text_area[0].set_value("We met in the hall.").run()
    button(at, "closing.ask").click().run()
    assert "for good?" in said(at)
    button(at, "closing.no").click().run()
    assert "for good?" not in said(at)
    assert at.text_area[0].value == "We met in the hall."
    assert open_review(store) is not None


def test_notes_for_the_minutes_are_there_after_another_step(prepared):
    store, review = prepared
    at = at_the_end()
    at.text_area[0].set_value("We met in the hall.").run()
    at.button_group[0].set_value("Commit").run()
    at.button_group[0].set_value("Close").run()
    assert at.text_area[0].value == "We met in the hall."
    assert review_with(store, review.id).notes == "We met in the hall."


def test_a_closed_review_is_offered_with_what_moved_since(prepared):
    store, review = prepared
    at = at_the_end()
    at.text_area[0].set_value("We met in the hall.").run()
    button(at, "closing.ask").click().run()
    button(at, "closing.yes").click().run()
    assert not at.exception
    assert "is closed" in said(at)
    assert review_with(store, review.id).notes == "We met in the hall."
    assert "Nothing was corrected since" in said(at)
    assert "give the same figures." in said(at)
    settings = programme(store)
    change_programme(store, replace(settings, recovery_ratio=5))
    assert f"same figures at {settings.recovery_ratio} to one, as then; it is 5 now." in said(run(PAGE))
    change_programme(store, settings)
    assert downloads(at)[:2] == ["Deck (PowerPoint)", "Hand-out (to print)"]
    walks.record_walk_through(store, a_walk(day=today()), [bad()])
    at = run(PAGE)
    assert not at.exception
    assert "Restated since" in said(at)
    assert "We owe 36 more than on " in at.code[0].value
    assert caveat(12) in at.code[0].value
    at.session_state[f"minutes.{review.id}"] = True
    at.run()
    assert "is now 48" in at.code[1].value


def test_a_closed_review_is_offered_beneath_the_next_one_with_its_slides(prepared):
    store, review = prepared
    close_review(store, review.id, today())
    period = proposed_period(store, today())
    reviews.prepare(store, "The next one", period, proposed_agenda(store, *period))
    at = run(PAGE)
    assert downloads(at) == []
    at.session_state["reviews.before"] = True
    at.run()
    assert not at.exception
    assert at.code[0].value.startswith("Our *review* (")
    assert f"/present/{token(review)}#1" in [found.proto.url for found in at.get("link_button")]


def test_an_audit_without_a_closed_review_offers_none(own):
    walks.record_walk_through(with_desk(own), a_walk(day=today()), [bad()])
    at = run(PAGE)
    assert not at.exception
    assert downloads(at) == []


def test_notes_of_another_window_are_neither_lost_nor_written_over(prepared):
    store, review = prepared
    first, second = at_the_end(), at_the_end()
    button(first, "closing.ask").click().run()
    second.text_area[0].set_value("We decided to open at 8.").run()
    first.text_area[0].set_value("We met.")
    button(first, "closing.yes").click().run()
    assert "Somebody else changed these notes" in first.error[0].value
    assert first.text_area[0].value == "We met."
    assert review_with(store, review.id).closed_at is None
    first.text_area[0].set_value("We met, and open at 8.").run()
    assert not first.error
    button(first, "closing.yes").click().run()
    assert review_with(store, review.id).notes == "We met, and open at 8."
    assert review_with(store, review.id).closed_at is not None


def test_closing_in_one_window_keeps_the_notes_of_another(prepared):
    store, review = prepared
    first = at_the_end()
    button(first, "closing.ask").click().run()
    reviews.write_notes(store, review.id, "We decided to open at 8.")
    button(first, "closing.yes").click().run()
    assert review_with(store, review.id).notes == "We decided to open at 8."


def test_notes_that_were_refused_are_there_after_another_step_and_nothing_is_written_over_without_them(prepared):
    store, review = prepared
    at = at_the_end()
    reviews.write_notes(store, review.id, "We decided to open at 8.")
    at.text_area[0].set_value("We met.").run()
    assert "Somebody else changed these notes" in at.error[0].value
    at.button_group[0].set_value("Commit").run()
    at.button_group[0].set_value("Close").run()
    assert at.text_area[0].value == "We met."
    assert "Somebody else changed these notes" in at.error[0].value
    assert review_with(store, review.id).notes == "We decided to open at 8."
