"""Deck and hand-out come from the command too, of the open review or of the one proposed now."""

from datetime import date

import pytest
from click.testing import CliRunner
from pptx import Presentation

from audit.actions import reviews
from audit.actions.imports import load_sample
from audit.cli import main
from audit.review.propose import proposed_agenda
from audit.store.opening import open_store

PERIOD = (date(2026, 1, 1), date(2026, 3, 31))


@pytest.fixture
def moments(tmp_path):
    def run(*words):
        return CliRunner().invoke(main, list(words), env={"AUDIT_STORE": str(tmp_path / "audit.duckdb")})

    return run


@pytest.fixture
def empty(tmp_path):
    open_store(tmp_path / "audit.duckdb").close()


@pytest.fixture
def sampled(tmp_path):
    store = open_store(tmp_path / "audit.duckdb")
    load_sample(store, 200, 12, PERIOD[1])
    reviews.prepare(store, "Ours", PERIOD, proposed_agenda(store, *PERIOD))
    store.close()


def test_the_open_review_is_written_as_deck_and_hand_out(moments, sampled, tmp_path):
    out = moments("deck", str(tmp_path / "deck.pptx"))
    assert (out.exit_code, out.stdout) == (0, "Written: Ours, 2026-01-01 to 2026-03-31.\n")
    assert Presentation(str(tmp_path / "deck.pptx")).slides[0].shapes.title.text_frame.text == "Ours"
    out = moments("handout", str(tmp_path / "out.html"), "--from", "2026-02-01", "--to", "2026-02-28")
    assert out.stdout == "Written: Ours, 2026-02-01 to 2026-02-28.\n"
    assert "1 February to 28 February 2026" in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_a_hand_out_named_pdf_is_one_or_a_sentence_says_what_to_do(moments, empty, tmp_path, monkeypatch):
    monkeypatch.setattr("audit.publish.browser.installed_browser", lambda: "")
    out = moments("handout", str(tmp_path / "out.PDF"), "--to", "2026-03-31")
    assert (out.exit_code, "save it as a PDF from there" in out.stderr) == (1, True)
    assert not (tmp_path / "out.PDF").exists()


def test_without_a_review_the_proposed_one_is_written(moments, empty, tmp_path):
    out = moments("handout", str(tmp_path / "out.html"), "--to", "2026-03-31")
    assert out.exit_code == 0
    assert "All-staff review, March 2026" in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_what_is_refused_leaves_the_file_that_was_there(moments, empty, tmp_path):
    kept = tmp_path / "deck.pptx"
    kept.write_bytes(b"before")
    out = moments("deck", str(kept), "--from", "2026-03-31", "--to", "2026-01-01", "--replace")
    assert (out.exit_code, "swap the two dates" in out.stderr) == (1, True)
    assert kept.read_bytes() == b"before"
    out = moments("deck", str(tmp_path / "nowhere" / "deck.pptx"))
    assert out.exit_code == 1
    assert "Could not open file" in out.stderr


@pytest.mark.parametrize(("command", "name"), [("deck", "out.pptx"), ("handout", "out.html")])
def test_what_is_there_already_is_not_written_over_unless_asked(moments, empty, tmp_path, command, name):
    out = tmp_path / name
    out.write_bytes(b"mine")
    refused = moments(command, str(out))
    assert (refused.exit_code, "--replace" in refused.stderr, out.read_bytes()) == (1, True, b"mine")
    assert moments(command, str(out), "--replace").exit_code == 0
    assert out.read_bytes() != b"mine"
