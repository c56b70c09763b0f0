"""Places and customer groups in the programme's own words: renamed, merged, parted, retired; no figure is lost."""

from uuid import UUID

from audit.errors import GoneError, NameInUseError, required
from audit.model.keys import key_of
from audit.model.named import Named
from audit.model.text import alphabetical, name_of
from audit.model.vocabulary import Term, TermKind
from audit.store import naming
from audit.store.change import add_change
from audit.store.earlier_name import merged_into
from audit.store.observation import customer_groups
from audit.store.opening import Store
from audit.store.place import keys_of_places, places
from audit.store.programme import add_customer_group, programme
from audit.store.vocabulary import change_term, own_term, remove_term


def names_of(store: Store, noun: Named) -> tuple[str, ...]:
    """Return what places, or customer groups, are called today, retired ones too."""
    return alphabetical(places(store), programme(store).language) if noun is Named.PLACE else customer_groups(store)


def rename(store: Store, noun: Named, before: str, after: str, by: str) -> None:
    """Call a place or group otherwise, in what was observed before too; an import that names it as before finds it.

    Raises:
        MissingError: the new name is empty.
        GoneError: nothing is called so.
        NameInUseError: another is called so; the two can be merged.
    """
    after = name_of(required("The new name", after))
    with store.writing():
        names = _there(store, noun, before)
        if after == before:
            return
        if after in names:
            raise NameInUseError(noun.called, after, "list")
        kind, key = TermKind(noun.value), _term_key(store, noun, before)
        term = own_term(store, kind, key)
        naming.rename(store, noun, before, after)
        if term.is_retired and noun is Named.CUSTOMER_GROUP:
            remove_term(store, kind, key)
            change_term(store, Term(kind, after, is_retired=True))
        _write_down(store, noun, by, ("renamed", before), ("renamed", after))


def merge(store: Store, noun: Named, gone: str, into: str, by: str) -> None:
    """Make one another's: every observation, walk, plan and metric of the first is of the second from now on.

    Raises:
        GoneError: one of the two is not there.
    """
    with store.writing():
        _there(store, noun, gone)
        _there(store, noun, into)
        if gone != into:
            naming.merge(store, noun, gone, into)
            _write_down(store, noun, by, ("merged", gone), ("merged", into))


def part_again(store: Store, noun: Named, name: str, by: str) -> None:
    """Take a merging back: what was of `name` then is its own again, what came since stays with the other.

    Raises:
        GoneError: nothing of that name was merged.
    """
    with store.writing():
        became = merged_into(store, noun).get(name)
        if became is None:
            raise GoneError(noun.called)
        naming.part_again(store, noun, name)
        if noun is Named.CUSTOMER_GROUP:
            add_customer_group(store, name)
        _write_down(store, noun, by, ("merged", became), ("parted", name))


def offer(store: Store, noun: Named, name: str, by: str, *, again: bool) -> None:
    """Retire a place or group, or with `again` bring it back; what was observed stays in every figure.

    Raises:
        GoneError: nothing is called so.
    """
    with store.writing():
        _there(store, noun, name)
        kind, key = TermKind(noun.value), _term_key(store, noun, name)
        if own_term(store, kind, key).is_retired is not again:
            return
        if again:
            remove_term(store, kind, key)
        else:
            change_term(store, Term(kind, key, is_retired=True))
        words = ("retired", name), ("offered", name)
        _write_down(store, noun, by, *(words if again else words[::-1]))


def history_key(noun: Named) -> UUID:
    """Return the key under which the history of all places, or of all customer groups, stands."""
    return key_of("naming", noun.value)


def _there(store: Store, noun: Named, name: str) -> tuple[str, ...]:
    names = names_of(store, noun)
    if name not in names:
        raise GoneError(noun.called)
    return names


def _term_key(store: Store, noun: Named, name: str) -> str:
    return name if noun is Named.CUSTOMER_GROUP else str(keys_of_places(store)[name])


def _write_down(store: Store, noun: Named, by: str, before: tuple[str, str], after: tuple[str, str]) -> None:
    texts = tuple({state: name} for state, name in (before, after))
    who = (by.strip() or "not said", "")
    add_change(store, "changed", (noun.value, history_key(noun)), who, (texts[0], texts[1]))
