"""What can go wrong when several people act at once, or one person on many things at once."""

from audit.errors.asking import AuditError


class PointChangedError(AuditError):
    """Words are written over others that somebody wrote meanwhile."""

    def __init__(self, field: str, stands: str) -> None:
        now = f"it reads now: “{stands}”" if stands else "it is empty now"
        super().__init__(
            f"Somebody else changed the {field} meanwhile; {now}. What you wrote stands in the field: combine the "
            "two there, and it is saved."
        )


class DueMovedError(AuditError):
    """A commitment is carried over that somebody else carried over meanwhile."""

    def __init__(self, due_on: object) -> None:
        super().__init__(
            f"Somebody else gave this another due day meanwhile: {due_on}. What you wrote is still here; carry it over "
            "once more only if that day is not enough."
        )


class OwnerMovedError(AuditError):
    """Owner, due day or cause of a recovery is changed that somebody else changed meanwhile."""

    def __init__(self, field: str, stands: object) -> None:
        super().__init__(
            f"Somebody else changed the {field} meanwhile; it is {stands or 'empty'} now. What you wrote is still "
            "here: change it again if yours is agreed."
        )


class FixTooLateError(AuditError):
    """Something is kept as fixed on the spot that was observed longer ago, or that nobody fixed so."""

    def __init__(self, days: int) -> None:
        super().__init__(
            f"Only what was observed in the last {days} days can be recorded as fixed on the spot, with a day since "
            "then. Own this one, then take the steps one by one."
        )


class StepsSinceError(AuditError):
    """A recovery on the spot is taken back after more was done."""

    def __init__(self) -> None:
        super().__init__(
            "This cannot be taken back any more: another step was taken since, or it was never recorded as fixed on "
            "the spot. Reopen it instead, with the reason."
        )


class NothingChosenError(AuditError):
    """Several are to be owned or closed, and none is chosen."""

    def __init__(self) -> None:
        super().__init__("None is chosen; tick those that this is about, then try again.")


class TogetherError(AuditError):
    """One of several that were to be owned or closed together stands in the way of all."""

    def __init__(self, touchpoint: str, day: object, problem: str) -> None:
        super().__init__(
            f"Nothing was saved, because of the one at {touchpoint} on {day}: {problem} Take it out of the choice, or "
            "settle it first, then try again."
        )


class NoReasonError(AuditError):
    """Several are to be closed as not to be mended, and nobody wrote why."""

    def __init__(self) -> None:
        super().__init__("Write the reason why they cannot be mended; it stays with each. Nothing was closed yet.")


class NotesChangedError(AuditError):
    """Notes are written over others that somebody wrote meanwhile."""

    def __init__(self, notes: str) -> None:
        now = f"reads now: “{notes}”" if notes else "is empty now"
        super().__init__(
            f"Somebody else changed these notes meanwhile; the saved text {now}. What you wrote stands in the field: "
            "combine the two there, and it is saved."
        )
