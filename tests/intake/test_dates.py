"""Days and times: each understood in one way only, or not at all."""

from datetime import UTC, date, datetime, timedelta, timezone

import pandas as pd
import pytest
from hypothesis import given as law
from hypothesis import strategies as st

from audit.intake.dates import read_days, read_times
from audit.intake.recipe_parts import DateOrder, Dates
from audit.model.programme import Programme
from tests.intake.made import TODAY

LISBON = Programme(time_zone="Europe/Lisbon")
DAY_FIRST, MONTH_FIRST = Dates(DateOrder.DAY_FIRST), Dates(DateOrder.MONTH_FIRST)


def read(text: str, dates: Dates | None = None, programme: Programme = LISBON, today: date = TODAY):
    """Return day and moment as text, or what was expected instead."""
    times = read_times(pd.Series([text], dtype="str"), dates or Dates(), programme, today)
    if times.expected[0]:
        assert times.on.isna()[0]
        assert times.moment.isna()[0]
        return times.expected[0]
    day = "" if pd.isna(times.on[0]) else times.on[0].date().isoformat()
    return day, "" if pd.isna(times.moment[0]) else times.moment[0].isoformat()


@pytest.mark.parametrize(
    ("text", "day", "moment"),
    [
        ("", "", ""),
        ("2026-03-31", "2026-03-31", ""),
        ("2026/3/1", "2026-03-01", ""),
        ("2026-03-01T14:05", "2026-03-01", "2026-03-01T14:05:00"),
        ("2026-06-01 14:05:30", "2026-06-01", "2026-06-01T13:05:30"),
        ("2026-06-01T14:05:30.250", "2026-06-01", "2026-06-01T13:05:30.250000"),
        ("2026-06-01T23:30Z", "2026-06-02", "2026-06-01T23:30:00"),
        ("2026-06-01T23:30:00-05:00", "2026-06-02", "2026-06-02T04:30:00"),
        ("2026-06-01T00:15+0100", "2026-06-01", "2026-05-31T23:15:00"),
        ("2026-06-01 9:05 pm UTC", "2026-06-01", "2026-06-01T21:05:00"),
        ("2026-06-01, 12:05 a.m.", "2026-06-01", "2026-05-31T23:05:00"),
    ],
)
def test_iso_dates_and_moments_are_read(text, day, moment):
    assert read(text) == (day, moment)


@pytest.mark.parametrize(
    ("text", "dates", "day"),
    [
        ("03/04/2026", DAY_FIRST, "2026-04-03"),
        ("03/04/2026", MONTH_FIRST, "2026-03-04"),
        ("3.4.2026", DAY_FIRST, "2026-04-03"),
        ("3-4-2026", MONTH_FIRST, "2026-03-04"),
        ("2026-04-03", MONTH_FIRST, "2026-04-03"),
        ("3 Apr 26", Dates(formats=("YYYY-MM-DD HH:mm", "D MMM YY")), "2026-04-03"),
        ("2026-04-03", Dates(formats=("DD.MM.YYYY",)), "2026-04-03"),
    ],
)
def test_the_recipe_says_which_number_is_the_month(text, dates, day):
    assert read(text, dates) == (day, "")


def test_a_time_may_follow_in_any_order_or_format():
    assert read("31/03/2026 2:05 PM", DAY_FIRST) == ("2026-03-31", "2026-03-31T13:05:00")
    assert read("31.03.26 14.05", Dates(formats=("DD.MM.YY HH.mm",))) == ("2026-03-31", "2026-03-31T13:05:00")
    assert read("31.03.2026 02:05 PM", Dates(formats=("DD.MM.YYYY hh:mm AM",))) == ("2026-03-31", "2026-03-31T13:05:00")


