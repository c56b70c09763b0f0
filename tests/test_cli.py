"""The command answers in the columns that must not drift, refuses in sentences, and never shows a trace."""

import json
import subprocess
import sys
from io import StringIO

import pandas as pd
import pytest
from click.testing import CliRunner

from audit import __version__
from audit.cli import main
from audit.errors import AuditError
from audit.store.opening import open_store

GOOD = """id,observed_at,journey,stage,touchpoint,channel,place,customer_group,outcome,empathy,reliability,resolved_at
1,2026-01-02,Desk,Arrive,Greeting,phone,Main hall,Staff,negative,1,2,2026-01-20
2,2026-01-03,Desk,Arrive,Greeting,phone,Main hall,Staff,positive,4,4,
3,2026-01-04,Desk,Leave,Invoice,letter,Branch,Readers,negative,2,,
"""
RATER = ["dimension", "n", "score", "low", "high", "grade", "n1", "n2", "n3", "n4", "n5", "visits", "deff"]
TRUST = [
    *("positives", "neutrals", "negatives", "debt", "debt_unresolved", "surplus", "open_debts", "paid_debts"),
    *("written_off", "median_days_to_recover", "load", "verdict"),
    *("debt_without_recoveries", "bad_per_100", "bad_low", "bad_high"),
    *("since", "owed_before", "newly_owed", "newly_paid", "newly_written_off"),
]
FORECAST = [
    *("touchpoint", "debt", "debt_90_days_ago", "bad_per_100", "bad_low", "bad_high", "days_observed", "per_day"),
    *("drift", "chance_ever_paid", "days_low", "days_median", "days_high"),
    *("best_days_low", "best_days_median", "best_days_high", "best_chance"),
    *("positives", "neutrals", "negatives", "good_per_day", "expected_observations"),
]
DEBTS = ["negative_no", "observed_on", "paid", "written_off", "remaining", "paid_off_on", "days_to_recover"]
COLUMNS = {
    "rater": ["touchpoint", *RATER],
    "trust": ["touchpoint", *TRUST],
    "forecast": FORECAST,
    "ranking": ["touchpoint", "n", "mean", "shrunk", "lower", "rank", "visits", "standard", "is_surely_good"],
    "consistency": ["touchpoint", "dimension", "n", "score", "consistency", "share_low"],
}


@pytest.fixture
def moments(tmp_path):
    """Return a way to run the command on a store of its own."""

    def run(*words):
        return CliRunner().invoke(main, list(words), env={"AUDIT_STORE": str(tmp_path / "audit.duckdb")})

    return run


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.csv"
    path.write_text(GOOD, encoding="utf-8")
    return str(path)


def test_an_import_reports_in_json_and_adds_nothing_the_second_time(moments, good):
    first = json.loads(moments("import", good, "--json").stdout)
    assert {name: first[name] for name in ("rows", "accepted", "already_there", "rejected")} == {
        "rows": 3,
        "accepted": 3,
        "already_there": 0,
        "rejected": 0,
    }
    second = json.loads(moments("import", good, "--json").stdout)
    assert (second["accepted"], second["already_there"], second["batch"]) == (0, 3, None)
    undone = moments("undo-import", first["batch"])
    assert (undone.exit_code, undone.stdout) == (0, "Taken back: 3 observations removed.\n")
    again = moments("undo-import", first["batch"])
    assert again.exit_code == 1
    assert "undone before" in again.stderr


def test_an_import_says_in_words_what_it_did_and_how_to_undo_it(moments, good):
    said = moments("import", good).stdout
    assert "3 rows read with the recipe moments: 3 accepted (3 added)" in said
    assert "moments undo-import" in said


def test_problems_are_listed_and_written_safe_for_spreadsheets(moments, tmp_path):
    rows = "".join(f"{number},2026-01-02,Greeting,=1+1\n" for number in range(1, 31))
    bad, out = tmp_path / "bad.csv", tmp_path / "problems.csv"
    bad.write_text("id,observed_at,touchpoint,outcome\n" + rows, encoding="utf-8")
    said = moments("import", str(bad), "--problems", str(out)).stdout
    assert "row 3, outcome: '=1+1'" in said
    assert "and 10 more" in said
    problems = pd.read_csv(out)
    assert list(problems.columns) == ["row", "column", "value", "expected"]
    assert set(problems["value"]) == {"'=1+1"}


