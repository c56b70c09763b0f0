"""Undoing the last change of the programme's words, where nothing was changed since."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from audit.actions.wording import NOUN, delete, term_id
from audit.errors import NothingToUndoError
from audit.model.vocabulary import Term, TermKind, Vocabulary
from audit.store.change import add_change, changes_of_kinds
from audit.store.opening import Store
from audit.store.vocabulary import change_term, own_term, own_terms

_Change = tuple[Term | None, Term | None]  # before and after; None = it was not there


def undoable(store: Store) -> Sequence[_Change]:
    """Return the words that were changed last, all of one save, each before and after; none where that was undone."""
    lines = changes_of_kinds(store, [NOUN])
    if lines.empty or lines["verb"].iloc[0] != "changed":
        return ()
    latest = lines[lines["changed_at"] == lines["changed_at"].iloc[0]]
    changes = [(_term(row["before"]), _term(row["after"])) for row in latest.to_dict("records")]
    return changes if all(_stands(store, change) for change in changes) else ()


def undo(store: Store, by: str) -> None:
    """Give back the words as they were before the last change.

    Raises:
        NothingToUndoError: that was undone already.
        StillNeededError: a word that was added last is used by now.
    """
    with store.writing():
        changes = undoable(store)
        if not changes:
            raise NothingToUndoError("a word")
        for before, after in changes:
            _put_back(store, before, after, by)


def changed_words(changes: Sequence[_Change]) -> str:
    """Return what the words of changes are called, as they are shown or were."""
    shipped = Vocabulary()
    terms = [after or before for before, after in changes]
    return ", ".join(term.title or shipped.term(term.kind, term.key).title for term in terms if term)


def _put_back(store: Store, before: Term | None, after: Term | None, by: str) -> None:
    term = next(each for each in (after, before) if each)
    if before is not None:
        change_term(store, before)
    else:
        delete(store, term.kind, term.key, by)
    undone = [asdict(each) if each else None for each in (after, before)]
    of = term_id(term.kind, term.key)
    add_change(store, "undone", (NOUN, of), (by.strip() or "not said", ""), (undone[0], undone[1]))


def _stands(store: Store, change: _Change) -> bool:
    before, after = change
    if after is None:
        return before is not None and before not in own_terms(store)
    return own_term(store, after.kind, after.key) == after


def _term(text: str) -> Term | None:
    material = json.loads(text)
    return None if material is None else Term(**material | {"kind": TermKind(material["kind"])})
