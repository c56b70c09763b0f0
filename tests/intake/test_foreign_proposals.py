"""The foreign tables: what is proposed for each, what is asked, and what comes in once it is answered."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from audit.cli import main
from audit.errors import TableRefusedError
from audit.intake.layout import read_as_laid_out
from audit.intake.observations import read_observations
from audit.intake.proposal import Proposal, propose
from audit.intake.proposed_recipe import Placed, draft_recipe
from audit.intake.question import About
from audit.model.programme import Programme
from tests.intake.made import TODAY, a_workbook


@pytest.fixture(scope="module")
def foreign(given: Path) -> Path:
    return given / "foreign_tables"


def proposal_for(foreign: Path, start: str) -> Proposal:
    path = next(foreign.glob(f"{start}_*"))
    return propose(read_as_laid_out(path.read_bytes(), path.name))


SCALE = {"scale: Overall rating": "1 to 5"}
LEFT_OUT = {"comments": "leave them out"}
READ = [  # what is asked, the answers, and the outcomes that come in
    ("06", {About.SCALE}, SCALE, "+-"),
    ("11", {About.SCALE}, SCALE, "+-"),
    (
        "14",
        {About.OUTCOME, About.WORDS},
        {"outcome": "The staff were helpful"} | {"order of words: The staff were helpful": "as proposed"},
        "+-0",
    ),
    ("15", {About.SCALE}, {"scale: How likely are you to recommend us?": "0 to 10"}, "+--+-"),
    ("16", {About.SCALE}, {"scale: Overall rating": "6 to 1"}, "+-+-+"),
    ("19", {About.WORDS}, {"order of words: Overall rating": "as proposed"}, "+-+-"),
    ("22", {About.DATES, About.SCALE}, SCALE | {"dates": "DD/MM/YY"}, "+-"),
    (
        "27",
        {About.COMMENTS, About.SCALE, About.NO_ANSWER},
        LEFT_OUT
        | {f"scale: {desk}": "1 to 5" for desk in ("Reception", "Lab", "Pharmacy")}
        | {"no answer: Reception": "yes"},
        "++-0",
    ),
    ("28", {About.SCALE}, SCALE, "+-"),
    ("30", {About.SCALE}, SCALE, "+-"),
    ("31", {About.SCALE}, SCALE, "+-"),
    ("39", {About.YES_NO}, {"yes or no: Was there a problem?": "No"}, "+-+"),
    ("41", {About.SCALE}, SCALE, "+-"),
    ("42", {About.DATES, About.SCALE}, SCALE | {"dates": "day first, real dates swapped"}, "+-00"),
    (
        "62",
        {About.COMMENTS, About.SCALE},
        LEFT_OUT | {"scale: Reception": "0 to 10", "scale: Lab": "0 to 10"},
        "++++++++----",
    ),
]


@pytest.mark.parametrize(("start", "about", "answers", "good"), READ, ids=[case[0] for case in READ])
def test_a_foreign_table_is_asked_about_and_then_read(foreign, start, about, answers, good):
    proposal = proposal_for(foreign, start)
    assert {question.about for question in proposal.questions} == about
    placed = Placed(proposal.targets(), skip_first_rows=proposal.skip_first_rows)
    recipe = draft_recipe(proposal.values, "foreign", placed, answers)
    rows = read_observations(proposal.values.table, recipe, Programme(), today=TODAY).rows
    signs = {"positive": "+", "neutral": "0", "negative": "-"}
    assert sorted(rows["outcome"].map(signs)) == sorted(good)


def test_rows_below_the_names_are_passed_over_where_they_hold_no_date(foreign):
    assert proposal_for(foreign, "01").skip_first_rows == 2
    assert "real dates" in proposal_for(foreign, "42").notes[0]
    assert proposal_for(foreign, "31").notes[0] == "Not read are the other sheets of this workbook: Read me."


def test_three_hundred_columns_are_proposed_without_contradiction(foreign):
    proposal = proposal_for(foreign, "55")
    recipe = draft_recipe(proposal.values, "wide", Placed(proposal.targets()), SCALE)
    assert len(read_observations(proposal.values.table, recipe, Programme(), today=TODAY).rows) == 20


def test_excel_day_numbers_are_told_as_such(foreign):
    dates = next(question for question in proposal_for(foreign, "05").questions if question.about is About.DATES)
    assert dates.present[0] == ("46125", 1)


def test_every_foreign_table_is_proposed_for_with_its_questions_open_or_refused_in_words(foreign, tmp_path):
    for path in sorted(foreign.iterdir()):
        if path.suffix == ".md":
            continue
        out = tmp_path / "proposed.toml"
        done = CliRunner().invoke(main, ["propose", str(path), str(out)])
        if done.exit_code:
            assert done.exit_code == 1, path.name
            assert done.output.rstrip().endswith("."), path.name
            continue
        store = ["--store", str(tmp_path / "none.duckdb"), "--dry-run"]
        tried = CliRunner().invoke(main, ["import", str(path), "--recipe", str(out), *store])
        is_open = "open question" in done.output and "no open question" not in done.output
        assert tried.exit_code == (1 if is_open else 0), (path.name, tried.output)
        assert ("As the answer" in tried.output) == is_open, path.name


def test_a_workbook_of_sheets_without_dates_is_taken_as_it_stands():
    content = a_workbook(("a", "b"), (1, 2), sheets=("First", "Second"))
    assert read_as_laid_out(content, "x.xlsx").shape.sheet == ""


def test_a_table_in_no_layout_is_refused_as_it_stands():
    with pytest.raises(TableRefusedError, match="row 2 has 3 cells"):
        read_as_laid_out(b"a,b\n1,2,3\n4\n", "x.csv")
