"""Periods by name: each understood in one way only, or not at all."""

import pandas as pd
import pytest
from hypothesis import given as law
from hypothesis import strategies as st

from audit.intake.periods import expected_period, read_periods
from audit.intake.recipe_parts import Dates

APRIL = Dates(year_begins=4)


def read(text, dates=None):
    """Return the first day and the first day after, or None where it is no period."""
    start, end, misfits = read_periods(pd.Series([text], dtype="str"), dates or Dates())
    if misfits[0]:
        return None
    return tuple("" if pd.isna(day[0]) else day[0].date().isoformat() for day in (start, end))


@pytest.mark.parametrize(
    ("text", "dates", "days"),
    [
        ("", Dates(), ("", "")),
        ("2026-03", Dates(), ("2026-03-01", "2026-04-01")),
        ("2026-12", APRIL, ("2026-12-01", "2027-01-01")),
        ("March 2026", Dates(), ("2026-03-01", "2026-04-01")),
        ("  MAR.  2026", Dates(), ("2026-03-01", "2026-04-01")),
        ("Sep 2026", Dates(), ("2026-09-01", "2026-10-01")),
        ("2026-W14", Dates(), ("2026-03-30", "2026-04-06")),
        ("2026w01", Dates(), ("2025-12-29", "2026-01-05")),
        ("2026", Dates(), ("2026-01-01", "2027-01-01")),
        ("2026 Q1", Dates(), ("2026-01-01", "2026-04-01")),
        ("Q4 2026", Dates(), ("2026-10-01", "2027-01-01")),
        ("2026-Q2", Dates(), ("2026-04-01", "2026-07-01")),
        ("2026/27", APRIL, ("2026-04-01", "2027-04-01")),
        ("2026/2027", APRIL, ("2026-04-01", "2027-04-01")),
        ("1999/00", APRIL, ("1999-04-01", "2000-04-01")),
        ("2003/04 QTR 1", APRIL, ("2003-04-01", "2003-07-01")),
        ("2003/04 QTR 4", APRIL, ("2004-01-01", "2004-04-01")),
        ("2003-04-01/2003-04-27", APRIL, ("2003-04-01", "2003-04-27")),
    ],
)
def test_a_period_is_read(text, dates, days):
    assert read(text, dates) == days


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2026-13", Dates()),
        ("Marz 2026", Dates()),
        ("2026-W54", Dates()),
        ("2026/27", Dates()),  # in which month would it begin?
        ("2026", APRIL),  # the year that begins then, or the calendar's?
        ("2026/28", APRIL),
        ("2026 Q5", Dates()),
        ("Q1", Dates()),
        ("03/2026", Dates()),
        ("last month", Dates()),
        ("2026-02-30/2026-03-01", Dates()),
        ("2026-03-01/x", Dates()),
    ],
)
def test_what_could_mean_two_things_or_none_is_refused(text, dates):
    assert read(text, dates) is None


@law(st.integers(1990, 2100), st.integers(1, 12))
def test_the_quarters_of_a_year_fill_it_and_follow_each_other(year, month):
    dates = Dates(year_begins=month)
    name = str(year) if month == 1 else f"{year}/{(year + 1) % 100:02d}"
    quarters = [read(f"{name} Q{number}", dates) for number in (1, 2, 3, 4)]
    assert [quarter[1] for quarter in quarters[:3]] == [quarter[0] for quarter in quarters[1:]]
    assert (quarters[0][0], quarters[3][1]) == read(name, dates)


def test_what_is_expected_is_said():
    assert "2026/27 Q1" in expected_period(APRIL)
    assert "the recipe says year_begins" in expected_period(Dates())
