"""A rule: what must be observed at a touchpoint for a promise to have been kept, so that the app can look by itself."""

from dataclasses import dataclass
from enum import StrEnum

from audit.errors import OutOfRangeError

MOST_MOMENTS = 1_000
LONGEST_WAIT = 1_440  # minutes


class RuleKind(StrEnum):
    """What a rule looks at."""

    WORDS = "words only"
    GOOD = "moments that end well"
    MEAN = "mean score"
    WAIT = "waiting time"


class RuleVerdict(StrEnum):
    """Whether a team kept its word, by the rule it gave itself."""

    HELD = "kept"
    BROKEN = "not kept"
    TOO_EARLY = "too early"
    WORDS_ONLY = "words only"


@dataclass(frozen=True, slots=True)
class Rule:
    """How a team will know.

    `bound` is the fewest good moments among `of`, the lowest mean score (1-5), or the longest wait (minutes) that half
    of those who wait may have; None where only words say it. `of` counts moments, None where the rule looks at others.
    """

    kind: RuleKind = RuleKind.WORDS
    bound: float | None = None
    of: int | None = None

    def __post_init__(self) -> None:
        bound, of = self.bound or 0, self.of or 0
        match self.kind:
            case RuleKind.GOOD:
                _within("The number of moments", of, (1, MOST_MOMENTS))
                _within("The number of good moments", bound, (1, of))
            case RuleKind.MEAN:
                _within("The mean score", bound, (1, 5))
            case RuleKind.WAIT:
                _within("The wait in minutes", bound, (1, LONGEST_WAIT))
            case _:
                bound, of = 0, 0
        object.__setattr__(self, "bound", bound or None)
        object.__setattr__(self, "of", of if self.kind is RuleKind.GOOD else None)

    def __str__(self) -> str:
        """Return it as a sentence goes on with it: "at least 8 of 10 moments end well"; "" where words say it."""
        match self.kind:
            case RuleKind.GOOD:
                return f"at least {self.bound:g} of {self.of} moments end well"
            case RuleKind.MEAN:
                return f"the mean score is at least {self.bound:g}"
            case RuleKind.WAIT:
                minutes = "minute" if self.bound == 1 else "minutes"
                return f"at least half of those who wait do so for {self.bound:g} {minutes} at most"
            case _:
                return ""


def _within(name: str, number: float, span: tuple[float, float]) -> None:
    least, most = span
    if not least <= number <= most:
        raise OutOfRangeError(name, f"{number:g}", f"from {least:g} to {most:g}")
