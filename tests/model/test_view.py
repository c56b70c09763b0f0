"""A view is a choice: which values it holds makes it, not in which order or how often they were given."""

import pytest

from audit.model.view import SEVERAL, View
from audit.model.walk_through import Method


@pytest.mark.parametrize("name", SEVERAL)
def test_the_same_values_in_another_order_are_the_same_view(name):
    view = View(**{name: ("b", "a", "b")})
    assert view == View(**{name: ("a", "b")})
    assert hash(view) == hash(View(**{name: ("a", "b")}))
    assert getattr(view, name) == ("a", "b")


def test_a_word_of_ours_is_held_as_the_text_it_is_stored_as():
    (method,) = View(methods=(Method.SIT_AND_LISTEN,)).methods
    assert type(method) is str