def test_a_changed_row_is_told_and_left_until_it_is_asked_for(moments, good, tmp_path):
    moments("import", good)
    changed = tmp_path / "changed.csv"
    changed.write_text(GOOD.replace("positive", "neutral", 1), encoding="utf-8")
    left = moments("import", str(changed), "--changes", str(tmp_path / "cells.csv"))
    assert left.exit_code == 3
    assert "1 changed" in left.stdout
    assert "row 3, outcome: 'positive' -> 'neutral'" in left.stdout
    assert "--replace-changed takes them over" in left.stdout
    cells = pd.read_csv(tmp_path / "cells.csv")
    assert cells[["row", "field", "was", "now"]].to_numpy().tolist() == [[3, "outcome", "positive", "neutral"]]
    taken = moments("import", str(changed), "--replace-changed")
    assert taken.exit_code == 0
    assert "were taken over" in taken.stdout
    told = json.loads(moments("import", str(changed), "--json").stdout)
    assert {"rows", "accepted", "already_there", "changed", "rejected", "batch"} <= told.keys()
    assert (told["changed"], told["already_there"]) == (0, told["rows"])


def test_an_import_that_rejects_rows_ends_with_3(moments, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text(GOOD.replace("positive", "marvellous", 1), encoding="utf-8")
    assert moments("import", str(bad), "--dry-run").exit_code == 3
    assert moments("import", str(bad)).exit_code == 3


def test_many_changed_cells_are_told_in_part(moments, tmp_path):
    rows = [f"{n},2026-03-02,Desk,negative" for n in range(25)]
    file = tmp_path / "many.csv"
    file.write_text("\n".join(["id,observed_at,touchpoint,outcome", *rows]), encoding="utf-8")
    moments("import", str(file))
    file.write_text(file.read_text(encoding="utf-8").replace("negative", "neutral"), encoding="utf-8")
    assert "and 5 more; write them all with --changes FILE.csv" in moments("import", str(file)).stdout


def test_a_dry_run_writes_nothing(moments, good):
    assert json.loads(moments("import", good, "--dry-run", "--json").stdout)["accepted"] == 3
    assert json.loads(moments("import", good, "--json").stdout)["accepted"] == 3


def test_a_recipe_can_be_named_and_an_unknown_one_is_refused(moments, good):
    assert moments("import", good, "--recipe", "moments").exit_code == 0
    refused = moments("import", good, "--recipe", "soup")
    assert refused.exit_code == 1
    assert "soup" in refused.stderr
    assert "Traceback" not in refused.output


def test_files_are_recognised_or_their_columns_named(moments, good, tmp_path):
    assert moments("recognise", good).stdout == "moments\n"
    assert json.loads(moments("recognise", good, "--json").stdout)["recipe"] == "moments"
    paint = tmp_path / "paint.csv"
    paint.write_text("Colour,Weight\nred,3 kg\nblue,4 kg\n", encoding="utf-8")
    unknown = moments("recognise", str(paint))
    assert unknown.exit_code == 1
    assert unknown.stdout == (
        "paint.csv fits no recipe. Columns that could not be placed: Colour, Weight. Name one with --recipe; or let "
        "one be proposed, with: moments propose FILE OUT.toml, or on the screen under Data in and out.\n"
    )
    paint.write_text(f"{','.join(f'Colour {n}' for n in range(303))}\n{'red,' * 302}red\n", encoding="utf-8")
    assert "Colour 8, Colour 9 and 293 more. Name one" in moments("recognise", str(paint)).stdout


@pytest.mark.parametrize("name", COLUMNS)
def test_a_measure_prints_its_columns(moments, good, name):
    moments("import", good)
    assert list(pd.read_csv(StringIO(moments("measure", name).stdout)).columns) == COLUMNS[name]


def test_one_row_a_negative_with_what_was_paid(moments, good):
    moments("import", good)
    debts = pd.read_csv(StringIO(moments("measure", "trust-debts", "--as-of", "2026-02-01").stdout))
    assert list(debts.columns)[-7:] == DEBTS
    assert debts[["negative_no", "paid", "written_off", "remaining"]].to_numpy().tolist() == [
        [1, 1, 11, 0],
        [1, 0, 0, 12],
    ]


def test_the_journey_is_told_with_score_debt_and_n(moments, good):
    moments("import", good)
    told = pd.read_csv(StringIO(moments("measure", "journey").stdout))
    assert list(told["touchpoint"]) == ["Greeting", "Invoice"]
    assert {"n", "score", "low", "high", "debt", "is_moment_of_truth"} <= set(told.columns)


def test_a_measure_takes_days_keys_and_a_ratio(moments, good):
    moments("import", good)
    early = moments("measure", "trust", "--as-of", "2026-01-10", "--by", "place", "--ratio", "5").stdout
    assert pd.read_csv(StringIO(early))[["place", "debt"]].to_numpy().tolist() == [["Branch", 5], ["Main hall", 4]]
    later = moments("measure", "trust", "--from", "2026-01-03", "--to", "2026-01-03", "--format", "json").stdout
    assert json.loads(later)[0]["negatives"] == 0


def test_an_unknown_key_is_refused_with_the_choices(moments, good):
    moments("import", good)
    refused = moments("measure", "rater", "--by", "weather")
    assert refused.exit_code == 1
    assert "choose one of: journey, stage, touchpoint" in refused.stderr


def test_a_word_the_command_does_not_know_is_a_matter_of_usage(moments):
    assert moments("measure", "soup").exit_code == 2


def test_the_sample_loads_and_a_backup_brings_it_back(moments, tmp_path):
    assert "600 accepted" in moments("sample", "--observations", "600").stdout
    out = str(tmp_path / "a.backup")
    assert moments("backup", out).exit_code == 0
    assert "Restored" in moments("restore", out).stdout
    assert moments("check").stdout == "All is well.\n"
    assert "observation: 600 rows" in moments("export", str(tmp_path / "out")).stdout


def test_a_damaged_store_is_reported_and_exits_1(moments, tmp_path, good):
    moments("import", good)
    store = open_store(tmp_path / "audit.duckdb")
    with store.writing() as cursor:
        cursor.execute("DELETE FROM touchpoint")
    store.close()
    checked = moments("check")
    assert checked.exit_code == 1
    assert "3 observations without their touchpoint" in checked.stdout


def test_the_app_does_not_listen_where_others_reach_it(moments):
    refused = moments("serve", "--host", "0.0.0.0")
    assert refused.exit_code == 1
    assert "no sign-in is configured" in refused.stderr


def test_every_refusal_is_a_sentence(moments, tmp_path):
    junk = tmp_path / "junk.csv"
    junk.write_bytes(b"\x00" * 100)
    refused = moments("import", str(junk))
    assert refused.exit_code == 1
    assert refused.stderr.strip().endswith(".")
    assert issubclass(AuditError, Exception)


def test_a_recipe_of_ones_own_with_a_mistake_is_told_and_the_work_goes_on(moments, tmp_path, monkeypatch):
    monkeypatch.setenv("MOMENTS_HOME", str(tmp_path))
    (tmp_path / "recipes").mkdir()
    (tmp_path / "recipes" / "half.toml").write_text("name = ", encoding="utf-8")
    (tmp_path / "good.csv").write_text(GOOD, encoding="utf-8")
    for words in (["recognise"], ["import", "--json"]):
        done = moments(*words, str(tmp_path / "good.csv"))
        assert done.exit_code == 0
        assert done.stderr.startswith("The recipe half.toml, at its writing: this is not TOML")
        assert done.stderr.count("\n") == 1
        assert "half" not in done.stdout


def test_the_command_tells_its_version(moments):
    assert moments("--version").stdout == f"Moments of Truth {__version__}\n"


def test_the_command_is_a_module_too():
    told = subprocess.run([sys.executable, "-m", "audit", "--help"], capture_output=True, text=True, check=True)
    assert "undo-import" in told.stdout


def test_the_store_lies_in_the_home_and_an_option_goes_before_the_variable(tmp_path):
    variables = {"MOMENTS_HOME": str(tmp_path / "variable"), "AUDIT_STORE": ""}
    for words in ([], ["--home", str(tmp_path / "option")], ["--store", str(tmp_path / "named.duckdb")]):
        done = CliRunner().invoke(main, ["sample", "--observations", "200", *words], env=variables)
        assert done.exit_code == 0, done.output
    found = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.duckdb")]
    assert sorted(found) == ["named.duckdb", "option/audit.duckdb", "variable/audit.duckdb"]


def test_a_store_that_is_named_needs_no_home(tmp_path):
    path = str(tmp_path / "named.duckdb")
    done = CliRunner().invoke(main, ["sample", "--observations", "200", "--store", path], env={"MOMENTS_HOME": ""})
    assert done.exit_code == 0, done.output


def test_the_bench_measures_beside_pandas_and_polars(moments):
    done = moments("bench", "--observations", "600", "--figures", "trust", "--figures", "words")
    assert done.exit_code == 0, done.output
    for engine in ("moments", "pandas", "polars", "bare count"):
        assert f"| trust | {engine} |" in done.stdout
    assert "| words | moments |" in done.stdout, "a figure that only we answer stands alone"
    assert "| words | pandas |" not in done.stdout


def test_the_bench_says_what_it_needs_where_only_the_app_is_installed(moments, monkeypatch):
    monkeypatch.setitem(sys.modules, "audit.bench", None)
    refused = moments("bench")
    assert refused.exit_code == 1
    assert "there for development only" in refused.stderr


def test_a_period_that_begins_after_the_day_it_is_told_on_is_refused_in_words(moments, good):
    moments("import", good)
    told = moments("measure", "rater", "--as-of", "2026-01-10", "--from", "2026-01-11")
    assert told.exit_code != 0
    assert "The period begins on 2026-01-11, after 2026-01-10" in told.stderr
    assert moments("measure", "rater", "--as-of", "2026-01-11", "--from", "2026-01-11").exit_code == 0


def test_fairness_is_told_all_together_unless_asked_by_touchpoint(moments):
    moments("sample", "--observations", "600")
    assert moments("measure", "fairness").stdout.startswith("customer_group,")
    assert moments("measure", "fairness", "--by", "touchpoint").stdout.startswith("touchpoint,customer_group,")


def test_a_measure_looks_at_several_places_groups_and_the_like(moments, good):
    counts = lambda *words: pd.read_csv(StringIO(moments("measure", "trust", "--by", "", *words).stdout))  # noqa: E731
    assert moments("import", good).exit_code == 0
    everything = counts()["negatives"].tolist()
    assert counts("--place", "Main hall", "--place", "Branch")["negatives"].tolist() == everything == [2]
    assert counts("--place", "Main hall")["negatives"].tolist() == [1]
    assert counts("--channel", "letter")["negatives"].tolist() == [1]
    refused = moments("measure", "trust", "--group", "Staff", "--group", "Readers")
    assert refused.stderr.startswith("Fewer than five moments")
    assert counts("--journey", "Desk", "--touchpoint", "Invoice")["negatives"].tolist() == [1]
    assert counts("--method", "imported", "--method", "sit and listen")["negatives"].tolist() == everything
    assert counts("--first-hand")["negatives"].tolist() == [0]
    assert counts("--recognised", "no", "--recognised", "yes")["negatives"].tolist() == [0]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--place", "Branch", "--place", "Atlantis"), "The place is 'Atlantis'; choose one of: Branch, Main hall."),
        (("--group", "Visitor"), "The customer group is 'Visitor'; choose one of: "),
        (("--journey", "Elsewhere"), "The journey is 'Elsewhere'; choose one of: Desk."),
        (("--touchpoint", "Exit"), "The touchpoint is 'Exit'; choose one of: Greeting, Invoice."),
    ],
)
def test_a_measure_of_what_is_not_here_is_refused_and_not_told_as_nothing(moments, good, words, sentence):
    assert moments("import", good).exit_code == 0
    refused = moments("measure", "rater", *words)
    assert refused.exit_code == 1
    assert refused.stderr.startswith(sentence)


