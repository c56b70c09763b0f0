"""Whether a target was met: told by a word, by the time left, by the time it took, or by two moments."""

import pandas as pd
import pytest
from hypothesis import given as law
from hypothesis import strategies as st

from audit.intake.tickets import read_tickets
from audit.model.programme import Programme
from tests.intake.made import TODAY, a_recipe, a_table

HEAD = 'kind = "tickets"\n[identity]\ncolumns = ["No"]\n[fixed]\nservice = "Desk"\n[fields]\nclosed_at = "Closed"\n'
OPENED = HEAD + 'opened_at = "Opened"\n'


def judged(target, *cells, head=HEAD, closed="2026-03-02 12:00", **beside):
    """Return for each cell whether a ticket with it met `target` (None = left out), or what was expected instead."""
    columns = ("No", "Closed", "Cell", *beside)
    rows = [(str(number), closed, cell, *beside.values()) for number, cell in enumerate(cells)]
    recipe = a_recipe(head + '[[targets]]\nmetric = "In time"\n' + target)
    reading = read_tickets(a_table(*rows, columns=columns), recipe, Programme(), today=TODAY)
    result = dict(zip(reading.problems["row"], reading.problems["expected"], strict=True)) | dict(reading.rows["met"])
    return [result.get(row) for row in range(2, len(rows) + 2)]


def test_words_tell():
    assert judged('met = "Cell"', "true", "TRUE", "Yes", "false", "no", "met", "missed", "undecided", "") == [
        *(True, True, True, False, False, True, False, None, None),
    ]
    target = 'met = "Cell"\nwords = { "Within SLA" = "met", "SLA Violated" = "missed", "1" = "met" }'
    assert judged(target, "within sla", "SLA VIOLATED", "1.0", "") == [True, False, True, None]
    [unclear] = judged(target, "Paused")
    assert unclear == "a word that says whether the target was met: Within SLA, SLA Violated, 1"


def test_the_time_left_tells_and_a_leading_minus_is_too_late():
    target = 'remaining = "Cell"\nunit = "HH:MM"'
    assert judged(target, "0:35", "-0:01", "27:13", "-112:00", "0:00", "-0:00", "\u22120:05", "- 0:05", "") == [
        *(True, False, True, False, True, False, False, False, None),
    ]
    [unclear, _] = judged(target, "35", "--0:35")
    assert unclear == "the time left, written like HH:MM, a minus when late"
    assert judged('remaining = "Cell"', "12", "-12") == [True, False]
    assert judged('remaining = "Cell"\nunit = "1h20"', "1h 20m", "-45m") == [True, False]


@law(st.lists(st.integers(-100_000, 100_000), min_size=1, max_size=20))
def test_however_much_time_is_left_only_its_sign_decides(minutes):
    written = [f"{'-' * (left < 0)}{abs(left) // 60}:{abs(left) % 60:02d}" for left in minutes]
    assert judged('remaining = "Cell"\nunit = "HH:MM"', *written) == [left >= 0 for left in minutes]


@pytest.mark.parametrize(
    ("unit", "within", "beyond"),
    [
        ("seconds", "28800", "28801"),
        ("minutes", "480", "480.5"),
        ("hours", "8", "8,01"),
        ("HH:MM", "08:00", "8:01"),
        ("HH:MM", "8:00:00", "8:00:01"),
        ("HH:MM:SS", "08:00:00", "08:00:01"),
        ("1h20", "8h", "8h 1m"),
        ("1h20", "480 min", "481m"),
    ],
)
def test_the_time_it_took_is_held_against_the_limit(unit, within, beyond):
    target = f'took = "Cell"\nunit = "{unit}"\nlimit = "8 hours"'
    assert judged(target, within, beyond, "") == [True, False, None]
    for wrong in ("-1", "-0:05", "soon"):
        [unclear] = judged(target, wrong)
        assert unclear.startswith("the time it took, ")


