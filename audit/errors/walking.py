"""What can go wrong while a walk is made: another window was quicker, or what was typed cannot be read."""

from audit.errors.asking import AuditError


class WalkChangedError(AuditError):
    """A tap comes from a window that does not show the walk as it stands."""

    def __init__(self, at: str) -> None:
        super().__init__(
            f"This walk was changed in another window at {at}. This page shows its latest state now; look at "
            "it, then go on."
        )


class WalkEndedError(AuditError):
    """A tap comes from a window whose walk was finished or given up in another."""

    def __init__(self, at: str) -> None:
        super().__init__(
            f"This walk was finished or given up in another window at {at}, so a new one begins here. What was saved "
            "stands under My walks; a walk that was given up can be brought back there."
        )


class WalkLostError(AuditError):
    """A walk is to be brought back that is not given up, or whose words are dropped by now."""

    def __init__(self) -> None:
        super().__init__(
            "This walk cannot be brought back: it is open again already, was finished, or was given up too long ago. "
            "Look at My walks again."
        )


class ChangedMeanwhileError(AuditError):
    """A field is to be corrected that somebody else changed since the form was filled in."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody else changed the same field meanwhile; it is shown here as it stands now. What you filled in is "
            "still in the form: save it once more to put it in its place, or load the page again to leave it."
        )


class WaitUnreadableError(AuditError):
    """A wait somebody typed cannot be read as one."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"The wait: {text!r} is no time that can be read. Write minutes like 1,5 or 1.5, minutes and seconds like "
            "1:30, or say the unit: 90 s, 2 hours; sixty days at most."
        )


class WalkOfAnotherError(AuditError):
    """A phone sends what belongs to a walk that another phone holds."""

    def __init__(self) -> None:
        super().__init__(
            "This walk belongs to another phone or window, so it was not changed. What you wrote is still here: start "
            "a walk of your own and write it there, or save it as a file."
        )


class JourneySettledError(AuditError):
    """The journey of a walk that is here already is to be another."""

    def __init__(self) -> None:
        super().__init__("This walk is of another journey already. Start a new walk for the other journey.")


class EntryUnreadableError(AuditError):
    """What a phone sent is not what this version of the app can read."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"This entry cannot be read here ({what}). It stays on your phone: load the page again, so that phone and "
            "server are of the same version, then send it again."
        )


class NothingToWalkError(AuditError):
    """A form is asked for while the programme has no touchpoint to ask about."""

    def __init__(self) -> None:
        super().__init__(
            "There is no touchpoint to be observed yet, so a form would have nothing to ask. Add a journey under "
            "Journeys and touchpoints first, or load the sample audit."
        )


class WaitingFileForeignError(AuditError):
    """A file is to be brought in as what waited on a phone, and no phone wrote it as it is."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name!r} is not what a phone wrote. Choose the file that the walk saved there by “Save what waits as a "
            "file”, unchanged; a table comes in as CSV or Excel."
        )


class WaitingFileVersionError(AuditError):
    """A file holds what waited on a phone whose page was of another version."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name!r} was written by a page of another version than this app. Have the phone load the walk again and "
            "save the file once more."
        )
