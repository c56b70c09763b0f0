"""What is made of what people wrote: a cause found for a signal, words of thanks for a story worth telling."""

from dataclasses import dataclass
from enum import StrEnum

from audit.errors import ConsentMissingError, OutOfRangeError, required
from audit.model.text import tidy

MAX_THANKS = 1_000  # characters: thanks that are read aloud
MAX_NAME = 100  # characters


class Cause(StrEnum):
    """What lies behind trouble, chosen by whoever looks into it; a programme adds its own to those of the app."""

    POLICY = "policy"
    STAFFING = "staffing"
    TOOL = "tool"
    HANDOFF = "handoff"
    TRAINING = "training"
    SPACE = "space"


@dataclass(frozen=True, slots=True)
class Kudos:
    """Words of thanks for what was seen: to the team, or to a person by name who said yes to being named.

    `name` "" = the team of the touchpoint.
    """

    words: str
    name: str = ""
    has_consent: bool = False

    def __post_init__(self) -> None:
        tidy(self, ("name",), ("words",))
        required("The words of thanks", self.words)
        for field, text, most in (("The words of thanks", self.words, MAX_THANKS), ("The name", self.name, MAX_NAME)):
            if len(text) > most:
                raise OutOfRangeError(field, f"{len(text)} characters long", f"at most {most}")
        if self.name.strip() and not self.has_consent:
            raise ConsentMissingError
