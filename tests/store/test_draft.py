"""Every tap of a draft comes back, until the draft is put away."""

from audit.model.draft import Entry, Head
from audit.store.draft import close_draft, draft_with, drafts, is_closed, keep_draft
from tests.builders import a_draft


def test_a_draft_comes_back_as_it_was_left(store):
    draft = a_draft(
        head=Head("j", "Main hall", own_area=True),
        entry=Entry("o", "t", "negative", "Words", {"empathy": 2}, 3.5, "2026-03-02T12:00:00", "no", ("end run",)),
    )
    keep_draft(store, draft)
    assert draft_with(store, draft.id) == draft


def test_the_last_tap_stands(store):
    draft = a_draft()
    keep_draft(store, draft)
    keep_draft(store, draft.at("t2"))
    (kept,) = drafts(store)
    assert kept.entry.touchpoint_id == "t2"


def test_a_closed_draft_is_gone_with_its_words_and_cannot_come_back(store):
    draft = a_draft(entry=Entry("o", what_happened="secret"))
    keep_draft(store, draft)
    assert not is_closed(store, draft.id)
    close_draft(store, draft.id)
    keep_draft(store, draft)
    assert is_closed(store, draft.id)
    assert draft_with(store, draft.id) is None
    with store.reading() as cursor:
        assert cursor.execute("SELECT content FROM draft").fetchall() == [("",)]


def test_a_draft_nobody_kept_is_neither_there_nor_closed(store):
    draft = a_draft()
    assert draft_with(store, draft.id) is None
    assert not is_closed(store, draft.id)


def test_a_tap_leaves_what_is_recalled_alone_since_no_figure_is_made_from_a_draft(store):
    store.recall("figure", lambda: "worked out before")
    draft = a_draft()
    keep_draft(store, draft)
    close_draft(store, draft.id)
    assert store.recall("figure", lambda: "worked out again") == "worked out before"
