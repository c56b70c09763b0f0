"""A room full of people with phones: what they are asked during a review, and what each may say."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from audit.errors import OutOfRangeError, UnknownChoiceError, required
from audit.model.keys import new_key
from audit.model.text import names_of, text_of, tidy

MAX_WORDS = 500  # characters: what is typed on a phone while a meeting goes on
MOST_WAITING = 40  # contributions put before a facilitator at once; the next come up as these are decided
TIMER_SECONDS = (10, 1_800)  # the shortest and the longest time to vote
MAX_CHOICES = 8  # more do not fit on a phone's first screen


class Kind(StrEnum):
    """What somebody in the room may say in free words."""

    APPRECIATION = "appreciation"
    ANSWER = "answer"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Room:
    """What phones are shown of one review: the choices to vote on and the question to answer.

    `question` "" = none is asked. `is_open` is false once the room or its review is closed. While `is_revealed`, the
    result of the vote is shown and nobody votes any more. `by_code`: one vote a code on paper, not one a phone.
    `by_hands`: hands raised in the room were counted, so that no ballot counts.
    `votes_until` is when a timer ends the vote (UTC), None = no timer runs.
    `named` are the choices that named a touchpoint when they were written, `period` the days the review looks at.
    """

    review_id: UUID
    title: str
    key: str
    choices: tuple[str, ...] = ()
    question: str = ""
    is_open: bool = True
    is_revealed: bool = False
    by_code: bool = False
    by_hands: bool = False
    named: tuple[str, ...] = ()
    period: tuple[date, date] = (date.min, date.max)
    votes_until: datetime | None = None

    def is_late(self, now: datetime) -> bool:
        """Return whether a timer has ended the vote by `now` (UTC)."""
        return self.votes_until is not None and now >= self.votes_until

    def chosen(self, choice: str) -> str:
        """Return `choice` where it is one of those offered.

        Raises:
            UnknownChoiceError: it is not.
        """
        if choice not in self.choices:
            raise UnknownChoiceError("Your vote", choice, self.choices)
        return choice


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one device said in free words; nobody sees it before the facilitator shows it."""

    review_id: UUID
    device: str
    kind: Kind
    words: str
    said_at: datetime
    question: str = ""
    id: UUID = field(default_factory=new_key)

    def __post_init__(self) -> None:
        tidy(self, ("question",), ("words",))
        required("What you want to say", self.words)
        _bounded(self.words)


def mended_words(typed: str) -> str:
    """Return what the room is to read instead of what somebody wrote.

    Raises:
        MissingError, OutOfRangeError: there are no words, or too many.
    """
    words = text_of(typed).strip()
    required("What the room is to read", words)
    _bounded(words)
    return words


def _bounded(words: str) -> None:
    if len(words) > MAX_WORDS:
        raise OutOfRangeError("What you wrote", f"{len(words)} characters long", f"at most {MAX_WORDS}")


def choices_of(typed: str) -> tuple[str, ...]:
    """Return the choices written one a line, each once, in their order."""
    return names_of(typed)
