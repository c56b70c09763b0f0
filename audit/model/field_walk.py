"""A walk as a phone holds it: each part with its version, so that what arrives twice or late does no harm."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from audit.model.rating import Outcome
from audit.model.text import text_of
from audit.model.walk_through import MAX_WORDS, Observation, WalkThrough

FEWEST_VERSION = 1
_SAME_CLOCK = timedelta(minutes=2)  # two clocks this close are one; times are then taken as they are


class NoWords(StrEnum):
    """Why nothing was written where a rating of 1 or 2 asked what had happened."""

    NO_TIME = "no time"
    SOMEONE_KNOWN = "someone would be known"
    NOTHING_TO_ADD = "nothing to add"


@dataclass(frozen=True, slots=True)
class FieldWalk:
    """The head of a walk and what was noted of it as a whole; `finished_at` is UTC, None while it goes on.

    `first_outcome` answers "Would you come in again?" before anybody spoke; None = not said.
    """

    walk: WalkThrough
    version: int
    first_impressions: str = ""
    first_outcome: Outcome | None = None
    closing_words: str = ""
    finished_at: datetime | None = None
    plan_id: UUID | None = None

    def __post_init__(self) -> None:
        for name in ("first_impressions", "closing_words"):
            object.__setattr__(self, name, text_of(getattr(self, name))[:MAX_WORDS])

    @property
    def as_material(self) -> dict[str, Any]:
        """What people chose and wrote of the walk as a whole, as the history keeps it."""
        walk = self.walk
        return {
            "method": walk.method.value,
            "place": walk.place,
            "observer": walk.observer,
            "customer_group": walk.customer_group,
            "scenario": walk.scenario,
            "persona": walk.persona,
            "own_area": walk.own_area,
            "recognised": walk.recognised or "",
            "first_impressions": self.first_impressions,
            "first_outcome": self.first_outcome or "",
            "closing_words": self.closing_words,
        }


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """What was saved at one touchpoint, in the version it was sent; `withdrawn` = taken back by its observer."""

    observation: Observation
    version: int
    nobody_there: bool = False
    why_no_words: NoWords | None = None
    withdrawn: bool = False

    def same_content(self, other: "FieldEntry") -> bool:
        """Return whether both say the same of the moment, whatever their versions and the clocks they were made by."""
        return replace(self.at_the_moment_of(other), version=other.version) == other

    def at_the_moment_of(self, other: "FieldEntry") -> "FieldEntry":
        """Return this entry as observed and logged when `other` was."""
        moment = other.observation
        observed = replace(
            self.observation,
            observed_at=moment.observed_at,
            observed_on=moment.observed_on,
            logged_at=moment.logged_at,
        )
        return replace(self, observation=observed)


class Standing(StrEnum):
    """What became of something that was sent."""

    STORED = "kept"  # the word of the protocol, which phones hold
    REFUSED = "refused"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a phone is told of one thing it sent."""

    id: UUID
    version: int
    standing: Standing
    sentence: str = ""


def clock_behind(sent_at: datetime, now: datetime) -> timedelta:
    """Return how far a phone's clock is behind the server's; nothing where both agree within two minutes."""
    behind = now - sent_at
    return behind if abs(behind) > _SAME_CLOCK else timedelta()
