"""A walk-through: someone experiences the service at first hand and writes down each moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from audit.errors import OutOfRangeError
from audit.model.keys import new_key
from audit.model.rating import Dimension, Outcome, checked_ratings
from audit.model.text import tidy


class Method(StrEnum):
    """How the observer came to know what happened."""

    SIT_AND_LISTEN = "sit and listen"
    LISTEN_TO_CALLS = "listen to calls"
    MAKE_THE_CALL = "make the call"
    WALK_IT_THROUGH = "walk it through"
    USE_IT_ONLINE = "use it online"
    CHAMPIONS_NOTE = "champion's note"
    IMPORTED = "imported"

    @property
    def is_second_hand(self) -> bool:
        """Whether the observer was told of the moment rather than present at it."""
        return self in {Method.CHAMPIONS_NOTE, Method.IMPORTED}


class Recognised(StrEnum):
    """Whether anybody knew that somebody was observing: who is seen to watch is served better."""

    NO = "no"
    PERHAPS = "perhaps"
    YES = "yes"


class Signal(StrEnum):
    """A pattern worth counting, ticked by the observer: those that come with the app."""

    EFFORTLESS = "effortless"
    PERSONAL = "personal"
    FIXED_ON_THE_SPOT = "fixed on the spot"
    KEPT_IN_THE_LOOP = "kept in the loop"
    END_RUN = "end run"
    BECK_AND_CALL = "beck and call"
    MIXED_MESSAGE = "mixed message"


GOOD_SIGNALS = frozenset({Signal.EFFORTLESS, Signal.PERSONAL, Signal.FIXED_ON_THE_SPOT, Signal.KEPT_IN_THE_LOOP})
MAX_WAIT_MINUTES = 60 * 24 * 60  # sixty days: a ticket may wait that long, a typing error waits longer
MAX_WORDS = 10_000  # characters: enough for the longest review people write
TEXTS = {"what_happened": "What happened"}  # what an observation says in free words, and what a sentence calls it
YES_NO = {"greeted": "Greeted"}  # what it answers with yes or no, and what a sentence calls it
ANSWERS: Mapping[bool | None, str] = {True: "yes", False: "no", None: ""}  # None = not said
ANSWERS_READ: Mapping[str, bool | None] = {word: answer for answer, word in ANSWERS.items()}

FIELD_METHODS = tuple(method for method in Method if method is not Method.IMPORTED)


@dataclass(frozen=True, slots=True)
class WalkThrough:
    """One visit, call or sitting: where, how and by whom.

    `started_at` is UTC without an offset; `day` is the calendar day in the programme's time zone. `recognised` None =
    not said.
    """

    journey_id: UUID
    method: Method
    started_at: datetime
    day: date
    place: str = ""
    observer: str = ""
    customer_group: str = ""
    scenario: str = ""
    persona: str = ""
    own_area: bool = False
    recognised: Recognised | None = None
    id: UUID = field(default_factory=new_key)

    def __post_init__(self) -> None:
        tidy(self, ("place", "observer", "customer_group"), ("scenario", "persona"))


@dataclass(frozen=True, slots=True)
class Observation:
    """What was seen at one touchpoint. An empty rating means not observed, never zero or three.

    `observed_at` and `logged_at` are UTC without an offset; `observed_on` is the programme's calendar day.
    `signals` are keys: of `Signal`, or of what the programme added.
    """

    touchpoint_id: UUID
    outcome: Outcome
    observed_at: datetime | None
    observed_on: date
    logged_at: datetime
    ratings: Mapping[Dimension, int] = field(default_factory=dict)
    what_happened: str = ""
    wait_minutes: float | None = None
    greeted: bool | None = None
    signals: frozenset[str] = frozenset()
    id: UUID = field(default_factory=new_key)

    def __post_init__(self) -> None:
        tidy(self, (), tuple(TEXTS))
        checked_ratings(self.ratings)
        if self.wait_minutes is not None and not 0 <= self.wait_minutes <= MAX_WAIT_MINUTES:
            raise OutOfRangeError("The wait", self.wait_minutes, f"from 0 to {MAX_WAIT_MINUTES} minutes")
        for name, called in TEXTS.items():
            if len(text := getattr(self, name)) > MAX_WORDS:
                raise OutOfRangeError(called, f"{len(text)} characters long", f"at most {MAX_WORDS}")
