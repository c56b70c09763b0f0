"""A draft: a walk in progress as it stands after the last tap, ready to come back on any device."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from audit.errors import MissingError, OutcomeMissingError
from audit.model.keys import key_of, new_key
from audit.model.programme import Programme
from audit.model.rating import DIMENSIONS, Outcome
from audit.model.waiting import as_clock, minutes_waited
from audit.model.walk_through import TEXTS, Method, Observation, Signal, WalkThrough

_WRITTEN = ("id", "started_at", "head", "entry")
IN_USE_FOR = timedelta(minutes=5)  # somebody who tapped so lately is still on the walk


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

    def with_value(self, name: str, value: Any) -> "Head":
        """Return this head with the field `name` as a screen gives it; None = not said."""
        changes: dict[str, Any] = {name: "" if value is None else value}
        return replace(self, **changes)

    def value_of(self, name: str) -> Any:
        """Return the field `name` as a screen shows it; None = not said."""
        value = getattr(self, name)
        return value if value != "" else None


@dataclass(frozen=True, slots=True)
class Entry:
    """What was tapped and typed for the touchpoint at hand; "" or None = not said.

    `wait` is the time as it was typed; `clock_started_at` is when the stopwatch was started (UTC), "" = it stands.
    """

    observation_id: str
    touchpoint_id: str = ""
    outcome: str = ""
    what_happened: str = ""
    ratings: Mapping[str, int] = field(default_factory=dict)
    wait: str = ""
    clock_started_at: str = ""
    greeted: str = ""
    signals: tuple[str, ...] = ()

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was said about the touchpoint yet."""
        return self == Entry(self.observation_id, self.touchpoint_id)

    def with_value(self, name: str, value: Any) -> "Entry":
        """Return this entry with the field, or the dimension's rating, `name` as a screen gives it; None = not said."""
        if name in DIMENSIONS:
            others = {dimension: rating for dimension, rating in self.ratings.items() if dimension != name}
            return replace(self, ratings=others if value is None else others | {name: value})
        changes: dict[str, Any] = {name: tuple(value) if name == "signals" else value or ""}
        return replace(self, **changes)

    def value_of(self, name: str) -> Any:
        """Return the field, or the dimension's rating, `name` as a screen shows it; None = not said."""
        if name in DIMENSIONS:
            return self.ratings.get(name)
        value = getattr(self, name)
        return list(value) if isinstance(value, tuple) else (value if value != "" else None)

    def seconds_waited(self, now: datetime) -> int:
        """Return what the running stopwatch shows at `now` (UTC)."""
        return max(0, int((now - datetime.fromisoformat(self.clock_started_at)).total_seconds()))

    def stopped(self, now: datetime) -> "Entry":
        """Return this entry with its stopwatch stopped at `now` (UTC) and the wait filled in, if it runs."""
        if not self.clock_started_at:
            return self
        return replace(self, clock_started_at="", wait=as_clock(self.seconds_waited(now)))


@dataclass(frozen=True, slots=True)
class Draft:
    """A walk in progress. Every change returns a new draft; moments are UTC.

    `version` counts what the store has kept of it, 0 = nothing yet; `changed_at` is when it did last, and `touched_by`
    the mark of the browser that asked for it.
    """

    id: UUID
    started_at: datetime
    head: Head = field(default_factory=Head)
    entry: Entry = field(default_factory=lambda: Entry(str(new_key())))
    version: int = field(default=0, compare=False)
    changed_at: datetime | None = field(default=None, compare=False)
    touched_by: str = field(default="", compare=False)

    def begun_at(self, touchpoint_id: str) -> "Draft":
        """Return this draft with its first entry, which has the same key in every window that opens the walk."""
        return replace(self, entry=Entry(str(key_of("first entry", str(self.id))), touchpoint_id))

    def used_by_another(self, mark: str, now: datetime) -> timedelta | None:
        """Return how long ago a browser other than `mark` touched this walk, None where that is long ago or never."""
        if self.changed_at is None or self.touched_by in {"", mark}:
            return None
        ago = now - self.changed_at
        return ago if ago < IN_USE_FOR else None

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
            MissingError, OutcomeMissingError: no touchpoint or no outcome is chosen.
            OutOfRangeError: a number lies outside its scale.
            WaitUnreadableError: the wait cannot be read.
        """
        entry = self.entry
        if not entry.touchpoint_id:
            raise MissingError("The touchpoint")
        if not entry.outcome:
            raise OutcomeMissingError
        return Observation(
            touchpoint_id=UUID(entry.touchpoint_id),
            outcome=Outcome(entry.outcome),
            observed_at=now,
            observed_on=programme.day_of(now),
            logged_at=now,
            ratings={dimension: entry.ratings[dimension] for dimension in DIMENSIONS if dimension in entry.ratings},
            wait_minutes=minutes_waited(entry.wait),
            greeted={"yes": True, "no": False}.get(entry.greeted),
            signals=frozenset(Signal(signal) for signal in entry.signals),
            id=UUID(entry.observation_id),
            **{name: getattr(entry, name).strip() for name in TEXTS},
        )

    def at(self, touchpoint_id: str) -> "Draft":
        """Return this draft with an empty entry at a touchpoint."""
        return replace(self, entry=Entry(str(new_key()), touchpoint_id))

    def as_text(self) -> str:
        """Return the whole draft as JSON text."""
        written = {name: value for name, value in asdict(self).items() if name in _WRITTEN}
        return json.dumps(written, default=str)


def draft_from(text: str) -> Draft:
    """Return the draft that `Draft.as_text` wrote, now or before waits were kept as they are typed."""
    content: dict[str, Any] = json.loads(text)
    entry = content["entry"] | {"signals": tuple(content["entry"]["signals"])}
    minutes = entry.pop("wait_minutes", None)
    if minutes is not None:
        entry["wait"] = as_clock(round(minutes * 60))
    return Draft(
        id=UUID(content["id"]),
        started_at=datetime.fromisoformat(content["started_at"]),
        head=Head(**content["head"]),
        entry=Entry(**entry),
    )
