"""The history: what stood before a change, what stands now, who made it, when and why."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import pandas as pd

from audit.model.clock import utc_now
from audit.model.keys import new_key
from audit.store.opening import Store

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
                "before": json.dumps(before, default=str, sort_keys=True),
                "after": json.dumps(after, default=str, sort_keys=True),
            },
        )


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


def restatements(store: Store) -> Mapping[str, int]:
    """Return how many observations each kind of later change touched: {"corrected": 2, "withdrawn": 1}."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT verb, COUNT(DISTINCT noun_id) FROM change WHERE noun = 'observation' GROUP BY verb ORDER BY verb"
        ).fetchall()
    return {str(verb): int(count) for verb, count in rows}
