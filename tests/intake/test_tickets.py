"""Tickets: each target counts once it is decided, on the day it was, and nothing else of the ticket is read."""

import pandas as pd
import pytest

from audit.errors import MissingColumnError
from audit.intake.tickets import COLUMNS, read_tickets
from audit.model.keys import key_of
from audit.model.programme import Programme
from tests.intake.made import TODAY, a_recipe, a_table

PLAIN = """
kind = "tickets"
[identity]
columns = ["No"]
[privacy]
drop = ["Who"]
[fields]
service = "Queue"
place = "Site"
closed_at = "Closed"
[[targets]]
metric = "Answered in time"
met = "Answered"
target_share = 0.9
[[targets]]
metric = "Resolved in time"
met = "Resolved"
"""
HEADER = ("No", "Who", "Queue", "Site", "Closed", "Answered", "Resolved")


def read(*rows, text=PLAIN, columns=HEADER, programme=None):
    return read_tickets(a_table(*rows, columns=columns), a_recipe(text), programme or Programme(), today=TODAY)


def a_ticket(number="1", closed="2026-03-02", answered="yes", resolved="no", queue="Desk"):
    return (number, "Requester One", queue, "North", closed, answered, resolved)


def test_each_target_of_a_ticket_becomes_a_row():
    reading = read(a_ticket())
    assert reading.problems.empty
    assert tuple(reading.rows.columns) == COLUMNS
    answered, resolved = reading.rows.to_dict("records")
    assert answered == {
        "id": key_of("survey", "1", "Answered in time"),
        "service": "Desk",
        "touchpoint": "",
        "place": "North",
        "metric": "Answered in time",
        "closed_on": pd.Timestamp("2026-03-02"),
        "met": True,
        "target_share": 0.9,
    }
    assert (resolved["metric"], resolved["met"]) == ("Resolved in time", False)
    assert reading.rows["target_share"].isna().tolist() == [False, True]
    kinds = reading.rows.dtypes.astype(str)
    assert (kinds["closed_on"], kinds["met"], kinds["target_share"]) == ("datetime64[us]", "bool", "Float64")
    assert reading.rows.index.tolist() == [2, 2]


def test_a_ticket_that_is_not_closed_is_left_out_and_counted():
    reading = read(a_ticket("1"), a_ticket("2", closed=""), a_ticket("3", answered="", resolved=""))
    assert set(reading.rows.index) == {2}
    assert (reading.rows_in_file, reading.skipped, reading.rejected) == (3, 2, 0)


def test_what_an_open_ticket_says_is_not_looked_at():
    assert read(a_ticket(closed="", answered="?", queue="")).problems.empty


def test_one_target_may_be_decided_before_the_other():
    reading = read(a_ticket(resolved=""))
    assert (reading.rows["metric"].tolist(), reading.skipped) == (["Answered in time"], 0)


@pytest.mark.parametrize(
    ("ticket", "column", "value", "expected"),
    [
        (a_ticket(answered="perhaps"), "Answered", "perhaps", "whether the target was met: true, yes, false, no"),
        (a_ticket(closed="soon"), "Closed", "soon", "a date such as 2026-03-31"),
        (a_ticket(closed="2026-08-01"), "Closed", "2026-08-01", "a day that has come already"),
        (a_ticket(queue=""), "Queue", "", "the name of the service"),
        (a_ticket(number=""), "No", "", "the number or key of the ticket"),
    ],
)
def test_what_is_unclear_is_listed_once_and_gives_nothing(ticket, column, value, expected):
    reading = read(ticket, a_ticket("2"))
    assert reading.problems[["row", "column", "value"]].to_numpy().tolist() == [[2, column, value]]
    assert expected in reading.problems["expected"][0]
    assert set(reading.rows.index) == {3}
    assert (reading.rejected, reading.skipped) == (1, 0)


def test_a_ticket_met_twice_in_a_file_is_a_problem():
    reading = read(a_ticket(), a_ticket(answered="no"))
    assert reading.problems["expected"].tolist() == ["an identity of its own; row 2 has this one already"]
    assert reading.rows.index.unique().tolist() == [2]


def test_a_ticket_counts_on_its_day_in_the_programmes_zone():
    late = a_ticket(closed="2026-03-31T23:30:00Z")
    assert read(late).rows["closed_on"].unique().tolist() == [pd.Timestamp("2026-03-31")]
    in_athens = read(late, programme=Programme(time_zone="Europe/Athens"))
    assert in_athens.rows["closed_on"].unique().tolist() == [pd.Timestamp("2026-04-01")]


def test_a_recipe_may_say_which_clock_wrote_the_times():
    text = PLAIN + '[dates]\ntime_zone = "America/New_York"\n'
    reading = read(a_ticket(closed="2026-03-31T21:00:00"), text=text)
    assert reading.rows["closed_on"].unique().tolist() == [pd.Timestamp("2026-04-01")]


def test_a_target_whose_column_is_absent_is_left_out_where_columns_may_be_missing():
    text = PLAIN + "[file]\ncolumns_may_be_missing = true\n"
    row, columns = a_ticket()[:-1], HEADER[:-1]
    assert read(row, text=text, columns=columns).rows["metric"].tolist() == ["Answered in time"]
    with pytest.raises(MissingColumnError, match="'Resolved'"):
        read(row, columns=columns)


@pytest.mark.parametrize(("absent", "named"), [(("Answered", "Resolved"), "'Answered'"), (("Closed",), "'Closed'")])
def test_a_table_that_tells_of_no_target_is_refused(absent, named):
    text = PLAIN + "[file]\ncolumns_may_be_missing = true\n"
    columns = tuple(name for name in HEADER if name not in absent)
    with pytest.raises(MissingColumnError, match=named):
        read(("x",) * len(columns), text=text, columns=columns)


def test_without_its_number_a_table_of_tickets_is_refused():
    text = PLAIN + "[file]\ncolumns_may_be_missing = true\n"
    with pytest.raises(MissingColumnError, match="'No'"):
        read(a_ticket()[1:], text=text, columns=HEADER[1:])


def test_recipes_of_one_identity_know_each_others_tickets():
    shared = PLAIN.replace('columns = ["No"]', 'columns = ["No"]\nof = "desk"')
    there = read_tickets(a_table(a_ticket(), columns=HEADER), a_recipe(shared, "csv"), Programme(), today=TODAY)
    again = read_tickets(a_table(a_ticket(), columns=HEADER), a_recipe(shared, "excel"), Programme(), today=TODAY)
    assert there.rows["id"].tolist() == again.rows["id"].tolist()
    assert set(there.rows["id"]).isdisjoint(read(a_ticket()).rows["id"])


def test_no_tickets_give_no_rows_of_the_same_kinds():
    nothing, something = read(a_ticket(closed="")), read(a_ticket())
    assert nothing.rows.empty
    assert tuple(nothing.rows.columns) == COLUMNS
    assert nothing.rows["closed_on"].dtype == something.rows["closed_on"].dtype
