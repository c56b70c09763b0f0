"""The parts of a day meet without a gap."""

import pytest

from audit.model.daypart import daypart_of


@pytest.mark.parametrize(
    ("hour", "part"),
    [
        ("", "time not known"),
        ("08", "early"),
        ("09", "morning"),
        ("12", "midday"),
        ("14", "afternoon"),
        ("17", "evening"),
    ],
)
def test_an_hour_falls_in_one_part_of_the_day(hour, part):
    assert daypart_of(hour) == part
