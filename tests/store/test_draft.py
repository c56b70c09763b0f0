"""Drafts of earlier versions are there until a phone goes on with them, or until they are put away."""

import json
from datetime import timedelta

import pytest

from audit.errors import WalkLostError
from audit.model.clock import utc_now
from audit.model.draft import Entry, Head
from audit.store.draft import (
    close_draft,
    closed_at,
    draft_with,
    drafts,
    drafts_given_up,
    drop_words,
    set_aside,
    take_up_again,
)
from audit.store.opening import open_store
from tests.builders import NOON, a_draft, draft_text, stored_draft


def test_a_draft_comes_back_as_it_was_left(store):
    draft = a_draft(
        head=Head("j", "Main hall", own_area=True),
        entry=Entry("o", "t", "negative", "Words", {"empathy": 2}, "3,5", "2026-03-02T12:00:00", "no", ("end run",)),
    )
    stored_draft(store, draft)
    assert draft_with(store, draft.id) == draft


def test_a_closed_draft_is_gone_with_its_words(store):
    draft = stored_draft(store, a_draft(entry=Entry("o", what_happened="secret")))
    assert closed_at(store, draft.id) is None
    close_draft(store, draft.id)
    assert closed_at(store, draft.id) is not None
    assert draft_with(store, draft.id) is None
    with store.reading() as cursor:
        assert cursor.execute("SELECT content FROM draft").fetchall() == [("",)]


def test_a_draft_nobody_kept_is_neither_there_nor_closed(store):
    draft = a_draft()
    assert draft_with(store, draft.id) is None
    assert closed_at(store, draft.id) is None


def test_a_walk_set_aside_comes_back_as_it_stood(store):
    draft = stored_draft(store, a_draft(entry=Entry("o", what_happened="Nobody looked up.")))
    set_aside(store, draft.id)
    assert drafts(store) == ()
    ((aside, at),) = drafts_given_up(store)
    assert (aside, aside.version) == (draft, draft.version)
    assert utc_now() - at < timedelta(minutes=1)
    take_up_again(store, draft.id)
    assert drafts(store) == (draft,)
    assert drafts_given_up(store) == ()


def test_what_is_open_or_finished_cannot_be_brought_back(store):
    draft = stored_draft(store, a_draft())
    with pytest.raises(WalkLostError, match="cannot be brought back"):
        take_up_again(store, draft.id)
    close_draft(store, draft.id)
    with pytest.raises(WalkLostError):
        take_up_again(store, draft.id)


def test_the_words_of_a_walk_given_up_long_ago_are_dropped(store):
    draft = stored_draft(store, a_draft())
    set_aside(store, draft.id)
    drop_words(store, utc_now() - timedelta(hours=1))
    assert len(drafts_given_up(store)) == 1
    drop_words(store, utc_now() + timedelta(seconds=1))
    assert drafts_given_up(store) == ()
    with pytest.raises(WalkLostError):
        take_up_again(store, draft.id)


def test_a_draft_kept_by_an_earlier_version_is_there_after_the_upgrade(tmp_path):
    draft = a_draft(head=Head("j"), entry=Entry("o", "t", "negative", wait="3:30"))
    content = json.loads(draft_text(draft))
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
    assert (result, result.version) == (draft, 0)
    store.close()
