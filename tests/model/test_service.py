"""A service refuses to be wrong, and a promised time is read and said as people say it."""

import pytest
from hypothesis import given as holds_for
from hypothesis import strategies as st

from audit.errors import DurationError, MissingError, OutOfRangeError, PromiseCrossedError
from audit.model.duration import duration_words, minutes_of
from audit.model.service import Service


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("4 hours", 240),
        ("4h", 240),
        ("1 hour", 60),
        ("90 min", 90),
        ("45 seconds", 0.75),
        ("1,5 hours", 90),
        ("1.5 hours", 90),
        ("2 days", 2_880),
        ("2 weeks", 20_160),
        ("1 hour 30 minutes", 90),
        ("1 hour, 30 minutes", 90),
        ("1 hour and 30 minutes", 90),
        (" 3 HOURS ", 180),
        ("366 days", 527_040),
    ],
)
def test_a_time_is_read_as_people_say_it(said, minutes):
    assert minutes_of(said) == minutes


@pytest.mark.parametrize(
    "said", ["", "soon", "4", "hours", "4 hors", "4 months", "-4 hours", "0 hours", "367 days", "0.2 s", "4 h 30"]
)
def test_what_is_no_time_is_refused_with_an_example(said):
    with pytest.raises(DurationError, match="Write it like 20 minutes, 4 hours or 2 days"):
        minutes_of(said)


@pytest.mark.parametrize("said", ["2 working days", "1 business day", "4 office hours"])
def test_working_time_is_refused_since_customers_wait_at_night_too(said):
    with pytest.raises(DurationError, match=r"The first response: '.*' counts working time only"):
        minutes_of(said, "The first response")


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0.5, "30 seconds"),
        (1, "1 minute"),
        (60, "1 hour"),
        (90, "1 hour 30 minutes"),
        (240, "4 hours"),
        (1_440, "24 hours"),
        (2_160, "36 hours"),
        (2_880, "2 days"),
        (4_321, "3 days 1 minute"),
        (0, "no time"),
    ],
)
def test_a_time_is_said_in_the_units_people_use(minutes, said):
    assert duration_words(minutes) == said


@holds_for(st.integers(1, 366 * 86_400))
def test_what_is_said_is_read_back_to_the_second(seconds):
    assert minutes_of(duration_words(seconds / 60)) == seconds / 60


def test_a_service_needs_no_more_than_a_name():
    service = Service("Help line")
    assert (service.first_response_minutes, service.resolution_minutes, service.target_share) == (None, None, None)
    assert service.id != Service("Help line").id


def test_a_service_without_a_name_is_refused():
    with pytest.raises(MissingError, match="The service's name is empty"):
        Service("  ")


def test_an_entry_longer_than_a_phone_can_bear_is_refused():
    with pytest.raises(OutOfRangeError, match="1,001 characters long"):
        Service("Help line", emergency="x" * 1_001)


@pytest.mark.parametrize("share", [0.0, -0.1, 1.01, float("nan")])
def test_a_target_is_a_share_above_none_of_the_events(share):
    with pytest.raises(OutOfRangeError, match="above 0 and at most 1"):
        Service("Help line", target_share=share)


@pytest.mark.parametrize("minutes", [0.0, -5.0, float("nan")])
@pytest.mark.parametrize("promise", ["first_response_minutes", "resolution_minutes"])
def test_a_promised_time_is_longer_than_nothing(promise, minutes):
    with pytest.raises(OutOfRangeError, match="A promised time"):
        Service("Help line", **{promise: minutes})


def test_a_service_cannot_be_done_before_it_responds():
    with pytest.raises(PromiseCrossedError, match="within 20 minutes, sooner than its first response"):
        Service("Help line", first_response_minutes=60, resolution_minutes=20)


def test_a_service_may_respond_and_be_done_at_once():
    assert Service("Help line", first_response_minutes=60, resolution_minutes=60).target_share is None
