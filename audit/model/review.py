"""An all-staff review: what one meeting looks at, in which order, and what the facilitator made of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from audit.errors import DatesCrossedError, OutOfRangeError, required
from audit.model.day import written_month
from audit.model.keys import new_key
from audit.model.text import tidy


class Item(StrEnum):
    """What an agenda is made of, in the order in which it is proposed; the values are keys that stand in the store."""

    COVER = "cover"
    COMMITMENTS = "last commitments"
    SINCE_LAST = "since last time"
    ANSWERS = "you said, we did"
    STORIES = "what we did well"
    JOURNEY = "the journey"
    RATER = "RATER in one picture"
    HOT_SPOT = "one hot spot"
    TRUST = "trust owed"
    WATERMELON = "green outside, red inside"
    FAIRNESS = "every customer alike"
    RECOVERIES = "owned to the end"
    OWN = "our own slide"
    VOTE = "vote on what to fix"
    COMMITMENT = "one commitment"
    CANNOT = "can't, and why"
    REFLECTION = "a reflection question"
    THANKS = "thanks from the room"
    CLOSE = "close"


FEWEST_MINUTES, USUAL_MINUTES, MOST_MINUTES = 5, 30, 240  # planned for a meeting
FURTHER = frozenset({Item.FAIRNESS, Item.RECOVERIES, Item.OWN})  # left out until the facilitator brings them in


QUESTIONS = (  # the five reflection questions, one asked in each review
    "How are my people showing up?",
    "How connected are we to our purpose?",
    "What is it like to do business with us?",
    "How much attention do we pay to the moments that matter?",
    "Are we measuring what matters to the people we serve?",
)


_OF_THE_ROOM = dict(  # the same questions as a room asks them of itself, where the leaders' words are not its own
    zip(
        QUESTIONS,
        (
            "How are we showing up?",
            "How connected do we feel to our purpose?",
            "What is it like to do business with us?",
            "How much attention do we give the moments that matter?",
            "Do we measure what matters to those we serve?",
        ),
        strict=True,
    )
)


def room_question(question: str) -> str:
    """Return a reflection question in the words of the room; one that is none of the five stays as it is typed."""
    return _OF_THE_ROOM.get(question.strip(), question)


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One point of the agenda.

    `headline` is the facilitator's own ("" = the one written from the figures), `subject` what it is about (the hot
    spot's touchpoint, the reflection question; "" = the proposed one), `stories` the observations whose words are
    shown, chosen one by one; none are shown unless chosen. `named` are the choices of a vote that named a touchpoint
    when they were written. `photos` are shown as the words are: those chosen one by one.
    """

    item: Item
    headline: str = ""
    notes: str = ""
    subject: str = ""
    stories: tuple[UUID, ...] = ()
    is_dropped: bool = False
    named: tuple[str, ...] = ()
    photos: tuple[UUID, ...] = ()

    def __post_init__(self) -> None:
        tidy(self, ("headline",), ("subject", "notes"))

    def without(self, observation_id: UUID) -> "AgendaItem":
        """Return the point with the words about one observation not chosen."""
        return replace(self, stories=tuple(key for key in self.stories if key != observation_id))


@dataclass(frozen=True, slots=True)
class Review:
    """One all-staff review over a period, `since` and `until` included; closed once `closed_at` is set.

    `planned_minutes` is how long the meeting is to take.
    """

    title: str
    since: date
    until: date
    agenda: tuple[AgendaItem, ...]
    prepared_at: datetime
    key: str  # signs the links of this review; they end with it
    notes: str = ""
    closed_at: datetime | None = None
    id: UUID = field(default_factory=new_key)
    planned_minutes: int = USUAL_MINUTES

    def __post_init__(self) -> None:
        tidy(self, ("title",), ("notes",))
        required("The title of the review", self.title)
        if self.until < self.since:
            raise DatesCrossedError(self.since, self.until)
        if not FEWEST_MINUTES <= self.planned_minutes <= MOST_MINUTES:
            raise OutOfRangeError("The plan", self.planned_minutes, f"from {FEWEST_MINUTES} to {MOST_MINUTES} minutes")


def usual_title(until: date) -> str:
    """Return what a review that ends on a day is called unless somebody names it."""
    return f"All-staff review, {written_month(until)}"


def with_every_point(agenda: Iterable[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Return an agenda with the points that it lacks left out of it, each at the place where it would be proposed.

    A review prepared by an earlier version of the app lacks those that came later.
    """
    points, before = list(agenda), -1
    for item in Item:
        there = next((place for place, each in enumerate(points) if each.item is item), None)
        if there is None:
            points.insert(before + 1, AgendaItem(item, is_dropped=True))
        before = before + 1 if there is None else there
    return tuple(points)
