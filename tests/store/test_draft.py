"""Every tap of a draft comes back, until the draft is put away; a tap that comes too late changes nothing."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from audit.errors import WalkChangedError, WalkEndedError, WalkLostError
from audit.model.clock import utc_now
from audit.model.draft import Entry, Head
from audit.store.draft import (
    close_draft,
    draft_with,
    drafts,
    drafts_given_up,
    drop_words,
    is_closed,
    keep_draft,
    set_aside,
    take_up_again,
)
from audit.store.opening import open_store
from tests.builders import NOON, a_draft


def test_a_draft_comes_back_as_it_was_left(store):
    draft = a_draft(
        head=Head("j", "Main hall", own_area=True),
        entry=Entry("o", "t", "negative", "Words", {"empathy": 2}, "3,5", "2026-03-02T12:00:00", "no", ("end run",)),
    )
    keep_draft(store, draft)
    assert draft_with(store, draft.id) == draft


def test_the_last_tap_stands(store):
    draft = a_draft()
    keep_draft(store, keep_draft(store, draft).at("t2"))
    (stored,) = drafts(store)
    assert stored.entry.touchpoint_id == "t2"


def test_a_closed_draft_is_gone_with_its_words_and_cannot_come_back(store):
    draft = a_draft(entry=Entry("o", what_happened="secret"))
    keep_draft(store, draft)
    assert not is_closed(store, draft.id)
    close_draft(store, draft.id)
    with pytest.raises(WalkEndedError, match="finished or given up in another window at"):
        keep_draft(store, draft)
    assert is_closed(store, draft.id)
    assert draft_with(store, draft.id) is None
    with store.reading() as cursor:
        assert cursor.execute("SELECT content FROM draft").fetchall() == [("",)]


def test_a_draft_nobody_kept_is_neither_there_nor_closed(store):
    draft = a_draft()
    assert draft_with(store, draft.id) is None
    assert not is_closed(store, draft.id)


def test_a_tap_leaves_what_is_cached_alone_since_no_figure_is_made_from_a_draft(store):
    store.cached("figure", lambda: "worked out before")
    draft = a_draft()
    keep_draft(store, draft)
    close_draft(store, draft.id)
    assert store.cached("figure", lambda: "worked out again") == "worked out before"


def test_a_version_that_is_out_of_date_is_refused_and_changes_nothing(store):
    first = keep_draft(store, a_draft(), "ours")
    second = keep_draft(store, first.at("t2"), "theirs")
    with pytest.raises(WalkChangedError, match=r"changed in another window at \d\d:\d\d\. This page shows its latest"):
        keep_draft(store, first.at("t3"), "ours")
    stored = draft_with(store, first.id)
    assert (stored.entry.touchpoint_id, stored.version, stored.touched_by) == ("t2", second.version, "theirs")
    assert stored.changed_at == second.changed_at


def test_a_draft_of_a_later_version_that_was_never_kept_is_refused(store):
    with pytest.raises(WalkChangedError):
        keep_draft(store, a_draft(version=3))
    assert drafts(store) == ()


def test_a_walk_set_aside_comes_back_as_it_stood(store):
    draft = keep_draft(store, a_draft(entry=Entry("o", what_happened="Nobody looked up.")))
    set_aside(store, draft.id)
    assert drafts(store) == ()
    ((aside, at),) = drafts_given_up(store)
    assert (aside, aside.version) == (draft, draft.version)
    assert utc_now() - at < timedelta(minutes=1)
    take_up_again(store, draft.id)
    assert drafts(store) == (draft,)
    assert drafts_given_up(store) == ()


def test_what_is_open_or_finished_cannot_be_brought_back(store):
    draft = keep_draft(store, a_draft())
    with pytest.raises(WalkLostError, match="cannot be brought back"):
        take_up_again(store, draft.id)
    close_draft(store, draft.id)
    with pytest.raises(WalkLostError):
        take_up_again(store, draft.id)


def test_the_words_of_a_walk_given_up_long_ago_are_dropped(store):
    draft = keep_draft(store, a_draft())
    set_aside(store, draft.id)
    drop_words(store, utc_now() - timedelta(hours=1))
    assert len(drafts_given_up(store)) == 1
    drop_words(store, utc_now() + timedelta(seconds=1))
    assert drafts_given_up(store) == ()
    with pytest.raises(WalkLostError):
        take_up_again(store, draft.id)


def test_a_draft_kept_by_an_earlier_version_goes_on(tmp_path):
    draft = a_draft(head=Head("j"), entry=Entry("o", "t", "negative", wait="3:30"))
    content = json.loads(draft.as_text())
    del content["entry"]["wait"]
    content["entry"]["wait_minutes"] = 3.5
    old = open_store(tmp_path / "audit.duckdb", last=5)
    with old.writing() as cursor:
        cursor.execute(
            "INSERT INTO draft (id, content, started_at, changed_at, closed_at) VALUES ($id, $content, $at, $at, NULL)",
            {"id": draft.id, "content": json.dumps(content), "at": NOON},
        )
    old.close()
    store = open_store(tmp_path / "audit.duckdb")
    (result,) = drafts(store)
    assert (result, result.version, result.touched_by) == (draft, 0, "")
    stored = keep_draft(store, replace(result, entry=result.entry.with_value("outcome", "positive")), "ours")
    assert draft_with(store, draft.id).entry == stored.entry
    store.close()
