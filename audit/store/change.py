"""The history: what stood before a change, what stands now, who made it, when and why."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import pandas as pd

from audit.model.clock import utc_now
from audit.model.keys import new_key
from audit.store.opening import Store, first

Verb = Literal["corrected", "withdrawn", "restored", "undone", "changed"]


def add_change(
    store: Store,
    verb: Verb,
    noun: tuple[str, UUID],
    why: tuple[str, str],
    before_after: tuple[Any, Any],
    changed_at: datetime | None = None,
) -> None:
    """Write one line of history.

    Args:
        store: the open store.
        verb: what was done.
        noun: the kind of thing and its key, e.g. ("observation", key).
        why: who did it and the reason given.
        before_after: what stood before and what stands now, as JSON material.
        changed_at: the moment, UTC; None = now.
    """
    kind, key = noun
    by, reason = why
    before, after = before_after
    with store.writing() as cursor:
        cursor.execute(
            "INSERT INTO change (id, noun, noun_id, verb, changed_at, changed_by, reason, before, after) "
            "VALUES ($id, $noun, $noun_id, $verb, $changed_at, $changed_by, $reason, $before, $after)",
            {
                "id": new_key(),
                "noun": kind,
                "noun_id": key,
                "verb": verb,
                "changed_at": changed_at or utc_now(),
                "changed_by": by,
                "reason": reason,
                # sorted, so that the same state is the same text
                "before": json.dumps(before, default=str, sort_keys=True),
                "after": json.dumps(after, default=str, sort_keys=True),
            },
        )


def add_changes_of_import(store: Store, batch_id: UUID, by: str, changes: pd.DataFrame) -> None:
    """Write one line of history for each row an import took over. Columns: noun, noun_id, before, after (JSON text)."""
    lines = changes.assign(id=[str(new_key()) for _ in range(len(changes))], noun_id=changes["noun_id"].astype(str))
    with store.writing() as cursor:
        cursor.register("incoming", lines)
        cursor.execute(
            "INSERT INTO change (id, noun, noun_id, verb, changed_at, changed_by, reason, before, after, batch_id) "
            "SELECT CAST(id AS UUID), noun, CAST(noun_id AS UUID), 'changed', $now, $by, '', before, after, $batch_id "
            "FROM incoming",
            {"now": utc_now(), "by": by, "batch_id": batch_id},
        )
        cursor.unregister("incoming")


def changes_by_import(store: Store, batch_id: UUID) -> pd.DataFrame:
    """Return what an import changed of rows that were there before. Columns: noun, noun_id (text), before, after."""
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT noun, CAST(noun_id AS TEXT) AS noun_id, before, after FROM change WHERE batch_id = $batch_id",
            {"batch_id": batch_id},
        ).df()


def changed_again_by(store: Store, batch_id: UUID) -> str | None:
    """Return the file of a later import that changed the same rows once more and still stands, None = there is none."""
    with store.reading() as cursor:
        row = first(
            cursor.execute(
                "SELECT MAX(later_import.file_name) FROM change AS own "
                "INNER JOIN change AS later ON later.noun_id = own.noun_id AND later.batch_id <> own.batch_id "
                # undone out of turn, the later change would be overwritten
                "AND later.changed_at > own.changed_at "
                "INNER JOIN import_batch AS later_import ON later_import.id = later.batch_id "
                "WHERE own.batch_id = $batch_id AND later_import.undone_at IS NULL",
                {"batch_id": batch_id},
            )
        )
    return row[0] if row else None


def changes_of(store: Store, noun_id: UUID) -> pd.DataFrame:
    """Return the history of one thing, latest first.

    Columns: verb, changed_at (UTC), changed_by, reason, before, after (JSON text).
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT verb, changed_at, changed_by, reason, before, after FROM change WHERE noun_id = $noun_id "
            "ORDER BY changed_at DESC, id DESC",
            {"noun_id": noun_id},
        ).df()


def changes_of_kinds(store: Store, nouns: Sequence[str]) -> pd.DataFrame:
    """Return the history of everything of these kinds, latest first.

    Columns: noun, noun_id (text), verb, changed_at (UTC), changed_by, reason, before, after (JSON text).
    """
    with store.reading() as cursor:
        return cursor.execute(
            "SELECT noun, CAST(noun_id AS TEXT) AS noun_id, verb, changed_at, changed_by, reason, before, after "
            "FROM change WHERE noun IN (SELECT UNNEST($nouns)) ORDER BY changed_at DESC, id DESC",
            {"nouns": list(nouns)},
        ).df()


def restatements(store: Store) -> Mapping[str, int]:
    """Return how many observations each kind of later change touched: {"corrected": 2, "withdrawn": 1}."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT verb, COUNT(DISTINCT noun_id) FROM change WHERE noun = 'observation' GROUP BY verb ORDER BY verb"
        ).fetchall()
    return {str(verb): int(count) for verb, count in rows}
