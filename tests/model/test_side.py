"""A side as an address and a command spell it, and what it makes of a view."""

from datetime import date

import pytest

from audit.errors import DatesCrossedError, SidesCountError, SidesMixedError, SidesOverlapError, UnknownChoiceError
from audit.model.side import (
    Side,
    SideKind,
    days_of,
    period_side,
    quarters,
    side_spelt,
    sides_of,
    sides_spelt,
    with_the_one_before,
)
from audit.model.view import View


@pytest.mark.parametrize(
    ("spelt", "since", "until"),
    [
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-01-05..2026-02-01", date(2026, 1, 5), date(2026, 2, 1)),
    ],
)
def test_a_period_is_spelt_as_a_quarter_a_month_or_its_days(spelt, since, until):
    assert days_of(spelt) == (since, until)
    view = Side(SideKind.PERIOD, spelt).within(View(since=date(2020, 1, 1), channels=("phone",)))
    assert (view.since, view.until, view.channels) == (since, until, ("phone",))


@pytest.mark.parametrize("spelt", ["2026-Q5", "2026-13", "2026", "the other day", "2026-02-30..2026-03-01", ""])
def test_a_period_that_cannot_be_read_is_refused_with_what_can_be(spelt):
    with pytest.raises(UnknownChoiceError, match="2026-Q1"):
        Side(SideKind.PERIOD, spelt)


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(DatesCrossedError):
        Side(SideKind.PERIOD, "2026-02-01..2026-01-05")


def test_a_side_says_what_it_is_in_words():
    assert Side(SideKind.PLACE, "Main..hall").label == "Main..hall"
    assert Side(SideKind.RECOGNISED, "yes").label == "announced visits"
    assert Side(SideKind.PERIOD, "2026-Q1").label == "2026-Q1"
    assert period_side(date(2026, 1, 5), date(2026, 2, 1)).label == "5 January to 1 February 2026"


def test_the_period_before_is_as_long_and_ends_the_day_before():
    before, now = with_the_one_before(date(2026, 3, 1), date(2026, 3, 10))
    assert days_of(before.word) == (date(2026, 2, 19), date(2026, 2, 28))
    assert days_of(now.word) == (date(2026, 3, 1), date(2026, 3, 10))


def test_two_to_four_of_one_kind_are_compared_each_once():
    spelt = ["place=North", "place=South = West", "place=North"]
    assert [side.word for side in sides_spelt(spelt)] == ["North", "South = West"]
    assert sides_spelt([]) == ()
    with pytest.raises(SidesCountError, match="and 1 were named"):
        sides_of("place", ["North", "North"])
    with pytest.raises(SidesCountError, match="and 5 were named"):
        sides_of("channel", ["a", "b", "c", "d", "e"])
    with pytest.raises(SidesMixedError, match=r"\(place, channel\)"):
        sides_spelt(["place=North", "channel=phone"])
    with pytest.raises(UnknownChoiceError, match="What is compared is 'observer'"):
        sides_spelt(["observer=KM", "observer=EF"])
    with pytest.raises(UnknownChoiceError, match="'maybe'"):
        sides_of("recognised", ["maybe", "no"])


def test_periods_that_share_days_are_not_compared():
    assert len(sides_of("period", ["2026-Q1", "2026-04", "2025-Q4"])) == 3
    for inner in ("2026-01-05..2026-02-01", "2026-03-31..2026-04-30", "2026-03"):
        with pytest.raises(SidesOverlapError, match="share days; compare periods that do not overlap"):
            sides_of("period", ["2026-04-02..2026-05-01", inner, "2026-Q1"])


def test_quarters_are_named_from_the_latest_back():
    assert quarters(date(2025, 10, 1), date(2026, 4, 1)) == ["2026-Q2", "2026-Q1", "2025-Q4"]
    assert quarters(date(2026, 3, 31), date(2026, 3, 31)) == ["2026-Q1"]


def test_a_side_is_read_as_it_is_spelt():
    side = Side(SideKind.PLACE, "A = B")
    assert side_spelt(side.spelt) == side
    assert side_spelt("observer=KM") is None
    assert side_spelt("period=2026-Q9") is None
