"""The foreign tables by command: each value is read right, asked about, or refused by row and column."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from audit.cli import main
from tests.foreign import REFUSED, foreign_table

DESK = '[fields]\nobserved_at = "{date}"\ntouchpoint = "Desk"\n{more}'
SCORE = '[fields.outcome]\ncolumn = "Overall rating"\nfrom_score = true\nscale = {{ worst = {worst}, best = {best} }}\n'
COMMENTS = 'what_happened = "Comments"\n'


def desk(date="Date", worst=1, best=5, top="", more=COMMENTS, below=""):
    """Return a recipe for one row a visit, with a score that tells the outcome."""
    return top + DESK.format(date=date, more=more) + below + SCORE.format(worst=worst, best=best)


def parts(*names, worst, best, top="", date="Date", codes="[]"):
    """Return a recipe for one row that judges several touchpoints."""
    scores = f"[scores]\nscale = {{ worst = {worst}, best = {best} }}\nnot_applicable = {codes}\n"
    each = "".join(f'[[touchpoints]]\ntouchpoint = "{name}"\nscore = "{name}"\n' for name in names)
    return f'{top}{scores}[fields]\nobserved_at = "{date}"\n{each}'


AGREE = (
    '{ "Strongly agree" = "5", "Agree" = "4", "Neither agree nor disagree" = "3", "Disagree" = "2", '
    '"Strongly disagree" = "1" }'
)
WORDED = '[fields.outcome]\ncolumn = "{column}"\nwords = {{ {words} }}\n'
ONE_SCORE = '[fixed]\ntouchpoint = "The visit"\n[fields]\nobserved_at = "Timestamp"\n[fields.outcome]\n'
WAITS = '[fields.wait_minutes]\ncolumn = "{column}"\nunit = "{unit}"\n'
DAY_FIRST = '[dates]\norder = "day first"\n'
QUALTRICS = (
    '[file]\nskip_first_rows = 2\n[fields]\nobserved_at = "StartDate"\ntouchpoint = "Q1"\n[fields.outcome]\n'
    'column = "Q2"\nfrom_score = true\n'
)
READ = {  # file -> its recipe, the outcomes that come in, and the rows that are problems
    "01": (QUALTRICS, None, []),
    "02": (desk("Visit date", top=DAY_FIRST), None, []),
    "03": (desk("Visit date"), "+-", []),
    "04": (desk("Visit date", top=DAY_FIRST, below=WAITS.format(column="Waiting time", unit="minutes")), "+--", []),
    "05": (desk("Visit date", top='[dates]\nformats = ["Excel days"]\n'), "+-", []),
    "06": (desk("Visit date"), "+-", []),
    "07": (
        parts("Reception", "Lab", "Pharmacy", worst=1, best=5, top="[file]\nheader_row = 2\n", date="column 2"),
        None,
        [],
    ),
    "09": (desk("Visit date", top=DAY_FIRST, below=WAITS.format(column="Wait seconds", unit="seconds")), "-", [2, 3]),
    "11": (desk("Visit date"), "+-", [4, 5]),
    "12": (desk("Created", more=""), "+-", []),
    "14": (
        (
            '[fields]\nobserved_at = "Timestamp"\n[[touchpoints]]\ntouchpoint = "Staff"\n'
            f'score = "The staff were helpful"\nwords = {AGREE}\n'
        ),
        "+-0",
        [],
    ),
    "15": (
        ONE_SCORE
        + 'column = "How likely are you to recommend us?"\nfrom_score = true\nscale = { worst = 0, best = 10 }\n',
        "+--+-",
        [],
    ),
    "16": (desk(worst=6, best=1), "+-+-+", []),
    "19": (
        DESK.format(date="Date", more=COMMENTS)
        + WORDED.format(column="Overall rating", words='"😀" = "positive", "😡" = "negative", "⭐⭐⭐⭐" = "positive"'),
        "+-+",
        [5],
    ),
    "21": (desk(), "", [2, 3]),
    "22": (desk(top='[dates]\nformats = ["DD/MM/YY"]\n'), "+-", []),
    "24": (desk("Timestamp", top='[dates]\ntime_zone = "Europe/Berlin"\n'), "-", [2]),
    "25": (
        (
            '[fields]\nobserved_at = "Timestamp"\ntouchpoint = "Which desk?"\n'
            '[fields.outcome]\ncolumn = "How was it?"\nfrom_score = true\n'
        ),
        "+-",
        [],
    ),
    "27": (
        parts("Reception", "Lab", "Pharmacy", worst=1, best=5, codes='["N/A", "-", "Not applicable", "99"]'),
        "++-0",
        [],
    ),
    "28": (desk(more='what_happened = "What did you notice?"\n'), "+-", []),
    "30": (desk("Visit date", top="[file]\nheader_row = 4\n" + DAY_FIRST), "+-", []),
    "31": (desk("Visit date", top='[file]\nsheet = "Data"\n'), None, []),
    "35": (desk(), "+-", []),
    "36": (desk(more='what_happened = "What’s “your” view?"\n'), "+-", []),
    "39": (
        DESK.format(date="Date", more=COMMENTS)
        + WORDED.format(column="Was there a problem?", words='"No" = "positive", "Yes" = "negative"'),
        "+-+",
        [],
    ),
    "41": (
        DAY_FIRST
        + '[fields]\ntouchpoint = "Desk"\n[fields.observed_at]\ncolumns = ["Date", "Time"]\n'
        + SCORE.format(worst=1, best=5),
        "+-",
        [],
    ),
    "42": (desk("Visit date", top=DAY_FIRST), "+0", [3, 4]),
    "44": (
        DESK.format(date="Visit date", more="")
        + WORDED.format(column="Recommended", words='"true" = "positive", "false" = "negative"')
        + WAITS.format(column="Waited", unit="HH:MM:SS"),
        "+-",
        [],
    ),
    "46": (desk(), "+-", []),
    "55": (desk(more=""), None, []),
    "56": (desk(top=DAY_FIRST, more=""), "", [2, 3]),
    "62": (parts("Reception", "Lab", "Pharmacy", worst=0, best=10), "++++++++----", []),
    "65": (desk(), "+-", []),
}


def moments(store, *words):
    return CliRunner().invoke(main, list(map(str, words)), env={"AUDIT_STORE": str(store)})


@pytest.fixture
def store(tmp_path):
    return tmp_path / "audit.duckdb"


def outcomes(store: Path, folder: Path) -> str:
    assert moments(store, "export", folder).exit_code == 0
    rows = (folder / "observations.csv").read_text(encoding="utf-8-sig")
    return "".join(
        sign * rows.count(f",{word},") for word, sign in (("positive", "+"), ("negative", "-"), ("neutral", "0"))
    )


@pytest.mark.given
def test_every_foreign_table_has_a_fate_here(given):
    names = {path.name[:2] for path in (given / "foreign_tables").iterdir() if path.name[:2].isdigit()}
    assert names == {*READ, *REFUSED}


@pytest.mark.given
@pytest.mark.parametrize("start", READ)
def test_a_foreign_table_is_read_right_or_told_by_row_and_column(given, store, tmp_path, start):
    text, good, problems = READ[start]
    recipe = tmp_path / "own.toml"
    recipe.write_text(f'name = "own"\n{text}', encoding="utf-8")
    done = moments(
        store, "import", foreign_table(given, start), "--recipe", recipe, "--problems", tmp_path / "p.csv", "--json"
    )
    assert done.exit_code == (3 if problems else 0), done.output
    told = json.loads(done.stdout)
    rows = [
        int(line.split(",")[0])
        for line in (tmp_path / "p.csv").read_text("utf-8-sig").splitlines()[1:]
        if line[:1].isdigit()
    ]
    assert sorted(set(rows)) == problems
    assert told["rejected"] == len(problems)
    if good:
        assert sorted(outcomes(store, tmp_path / "out")) == sorted(good)
    elif good is None:
        assert told["accepted"] > 0


@pytest.mark.given
@pytest.mark.parametrize("start", REFUSED)
@pytest.mark.parametrize("words", [["recognise"], ["import"], ["propose"]])
def test_a_foreign_file_that_cannot_be_read_right_is_refused_with_what_to_do(given, store, tmp_path, start, words):
    out = [tmp_path / "out.toml"] if words == ["propose"] else []
    done = moments(store, *words, foreign_table(given, start), *out)
    assert done.exit_code == 1
    assert REFUSED[start] in done.output
    assert not store.exists()
