"""Which days a table may tell of: until tomorrow on the programme's calendar, wherever in the world that is."""

from datetime import timedelta

import pytest

from audit.actions.imports import read_file
from audit.model.clock import utc_now
from audit.model.programme import Programme
from audit.store.programme import change_programme

# A day ahead of UTC from 10:00 on and a day behind it until 11:00: at every moment at least one of them differs.
FAR_ZONES = ("Pacific/Kiritimati", "Pacific/Pago_Pago")


def refused(store, day, zone):
    change_programme(store, Programme(time_zone=zone))
    content = f"observed_at,journey,stage,touchpoint,outcome\n{day},Desk,Arrive,Greeting,positive\n"
    _, reading = read_file(store, content.encode(), "a.csv")
    return set(reading.problems["column"])


@pytest.mark.parametrize(("days", "columns"), [(1, set()), (2, {"observed_at"})])
def test_tomorrow_may_be_written_and_the_day_after_may_not_on_the_programmes_own_calendar(store, days, columns):
    for zone in FAR_ZONES:
        day = Programme(time_zone=zone).day_of(utc_now()) + timedelta(days=days)
        assert refused(store, day, zone) == columns, zone
