"""Progress: how a team says its commitment goes between two reviews; whether it was kept is measured, not said here."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from audit.errors import OutOfRangeError, required
from audit.model.keys import new_key
from audit.model.text import tidy

MOST_NOTE = 300  # characters: what is said in a minute
MOST_BY = 80  # characters


class ProgressStatus(StrEnum):
    """How it goes, in the team's own view."""

    ON_TRACK = "on track"
    AT_RISK = "at risk"
    BLOCKED = "blocked"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Progress:
    """What a team says of a commitment on a day of the programme.

    `note` says what happened, `blocker` what stands in the way ("" = nothing); `check_in_on` is when the team looks at
    it next (None = on no day of its own); `by` is a role ("" = not said).
    """

    commitment_id: UUID
    status: ProgressStatus
    written_on: date
    note: str = ""
    blocker: str = ""
    by: str = ""
    check_in_on: date | None = None
    id: UUID = field(default_factory=new_key)

    def __post_init__(self) -> None:
        tidy(self, ("by",), ("note", "blocker"))
        for name, text, most in (
            ("The note", self.note, MOST_NOTE),
            ("What stands in the way", self.blocker, MOST_NOTE),
            ("Your role or initials", self.by, MOST_BY),
        ):
            if len(text) > most:
                raise OutOfRangeError(name, f"{len(text)} characters long", f"at most {most}")
        if self.status is ProgressStatus.BLOCKED:
            required("What stands in the way", self.blocker)
