"""Journeys are listed, taken out as files and brought in by the command, in words or as JSON."""

import json

import pytest
from click.testing import CliRunner

from audit.cli import main
from audit.store.journey import journeys
from audit.store.opening import open_store
from tests.builders import with_desk

HOTEL = "Stage,Touchpoint,Moment of truth\nArriving,Parking,\n,Check-in,yes\n"


@pytest.fixture
def moments(tmp_path):
    def run(*words, store="audit"):
        env = {"AUDIT_STORE": str(tmp_path / f"{store}.duckdb")}
        return CliRunner().invoke(main, ["journey", *map(str, words)], env=env)

    return run


@pytest.fixture
def desk(tmp_path):
    store = with_desk(open_store(tmp_path / "audit.duckdb"))
    (journey,) = journeys(store)
    store.close()
    return journey


def test_journeys_are_listed_with_their_keys(moments, desk):
    out = moments("list")
    assert (out.exit_code, out.stdout) == (0, f"At the desk: 2 stages, 3 touchpoints ({desk.id})\n")
    assert json.loads(moments("list", "--json").stdout) == [
        {"id": str(desk.id), "journey": "At the desk", "stages": 2, "touchpoints": 3, "moments_of_truth": 1}
    ]


def test_a_journey_goes_out_and_comes_into_an_audit_that_is_begun_for_it(moments, desk, tmp_path):
    out = tmp_path / "desk.toml"
    assert moments("export", desk.id, out).stdout.startswith("Written: At the desk: 2 stages")
    brought = moments("import", out, "--json", store="other")
    assert (brought.exit_code, json.loads(brought.stdout)["touchpoints"]) == (0, 3)
    assert moments("list", store="other").stdout.startswith("At the desk: 2 stages, 3 touchpoints")


def test_a_table_is_brought_in_under_a_name(moments, desk, tmp_path):
    (tmp_path / "hotel.csv").write_text(HOTEL, encoding="utf-8")
    out = moments("import", tmp_path / "hotel.csv", "--name", "A stay")
    assert out.stdout.startswith("Begun: A stay: 1 stage, 2 touchpoints (")
    again = moments("import", tmp_path / "hotel.csv", "--name", "A stay")
    assert (again.exit_code, again.stderr.startswith("A journey named A stay is there already")) == (1, True)


def test_what_cannot_be_used_is_refused_in_words_and_nothing_is_begun(moments, tmp_path):
    (tmp_path / "hotel.csv").write_text(HOTEL.replace("yes", "perhaps"), encoding="utf-8")
    out = moments("import", tmp_path / "hotel.csv")
    assert (out.exit_code, "Row 3, moment of truth: 'perhaps'" in out.stderr) == (1, True)
    assert not (tmp_path / "audit.duckdb").exists()


def test_a_file_that_is_there_is_written_over_only_where_that_is_said(moments, desk, tmp_path):
    out = tmp_path / "desk.csv"
    out.write_text("before", encoding="utf-8")
    refused = moments("export", "At the desk", out)
    assert (refused.exit_code, "add --replace" in refused.stderr) == (1, True)
    assert moments("export", "at the Desk", out, "--replace").exit_code == 0
    assert out.read_text(encoding="utf-8-sig").startswith("stage,touchpoint,channel")


@pytest.mark.parametrize(
    ("name", "out", "sentence"),
    [("no such", "a.toml", "choose one of: At the desk"), ("At the desk", "a.ods", "let its name end with one of")],
)
def test_what_is_not_there_cannot_be_taken_out(moments, desk, tmp_path, name, out, sentence):
    refused = moments("export", name, tmp_path / out)
    assert (refused.exit_code, sentence in refused.stderr, (tmp_path / out).exists()) == (1, True, False)


def test_an_audit_without_journeys_says_so(moments, tmp_path):
    open_store(tmp_path / "audit.duckdb").close()
    assert moments("list").stdout == "No journey is audited yet.\n"
