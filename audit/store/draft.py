"""Drafts: every tap of a walk not yet sent, so that a dead phone or a restarted server loses nothing."""

from uuid import UUID

from audit.model.clock import utc_now
from audit.model.draft import Draft, draft_from
from audit.store.opening import Store, first


def keep_draft(store: Store, draft: Draft) -> None:
    """Keep a draft as it stands now; one that was closed stays closed."""
    with store.writing(forgets=False) as cursor:
        cursor.execute(
            "INSERT INTO draft (id, content, started_at, changed_at, closed_at) "
            "VALUES ($id, $content, $started_at, $now, NULL) "
            "ON CONFLICT (id) DO UPDATE SET content = excluded.content, changed_at = excluded.changed_at "
            "WHERE draft.closed_at IS NULL",
            {"id": draft.id, "content": draft.as_text(), "started_at": draft.started_at, "now": utc_now()},
        )


def draft_with(store: Store, draft_id: UUID) -> Draft | None:
    """Return the open draft with this key, or None where there is none."""
    with store.reading() as cursor:
        row = first(cursor.execute("SELECT content FROM draft WHERE id = $id AND closed_at IS NULL", {"id": draft_id}))
    return None if row is None else draft_from(row[0])


def is_closed(store: Store, draft_id: UUID) -> bool:
    """Return whether a draft was sent or given up; one never kept is not closed."""
    with store.reading() as cursor:
        row = first(cursor.execute("SELECT closed_at IS NOT NULL FROM draft WHERE id = $id", {"id": draft_id}))
    return row == (True,)


def close_draft(store: Store, draft_id: UUID) -> None:
    """Put a draft away, sent or given up; its words are dropped, what was saved lives in the walk."""
    with store.writing(forgets=False) as cursor:
        cursor.execute(
            "UPDATE draft SET closed_at = $now, content = '' WHERE id = $id", {"id": draft_id, "now": utc_now()}
        )


def drafts(store: Store) -> tuple[Draft, ...]:
    """Return the open drafts, the one touched last first."""
    with store.reading() as cursor:
        rows = cursor.execute("SELECT content FROM draft WHERE closed_at IS NULL ORDER BY changed_at DESC").fetchall()
    return tuple(draft_from(content) for (content,) in rows)
