"""People at work in a drill: one verb after another, each told the moment it is acknowledged, and looked for later."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pandas as pd

from audit.actions.commitments import keep
from audit.actions.imports import import_reading
from audit.actions.recoveries import own
from audit.actions.room import vote
from audit.actions.walks import record_walk_through
from audit.intake.reading import Reading
from audit.intake.recipes import recipe_named
from audit.model.clock import utc_now
from audit.model.commitment import Commitment
from audit.model.journey import Journey
from audit.model.keys import new_key
from audit.model.rating import Outcome
from audit.model.recovery import Recovery, Step, Taken
from audit.store.journey import journeys
from audit.store.opening import Store, open_store
from audit.store.upkeep.backup import back_up
from audit.web.walk.arriving import take_in
from tests.builders import NOON, a_walk, an_observation, observation_rows, with_desk
from tests.rooms import CHOICES, a_room
from tests.web.walk.messages import PHONE, a_message, a_sent_entry, a_sent_walk

REVIEW = UUID("019a0000-0000-7000-8000-000000000011")
SAVES = ("walk", "entry", "vote", "recovery", "commitment")
ALL = (*SAVES, "walk", "entry", "import", "fold", "backup")
IMPORTED = 40  # rows of one import
WHERE = {  # what each kind of deed leaves in the store, one key a row
    "walk": "SELECT CAST(id AS TEXT) FROM observation WHERE batch_id IS NULL "
    "AND id NOT IN (SELECT observation_id FROM field_entry)",
    "entry": "SELECT CAST(observation_id AS TEXT) FROM field_entry",
    "vote": "SELECT device FROM ballot",
    "recovery": "SELECT CAST(observation_id AS TEXT) FROM recovery",
    "commitment": "SELECT CAST(id AS TEXT) FROM commitment",
    "import": "SELECT CAST(id AS TEXT) FROM observation WHERE batch_id IS NOT NULL",
}
Tell = Callable[[str, str, list[str]], object]  # told "tries" or "has", the kind of deed, and the keys it leaves


@dataclass
class Ledger:
    """What was acknowledged, and what was tried, by kind of deed."""

    acknowledged: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in WHERE})
    tried: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in WHERE})
    deeds: int = 0

    def add(self, word: str, kind: str, keys: list[str]) -> None:
        """Note what a writer tells."""
        self.deeds += word == "has"
        if kind in WHERE:
            (self.acknowledged if word == "has" else self.tried)[kind].update(keys)

    def lost(self, store: Store) -> list[str]:
        """Return what was acknowledged and is not in the store."""
        there = _keys_in(store)
        return [f"{kind} {key}" for kind, keys in self.acknowledged.items() for key in keys - there[kind].keys()]

    def doubled(self, store: Store) -> list[str]:
        """Return what is in the store more than once, or without anybody having tried to write it."""
        there = _keys_in(store)
        return [
            f"{kind} {key}"
            for kind, keys in there.items()
            for key, times in keys.items()
            if times > 1 or key not in self.tried[kind]
        ]


def _keys_in(store: Store) -> dict[str, Counter[str]]:
    with store.reading() as cursor:
        return {kind: Counter(key for (key,) in cursor.execute(query).fetchall()) for kind, query in WHERE.items()}


def begun(path: Path) -> None:
    """Make an audit with a journey and a review whose room is open, and close it."""
    store = with_desk(open_store(path))
    a_room(store, id=REVIEW)
    store.close()


def work(store: Store, dice: random.Random, tell: Tell, kinds: tuple[str, ...] = ALL) -> Iterator[None]:
    """Do one deed after another for as long as somebody asks, each of a kind that chance picks."""
    desk = journeys(store)[0]
    while True:
        for kind, keys, act in deed(store, dice.choice(kinds), dice, desk):
            tell("tries", kind, keys)
            act()
            tell("has", kind, keys)
        yield


def deed(
    store: Store, kind: str, dice: random.Random, desk: Journey
) -> Iterator[tuple[str, list[str], Callable[[], object]]]:
    """Yield the one or two transactions a deed is made of, each with the keys it leaves."""
    if kind in ("walk", "recovery", "commitment"):
        outcome = Outcome.NEGATIVE if kind == "recovery" else Outcome.POSITIVE
        seen = [
            an_observation(id=new_key(), touchpoint_id=_greeting(desk), outcome=outcome)
            for _ in range(dice.choice((1, 2, 3)))
        ]
        walk = a_walk(journey_id=desk.id, place=dice.choice(("North", "Süd", "Übergang 3")))
        yield "walk", [str(each.id) for each in seen], lambda: record_walk_through(store, walk, seen)
        if kind == "recovery":
            recovery, taken = Recovery(seen[0].id, "The desk"), Taken(Step.OWNED, NOON.date())
            yield kind, [str(seen[0].id)], lambda: own(store, recovery, taken, NOON.date())
    if kind == "commitment":
        promised = _a_promise(_greeting(desk))
        yield kind, [str(promised.id)], lambda: keep(store, promised, utc_now())
    if kind in _SINGLE:
        key = new_key()
        yield kind, _SINGLE_KEYS.get(kind, lambda key: [str(key)])(key), lambda: _SINGLE[kind](store, key, dice)


def _greeting(desk: Journey) -> UUID:
    """Return the desk's first touchpoint; its key is another in every process that imports the builders."""
    return desk.stages[0].touchpoints[0].id


def _a_promise(touchpoint_id: UUID) -> Commitment:
    made_on = NOON.date() + timedelta(days=1)
    return Commitment(touchpoint_id, "We look up.", "Fewer wait.", "The desk", made_on + timedelta(days=30), made_on)


def import_rows(store: Store, key: UUID, rows: int = IMPORTED) -> None:
    """Import so many rows with the keys that follow `key`, as a file that was read gives them."""
    read = observation_rows(*({"id": each, "place": "Imported"} for each in _keys_from(key, rows)))
    read.index = pd.RangeIndex(2, len(read) + 2)
    nothing = pd.DataFrame({"row": pd.Series(dtype="int64")})
    import_reading(store, Reading(read, nothing, len(read), 0), recipe_named("moments"), "drill.csv")


def send_entry(store: Store, key: UUID) -> None:
    """Take in what a phone sends: a walk with one entry of this key."""
    desk = journeys(store)[0]
    entry = a_sent_entry(id=str(key), touchpoint_id=str(_greeting(desk)))
    take_in(store, a_message(a_sent_walk(journey_id=str(desk.id)), entry), PHONE)


def _keys_from(key: UUID, rows: int = IMPORTED) -> list[UUID]:
    return [UUID(int=key.int + number) for number in range(rows)]


_SINGLE: dict[str, Callable[[Store, UUID, random.Random], object]] = {
    "entry": lambda store, key, _: send_entry(store, key),
    "vote": lambda store, key, dice: vote(store, REVIEW, str(key), dice.choice(CHOICES)),
    "import": lambda store, key, _: import_rows(store, key),
    "fold": lambda store, *_: store.fold(),
    "backup": lambda store, *_: back_up(store, Path(store.path).with_suffix(".backup"), replace=True),
}
_SINGLE_KEYS: dict[str, Any] = {"import": lambda key: [str(each) for each in _keys_from(key)]}
