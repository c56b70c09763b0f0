"""A draft: a walk begun in the form of earlier versions, as it stood after its last tap.

Nothing writes one any more. Those that are open are shown until a phone goes on with them under the same key.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from audit.model.keys import new_key
from audit.model.waiting import as_clock
from audit.model.walk_through import Method


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


@dataclass(frozen=True, slots=True)
class Draft:
    """A walk in progress; moments are UTC.

    `version` counts what the store has kept of it, 0 = nothing yet; `changed_at` is when it did last.
    """

    id: UUID
    started_at: datetime
    head: Head = field(default_factory=Head)
    entry: Entry = field(default_factory=lambda: Entry(str(new_key())))
    version: int = field(default=0, compare=False)
    changed_at: datetime | None = field(default=None, compare=False)


def draft_from(text: str) -> Draft:
    """Return the draft that an earlier version stored as JSON, also one from before waits were kept as typed."""
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
