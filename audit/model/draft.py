"""A draft: a walk in progress as it stands after the last tap, ready to come back on any device."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from audit.errors import MissingError
from audit.model.keys import new_key
from audit.model.programme import Programme
from audit.model.rating import DIMENSIONS, Outcome
from audit.model.walk_through import Method, Observation, Signal, WalkThrough


@dataclass(frozen=True, slots=True)
class Head:
    """Where and how the walk is made, as chosen so far, and the plan it began from; "" = not said."""

    journey_id: str = ""
    place: str = ""
    method: str = Method.WALK_IT_THROUGH.value
    scenario: str = ""
    observer: str = ""
    customer_group: str = ""
    own_area: bool = False
    plan_id: str = ""

    def saying(self, name: str, value: Any) -> "Head":
        """Return this head with the field `name` as a screen gives it; None = not said."""
        changes: dict[str, Any] = {name: "" if value is None else value}
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Entry:
    """What was tapped and typed for the touchpoint at hand; "" or None = not said."""

    observation_id: str
    touchpoint_id: str = ""
    outcome: str = ""
    what_happened: str = ""
    ratings: Mapping[str, int] = field(default_factory=dict)
    wait_minutes: float | None = None
    clock_started_at: str = ""
    greeted: str = ""
    signals: tuple[str, ...] = ()

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was said about the touchpoint yet."""
        return self == Entry(self.observation_id, self.touchpoint_id)

    def saying(self, name: str, value: Any) -> "Entry":
        """Return this entry with the field, or the dimension's rating, `name` as a screen gives it; None = not said."""
        if name in DIMENSIONS:
            others = {dimension: rating for dimension, rating in self.ratings.items() if dimension != name}
            return replace(self, ratings=others if value is None else others | {name: value})
        if name == "wait_minutes":
            return replace(self, wait_minutes=value)
        changes: dict[str, Any] = {name: tuple(value) if name == "signals" else value or ""}
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Draft:
    """A walk in progress. Every change returns a new draft; `started_at` is UTC."""

    id: UUID
    started_at: datetime
    head: Head = field(default_factory=Head)
    entry: Entry = field(default_factory=lambda: Entry(str(new_key())))

    def walk_through(self, programme: Programme) -> WalkThrough:
        """Return the walk this draft is of; it has the draft's key, so that sending it again is harmless.

        Raises:
            MissingError: no journey is chosen.
        """
        if not self.head.journey_id:
            raise MissingError("The journey")
        return WalkThrough(
            journey_id=UUID(self.head.journey_id),
            method=Method(self.head.method),
            started_at=self.started_at,
            place=self.head.place,
            observer=self.head.observer,
            customer_group=self.head.customer_group,
            scenario=self.head.scenario,
            own_area=self.head.own_area,
            day=programme.day_of(self.started_at),
            id=self.id,
        )

    def observation(self, programme: Programme, now: datetime) -> Observation:
        """Return what was seen at the touchpoint at hand, observed and logged at `now` (UTC).

        Raises:
            MissingError: no touchpoint or no outcome is chosen.
            OutOfRangeError: a number lies outside its scale.
        """
        entry = self.entry
        if not entry.touchpoint_id:
            raise MissingError("The touchpoint")
        if not entry.outcome:
            raise MissingError("How it went (positive, neutral or negative)")
        return Observation(
            touchpoint_id=UUID(entry.touchpoint_id),
            outcome=Outcome(entry.outcome),
            observed_at=now,
            observed_on=programme.day_of(now),
            logged_at=now,
            ratings={dimension: entry.ratings[dimension] for dimension in DIMENSIONS if dimension in entry.ratings},
            what_happened=entry.what_happened.strip(),
            wait_minutes=entry.wait_minutes,
            greeted={"yes": True, "no": False}.get(entry.greeted),
            signals=frozenset(Signal(signal) for signal in entry.signals),
            id=UUID(entry.observation_id),
        )

    def at(self, touchpoint_id: str) -> "Draft":
        """Return this draft with an empty entry at a touchpoint."""
        return replace(self, entry=Entry(str(new_key()), touchpoint_id))

    def as_text(self) -> str:
        """Return the whole draft as JSON text."""
        return json.dumps(asdict(self), default=str)


def draft_from(text: str) -> Draft:
    """Return the draft that `Draft.as_text` wrote."""
    content: dict[str, Any] = json.loads(text)
    entry = content["entry"] | {"signals": tuple(content["entry"]["signals"])}
    return Draft(
        id=UUID(content["id"]),
        started_at=datetime.fromisoformat(content["started_at"]),
        head=Head(**content["head"]),
        entry=Entry(**entry),
    )
