"""`moments propose`: the mapping screen's recipe without a browser, open questions and all."""

import json
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from audit.cli import main
from tests.intake.made import a_workbook

SCHOOL = "Date,Desk,Overall rating,Comments\n2026-04-13,Lab,1,Excellent\n2026-04-13,Lab,6,Terrible\n"


def moments(*words: object) -> Result:
    return CliRunner().invoke(main, list(map(str, words)))


@pytest.fixture
def school(tmp_path: Path) -> Path:
    path = tmp_path / "school.csv"
    path.write_text(SCHOOL, encoding="utf-8")
    return path


def test_a_recipe_is_proposed_refused_while_open_answered_and_imported(school, tmp_path):
    out, store = tmp_path / "school.toml", tmp_path / "audit.duckdb"
    done = moments("propose", school, out)
    assert done.exit_code == 0
    assert "Overall rating -> outcome" in done.output
    assert "1 open question" in done.output
    refused = moments("import", school, "--recipe", out, "--store", store)
    assert refused.exit_code == 1
    assert "Which mark is the worst in 'Overall rating'" in refused.output
    assert not store.exists()
    out.write_text(out.read_text("utf-8").replace('answer = ""', 'answer = "6 to 1"'), "utf-8")
    taken = moments("import", school, "--recipe", out, "--store", store)
    assert taken.exit_code == 0
    assert "2 accepted" in taken.output


def test_a_saved_mapping_is_never_applied_because_headers_are_alike(school, tmp_path, monkeypatch):
    monkeypatch.setenv("MOMENTS_HOME", str(tmp_path))
    (tmp_path / "recipes").mkdir()
    saved = tmp_path / "recipes" / "school.toml"
    moments("propose", school, saved)
    saved.write_text(saved.read_text("utf-8").replace('answer = ""', 'answer = "6 to 1"'), "utf-8")
    other = tmp_path / "other.csv"
    other.write_text(SCHOOL.replace("6,Terrible", "5,Very satisfied"), "utf-8")
    refused = moments("import", other, "--dry-run")
    assert refused.exit_code == 1
    assert "1 is the best mark and 6 the worst in 'Overall rating'" in refused.output
    assert "--recipe school" in refused.output
    assert moments("import", school, "--recipe", "school", "--dry-run").exit_code == 0


def test_a_table_that_leaves_nothing_open_says_so(tmp_path):
    (tmp_path / "plain.csv").write_text("Day,Desk,Result\n2026-04-13,Lab,positive\n", "utf-8")
    done = moments("propose", tmp_path / "plain.csv", tmp_path / "plain.toml")
    assert "has no open question" in done.output


def test_the_layout_can_be_said(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "two.xlsx") as book:
        for name, rows in (
            ("Notes", [("a", "b")]),
            ("Data", [("Title", ""), ("Day", "Result"), ("", ""), ("2026-04-13", "positive")]),
        ):
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    out = tmp_path / "two.toml"
    done = moments("propose", tmp_path / "two.xlsx", out, "--sheet", "Data", "--header-row", 2, "--pass-over", 1)
    assert "Not read are the other sheets of this workbook: Notes." in done.output
    written = out.read_text("utf-8")
    for line in ('sheet = "Data"', "header_row = 2", "skip_first_rows = 1"):
        assert line in written
    (tmp_path / "bars.csv").write_text("Day|Result\n2026-04-13|positive\n", "utf-8")
    assert moments("propose", tmp_path / "bars.csv", out, "--separator", "bar", "--replace").exit_code == 0


def test_an_import_names_the_sheets_it_did_not_read(tmp_path):
    content = a_workbook(("Day", "Desk", "Result"), ("2026-04-13", "Lab", "positive"), sheets=("Data", "Read me"))
    (tmp_path / "two.xlsx").write_bytes(content)
    moments("propose", tmp_path / "two.xlsx", tmp_path / "two.toml")
    asked = ("import", tmp_path / "two.xlsx", "--recipe", tmp_path / "two.toml", "--store", tmp_path / "a.duckdb")
    assert "Not read are the other sheets of this workbook: Read me." in moments(*asked).output
    assert json.loads(moments(*asked, "--json").output)["file_notes"] == [
        "Not read are the other sheets of this workbook: Read me."
    ]


def test_a_recipe_is_called_as_its_file_is(school, tmp_path):
    for name in ("My survey.toml", "survey.txt"):
        refused = moments("propose", school, tmp_path / name)
        assert refused.exit_code == 1
        assert "use small letters" in refused.output


def test_how_many_moments_are_good_and_bad_is_printed_before_and_after_an_import(school, tmp_path):
    out, store = tmp_path / "school.toml", tmp_path / "audit.duckdb"
    moments("propose", school, out)
    out.write_text(out.read_text("utf-8").replace('answer = ""', 'answer = "6 to 1"'), "utf-8")
    ask = ("import", school, "--recipe", out, "--store", store)
    for more in (("--dry-run",), ()):
        assert "1 good, 0 so-so and 1 bad moments" in moments(*ask, *more).output
    told = json.loads(moments(*ask, "--json").stdout)
    assert told["outcomes"] == {"positive": 1, "neutral": 0, "negative": 1}
    assert sum(sum(counts.values()) for counts in told["by_touchpoint"].values()) == 2


def test_a_recipe_with_answers_is_not_written_over_unless_asked(school, tmp_path):
    out = tmp_path / "school.toml"
    moments("propose", school, out)
    answered = out.read_text("utf-8").replace('answer = ""', 'answer = "6 to 1"')
    out.write_text(answered, "utf-8")
    refused = moments("propose", school, out)
    assert refused.exit_code == 1
    assert refused.stderr == f"{out} is there already and was left as it is. Choose another name, or add --replace.\n"
    assert out.read_text("utf-8") == answered
    assert moments("propose", school, out, "--replace").exit_code == 0
    assert 'answer = ""' in out.read_text("utf-8")


@pytest.mark.parametrize("name", ["Submission ID", "respondent_id", "Record ID", "Case ID"])
def test_the_number_of_a_form_is_proposed_as_the_rows_identity(tmp_path, name):
    table = tmp_path / "plain.csv"
    table.write_text(f"{name},Day,Desk,Result\n17,2026-04-13,Lab,positive\n", "utf-8")
    done = moments("propose", table, tmp_path / "plain.toml")
    assert f"{name} -> identity" in done.output
    assert "No identity was found" not in done.output


def test_a_proposal_without_an_identity_says_what_that_means(school, tmp_path):
    assert (
        "rows are known by all they say, and a corrected row comes in as new"
        in moments("propose", school, tmp_path / "school.toml").output
    )
