"""Drafts: walks begun in the form of earlier versions, until a phone goes on with them.

A draft is open until it is closed: finished, which drops its words, or given up, which keeps them for a while.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from audit.errors import WalkLostError
from audit.model.clock import utc_now
from audit.model.draft import Draft, draft_from
from audit.store.opening import Store, first
from audit.store.programme import programme


def draft_with(store: Store, draft_id: UUID) -> Draft | None:
    """Return the open draft with this key, or None where there is none."""
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT content, version, changed_at FROM draft WHERE id = $id AND closed_at IS NULL",
                {"id": draft_id},
            )
        )
    return None if row is None else _draft(*row)


def closed_at(store: Store, draft_id: UUID) -> datetime | None:
    """Return when a draft was finished or given up (UTC), None for one that is open or was never kept."""
    with store.reading() as cursor:
        row = first(cursor.execute("SELECT closed_at FROM draft WHERE id = $id", {"id": draft_id}))
    moment: datetime | None = row[0] if row else None
    return moment


def close_draft(store: Store, draft_id: UUID) -> None:
    """Put a draft away for good; its words are dropped, what was saved lives in the walk."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            # what people wrote is kept in one place alone
            "UPDATE draft SET closed_at = $now, content = '' WHERE id = $id",
            {"id": draft_id, "now": utc_now()},
        )


def set_aside(store: Store, draft_id: UUID) -> None:
    """Close a draft that is given up; its words stay until they are dropped."""
    with store.writing(clears_cache=False) as cursor:
        cursor.execute(
            "UPDATE draft SET closed_at = $now WHERE id = $id AND closed_at IS NULL", {"id": draft_id, "now": utc_now()}
        )


def take_up_again(store: Store, draft_id: UUID) -> None:
    """Open a draft that was given up, as it stood.

    Raises:
        WalkLostError: it is not given up, or its words are dropped.
    """
    with store.writing(clears_cache=False) as cursor:
        row = first(
            cursor.execute(
                "SELECT id FROM draft WHERE id = $id AND closed_at IS NOT NULL AND content <> ''", {"id": draft_id}
            )
        )
        if row is None:
            raise WalkLostError
        cursor.execute("UPDATE draft SET closed_at = NULL WHERE id = $id", {"id": draft_id})


def drop_words(store: Store, before: datetime) -> None:
    """Drop the words of every draft that was given up before a moment (UTC); nothing is written where there is none."""
    overdue = {"before": before}
    with store.reading() as cursor:
        # a write would cost the journal a line each time
        row = first(cursor.execute("SELECT id FROM draft WHERE closed_at < $before AND content <> '' LIMIT 1", overdue))
    if row:
        with store.writing(clears_cache=False) as cursor:
            cursor.execute("UPDATE draft SET content = '' WHERE closed_at < $before", overdue)


def drafts(store: Store) -> tuple[Draft, ...]:
    """Return the open drafts, the one touched last first."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT content, version, changed_at FROM draft WHERE closed_at IS NULL ORDER BY changed_at DESC"
        ).fetchall()
    return tuple(_draft(*row) for row in rows)


def drafts_given_up(store: Store) -> tuple[tuple[Draft, datetime], ...]:
    """Return the drafts given up whose words are still there, each with when that was (UTC), the last one first."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT content, version, changed_at, closed_at FROM draft "
            "WHERE closed_at IS NOT NULL AND content <> '' ORDER BY closed_at DESC"
        ).fetchall()
    return tuple((_draft(*row), at) for *row, at in rows)


def clock_time(store: Store, moment: datetime) -> str:
    """Return a UTC moment as the programme's clock shows it: "10:42"."""
    return f"{programme(store).local(moment):%H:%M}"


def _draft(content: str, version: int, changed_at: datetime) -> Draft:
    return replace(draft_from(content), version=version, changed_at=changed_at)
