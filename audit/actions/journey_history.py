"""The history of the journeys, and the undoing of the last change in it."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from audit.actions.journey_change import NOBODY
from audit.errors import AnotherChangeError, ChangedSinceError, NothingToUndoError, StillNeededError
from audit.publish.headlines.journey_change import change_sentence, is_renaming
from audit.store.change import add_change, changes_of_kinds
from audit.store.former_name import noting_former_names
from audit.store.hanging import hanging, walks_on
from audit.store.journey_part import PARTS, Parts, can_be_put_back, parts, put_back
from audit.store.merging import take_apart
from audit.store.opening import Store
from audit.store.service_metric import fasten_metrics


def undoable(store: Store) -> Mapping[str, Any] | None:
    """Return the last change of the journeys that still stands, a line of `changes_of_kinds`; None = there is none."""
    undone = 0
    for line in changes_of_kinds(store, PARTS).to_dict("records"):
        if line["verb"] == "undone":
            undone += 1
        elif undone:  # each undoing undid the last that stood
            undone -= 1
        else:
            return {str(name): value for name, value in line.items()}
    return None


def key_of_change(line: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what tells a line of the history from the others."""
    return line["noun_id"], line["changed_at"], line["reason"]


def undo_last(store: Store, by: str, shown: tuple[Any, ...] | None = None) -> None:
    """Put back what stood before the last change of the journeys; the change and its undoing stay in the history.

    Args:
        store: the open store.
        by: who undoes it, "" = not said.
        shown: the key of the change that was shown as the last; None = whichever is the last.

    Raises:
        AnotherChangeError: another change is the last by now.
        ChangedSinceError: what it changed was changed since, by an import or elsewhere.
        NothingToUndoError: there is no change, or all are undone.
        StillNeededError: it added something on which other things hang by now.
    """
    with store.writing():
        line = undoable(store)
        if line is None:
            raise NothingToUndoError
        if shown not in (None, key_of_change(line)):
            raise AnotherChangeError(change_sentence(line))
        before, after = _sides(line)
        _refuse_needed(store, before, after)
        if not can_be_put_back(parts(store), before, after):
            raise ChangedSinceError
        fasten_metrics(store)  # by the names of today, which may be others afterwards
        with noting_former_names(store):
            put_back(store, before, after)
            for key in before.get("touchpoint", {}).keys() - after.get("touchpoint", {}).keys():
                take_apart(store, UUID(key))  # of one that was deleted, nothing was kept
        noun, words = (line["noun"], UUID(line["noun_id"])), f"Undone: {change_sentence(line)}"
        add_change(store, "undone", noun, (by.strip() or NOBODY, words), (after, before))


def _sides(line: Mapping[str, Any]) -> tuple[Parts, Parts]:
    """Return what a line of the history found and made; a renaming says the name alone."""
    before, after = (json.loads(line[side]) for side in ("before", "after"))
    if is_renaming(line):
        return {line["noun"]: {line["noun_id"]: before}}, {line["noun"]: {line["noun_id"]: after}}
    return before, after


def _refuse_needed(store: Store, before: Parts, after: Parts) -> None:
    """Refuse to take out again what was added, where anything hangs on it."""
    for key, row in after.get("journey", {}).items():
        if key not in before.get("journey", {}) and (needed_by := walks_on(store, UUID(key))):
            raise StillNeededError(row["name"], needed_by)
    there = before.get("touchpoint", {})
    for key, row in after.get("touchpoint", {}).items():
        if key not in there and (needed_by := hanging(store, [UUID(key)])):
            raise StillNeededError(row["name"], needed_by)
