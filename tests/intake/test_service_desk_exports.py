"""Exports of service desks: told apart by their columns, read with their traps, ugly ones listed and not guessed at."""

import pytest

from audit.intake.observations import read_observations
from audit.intake.recipes import all_recipes, recipe_named
from audit.intake.recognise import read_and_recognise, recognise
from audit.intake.tables import read_table
from audit.intake.tickets import read_tickets
from audit.model.programme import Programme
from tests.intake import exports
from tests.intake.exports import EXPORTS
from tests.intake.made import TODAY, a_table, a_workbook

MET, MISSED = True, False


def read(content, name="export.csv"):
    table, recognition = read_and_recognise(content, name, all_recipes())
    return read_tickets(table, recognition.recipe, Programme(), today=TODAY)


def contents(reading):
    """Return what became of each ticket: row of the file, service, metric, day, verdict."""
    rows = reading.rows.assign(day=reading.rows["closed_on"].dt.strftime("%m-%d"))
    return [tuple(row) for row in rows.reset_index()[["row", "service", "metric", "day", "met"]].to_numpy()]


@pytest.mark.parametrize("name", EXPORTS)
def test_each_export_is_told_from_the_others(name):
    recipe, content = EXPORTS[name]
    _, recognition = read_and_recognise(content, name, all_recipes())
    assert recognition.recipe is not None
    assert recognition.recipe.name == recipe


def test_no_two_recipes_are_confused_by_what_the_other_is_known_by():
    shelf = {recipe.name: recipe for recipe in all_recipes()}
    for name, recipe in shelf.items():
        table = a_table(("",) * len(recipe.signature), columns=recipe.signature)
        wanted = "zendesk" if name == "zendesk-satisfaction" else name
        assert recognise(table, shelf.values()).recipe == shelf[wanted]


def test_servicenow_counts_what_is_closed_and_keeps_priorities_apart():
    reading = read(exports.SERVICENOW.encode())
    assert reading.problems.empty
    assert contents(reading) == [
        (2, "File shares", "Resolved within target, priority 1", "03-02", MISSED),
        (3, "inquiry", "Resolved within target, priority 3", "03-02", MET),
        (4, "hardware", "Resolved within target, priority 3", "04-01", MET),
    ]
    assert reading.rows["place"].tolist() == ["North", "South", ""]
    assert (reading.rows_in_file, reading.skipped) == (4, 1)


def test_servicenow_saved_as_excel_holds_the_same_tickets():
    reading = read(a_workbook(*exports.SERVICENOW_LABELS), "incident.xlsx")
    assert contents(reading) == [
        (2, "network", "Resolved within target, priority 1", "03-02", MISSED),
        (3, "Access", "Resolved within target, priority 2", "04-02", MET),
    ]
    assert reading.rows["id"].iloc[0] == read(exports.SERVICENOW.encode()).rows["id"].iloc[0]


def test_jira_says_by_a_minus_what_came_too_late_and_repeats_columns():
    reading = read(exports.JIRA.encode())
    assert reading.problems.empty
    assert contents(reading) == [
        (2, "Staff IT desk", "First response in time", "03-03", MET),
        (2, "Staff IT desk", "Resolved in time", "03-03", MISSED),
        (3, "Staff IT desk", "First response in time", "04-01", MISSED),
        (3, "Staff IT desk", "Resolved in time", "04-01", MET),
    ]
    assert reading.rows["touchpoint"].unique().tolist() == ["Get help with access", "Order something"]
    assert reading.skipped == 1


def test_zendesk_writes_minutes_and_a_dash_where_nothing_is_known():
    reading = read(exports.ZENDESK.encode())
    assert reading.problems.empty
    assert contents(reading) == [
        (2, "Loans", "First reply within 8 hours", "03-02", MET),
        (2, "Loans", "Solved within 5 days", "03-02", MET),
        (3, "Loans", "First reply within 8 hours", "03-11", MISSED),
        (3, "Loans", "Solved within 5 days", "03-11", MISSED),
        (5, "Rooms", "Solved within 5 days", "03-05", MET),
    ]


