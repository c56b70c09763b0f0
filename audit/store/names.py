"""Which touchpoint, stage or journey somebody means: by its key, by what it is called today, or was called before.

Whatever is stored, linked to or remembered holds a key. A name that came from elsewhere, or from before there were
keys in links, is looked up here; where two were called so, none is guessed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from audit.model.named import Named
from audit.model.text import name_of
from audit.model.view import View
from audit.store.earlier_name import name_of_today
from audit.store.opening import Store

_Former = list[tuple[str, str, str, datetime]]  # key, name, label, until when


@dataclass(frozen=True, eq=False)
class Names:
    """What one kind of thing is called: of each key the own name and how it is shown today, and all it was before.

    `merged` leads from the key of a touchpoint that is gone to the one it was merged into.
    """

    today: Mapping[str, tuple[str, str]]
    former: _Former
    merged: Mapping[str, str] = field(default_factory=dict)

    def key_of(self, word: str) -> str:
        """Return the key of what somebody calls `word`, "" where there is none or several were called so."""
        if word in self.today:
            return word
        if word in self.merged:
            return self.merged[word]
        if shown := [key for key, (_, label) in self.today.items() if label == word]:
            return shown[0]
        was_shown = {self._now(key) for key, _, label, _ in self.former if label == word}
        if not was_shown and not self.sharing(word):
            was_shown = {self._now(key) for key, name, _, _ in self.former if name == word}
        return was_shown.pop() if len(was_shown) == 1 else ""

    def shown(self, word: str) -> str:
        """Return how that is shown today which somebody calls `word`; the word itself where nothing is."""
        return self.today.get(self.key_of(word), ("", word))[1]

    def one_of(self, keys: Iterable[str], word: str) -> str:
        """Return which of `keys` is or was called `word`, "" where that is none or several."""
        called = {key for key, own in self.today.items() if word in own} | {
            key for key, was in self.before if was == word
        }
        meant = called.intersection(keys)
        return meant.pop() if len(meant) == 1 else ""

    def sharing(self, word: str) -> tuple[str, ...]:
        """Return how those are shown that are named `word` today, where they are several; else nothing."""
        labels = tuple(label for name, label in self.today.values() if name == word)
        return labels if len(labels) > 1 else ()

    @cached_property
    def by_line(self) -> Mapping[str, str]:
        """How each is shown today, in one line as lists and votes have it -> its key."""
        return {name_of(label): key for key, (_, label) in self.today.items()}

    @property
    def before(self) -> list[tuple[str, str]]:
        """The key of each with every name it had or was shown by before today."""
        return [(self._now(key), word) for key, name, label, _ in self.former for word in dict.fromkeys((name, label))]

    def since(self, moment: datetime) -> Mapping[str, str]:
        """Return how each was shown at a moment (UTC) -> how it is shown today."""
        then = {key: label for key, (_, label) in self.today.items()}
        later = (each for each in self.former if each[3] > moment)
        # the earliest that came to an end since is what it was called then
        then |= {key: label for key, _, label, _ in sorted(later, key=lambda each: each[3], reverse=True)}
        return {label: self.today[self._now(key)][1] for key, label in then.items()}

    def _now(self, key: str) -> str:
        return self.merged.get(key, key)


def touchpoint_names(store: Store) -> Names:
    """Return what the touchpoints are called and were called."""
    return store.cached(
        "touchpoint names",
        lambda: _names(
            store,
            "touchpoint",
            "SELECT CAST(id AS TEXT), name, named_touchpoint.touchpoint FROM touchpoint "
            "INNER JOIN named_touchpoint ON touchpoint_id = touchpoint.id "
            "ORDER BY journey_position, journey, stage_position, named_touchpoint.position, touchpoint",
        ),
    )


def journey_names(store: Store) -> Names:
    """Return what the journeys are called and were called."""
    return store.cached(
        "journey names",
        lambda: _names(store, "journey", "SELECT CAST(id AS TEXT), name, name FROM journey ORDER BY position, name"),
    )


def stage_names(store: Store) -> Mapping[str, Names]:
    """Return what the stages of each journey (key, text) are called and were called."""
    return store.cached("stage names", lambda: _stage_names(store))


def names_in_stages(store: Store) -> Mapping[str, Names]:
    """Return what the touchpoints of each stage (key, text) are called and were called, by their own names."""
    return store.cached("names in stages", lambda: _names_in_stages(store))


def in_names_of_today(store: Store, view: View) -> View:
    """Return `view` with all it names as it is called today, which a read compares with; see `View`."""
    return replace(
        view,
        journeys=tuple(journey_names(store).shown(word) for word in view.journeys),
        touchpoint=view.touchpoint and touchpoint_names(store).shown(view.touchpoint),
        places=tuple(name_of_today(store, Named.PLACE, word) for word in view.places),
        customer_groups=tuple(name_of_today(store, Named.CUSTOMER_GROUP, word) for word in view.customer_groups),
    )


def _names(store: Store, noun: str, statement: str) -> Names:
    with store.reading() as cursor:
        today = {key: (name, label) for key, name, label in cursor.execute(statement).fetchall()}
        pairs = cursor.execute("SELECT CAST(id AS TEXT), CAST(touchpoint_id AS TEXT) FROM merged_touchpoint").fetchall()
    merged = {gone: into for gone, into in pairs if into in today}
    return Names(today, _former(store, noun, {*today, *merged}), merged)


def _former(store: Store, noun: str, there: Iterable[str]) -> _Former:
    with store.reading() as cursor:
        rows = cursor.execute(
            "SELECT CAST(noun_id AS TEXT), name, label, until FROM former_name WHERE noun = $noun ORDER BY until",
            {"noun": noun},
        ).fetchall()
    return [row for row in rows if row[0] in there]


def _stage_names(store: Store) -> Mapping[str, Names]:
    return _names_within(store, "stage", "SELECT CAST(journey_id AS TEXT), CAST(id AS TEXT), name FROM stage")


def _names_in_stages(store: Store) -> Mapping[str, Names]:
    return _names_within(store, "touchpoint", "SELECT CAST(stage_id AS TEXT), CAST(id AS TEXT), name FROM touchpoint")


def _names_within(store: Store, noun: str, statement: str) -> Mapping[str, Names]:
    """Return the names of things by what holds them."""
    with store.reading() as cursor:
        rows = cursor.execute(statement).fetchall()
    held_by: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for holder, key, name in rows:
        held_by[holder][key] = (name, name)
    former = _former(store, noun, {key for _, key, _ in rows})
    return {holder: Names(today, [each for each in former if each[0] in today]) for holder, today in held_by.items()}
