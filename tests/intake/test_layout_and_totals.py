"""Where the names of a table stand, what lies above its rows, and tables of nothing but totals."""

from audit.intake.layout import read_as_laid_out
from audit.intake.observations import read_observations
from audit.intake.proposal import propose
from audit.intake.recipes import recipe_from_toml
from audit.model.programme import Programme
from tests.intake.made import TODAY, a_table

RECIPE = """
name = "desk"
title = "Desk"
[recognise]
columns = ["Date", "Desk", "How"]
[fields]
observed_at = "Date"
touchpoint = "Desk"
outcome = "How"
"""


def test_a_row_of_data_is_not_taken_for_the_names():
    table = read_as_laid_out(b"Our survey,,\n2026-04-13,Desk,good\n2026-04-14,Desk,bad\n", "survey.csv")
    assert table.columns[0] == "Our survey"


def test_rows_directly_below_the_names_are_told():
    table = a_table(("What day?", "How was it?"), ("2026-04-13", "5"), ("2026-04-14", "2"), columns=("Date", "Score"))
    assert any("directly below the names" in note for note in propose(table).notes)


def test_a_table_of_nothing_but_totals_gives_no_row():
    table = a_table(("2026-04-13", "Total", "positive"), columns=("Date", "Desk", "How"))
    reading = read_observations(table, recipe_from_toml(RECIPE, "desk"), Programme(), today=TODAY)
    assert reading.rows.empty
    assert len(reading.problems) == 1