def test_what_customers_said_to_zendesk_comes_by_a_recipe_of_its_own():
    table = read_table(exports.ZENDESK.encode(), "view.csv")
    reading = read_observations(table, recipe_named("zendesk-satisfaction"), Programme(), today=TODAY)
    assert reading.problems.empty
    said = reading.rows[["touchpoint", "outcome", "channel", "what_happened", "observer"]].to_numpy().tolist()
    assert said == [
        ["The ticket as a whole", "positive", "Web form", "", ""],
        ["The ticket as a whole", "negative", "Mail", "", ""],
    ]
    assert reading.skipped == 2


def test_freshdesk_leaves_cells_empty_and_answers_before_it_resolves():
    reading = read(exports.FRESHDESK.encode())
    assert reading.problems.empty
    assert contents(reading) == [
        (2, "Help desk", "First response in time", "03-02", MET),
        (2, "Help desk", "Resolved in time", "03-02", MET),
        (3, "Web shop", "Resolved in time", "03-05", MISSED),
        (4, "Help desk", "First response in time", "04-01", MET),
    ]


def test_freshservice_writes_its_columns_in_title_case():
    reading = read(a_workbook(*exports.FRESHSERVICE), "tickets.xlsx")
    assert contents(reading) == [
        (2, "Access", "First response in time", "03-03", MISSED),
        (2, "Access", "Resolved in time", "03-03", MET),
    ]
    assert reading.skipped == 1


@pytest.mark.parametrize(
    ("export", "was", "became", "column", "said", "expected"),
    [
        ("SERVICENOW", ",false,2,", ",maybe,2,", "made_sla", "maybe", "whether the target was met"),
        ("SERVICENOW", "2026-03-02 13:40:11", "02.03.2026 13:40", "resolved_at + closed_at", "02.03.2026", "a date"),
        ("SERVICENOW", "2026-03-02 13:40:11", "2026-03-02 07:00:00", "resolved_at", "2026-03-02", "before the ticket"),
        ("SERVICENOW", "INC0010002", "INC0010001", "number", "INC0010001", "row 2 has this one already"),
        ("JIRA", "0:35,-1:20", "0:35,late", "Custom field (Time to resolution)", "late", "a minus when late"),
        ("JIRA", "0:35,-1:20", "0:95,-1:20", "Custom field (Time to first response)", "0:95", "written like HH:MM"),
        ("JIRA", "03/Mar/26 4:59 PM", "03/Mrz/26 4:59 PM", "Resolved", "03/Mrz/26", "DD/MMM/YY h:mm AM"),
        ("ZENDESK", "480,200,535,535", "8h,200,535,535", "First reply time in minutes", "8h", "in minutes"),
        ("ZENDESK", "2026-03-02 17:10", "yesterday", "Solved at", "yesterday", "a date"),
        (
            "FRESHDESK",
            "Within SLA,Within SLA,,Extremely",
            "Within SLA,Breached,,Extremely",
            "First response status",
            "Breached",
            "Within SLA, SLA Violated",
        ),
    ],
)
def test_an_ugly_cell_is_listed_and_the_tickets_beside_it_come_in(export, was, became, column, said, expected):
    content = getattr(exports, export)
    assert content.count(was) == 1
    reading = read(content.replace(was, became).encode())
    [(where, value, wanted)] = reading.problems[["column", "value", "expected"]].to_numpy().tolist()
    assert where.startswith(column)
    assert said in value
    assert expected in wanted
    assert reading.rejected == 1
    assert len(reading.rows) >= 2


def test_an_export_may_come_in_another_alphabet_separator_and_order_of_columns():
    rows = [line.split(",") for line in exports.SERVICENOW.replace('"Password, again"', "Größe").splitlines()]
    turned = "\n".join(";".join(reversed(row)) for row in rows)
    assert contents(read(turned.encode("utf-16"))) == contents(read(exports.SERVICENOW.encode()))
    assert contents(read(turned.encode("cp1252"))) == contents(read(exports.SERVICENOW.encode()))


def test_columns_that_tell_of_people_are_forgotten_however_often_they_stand_there():
    table, recognition = read_and_recognise(exports.JIRA.encode(), "Jira.csv", all_recipes())
    unread = " ".join(recognition.unplaced)
    for column in ("Comment", "Reporter", "participants", "Summary"):
        assert column not in unread
    assert {"Comment (1)", "Comment (2)"} <= set(table.columns)
