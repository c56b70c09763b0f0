"""Posters and the calendar come from the command: all or some of them, and never over what is there."""

from datetime import date

import pytest
from click.testing import CliRunner
from icalendar import Calendar

from audit.actions.plans import plan_walk
from audit.cli import main
from audit.model.plan import Plan
from audit.model.walk_through import Method
from audit.store.opening import open_store
from audit.store.place import add_place
from tests.builders import ANSWER, DESK, with_desk


@pytest.fixture
def moments(tmp_path):
    def run(*words):
        return CliRunner().invoke(main, list(words), env={"AUDIT_STORE": str(tmp_path / "audit.duckdb")})

    return run


@pytest.fixture
def audited(tmp_path):
    store = with_desk(open_store(tmp_path / "audit.duckdb"))
    for place in ("Main hall", "North wing"):
        add_place(store, place)
    store.close()


def test_posters_of_every_touchpoint_and_place_are_written(moments, audited, tmp_path):
    out = moments("posters", str(tmp_path / "out.html"), "--phones-address", "https://audit.example.org/")
    assert out.exit_code == 0
    assert out.stdout == (
        "Written: 6 posters on 2 sheets.\nThe codes lead to https://audit.example.org; --phones-address says another.\n"
    )
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert page.count(">https://audit.example.org/walk/t/") == 6


def test_posters_can_be_of_one_touchpoint_at_one_place_or_at_none(moments, audited, tmp_path):
    out = moments("posters", str(tmp_path / "one.html"), "--touchpoint", "Greeting", "--place", "North wing")
    assert out.stdout.startswith("Written: 1 poster on 1 sheet.\n")
    out = moments("posters", str(tmp_path / "none.html"), "--journey", "At the desk", "--no-place")
    assert out.stdout.startswith("Written: 3 posters on 1 sheet.\n")
    assert "?p=" not in (tmp_path / "none.html").read_text(encoding="utf-8")


def test_posters_are_not_written_over_what_is_there(moments, audited, tmp_path):
    kept = tmp_path / "out.html"
    kept.write_bytes(b"before")
    out = moments("posters", str(kept))
    assert (out.exit_code, "add --replace" in out.stderr, kept.read_bytes()) == (1, True, b"before")
    assert moments("posters", str(kept), "--replace").exit_code == 0


def test_a_place_that_is_none_leaves_no_file(moments, audited, tmp_path):
    out = moments("posters", str(tmp_path / "out.html"), "--place", "Fountain")
    assert (out.exit_code, "choose one of: Main hall, North wing" in out.stderr) == (1, True)
    assert not (tmp_path / "out.html").exists()


def test_the_calendar_is_written_and_says_what_it_leaves_out(moments, audited, tmp_path):
    store = open_store(tmp_path / "audit.duckdb")
    for day in (date(2026, 3, 9), None):
        plan_walk(store, Plan(DESK.id, ANSWER.id, Method.MAKE_THE_CALL, planned_for=day))
    store.close()
    out = moments("calendar", str(tmp_path / "out.ics"))
    assert out.stdout == "Written: 1 day.\nLeft out: 1 planned walk without a day.\n"
    (event,) = Calendar.from_ical((tmp_path / "out.ics").read_bytes()).events
    assert event["DTSTART"].dt == date(2026, 3, 9)
    assert moments("calendar", str(tmp_path / "out.ics")).exit_code == 1


def test_a_calendar_without_a_day_is_written_too(moments, audited, tmp_path):
    assert moments("calendar", str(tmp_path / "out.ics")).stdout == "Written: 0 days.\n"