def test_the_limit_may_depend_on_a_word_of_the_ticket():
    target = (
        'took = "Cell"\nunit = "minutes"\n'
        'limit_by = { column = "Priority", words = { "Urgent" = "1 hour", "Low" = "2 days" }, if_empty = "8 hours" }'
    )
    assert judged(target, "60", "61", Priority="Urgent") == [True, False]
    assert judged(target, "2880", "2881", Priority="low") == [True, False]
    assert judged(target, "480", "481", Priority="") == [True, False]
    [unclear, nothing] = judged(target, "5", "", Priority="Planning")
    assert unclear == "a word that limit_by.words gives a limit for, e.g. 8 hours"
    assert nothing is None


def test_from_opening_to_closing_counts_where_only_the_two_are_known():
    target = 'limit = "8 hours"'
    opened = {"head": OPENED, "Opened": "2026-03-02 04:00"}
    assert judged(target, "", **opened) == [True]
    assert judged(target, "", closed="2026-03-02 12:01", **opened) == [False]
    assert judged(target, "", closed="", **opened) == [None]
    expected = "a day and a time of day, for a limit counts from opening to closing"
    assert judged(target, "", closed="2026-03-02", **opened) == [expected]
    assert judged(target, "", head=OPENED, Opened="2026-03-02") == [expected]
    assert judged(target, "", head=OPENED, Opened="") == [expected]


def test_nothing_is_decided_before_the_ticket_was_opened():
    expected = "a time not before the ticket was opened"
    for opened in ("2026-03-03", "2026-03-02 12:01"):
        assert judged('met = "Cell"', "yes", head=OPENED, Opened=opened) == [expected]
    assert judged('met = "Cell"', "yes", head=OPENED, Opened="2026-03-02") == [True]


def test_a_word_of_the_ticket_keeps_its_metric_apart():
    recipe = a_recipe(
        HEAD + '[[targets]]\nmetric = "In time"\nmet = "Met"\n'
        'apart = { column = "Priority", words = { "1 - Critical" = "priority 1" } }'
    )
    rows = [(str(n), "2026-03-02", "yes", word) for n, word in enumerate(["1 - Critical", "Low  key", "", "x" * 300])]
    table = a_table(*rows, columns=("No", "Closed", "Met", "Priority"))
    reading = read_tickets(table, recipe, Programme(), today=TODAY)
    assert reading.rows["metric"].tolist() == ["In time, priority 1", "In time, Low key", "In time"]
    assert reading.problems[["row", "column", "expected"]].to_numpy().tolist() == [
        [5, "Priority", "a name of at most 200 characters"]
    ]


def test_each_target_may_have_a_day_of_its_own_and_a_day_that_is_none_is_listed_once():
    recipe = a_recipe(
        HEAD + '[[targets]]\nmetric = "Answered"\nmet = "A"\ndecided_at = "Answered on"\n'
        '[[targets]]\nmetric = "Resolved"\nmet = "B"\n[[targets]]\nmetric = "Rated"\nmet = "A"\n'
    )
    columns = ("No", "Answered on", "Closed", "A", "B")
    table = a_table(
        ("1", "2026-03-31", "2026-04-02", "yes", "no"),
        ("2", "2026-03-31", "", "yes", "no"),
        ("3", "", "never", "yes", "no"),
        columns=columns,
    )
    reading = read_tickets(table, recipe, Programme(), today=TODAY)
    assert reading.rows[["metric", "closed_on"]].to_numpy().tolist() == [
        ["Answered", pd.Timestamp("2026-03-31")],
        ["Resolved", pd.Timestamp("2026-04-02")],
        ["Rated", pd.Timestamp("2026-04-02")],
        ["Answered", pd.Timestamp("2026-03-31")],
    ]
    assert reading.problems[["row", "column"]].to_numpy().tolist() == [[4, "Closed"]]
