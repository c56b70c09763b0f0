"""The words of a programme: what people are shown for a key, which stays what it is whatever it is called."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from audit.errors import OutOfRangeError
from audit.model.labels import (
    CAUSE_LABELS,
    DIMENSION_LABELS,
    DIMENSION_MEANINGS,
    METHOD_LABELS,
    SIGNAL_LABELS,
    SIGNAL_MEANINGS,
)
from audit.model.rating import DIMENSIONS
from audit.model.story import Cause
from audit.model.text import name_of, tidy
from audit.model.walk_through import FIELD_METHODS, GOOD_SIGNALS, Signal

MAX_NAME = 40  # characters: it stands beside five buttons on a phone
MAX_MEANING = 160  # characters: two lines on a phone
_ENDS = ".?!:…؟۔।。！？"  # signs that end a sentence, in the scripts that have their own


class TermKind(StrEnum):
    """What a word is for."""

    DIMENSION = "dimension"
    SIGNAL = "signal"
    METHOD = "method"
    CAUSE = "cause"
    PLACE = "place"  # of which it is known alone whether it is retired, like of a customer group
    CUSTOMER_GROUP = "customer_group"


@dataclass(frozen=True, slots=True)
class Term:
    """A key with the words shown for it: a name of one line, and in one sentence what it means.

    `is_good` says of a signal whether it is a good sign. What is retired is offered no more and stays in every figure.
    """

    kind: TermKind
    key: str
    name: str = ""
    meaning: str = ""
    is_good: bool = False
    is_retired: bool = False

    def __post_init__(self) -> None:
        tidy(self, ("name", "meaning"))
        for field, text, most in (("The name", self.name, MAX_NAME), ("The sentence", self.meaning, MAX_MEANING)):
            if len(text) > most:
                raise OutOfRangeError(field, f"{len(text)} characters long", f"at most {most}")

    @property
    def title(self) -> str:
        """The name as it stands by itself, such as on a button."""
        return self.name[:1].upper() + self.name[1:]

    @property
    def sentence(self) -> str:
        """What it means, with a full stop unless it ends with a sign of its own."""
        return self.meaning if not self.meaning or self.meaning[-1] in _ENDS else f"{self.meaning}."


SHIPPED: Mapping[TermKind, tuple[Term, ...]] = {
    TermKind.DIMENSION: tuple(
        Term(TermKind.DIMENSION, key.value, DIMENSION_LABELS[key], DIMENSION_MEANINGS[key]) for key in DIMENSIONS
    ),
    TermKind.SIGNAL: tuple(
        Term(TermKind.SIGNAL, key.value, SIGNAL_LABELS[key], SIGNAL_MEANINGS[key], key in GOOD_SIGNALS)
        for key in Signal
    ),
    TermKind.METHOD: tuple(Term(TermKind.METHOD, key.value, METHOD_LABELS[key]) for key in FIELD_METHODS),
    TermKind.CAUSE: tuple(Term(TermKind.CAUSE, key.value, CAUSE_LABELS[key]) for key in Cause),
}
_KEYS = frozenset((term.kind, term.key) for terms in SHIPPED.values() for term in terms)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every word of a programme, those of one kind in their order; an empty one of its own is the shipped one."""

    terms: tuple[Term, ...] = tuple(term for terms in SHIPPED.values() for term in terms)

    def of(self, kind: TermKind) -> tuple[Term, ...]:
        """Return the words of one kind, signs of good service before those of trouble."""
        return tuple(sorted((term for term in self.terms if term.kind is kind), key=lambda term: not term.is_good))

    def offered(self, kind: TermKind, *more: str) -> tuple[Term, ...]:
        """Return the words of one kind that are not retired, and those of the keys `more`, which are in use."""
        return tuple(term for term in self.of(kind) if not term.is_retired or term.key in more)

    @property
    def troubles(self) -> tuple[str, ...]:
        """The keys of the signals of trouble, retired ones too."""
        return tuple(term.key for term in self.of(TermKind.SIGNAL) if not term.is_good)

    def named(self, kind: TermKind, keys: Iterable[str]) -> list[str]:
        """Return the names of keys, in the order of the keys."""
        return [self.term(kind, key).name for key in keys]

    def term(self, kind: TermKind, key: str) -> Term:
        """Return the words for a key; one that is not known is shown as it is."""
        return next((term for term in self.of(kind) if term.key == key), Term(kind, key, name_of(key)))

    def beside(self, kind: TermKind, key: str) -> str:
        """Return the shipped name with the programme's own beside it: "Reliability · Verlässlichkeit"."""
        shipped, own = shipped_term(kind, key).title, self.term(kind, key).title
        return shipped if own == shipped else f"{shipped} · {own}"


def is_shipped(term: Term) -> bool:
    """Return whether a key came with the app, under whatever name."""
    return (term.kind, term.key) in _KEYS


def key_from(name: str) -> str:
    """Return the key of a word that is added as `name`, in letters and digits of any script; "" if it has none.

    >>> key_from("Sehr nett!")
    'sehr_nett'
    """
    return re.sub(r"\W+", "_", name_of(name).casefold()).strip("_")


def shipped_term(kind: TermKind, key: str) -> Term:
    """Return the words for a key that came with the app."""
    return Vocabulary().term(kind, key)
