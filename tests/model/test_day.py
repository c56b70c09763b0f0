"""A day is written in three lengths, by one home."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest

from audit.model.day import day_in, month_name, written_day, written_days, written_moment, written_month


@pytest.mark.parametrize(
    ("length", "words"), [("long", "3 March 2026"), ("short", "3 Mar 2026"), ("no year", "3 March")]
)
def test_a_day_has_three_lengths(length, words):
    assert written_day(date(2026, 3, 3), length) == words
    assert written_day(pd.Timestamp("2026-03-03"), length) == words


def test_a_sentence_is_given_the_long_day_unless_it_asks_for_another():
    assert written_day(date(2026, 3, 13)) == "13 March 2026"


def test_a_period_says_its_years_where_it_is_needed():
    assert written_days(date(2026, 9, 1), date(2026, 11, 22)) == "1 September to 22 November 2026"
    assert written_days(date(2025, 12, 1), date(2026, 2, 28)) == "1 December 2025 to 28 February 2026"


def test_a_month_is_written_with_and_without_its_year():
    assert written_month(date(2026, 3, 3)) == "March 2026"
    assert month_name(date(2026, 3, 3)) == "March"


def test_a_moment_has_the_short_day_and_the_clock():
    assert written_moment(datetime(2026, 3, 3, 9, 5, tzinfo=UTC)) == "3 Mar 2026 09:05"


def test_a_day_that_was_written_out_is_read_again_and_other_words_are_no_day():
    assert day_in(written_day(date(2027, 3, 1))) == date(2027, 3, 1)
    assert day_in("in spring") is None
