"""Voting with codes on the review page: the sheet is made, handed out once, and taken back while nobody has used it."""

import pytest
from streamlit.testing.v1 import AppTest

from audit.actions import room as acts
from audit.store.review import close_review
from audit.store.room import room_with
from audit.store.voting_code import code_count
from audit.web.room import links
from tests.builders import NOON
from tests.pages.test_room import tap, told
from tests.rooms import CHOICES, a_room

PAGE = """
from uuid import UUID
from audit.store.review import review_with
from pages.parts.boundary import boundary
from pages.parts.session import store
from pages.act.review.voting_codes import voting_codes
with boundary():
    voting_codes(review_with(store(), UUID("{key}")))
"""


def run(review):
    at = AppTest.from_string(PAGE.format(key=review.id), default_timeout=180).run()
    assert not at.exception
    return at


def labels(at):
    return [button.label for button in at.button]


@pytest.mark.parametrize(("address", "is_warned"), [("http://192.0.2.9:8502", False), ("http://127.0.0.1:8501", True)])
def test_a_sheet_is_made_and_the_vote_is_by_code_from_then_on(own, monkeypatch, address, is_warned):
    monkeypatch.setenv(links.ADDRESS, address)
    review = a_room(own)
    at = run(review)
    assert "another browser or a private window counts as another phone" in told(at)
    assert any("would lead nowhere" in notice.value for notice in at.warning) == is_warned
    at.number_input[0].set_value(12)
    at = tap(at, "Make the sheet")
    assert code_count(own, review.id) == 12
    assert "The vote is by code: 12 codes made." in told(at)
    assert [each.label for each in at.get("download_button")] == ["Download the sheet"]
    assert not run(review).get("download_button"), "another window gets no sheet"


def test_the_vote_goes_back_to_phones_until_a_code_was_used(own):
    review = a_room(own)
    at = tap(run(review), "Make the sheet")
    at = tap(at, "Vote by phone again, without codes")
    assert not room_with(own, review.id).by_code
    assert not at.get("download_button")
    at = tap(at, "Make the sheet")
    (code,) = acts.make_codes(own, review.id, 1)
    acts.vote(own, review.id, "A", CHOICES[0], code)
    at = tap(at, "Vote by phone again, without codes")
    assert "this vote stays with codes" in told(at)
    assert "Vote by phone again, without codes" not in labels(at)
    assert room_with(own, review.id).by_code


def test_more_codes_than_a_review_holds_are_refused_in_words(own, monkeypatch):
    monkeypatch.setattr(acts, "MOST_IN_ALL", 10)
    assert "from 1 to 10" in told(tap(run(a_room(own)), "Make the sheet"))


def test_a_closed_review_offers_nothing(own):
    review = a_room(own)
    close_review(own, review.id, "{}", NOON)
    assert not labels(run(review))
