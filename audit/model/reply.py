"""A reply: what staff say to an observation of their work, once and in words, and what came of it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from audit.errors import OutOfRangeError, WordsTooFewError
from audit.model.text import text_of

FEWEST_CHARACTERS = 10  # characters of something specific
MOST = 1_000
_BETWEEN = ": "  # of a ruling and why; no ruling holds it, and the words may


class ReplyKind(StrEnum):
    """Whether staff add how it looked from their side, or ask whether it was so at all."""

    REPLY = "reply"
    QUERY = "query"


class Ruling(StrEnum):
    """What came of it; whichever it is, the reply itself never changes the observation."""

    ACCEPTED = "accepted"
    STANDS = "stands"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a reply, and why, in words."""

    ruling: Ruling
    words: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", _specific("What came of it", self.words))

    def __str__(self) -> str:
        """Return it as it is kept: "stands: the queue was timed twice"; `outcome_of` reads it again."""
        return f"{self.ruling.value}{_BETWEEN}{self.words}"


@dataclass(frozen=True, slots=True)
class Reply:
    """What staff said to one observation; `outcome` None = nothing came of it yet."""

    observation_id: UUID
    kind: ReplyKind
    words: str
    outcome: Outcome | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", _specific("The reply", self.words))


def outcome_of(stored: str) -> Outcome | None:
    """Return the outcome that was kept as `str(outcome)`, None where it is empty."""
    if not stored:
        return None
    ruling, words = stored.split(_BETWEEN, 1)
    return Outcome(Ruling(ruling), words)


def _specific(name: str, text: str) -> str:
    text = text_of(text).strip()
    if len(text) < FEWEST_CHARACTERS:
        raise WordsTooFewError(name, FEWEST_CHARACTERS)
    if len(text) > MOST:
        raise OutOfRangeError(name, f"{len(text)} characters long", f"at most {MOST}")
    return text