@pytest.mark.parametrize("name", sorted(set(COLUMNS) - {"commitments", "recoveries", "waiting", "next-walk"}))
def test_what_was_observed_after_the_day_it_is_told_on_counts_for_no_measure(moments, good, name):
    moments("import", good)
    told = moments("measure", name, "--as-of", "2025-12-31")
    assert told.exit_code == 0
    figures = pd.read_csv(StringIO(told.stdout))
    counts = [column for column in ("n", "observations", "pairs", "negatives", "walks") if column in figures]
    assert not figures[counts].to_numpy().any()


def test_sides_are_compared_by_the_command_and_refused_where_they_cannot_be(moments):
    moments("sample", "--observations", "600")
    chosen = ("--side", "customer_group=Students", "--side", "customer_group=Visitors")
    beside = pd.read_csv(StringIO(moments("measure", "compare-trust", *chosen).stdout))
    assert beside["side"].tolist() == ["Students", "Visitors"]
    assert (beside["low"] <= beside["bad_per_100"]).all()
    for words, sentence in {
        ("place=Nowhere", "place=Here"): "'Nowhere'; choose one of",
        ("place=Mill Lane Library",): "Two to 4 can stand beside each other",
        ("place=Mill Lane Library", "channel=phone"): "different kinds (place, channel)",
    }.items():
        refused = moments("measure", "compare-rater", *(each for word in words for each in ("--side", word)))
        assert refused.exit_code == 1
        assert sentence in refused.stderr
