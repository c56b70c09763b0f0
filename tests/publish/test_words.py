"""Small words that every sentence relies on: a share or a difference never looks like what it is not."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.publish.headlines.words import percent, points, scored


@pytest.mark.parametrize(
    ("share", "beside", "words"),
    [
        (0.12, [], "12 %"),
        (0.0, [], "0 %"),
        (1.0, [], "100 %"),
        (299 / 300, [], "over 99 %"),
        (1 / 300, [], "under 1 %"),
        (0.994, [], "99 %"),
        (0.8996, [0.9], "89.96 %"),
        (0.9, [0.8996], "90 %"),
        (0.9, [0.9], "90 %"),
        (0.1 + 0.2, [0.3], "30 %"),
        (299 / 300, [1.0], "99.7 %"),
        (1.0, [299 / 300], "100 %"),
        (0.5, [0.2, 0.501], "50 %"),
    ],
)
def test_a_share_is_told_in_whole_per_cent_unless_that_would_hide_something(share, beside, words):
    assert percent(share, *beside) == words.replace(" %", "\u00a0%")


@given(st.integers(1, 10_000), st.data())
def test_shares_that_differ_never_look_the_same(n, data):
    one, other = (data.draw(st.integers(0, n)) / n for _ in range(2))
    assert (percent(one, other) == percent(other, one)) == (one == other)
    assert (percent(one) == "100\u00a0%") == (one == 1)
    assert (percent(one) == "0\u00a0%") == (one == 0)


@pytest.mark.parametrize(
    ("difference", "words"), [(0.12, "+12"), (-0.03, "-3"), (0.0, "0"), (0.003, "+0.3"), (-0.0004, "-0.04")]
)
def test_a_difference_is_never_nought_unless_there_is_none(difference, words):
    assert points(difference) == words


def test_scores_that_differ_never_look_the_same():
    near, far = pd.Series({"name": "empathy", "score": 4.12}), pd.Series({"name": "assurance", "score": 4.08})
    assert scored(near, "name", far) == "empathy (4.12)"
    assert scored(far, "name", near) == "assurance (4.08)"
    assert scored(near, "name", near) == "empathy (4.1)"
