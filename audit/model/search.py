"""A search: which of the notes people wrote somebody wants to read."""

from dataclasses import dataclass
from enum import StrEnum

from audit.errors import OutOfRangeError
from audit.model.rating import Outcome

UNJUDGED = "unjudged"  # stands where notes go by outcome, for those that do not say how it went
MAX_SEARCH = 200  # characters; nobody remembers a longer piece of a note


class Kind(StrEnum):
    """Which notes are listened to."""

    BOTH = "Praise and complaints"
    PRAISE = "Praise"
    COMPLAINTS = "Complaints"
    NEITHER = "Neither praise nor complaint"
    UNJUDGED = "Notes that say nothing of good or bad"
    STARRED = "Starred stories"

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes whose notes are asked for, in the order they are shown."""
        return _OUTCOMES.get(self, tuple(Outcome))

    @property
    def takes_unjudged(self) -> bool:
        """Whether notes are listened to that do not say how it went."""
        return self in {Kind.BOTH, Kind.UNJUDGED}


_OUTCOMES = {
    Kind.BOTH: (Outcome.POSITIVE, Outcome.NEGATIVE),
    Kind.PRAISE: (Outcome.POSITIVE,),
    Kind.COMPLAINTS: (Outcome.NEGATIVE,),
    Kind.NEITHER: (Outcome.NEUTRAL,),
    Kind.UNJUDGED: (),
}


@dataclass(frozen=True, slots=True)
class Search:
    """Notes that hold every word of `text`, also within longer words, whatever the case; "" = all notes.

    Accents make no difference where people leave them out: "cafe" finds "Café".
    """

    text: str = ""
    kind: Kind = Kind.BOTH

    def __post_init__(self) -> None:
        if len(self.text) > MAX_SEARCH:
            raise OutOfRangeError("The search", f"{len(self.text)} characters long", f"at most {MAX_SEARCH}")

    @property
    def words(self) -> tuple[str, ...]:
        """What is looked for, one piece a word, taken literally."""
        return tuple(dict.fromkeys(self.text.split()))

    @property
    def is_starred(self) -> bool:
        """Whether only starred stories are asked for."""
        return self.kind is Kind.STARRED
