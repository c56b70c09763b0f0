"""The feed: read by whoever has its address, nothing at all for everybody else."""

import pytest
from icalendar import Calendar
from starlette.applications import Starlette

from audit.actions.appointments import renew_feed
from audit.actions.plans import plan_walk
from audit.model.plan import Plan
from audit.model.walk_through import Method
from audit.store.opened import served
from audit.web.calendar_feed import calendar_routes, feed_path
from tests.builders import ANSWER, DESK, NOON, with_desk
from tests.web.visiting import ask


@pytest.fixture
def feed(new_audit, tmp_path, monkeypatch):
    monkeypatch.setenv("AUDIT_STORE", str(new_audit(tmp_path / "audit.duckdb")))
    with_desk(served())
    yield lambda path: ask(Starlette(routes=calendar_routes()), path)
    served().close()


def test_whoever_has_the_address_reads_the_calendar(feed):
    plan_walk(served(), Plan(DESK.id, ANSWER.id, Method.MAKE_THE_CALL, planned_for=NOON.date()))
    answer = feed(feed_path(renew_feed(served())))
    assert (answer.status, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["cache-control"] == "private, no-store"
    assert [str(event["SUMMARY"]) for event in Calendar.from_ical(answer.text).events] == ["Walk: Answer"]


@pytest.mark.parametrize("secret", ["", "guess", "%FF%00", "a/b", "x" * 2000])
def test_where_no_address_was_made_none_opens_anything(feed, secret):
    assert feed(f"/calendar/{secret}.ics").status == 404


def test_an_address_that_was_renewed_leads_nowhere(feed):
    old = feed_path(renew_feed(served()))
    new = feed_path(renew_feed(served()))
    answer = feed(old)
    assert (answer.status, "perhaps it was renewed" in answer.text) == (404, True)
    assert feed(f"{new[:-5]}.ics").status == 404
    assert feed(new).status == 200


@pytest.mark.breaks
def test_a_store_that_cannot_be_opened_is_told_in_words(tmp_path, monkeypatch):
    (tmp_path / "audit.duckdb").write_bytes(b"not a database at all" * 100)
    monkeypatch.setenv("AUDIT_STORE", str(tmp_path / "audit.duckdb"))
    answer = ask(Starlette(routes=calendar_routes()), "/calendar/guess.ics")
    assert (answer.status >= 500, answer.headers["content-type"]) == (True, "text/plain; charset=utf-8")
    assert "Traceback" not in answer.text
