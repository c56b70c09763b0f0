"""A wait is read as it is typed with one thumb, and what could be read in two ways is asked about."""

import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st

from audit.errors import WaitUnreadableError
from audit.model.waiting import as_clock, minutes_waited
from audit.model.walk_through import MAX_WAIT_MINUTES


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("1,5", 1.5),
        ("1.5", 1.5),
        ("1:30", 1.5),
        ("90 s", 1.5),
        ("15", 15),
        ("0", 0),
        (" 2 ", 2),
        ("0:07", 0.12),
        ("75:00", 75),
        ("1:02:30", 62.5),
        ("2 hours", 120),
        ("1 min 30 s", 1.5),
        ("86400", MAX_WAIT_MINUTES),
    ],
)
def test_a_wait_is_read_as_it_is_typed(typed, minutes):
    assert minutes_waited(typed) == minutes


@pytest.mark.parametrize("typed", ["", "  "])
def test_nothing_typed_is_no_wait(typed):
    assert minutes_waited(typed) is None


@pytest.mark.parametrize("typed", ["soon", "1,234", "1.234", "-1", "1:75", "1:2", "86401", "61 days", "1 2", "1e3"])
def test_what_cannot_be_read_is_refused_with_examples(typed):
    with pytest.raises(WaitUnreadableError, match=r"like 1,5 or 1\.5, minutes and seconds like 1:30"):
        minutes_waited(typed)


@holds_for(st.integers(min_value=0, max_value=MAX_WAIT_MINUTES * 60))
def test_what_a_stopwatch_shows_is_read_back(seconds):
    assert minutes_waited(as_clock(seconds)) == pytest.approx(seconds / 60, abs=0.005001)
