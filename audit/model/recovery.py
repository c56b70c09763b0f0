"""A recovery: what is done about one bad experience, step by step, until the customer says it is right again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from math import ceil
from uuid import UUID

from audit.errors import (
    AlignFirstError,
    NothingToReopenError,
    NotYetError,
    OutOfRangeError,
    RecoveryClosedError,
    StepTooEarlyError,
    required,
)
from audit.model.keys import key_of, new_key
from audit.model.text import tidy

MOST_WORDS = 500  # characters: a few words, not a report
MOST_OWNER = 80  # characters
DAY_MINUTES = 1_440


class Step(StrEnum):
    """What can be done about a bad experience: five steps up, one way out, one way back."""

    OWNED = "owned"
    ALIGNED = "aligned inside"
    INFORMED = "customer told"
    FIXED = "fixed"
    CONFIRMED = "customer confirmed"
    CANNOT = "cannot"
    REOPENED = "reopened"


LADDER = (Step.OWNED, Step.ALIGNED, Step.INFORMED, Step.FIXED, Step.CONFIRMED)
CLOSING = (Step.CONFIRMED, Step.CANNOT)


@dataclass(frozen=True, slots=True)
class Taken:
    """One step that was taken: on which day of the programme, by whom (initials or a role, "" = not said), in words."""

    step: Step
    taken_on: date
    by: str = ""
    words: str = ""
    id: UUID = field(default_factory=new_key)

    def __post_init__(self) -> None:
        tidy(self, ("by",), ("words",))
        _short("The words", self.words, MOST_WORDS)
        _short("Who did it", self.by, MOST_OWNER)


@dataclass(frozen=True, slots=True)
class Recovery:
    """What is done about one observation, and by which role or team; `due_on` None = no day was promised or set.

    `cause` is the key of a word of the programme, "" = not known.
    `steps` are all that were ever taken, in their order; a reopening takes back whatever was reached before it.
    """

    observation_id: UUID
    owner: str
    due_on: date | None = None
    cause: str = ""
    cannot_because: str = ""
    steps: tuple[Taken, ...] = ()

    def __post_init__(self) -> None:
        tidy(self, ("owner",), ("cannot_because",))
        _short("Who owns it", required("Who owns it, a role or a team,", self.owner), MOST_OWNER)

    @property
    def id(self) -> UUID:
        """The one key of the recovery of this observation."""
        return recovery_key(self.observation_id)

    @property
    def standing(self) -> frozenset[Step]:
        """The steps that stand today."""
        return frozenset(taken.step for taken in self.run)

    @property
    def run(self) -> tuple[Taken, ...]:
        """The steps taken since it was last reopened, in their order, and that it is owned."""
        return tuple(self.steps[index] for index in _standing_indexes([each.step for each in self.steps]))

    def has(self, taken: Taken) -> bool:
        """Tell whether this very step, by its key, was kept before."""
        return taken.id in {each.id for each in self.steps}

    def check(self, taken: Taken, observed_on: date, today: date) -> None:
        """Refuse a step that cannot be taken now.

        Args:
            taken: the step.
            observed_on: the day of the bad experience.
            today: the programme's day.

        Raises:
            NotYetError: its day is still to come.
            StepTooEarlyError: its day lies before the experience, before it was last reopened, or before what it takes
                back or confirms.
            RecoveryClosedError: the customer confirmed, or somebody wrote why it cannot be done.
            NothingToReopenError: it is reopened without having been fixed or closed.
            AlignFirstError: the customer is told before everybody inside is aligned, without a reason.
            MissingError: the reason of a reopening or of giving up is empty.
        """
        if taken.taken_on > today:
            raise NotYetError(taken.taken_on)
        began = max([observed_on, *self._answers_to(taken.step)])
        if taken.taken_on < began:
            raise StepTooEarlyError(taken.taken_on, began)
        if taken.step in (Step.REOPENED, Step.CANNOT):
            required("The reason", taken.words)
        self._check_order(taken)

    def _answers_to(self, step: Step) -> list[date]:
        """Return the days before which a step cannot be: of reopenings, and of what it takes back or confirms."""
        done = {Step.REOPENED: (Step.FIXED, *CLOSING), Step.CONFIRMED: (Step.INFORMED, Step.FIXED)}.get(step, ())
        return [
            *(each.taken_on for each in self.steps if each.step is Step.REOPENED),
            *(each.taken_on for each in self.run if each.step in done),
        ]

    def _check_order(self, taken: Taken) -> None:
        reached = furthest(self.standing)
        if taken.step is Step.REOPENED:
            if reached not in (Step.FIXED, *CLOSING):
                raise NothingToReopenError
        elif reached in CLOSING:
            raise RecoveryClosedError(str(reached))
        elif taken.step is Step.INFORMED and Step.ALIGNED not in self.standing and not taken.words.strip():
            raise AlignFirstError


def recovery_key(observation_id: UUID) -> UUID:
    """Return the key of the one recovery that an observation can have."""
    return key_of("recovery", str(observation_id))


def standing(steps: Iterable[Step]) -> frozenset[Step]:
    """Return which of the steps, given in their order, stand: those since the last reopening, and that it is owned."""
    taken = list(steps)
    return frozenset(taken[index] for index in _standing_indexes(taken))


def _standing_indexes(steps: Sequence[Step]) -> list[int]:
    reopened = max((index for index, step in enumerate(steps) if step is Step.REOPENED), default=-1)
    return [index for index, step in enumerate(steps) if index > reopened or step is Step.OWNED]


def furthest(stand: Iterable[Step]) -> Step | None:
    """Return how far it has come: given up, or the highest step that stands; None = nobody owns it."""
    reached = set(stand)
    if Step.CANNOT in reached:
        return Step.CANNOT
    return next((step for step in reversed(LADDER) if step in reached), None)


def next_step(stand: Iterable[Step]) -> Step | None:
    """Return the step that comes next, None where it is closed.

    A customer who was not told of what has been fixed is told before being asked to confirm.
    """
    stand = set(stand)
    reached = furthest(stand)
    if reached in CLOSING:
        return None
    if reached is Step.FIXED and Step.INFORMED not in stand:
        return Step.INFORMED
    return LADDER[LADDER.index(reached) + 1] if reached else Step.OWNED


def promised_days(minutes: float | None) -> int | None:
    """Return how many days after the experience a promised time is up; None where nothing is promised.

    What is promised within a day is due the same day; beyond that, a begun day counts as a whole one, since many
    observations carry only their day.
    """
    if minutes is None:
        return None
    return 0 if minutes < DAY_MINUTES else ceil(minutes / DAY_MINUTES)


def due_by(observed_on: date, minutes: float | None) -> date | None:
    """Return the day on which a promised time is up, None where nothing is promised; see `promised_days`."""
    days = promised_days(minutes)
    return None if days is None else observed_on + timedelta(days=days)


def _short(name: str, text: str, most: int) -> None:
    if len(text) > most:
        raise OutOfRangeError(name, f"{len(text)} characters long", f"at most {most}")
