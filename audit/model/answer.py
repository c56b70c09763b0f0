"""An answer: what staff hear of a bad experience, in a few words: what was done about it, or why it cannot be done."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from audit.errors import AnswerTooEarlyError, NotYetError, OutOfRangeError, WordsTooFewError, required
from audit.model.keys import new_key
from audit.model.text import tidy

FEWEST_CHARACTERS = 10  # characters of something specific
MOST_WORDS = 280  # characters: a poster that is read in passing holds no more
MOST_BY = 80  # characters


class AnswerKind(StrEnum):
    """Whether something was done, or cannot be."""

    DONE = "done"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True)
class Answer:
    """What staff are answered, on which day of the programme and by which role or team."""

    kind: AnswerKind
    words: str
    answered_on: date
    by: str
    id: UUID = field(default_factory=new_key)

    def __post_init__(self) -> None:
        tidy(self, ("by",), ("words",))
        object.__setattr__(self, "words", self.words.strip())
        required("Who answers, a role or a team,", self.by)
        if len(self.words) < FEWEST_CHARACTERS:
            raise WordsTooFewError("The answer", FEWEST_CHARACTERS)
        for name, text, most in (("The answer", self.words, MOST_WORDS), ("Who answers", self.by, MOST_BY)):
            if len(text) > most:
                raise OutOfRangeError(name, f"{len(text)} characters long", f"at most {most}")

    def check(self, observed_on: date, today: date) -> None:
        """Refuse a day on which this cannot have been answered.

        Args:
            observed_on: the latest day of what is answered.
            today: the programme's day.

        Raises:
            NotYetError: its day is still to come.
            AnswerTooEarlyError: its day lies before what it answers.
        """
        if self.answered_on > today:
            raise NotYetError(self.answered_on)
        if self.answered_on < observed_on:
            raise AnswerTooEarlyError(self.answered_on, observed_on)
