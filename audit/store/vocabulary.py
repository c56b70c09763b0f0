"""The programme's own words in the store; a word that it did not change has no row, and is the one of the app."""

from dataclasses import replace

from audit.model.clock import utc_now
from audit.model.vocabulary import SHIPPED, Term, TermKind, Vocabulary, is_shipped
from audit.store.opening import Store, first


def vocabulary(store: Store) -> Vocabulary:
    """Return every word as it is shown now, remembered until one is changed."""
    return store.cached_of(("term",), "words", lambda: _vocabulary(store))


def _vocabulary(store: Store) -> Vocabulary:
    own = {(term.kind, term.key): term for term in own_terms(store)}
    shipped = [_filled(own.pop((term.kind, term.key), term), term) for terms in SHIPPED.values() for term in terms]
    return Vocabulary((*shipped, *own.values()))


def _filled(own: Term, shipped: Term) -> Term:
    return replace(own, name=own.name or shipped.name, meaning=own.meaning or shipped.meaning, is_good=shipped.is_good)


def own_terms(store: Store) -> tuple[Term, ...]:
    """Return the words that the programme changed or added, as they were typed; "" = that of the app."""
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT kind, key, name, meaning, is_good, retired_at IS NOT NULL FROM term ORDER BY kind, position, key"
        ).fetchall()
    return tuple(Term(TermKind(kind), *rest) for kind, *rest in rows)


def own_term(store: Store, kind: TermKind, key: str) -> Term:
    """Return one word as it was typed, empty where it is that of the app."""
    return next((term for term in own_terms(store) if (term.kind, term.key) == (kind, key)), Term(kind, key))


def change_term(store: Store, term: Term) -> None:
    """Keep the words for a key, at the end of its kind if it is new; one of the app's as it came has no row."""
    of_key = {"kind": term.kind.value, "key": term.key}
    with store.writing() as cursor:
        row = first(
            cursor.execute(
                "SELECT COALESCE(MAX(CASE WHEN key = $key THEN position ELSE NULL END), MAX(position) + 1, 0) "
                "FROM term WHERE kind = $kind",
                of_key,
            )
        )
        remove_term(store, term.kind, term.key)
        if is_shipped(term) and not (term.name or term.meaning or term.is_retired):
            return
        cursor.execute(
            "INSERT INTO term (kind, key, name, meaning, is_good, position, retired_at) "
            "VALUES ($kind, $key, $name, $meaning, $is_good, $position, $retired_at)",
            of_key
            | {name: getattr(term, name) for name in ("name", "meaning", "is_good")}
            | {"position": row[0] if row else 0, "retired_at": utc_now() if term.is_retired else None},
        )


def remove_term(store: Store, kind: TermKind, key: str) -> None:
    """Delete the words for a key."""
    with store.writing() as cursor:
        cursor.execute("DELETE FROM term WHERE kind = $kind AND key = $key", {"kind": kind.value, "key": key})


def retired_keys(store: Store, kind: TermKind) -> frozenset[str]:
    """Return the keys of one kind that are offered no more."""
    return frozenset(term.key for term in vocabulary(store).of(kind) if term.is_retired)
