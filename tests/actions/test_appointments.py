"""What stands in the calendar: what has a day and is still to come about, under keys that stay."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar

from audit.actions.appointments import appointments, calendar_of, commitments_calendar, renew_feed, walks_without_day
from audit.actions.plans import drop_plan, plan_walk
from audit.actions.set_up import change_settings
from audit.model.commitment import Commitment, Evidence, Verdict
from audit.model.keys import new_key
from audit.model.plan import Plan
from audit.model.review import Review
from audit.model.walk_through import Method
from audit.store.calendar_feed import feed_secret
from audit.store.commitment import add_commitment, close_commitment
from audit.store.planned_walk import mark_walked
from audit.store.programme import programme
from audit.store.review import add_review, close_review
from tests.builders import ANSWER, DESK, GREETING, NOON


def a_plan(**changes):
    given = {"planned_for": date(2026, 3, 9), "place": "Main hall", "observer": "KM", "reason": "Never called."}
    return Plan(DESK.id, ANSWER.id, Method.MAKE_THE_CALL, **given | changes)


@pytest.fixture
def promised(desk):
    one = Commitment(GREETING.id, "We look up", "we ask ten people", "lead", date(2026, 4, 1), NOON.date())
    add_commitment(desk, one, Evidence(date(2026, 1, 1), date(2026, 3, 2), 12, 6, 6), NOON, new_key())
    return one


@pytest.fixture
def review(desk):
    one = Review("Spring", date(2026, 1, 1), date(2026, 3, 31), (), NOON, "key")
    add_review(desk, one)
    return one


def test_a_planned_walk_says_where_how_who_and_why(desk):
    plan = a_plan(customer_group="Newcomers")
    plan_walk(desk, plan)
    (one,) = appointments(desk)
    assert (one.key, one.day, one.title, one.place) == (str(plan.id), date(2026, 3, 9), "Walk: Answer", "Main hall")
    assert one.words.splitlines() == [
        "At the desk, make the call",
        "Customer group: Newcomers",
        "Observer: KM",
        "Never called.",
    ]


def test_of_a_plan_in_few_words_nothing_is_made_up(desk):
    plan_walk(desk, a_plan(place="", observer="", reason=""))
    (one,) = appointments(desk)
    assert (one.words, one.place) == ("At the desk, make the call", "")


def test_a_walk_without_a_day_is_counted_and_left_out(desk):
    plan_walk(desk, a_plan(planned_for=None))
    assert (appointments(desk), walks_without_day(desk)) == ([], 1)


def test_what_was_walked_or_dropped_is_gone_from_the_calendar(desk):
    walked, dropped = a_plan(), a_plan(planned_for=date(2026, 3, 10))
    for plan in (walked, dropped):
        plan_walk(desk, plan)
    assert len(appointments(desk)) == 2
    mark_walked(desk, walked.id, new_key())
    drop_plan(desk, dropped.id)
    assert appointments(desk) == []


def test_a_commitment_stands_on_its_due_day_until_it_has_a_verdict(desk, promised):
    (one,) = appointments(desk)
    assert (one.key, one.day, one.title) == (str(promised.id), date(2026, 4, 1), "Due: We look up")
    assert one.words == "Greeting, At the desk\nOwner: lead\nHow we will know: we ask ten people"
    close_commitment(desk, promised.id, Verdict.IMPROVED, {}, NOON)
    assert appointments(desk) == []


def test_the_first_check_in_of_a_commitment_stands_there_too_under_a_key_of_its_own(desk):
    days = {"due_on": date(2026, 4, 1), "made_on": NOON.date(), "check_in_on": NOON.date() + timedelta(9)}
    one = Commitment(GREETING.id, "We look up", "we ask", "lead", **days)
    add_commitment(desk, one, Evidence(date(2026, 1, 1), date(2026, 3, 2), 12, 6, 6), NOON, new_key())
    first, due = appointments(desk)
    assert (first.key, first.day, first.title) == (f"{one.id}-check-in", date(2026, 3, 11), "Check-in: We look up")
    assert (due.key, first.words) == (str(one.id), due.words)
    alone = Calendar.from_ical(commitments_calendar(desk))
    assert [str(event["UID"]) for event in alone.events] == [first.key, due.key]
    assert alone.calendar_name.endswith(": commitments")


def test_an_open_review_stands_on_the_last_day_of_its_period(desk, review):
    (one,) = appointments(desk)
    assert (one.key, one.day) == (str(review.id), date(2026, 3, 31))
    assert one.title == "All-staff review, last day of its period: Spring"


def test_a_closed_review_stands_on_its_day_by_the_programmes_clock(desk, review):
    change_settings(desk, replace(programme(desk), time_zone="Europe/Berlin"), "KM")
    close_review(desk, review.id, "{}", datetime(2026, 4, 2, 23, 30))  # noqa: DTZ001  # UTC, half past one over there
    (one,) = appointments(desk)
    assert (one.key, one.day, one.title) == (str(review.id), date(2026, 4, 3), "All-staff review: Spring")


def test_a_calendar_program_knows_each_day_again(desk, promised, review):
    plan_walk(desk, a_plan())
    first, again = (Calendar.from_ical(calendar_of(desk)) for _ in range(2))
    keys = [str(event["UID"]) for event in first.events]
    assert keys == [str(event["UID"]) for event in again.events]
    assert len(set(keys)) == 3
    assert first.calendar_name == programme(desk).name


def test_the_secret_of_the_feed_can_be_renewed(desk):
    assert feed_secret(desk) == ""
    first = renew_feed(desk)
    second = renew_feed(desk)
    assert first != second
    assert (feed_secret(desk), len(second) >= 40) == (second, True)
