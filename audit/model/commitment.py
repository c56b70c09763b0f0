"""A commitment: what a team promises to do differently at one touchpoint, by when, and how it will know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from audit.errors import AuditError, CheckInOutsideError, DueTooSoonError, OutOfRangeError, required
from audit.model.commitment_rule import Rule
from audit.model.keys import new_key
from audit.model.text import name_of

_Given = TypeVar("_Given")

MOST_COMMITMENTS = 2  # of one review: one is what a team can keep, and one more for whoever must
MOST_OPEN = 3  # outside any review
MOST_WORDS = 300  # characters: one sentence, read aloud
MOST_OWNER = 80  # characters
FEWEST_DAYS = 7  # until a check-in is proposed: sooner nothing has been tried
USUAL_WEEKS = 8  # until it is due: time to change something, and to be seen again before the next quarter's review


class Verdict(StrEnum):
    """What later observations say of a commitment; it closes with any but the last."""

    IMPROVED = "improved"
    NO_CHANGE = "no change"
    WORSE = "worse"
    TOO_EARLY = "too early"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a touchpoint looked like when something was promised about it, over days that are both included.

    `n` counts observations, neutral ones too; `mean_score` (1-5) is None where nothing was rated.
    """

    since: date
    until: date
    n: int
    positives: int
    negatives: int
    mean_score: float | None = None

    @property
    def positive_share(self) -> float | None:
        """Good among good and bad moments, 0-1; None where there was neither."""
        judged = self.positives + self.negatives
        return self.positives / judged if judged else None


@dataclass(frozen=True, slots=True)
class Commitment:
    """What is promised at a touchpoint (`words`), and by which role or team; `review_id` None = outside a review.

    `check_in_on` is when the team looks at it first, before it is due; None = on no day of its own.
    `how_known` are free words beside the rule; left empty where there is a rule, they are the rule's own.
    """

    touchpoint_id: UUID
    words: str
    how_known: str
    owner: str
    due_on: date
    made_on: date
    review_id: UUID | None = None
    id: UUID = field(default_factory=new_key)
    rule: Rule = field(default_factory=Rule)
    check_in_on: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "how_known", self.how_known.strip() or str(self.rule))
        for name in _CHECKS:
            object.__setattr__(self, name, _CHECKS[name](getattr(self, name)))
        check_due(self.due_on, self.made_on)
        check_check_in(self.check_in_on, self.made_on, self.due_on)


def faults(typed: Mapping[str, str], due_on: date, made_on: date, check_in_on: date | None = None) -> dict[str, str]:
    """Return what is wrong with each field of a commitment, so that it can be said beside the field.

    Args:
        typed: `words`, `how_known` and `owner` as they were typed.
        due_on: the due day.
        made_on: the day on which it is promised.
        check_in_on: the day of the first check-in, None = none.

    Returns:
        A sentence for each field that cannot stay as it is, none for the others.
    """
    sentences = {name: _fault(check, typed[name]) for name, check in _CHECKS.items()}
    sentences["due_on"] = _fault(lambda day: check_due(day, made_on), due_on)
    # a due day that is wrong itself is said once
    sentences["check_in_on"] = (
        "" if sentences["due_on"] else _fault(lambda day: check_check_in(day, made_on, due_on), check_in_on)
    )
    return {name: sentence for name, sentence in sentences.items() if sentence}


def known_by(rule: str, how_known: str) -> str:
    """Return how it will be known in one line: the rule ("" = none) and the free words, once where they are the same.

    Args:
        rule: the rule as words.
        how_known: the free words.
    """
    return "; ".join(dict.fromkeys(part for part in (rule, how_known.strip()) if part))


def check_due(due_on: date, after: date) -> None:
    """Refuse a due day that leaves no day on which anything could be seen.

    Raises:
        DueTooSoonError: it is not after `after`.
    """
    if due_on <= after:
        raise DueTooSoonError(due_on, after)


def check_check_in(check_in_on: date | None, after: date, due_on: date) -> None:
    """Refuse a check-in that is not after a day and before the due day.

    Raises:
        CheckInOutsideError: it is not.
    """
    if check_in_on is not None and not after < check_in_on < due_on:
        raise CheckInOutsideError(check_in_on, after, due_on)


def usual_check_in(made_on: date, due_on: date) -> date | None:
    """Return the first check-in that is proposed: a third of the way, a week away at least; None where it is due then.

    Args:
        made_on: the day on which it is promised.
        due_on: the due day.
    """
    proposed = made_on + timedelta(days=max(FEWEST_DAYS, (due_on - made_on).days // 3))
    return proposed if proposed < due_on else None


def usual_due(made_on: date) -> date:
    """Return the due day that is proposed."""
    return made_on + timedelta(weeks=USUAL_WEEKS)


def checked(name: str, text: str, most: int) -> str:
    """Return a text in one line.

    Raises:
        MissingError: nothing is written there.
        OutOfRangeError: it is too long.
    """
    line = required(name, name_of(text))
    if len(line) > most:
        raise OutOfRangeError(name, f"{len(line)} characters long", f"at most {most}")
    return line


_CHECKS: Mapping[str, Callable[[str], str]] = {
    "words": lambda text: checked("What will be different", text, MOST_WORDS),
    "how_known": lambda text: checked("How we will know", text, MOST_WORDS),
    "owner": lambda text: checked("Who owns it, a role or a team,", text, MOST_OWNER),
}


def _fault(check: Callable[[_Given], object], given: _Given) -> str:
    try:
        check(given)
    except AuditError as problem:
        return str(problem)
    return ""
