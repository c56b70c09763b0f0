"""A show of hands on the review page: typed in, counted, and taken back."""

from streamlit.testing.v1 import AppTest

from audit.store.show_of_hands import hands_of
from tests.pages.test_room import tap, told
from tests.rooms import CHOICES, a_room

PAGE = """
from uuid import UUID
from audit.store.review import review_with
from pages.parts.boundary import boundary
from pages.parts.session import store
from pages.act.review.hands import show_of_hands
with boundary():
    show_of_hands(review_with(store(), UUID("{key}")))
"""


def test_hands_are_typed_in_counted_and_taken_back(own):
    review = a_room(own)
    at = AppTest.from_string(PAGE.format(key=review.id), default_timeout=180).run()
    assert not at.exception
    assert [field.label for field in at.number_input] == list(CHOICES)
    at.number_input[1].set_value(12)
    at = tap(at, "Count these hands")
    assert hands_of(own, review.id) == dict(zip(CHOICES, (0, 12, 0), strict=True))
    assert "The vote is by show of hands: 12 hands counted." in told(at)
    at = tap(at, "Take the hands back")
    assert hands_of(own, review.id) == {}
    assert "show of hands:" not in told(at)