@pytest.mark.parametrize(
    ("text", "dates", "expected"),
    [
        ("03/04/2026", Dates(), "a date such as 2026-03-31"),
        ("31/03/26", DAY_FIRST, "a date such as 31/03/2026"),
        ("31/03/2026", MONTH_FIRST, "a date such as 03/31/2026"),
        ("31/03-2026", DAY_FIRST, "a date such as 31/03/2026"),
        ("31/03/2026at 9:00", DAY_FIRST, "a date such as 31/03/2026"),
        ("31/03/2026 soon", DAY_FIRST, "a date such as 31/03/2026"),
        ("31/03/202614:00", DAY_FIRST, "a date such as 31/03/2026"),
        ("31/03/2026 14:05 PM", DAY_FIRST, "a date such as 31/03/2026"),
        ("2026-02-30", Dates(), "a date such as"),
        ("2026-03-31T25:00", Dates(), "a date such as"),
        ("2026-03-31T10:00+99:00", Dates(), "a date such as"),
        ("soon", Dates(formats=("DD.MM.YYYY",)), "a date written like DD.MM.YYYY"),
        ("100%", Dates(formats=("YYYY%MM%DD",)), "a date written like YYYY%MM%DD"),
        ("1989-12-31", Dates(), "a day in 1990 or later"),
        ("0001-01-01T00:00+14:00", Dates(), "a day in 1990 or later"),
        ("2026-07-02", Dates(), "a day that has come already"),
        ("2026-07-01T23:30Z", Dates(), "a day that has come already"),
        ("9999-12-31T23:59-14:00", Dates(), "a day that has come already"),
        ("2026-03-29T01:30", Dates(), "a time that exists in Europe/Lisbon"),
    ],
)
def test_what_is_unclear_is_a_problem_that_says_what_to_write(text, dates, expected):
    assert expected in read(text, dates)


def test_tomorrow_is_still_allowed_because_clocks_differ():
    assert read("2026-07-01") == ("2026-07-01", "")


def test_an_hour_shown_twice_is_the_first_of_the_two():
    assert read("2025-10-26T01:30") == ("2025-10-26", "2025-10-26T00:30:00")


def test_days_are_read_without_their_time():
    days = read_days(pd.Series(["2026-03-31T10:00", "1.2.2026", "soon"], dtype="str"), DAY_FIRST)
    assert days.dt.strftime("%Y-%m-%d").tolist()[:2] == ["2026-03-31", "2026-02-01"]
    assert days.isna().tolist() == [False, False, True]


ZONES = st.sampled_from(["UTC", "Europe/Lisbon", "America/Chicago", "Asia/Kolkata", "Pacific/Auckland"])
MOMENTS = st.datetimes(datetime(1991, 1, 1), datetime(2026, 6, 1))  # noqa: DTZ001  # offsets are added by the laws


@law(MOMENTS, ZONES, st.integers(-14 * 60, 14 * 60))
def test_a_moment_with_an_offset_is_the_programmes_own_arithmetic(moment, zone, minutes):
    programme, offset = Programme(time_zone=zone), timezone(timedelta(minutes=minutes))
    written = moment.replace(tzinfo=offset)
    utc = written.astimezone(UTC).replace(tzinfo=None)
    assert read(written.isoformat(), programme=programme) == (
        programme.day_of(utc).isoformat(),
        pd.Timestamp(utc).isoformat(),
    )


@law(MOMENTS, ZONES)
def test_a_moment_without_an_offset_is_the_programmes_clock(moment, zone):
    programme = Programme(time_zone=zone)
    utc = programme.utc(moment)
    result = read(moment.isoformat(), programme=programme)
    if programme.local(utc) != moment:  # the clock never showed it
        assert "a time that exists" in result
    else:
        assert result == (moment.date().isoformat(), pd.Timestamp(utc).isoformat())


@law(st.text(alphabet="0123456789-/.:TZ +apmAPM", max_size=25), st.sampled_from([Dates(), DAY_FIRST, MONTH_FIRST]))
def test_any_text_is_a_time_or_a_problem(text, dates):
    result = read(text.strip(), dates)
    assert isinstance(result, str) or (result[0] == "") == (text.strip() == "")
