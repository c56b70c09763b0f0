"""Something that was done about the service on a day: a training, a new counter, longer hours."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from audit.errors import OutOfRangeError, required
from audit.model.keys import key_of
from audit.model.text import tidy

EVERYWHERE = ""
MOST_WORDS = 300  # characters: a mark on a time line, not a report


@dataclass(frozen=True, slots=True)
class Intervention:
    """What was done, on which day, and at which touchpoint; `EVERYWHERE` is at all of them.

    The same day, touchpoint and words are the same intervention. `batch_id` is the import that brought it, if any.
    """

    took_place_on: date
    words: str
    touchpoint: str = EVERYWHERE
    batch_id: UUID | None = None

    def __post_init__(self) -> None:
        tidy(self, ("words", "touchpoint"))
        words = required("What was done", self.words)
        if len(words) > MOST_WORDS:
            raise OutOfRangeError("The length of what was done", len(words), f"at most {MOST_WORDS} characters")

    @property
    def id(self) -> UUID:
        """The key that belongs to what was done."""
        return key_of("intervention", self.took_place_on.isoformat(), self.touchpoint, self.words)
