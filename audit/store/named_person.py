"""A person's name wherever it stands but in words somebody wrote: as observer, in plans, and in the history."""

import json
from uuid import UUID

from audit.store.opening import Store, first

_STANDS_IN = (
    ("observer", "name"),
    ("planned_walk", "observer"),
    ("change", "changed_by"),
    ("recovery_step", "taken_by"),
    ("answer", "answered_by"),
    ("commitment_progress", "written_by"),
)
_MATERIAL = (("change", "before"), ("change", "after"), ("draft", "content"))  # JSON that names an observer


def is_observer(store: Store, name: str) -> bool:
    """Return whether anything was observed under a name."""
    with store.reading() as cursor:
        return first(cursor.execute("SELECT id FROM observer WHERE name = $name", {"name": name})) is not None


def replace_name(store: Store, name: str, word: str) -> None:
    """Put another word in place of a name wherever it stands alone; nobody else is to go by that word."""
    old, new = (f'"observer": {json.dumps(each)}' for each in (name, word))
    with store.writing() as cursor:
        for table, column in _STANDS_IN:
            cursor.execute(
                f"UPDATE {table} SET {column} = $word WHERE {column} = $name",  # noqa: S608  # names of ours
                {"name": name, "word": word},
            )
        for table, column in _MATERIAL:
            cursor.execute(
                f"UPDATE {table} SET {column} = REPLACE({column}, $old, $new) "  # noqa: S608  # names of ours
                f"WHERE POSITION($old IN {column}) > 0",
                {"old": old, "new": new},
            )


def free_plans(store: Store, name: str) -> None:
    """Let whoever comes make the walks that are planned for a name."""
    with store.writing() as cursor:
        cursor.execute("UPDATE planned_walk SET observer = '' WHERE observer = $name", {"name": name})


def forget_names(store: Store, person_id: UUID) -> None:
    """Forget what a person was called before they were renamed."""
    with store.writing() as cursor:
        cursor.execute("DELETE FROM change WHERE noun = 'person' AND noun_id = $id", {"id": person_id})
