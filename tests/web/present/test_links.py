"""A link to the wall is made with the review's own key, and is not the one phones are given."""

from audit.web.present import links
from audit.web.room import links as room_links
from tests.rooms import a_review


def test_a_link_leads_to_its_review_and_begins_at_the_first_slide():
    review = a_review()
    path = links.present_link(review)
    assert path == f"{links.present_path(review)}#1"
    token = path.removeprefix("/present/").removesuffix("#1")
    assert links.review_in(token) == review.id
    assert links.is_signed(token, review.key)


def test_the_link_of_phones_does_not_open_the_wall_nor_the_other_way_round():
    review = a_review()
    assert not links.is_signed(room_links.token(review.id, review.key), review.key)
    assert not room_links.is_signed(links.token(review), review.key)


def test_another_key_no_key_and_no_token_open_nothing():
    review = a_review()
    assert not links.is_signed(links.token(review), "another key")
    assert not links.is_signed(links.token(review), "")
    assert not links.is_signed("", review.key)
    assert links.review_in("nothing") is None
