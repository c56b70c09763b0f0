"""The two ends of a scale are written and read in one place."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from audit.intake.marked_scale import MarkedScale, marked_scale
from audit.intake.recipe_parts import Scale

MARKS = st.integers(-9_999, 9_999).map(lambda tenths: tenths / 10) | st.integers(-999_999, 999_999).map(float)


@given(MARKS, MARKS, st.booleans())
def test_a_scale_comes_back_as_it_was_written(worst, best, is_zero_none):
    assume(worst != best)
    marked = MarkedScale(Scale(worst, best), is_zero_none)
    assert marked_scale(f" {marked} ") == marked


def test_it_is_written_as_the_command_line_takes_it():
    assert str(MarkedScale(Scale(6, 1))) == "6 to 1"
    assert str(MarkedScale(Scale(1, 4.5), is_zero_none=True)) == "1 to 4.5, 0 is no answer"


@pytest.mark.parametrize(
    "written", ["", "1", "1 to", "3 to 3", "1 to 5, 0 is", "from 1 to 5", "1 to 5 to 9", "1e9 to 2"]
)
def test_what_is_no_scale_is_read_as_none(written):
    assert marked_scale(written) is None
