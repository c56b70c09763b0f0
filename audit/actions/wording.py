"""Calling things what the programme's people call them: each change is a line of history, and can be taken back."""

from collections.abc import Sequence
from uuid import UUID

from audit.model.keys import key_of
from audit.model.vocabulary import Term, TermKind
from audit.store.change import add_change
from audit.store.opening import Store
from audit.store.vocabulary import change_term, own_terms

NOUN = "term"


def reword(store: Store, terms: Sequence[Term], by: str) -> int:
    """Show these words from now on, and return how many of them are other than before.

    An empty name or sentence gives back the one that came with the app.
    """
    with store.writing():
        before = {(term.kind, term.key): term for term in own_terms(store)}
        changed = 0
        for term in terms:
            stood = before.get((term.kind, term.key), Term(term.kind, term.key))
            if stood != term:
                change_term(store, term)
                add_change(
                    store, "changed", (NOUN, term_id(term.kind, term.key)), (by, ""), (_words(stood), _words(term))
                )
                changed += 1
        return changed


def term_id(kind: TermKind, key: str) -> UUID:
    """Return the key under which the history of a word stands."""
    return key_of(NOUN, kind.value, key)


def _words(term: Term) -> dict[str, str]:
    return {"kind": term.kind.value, "key": term.key, "name": term.name, "meaning": term.meaning}
