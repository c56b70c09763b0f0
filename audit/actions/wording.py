"""Calling things what the programme's people call them: each change is a line of history, and can be taken back."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from audit.errors import NameInUseError, OutOfRangeError, StillNeededError, required
from audit.model.clock import utc_now
from audit.model.keys import key_of, new_key
from audit.model.number import counted
from audit.model.vocabulary import Term, TermKind, is_shipped, key_from
from audit.store.change import add_change
from audit.store.opening import Store
from audit.store.signal import times_explaining, times_ticked
from audit.store.vocabulary import change_term, own_term, own_terms, remove_term, vocabulary

NOUN = "term"
MOST_OWN = 30  # of one kind: those of a phone still fit on one screen, and all of them into one number of the store


def reword(store: Store, terms: Sequence[Term], by: str) -> int:
    """Show these words from now on, and return how many of them are other than before.

    An empty name or sentence gives back the one that came with the app.

    Raises:
        MissingError: a word of one's own is left without a name or a meaning.
        NameInUseError: another word of the kind is called so.
    """
    with store.writing():
        for term in terms:
            _refuse_empty(term)
        changed = [term for term in terms if own_term(store, term.kind, term.key) != term]
        now = utc_now()  # the same for all of them, so that they are undone together
        for term in changed:
            stood = own_term(store, term.kind, term.key)
            change_term(store, term)
            _write_down(store, term, by, (stood, term), now)
        for term in changed:
            _refuse_alike(store, term)
        return len(changed)


def add_signal(store: Store, name: str, meaning: str, *, is_good: bool, by: str) -> Term:
    """Add a signal to those that can be ticked, and return it with the key it has for good.

    Raises:
        MissingError: the name or what it means is empty.
        NameInUseError: another signal is called so.
        OutOfRangeError: there are as many of one's own as a phone can show.
    """
    return _add(store, Term(TermKind.SIGNAL, "", name, meaning, is_good), by)


def add_cause(store: Store, name: str, by: str) -> Term:
    """Add a cause to those that can be found behind trouble, and return it with the key it has for good.

    Raises:
        MissingError, NameInUseError, OutOfRangeError: as `add_signal`.
    """
    return _add(store, Term(TermKind.CAUSE, "", name), by)


def _add(store: Store, new: Term, by: str) -> Term:
    with store.writing():
        own = [term for term in own_terms(store) if term.kind is new.kind and not is_shipped(term)]
        if len(own) >= MOST_OWN:
            raise OutOfRangeError(f"The number of your own {new.kind}s", len(own) + 1, f"at most {MOST_OWN}")
        added = replace(new, key=_free_key(store, new))
        _refuse_empty(added)
        change_term(store, added)
        _refuse_alike(store, added)
        _write_down(store, added, by, (None, added))
    return added


def retire(store: Store, kind: TermKind, key: str, by: str) -> None:
    """Offer a word no more; what was ticked with it stays in every figure.

    Raises:
        OutOfRangeError: it is the last method.
    """
    with store.writing():
        if kind is TermKind.METHOD and [term.key for term in vocabulary(store).offered(kind)] == [key]:
            raise OutOfRangeError("The number of methods that are offered", 0, "at least 1")
        reword(store, [replace(own_term(store, kind, key), is_retired=True)], by)


def bring_back(store: Store, kind: TermKind, key: str, by: str) -> None:
    """Offer a retired word again."""
    reword(store, [replace(own_term(store, kind, key), is_retired=False)], by)


def delete(store: Store, kind: TermKind, key: str, by: str) -> None:
    """Delete a signal or a cause of one's own that was never used.

    Raises:
        StillNeededError: it came with the app, or was ticked or found.
    """
    with store.writing():
        term = own_term(store, kind, key)
        is_signal = kind is TermKind.SIGNAL
        uses = times_ticked(store, key) if is_signal else times_explaining(store, key)
        used = f"its mark on {counted(uses, 'observation')}" if is_signal else f"{counted(uses, 'finding')} it explains"
        needed_by = [*(["the English words of the app"] if is_shipped(term) else []), *([used] if uses else [])]
        if needed_by:
            raise StillNeededError(vocabulary(store).term(kind, key).title, needed_by)
        if term in own_terms(store):
            remove_term(store, kind, key)
            _write_down(store, term, by, (term, None))


def term_id(kind: TermKind, key: str) -> UUID:
    """Return the key under which the history of a word stands."""
    return key_of(NOUN, kind.value, key)


def _free_key(store: Store, new: Term) -> str:
    """Return a key that says the name it was made of, as far as no other has it."""
    taken = {key_from(term.key) for term in vocabulary(store).of(new.kind)}
    key = key_from(new.name)
    return key if key and key not in taken else "_".join(filter(None, (key, new_key().hex)))


def _refuse_empty(term: Term) -> None:
    if not is_shipped(term):
        required("The name", term.name)
        if term.kind is TermKind.SIGNAL:
            required("What it means", term.meaning)


def _refuse_alike(store: Store, term: Term) -> None:
    words = vocabulary(store)
    name = words.term(term.kind, term.key).name
    if any(other.key != term.key and other.name.casefold() == name.casefold() for other in words.of(term.kind)):
        raise NameInUseError(term.kind.value, name, "list")


def _write_down(
    store: Store, of: Term, by: str, before_after: tuple[Term | None, Term | None], now: datetime | None = None
) -> None:
    noun, (before, after) = (NOUN, term_id(of.kind, of.key)), before_after
    add_change(store, "changed", noun, (by.strip() or "not said", ""), (_material(before), _material(after)), now)


def _material(term: Term | None) -> dict[str, Any] | None:
    return None if term is None else asdict(term)
