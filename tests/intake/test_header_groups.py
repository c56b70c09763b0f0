"""Two rows of names: the upper names groups of columns, and each column is called by both."""

import pytest
import xlsxwriter
from click.testing import CliRunner

from audit.cli import main
from audit.errors import RecipeError
from audit.intake.header_groups import are_groups, joined_names
from audit.intake.layout import read_as_laid_out
from audit.intake.proposal import propose
from audit.intake.proposed_recipe import Placed, draft_recipe
from audit.intake.recipe_text import recipe_from_toml
from audit.intake.recipe_writing import recipe_toml
from audit.intake.tables import TableShape, read_table
from tests.intake.made import a_recipe

GROUPS = b"Date,Check-in,,Room,,Comment\n,Friendliness,Speed,Friendliness,Speed rating,\n"
FORMS = GROUPS + b"2026-04-13,5,4,1,2,Fine\n2026-04-14,3,4,5,5,Well\n"
BOTH = ("Date", "Check-in · Friendliness", "Check-in · Speed", "Room · Friendliness", "Room · Speed rating", "Comment")


def test_a_group_reaches_as_far_as_its_names_do():
    assert joined_names(["Day", "Check-in", ""], ["", "Speed", "Words", "More"]) == [
        *("Day", "Check-in · Speed", "Check-in · Words", "Check-in · More"),
    ]
    assert joined_names(["Day", "", "Day"], ["", "Place", "Day"]) == ["Day", "Place", "Day"]


def test_where_cells_are_merged_a_group_reaches_over_them_alone():
    assert joined_names(["", "Desk", "", ""], ["Day", "Speed", "Care", "Words"], [(1, 2)]) == [
        *("Day", "Desk · Speed", "Desk · Care", "Words"),
    ]


def test_a_title_over_all_columns_is_no_group():
    assert not are_groups(["Survey · Day", "Survey · Desk"])
    assert not are_groups(["Day", "Desk · Speed"])
    assert are_groups(["Day", "Desk · Speed", "Desk · Care"])


def test_two_rows_of_names_are_joined_without_being_asked_for():
    table = read_as_laid_out(FORMS, "forms.csv")
    assert table.columns == BOTH
    assert table.shape == TableShape(header_row=2, has_groups=True)


def test_names_that_only_their_groups_tell_apart_are_joined():
    content = b",,Check-in,,Room,\nDate,Words,Speed,Care,Speed,Care\n2026-04-13,Fine,5,4,1,2\n"
    assert read_as_laid_out(content, "forms.csv").columns[2:] == (
        *("Check-in · Speed", "Check-in · Care", "Room · Speed", "Room · Care"),
    )


def test_a_title_above_repeated_names_joins_nothing():
    content = b"Our requests,,,\nDate,Labels,Labels,Score\n2026-04-13,a,b,5\n"
    assert read_as_laid_out(content, "jira.csv").columns == ("Date", "Labels (1)", "Labels (2)", "Score")


def test_merged_cells_of_a_workbook_are_joined(tmp_path):
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("B1:C1", "Check-in")
        sheet.write_row(1, 0, ["Date", "Speed", "Care", "Words"])
        sheet.write_row(2, 0, ["2026-04-13", 5, 1, "Fine"])
    table = read_table(path.read_bytes(), path.name, shape=TableShape(header_row=2, has_groups=True))
    assert table.columns == ("Date", "Check-in · Speed", "Check-in · Care", "Words")


def test_each_touchpoint_is_called_by_both_names_and_a_comment_by_its_own():
    proposal = propose(read_as_laid_out(FORMS.replace(b"Speed rating,\n", b"Speed rating,Open-Ended Response\n"), "x"))
    assert proposal.targets()["Comment · Open-Ended Response"] == "what_happened"
    recipe = draft_recipe(proposal.values, "forms", Placed(proposal.targets()))
    assert [part.touchpoint for part in recipe.touchpoints] == [
        *("Check-in · Friendliness", "Check-in · Speed", "Room · Friendliness", "Room · Speed"),
    ]
    assert recipe_from_toml(recipe_toml(recipe), "forms.toml").shape == recipe.shape


def test_a_row_of_groups_has_to_stand_above_the_names():
    fields = '[fields]\nobserved_at = "d"\ntouchpoint = "t"\noutcome = "o"'
    with pytest.raises(RecipeError, match="there is no row above the first"):
        a_recipe(f"[file]\ngroups_above = true\n{fields}")


def test_by_command_the_row_of_groups_can_be_said(tmp_path):
    (tmp_path / "plain.csv").write_text("x,Desk,\nDay,Speed,Care\n2026-04-13,5,4\n", "utf-8")
    out = tmp_path / "plain.toml"
    done = CliRunner().invoke(main, ["propose", str(tmp_path / "plain.csv"), str(out), "--groups-above"])
    assert "Desk · Care -> score" in done.output
    assert "groups_above = true" in out.read_text("utf-8")


def test_a_file_that_ends_above_its_names_is_refused():
    assert read_table(b"a,b\n1,2\n", "x.csv", shape=TableShape(has_groups=True)).columns == ("a", "b")
