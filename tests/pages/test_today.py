"""The day that pages speak of."""

from datetime import datetime, timedelta

from audit.model import clock
from pages.parts import session
from tests.builders import NOW, sample_day


class Tomorrow(datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.now(tz) + timedelta(days=1)


def test_a_run_of_tests_that_goes_past_midnight_stays_on_the_day_it_began(sampled, monkeypatch):
    sampled()
    monkeypatch.setattr(clock, "datetime", Tomorrow)
    assert clock.utc_now() > NOW + timedelta(hours=23)
    assert session.today() == sample_day()
