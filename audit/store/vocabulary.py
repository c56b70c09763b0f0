"""The programme's own words in the store; a word that it did not change has no row, and is the one of the app."""

from audit.model.vocabulary import SHIPPED, Term, TermKind, Vocabulary
from audit.store.opening import Store


def vocabulary(store: Store) -> Vocabulary:
    """Return every word as it is shown now, cached."""
    return store.cached("vocabulary", lambda: _vocabulary(store))


def _vocabulary(store: Store) -> Vocabulary:
    own = {(term.kind, term.key): term for term in own_terms(store)}
    return Vocabulary(
        tuple(_filled(own.get((term.kind, term.key), term), term) for terms in SHIPPED.values() for term in terms)
    )


def _filled(own: Term, shipped: Term) -> Term:
    return Term(own.kind, own.key, own.name or shipped.name, own.meaning or shipped.meaning)


def own_terms(store: Store) -> tuple[Term, ...]:
    """Return the words that the programme changed, as they were typed; "" = that of the app."""
    with store.reading() as cursor:
        rows = cursor.execute("SELECT kind, key, name, meaning FROM term ORDER BY kind, position, key").fetchall()
    return tuple(Term(TermKind(kind), key, name, meaning) for kind, key, name, meaning in rows)


def change_term(store: Store, term: Term) -> None:
    """Show these words for a key from now on; with both empty those that came with the app."""
    of_key = {"kind": term.kind.value, "key": term.key}
    with store.writing() as cursor:
        cursor.execute("DELETE FROM term WHERE kind = $kind AND key = $key", of_key)
        if term.name or term.meaning:
            cursor.execute(
                "INSERT INTO term (kind, key, name, meaning, is_good, position) "
                "VALUES ($kind, $key, $name, $meaning, FALSE, 0)",
                of_key | {"name": term.name, "meaning": term.meaning},
            )
