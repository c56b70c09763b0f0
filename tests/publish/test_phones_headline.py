"""Who may walk with a phone, and what arrived, in one sentence each."""

from datetime import datetime

import pytest

from audit.publish.headlines.phones import arrived, people_headline


@pytest.mark.parametrize(
    ("people", "devices", "sentence"),
    [
        (0, 0, "Nobody walks with a phone of their own yet."),
        (1, 0, "1 person may walk, with no phone yet."),
        (1, 1, "1 person may walk, with 1 phone."),
        (1_200, 2, "1,200 people may walk, with 2 phones."),
    ],
)
def test_people_and_their_phones_are_counted(people, devices, sentence):
    assert people_headline(people, devices) == sentence


@pytest.mark.parametrize(
    ("phones", "last_at", "sentence"),
    [
        (0, None, "No phone has arrived yet."),
        (1, datetime(2026, 3, 2, 9, 41), "1 phone arrived 09:41."),  # noqa: DTZ001  # the programme's clock
        (2, datetime(2026, 3, 2, 9, 52), "2 phones arrived, the last 09:52."),  # noqa: DTZ001  # the same
    ],
)
def test_what_arrived_is_told_with_its_time(phones, last_at, sentence):
    assert arrived(phones, last_at) == sentence
