"""What can go wrong while mending what was found: recoveries, reviews and commitments."""

from audit.errors.asking import AuditError


class RoomClosedError(AuditError):
    """The room of a review is closed, or the review itself is."""

    def __init__(self) -> None:
        super().__init__("This room is closed: no more votes or words are taken. Thank you for taking part.")


class SentTooOftenError(AuditError):
    """One device says more within a minute than people write."""

    def __init__(self, most: int) -> None:
        super().__init__(f"Your phone has sent {most} within a minute. Wait a minute, then send this again.")


class RoomFullError(AuditError):
    """More was said in one review than anybody could read."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"{most:,} contributions were sent, more than this review can hold. Please tell the facilitator in person."
        )


class FormOutdatedError(AuditError):
    """A form came back without proof that this device was given it."""

    def __init__(self) -> None:
        super().__init__(
            "This page did not recognise your phone. Please send once more; if this comes up again, "
            "allow cookies for this page."
        )


class RoomAddressError(AuditError):
    """The address phones are sent to is none."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"{address!r} is not an address phones can open; write it like https://review.example.org, "
            "without anything behind the host and its port."
        )


class RecoveryClosedError(AuditError):
    """A step is taken for something that is closed."""

    def __init__(self, step: str) -> None:
        why = "the customer confirmed it" if step == "customer confirmed" else "somebody wrote why it cannot be done"
        super().__init__(f"This one is closed: {why}. Reopen it, with the reason, before anything else is done.")


class QuestionChangedError(AuditError):
    """An answer arrives to a question that is not asked any more."""

    def __init__(self) -> None:
        super().__init__("The question has changed meanwhile; read it again, and send your answer if it still fits.")


class OwnedMeanwhileError(AuditError):
    """Somebody takes a recovery on that another one owns by now."""

    def __init__(self, owner: str) -> None:
        super().__init__(f"{owner} owns this now; look at it again, and change the owner if that is agreed.")


class NothingToReopenError(AuditError):
    """Something is reopened that was never fixed or closed."""

    def __init__(self) -> None:
        super().__init__("Nothing has been fixed or closed here, so there is nothing to reopen; take the next step.")


class AlignFirstError(AuditError):
    """A customer is told before everybody inside knows the same."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody inside has been aligned yet, and a customer who hears two versions is let down twice. "
            "Take that step, or write in a few words why the customer is told before."
        )


class StepTooEarlyError(AuditError):
    """A step is dated before what it answers to."""

    def __init__(self, day: object, began: object) -> None:
        super().__init__(f"{day} is earlier than the step before this one ({began}); choose {began} or a later day.")


class StepTakenError(AuditError):
    """A step is taken that somebody else took meanwhile."""

    def __init__(self, step: str, day: object, words: str) -> None:
        because = f", “{words}”" if words else ""
        super().__init__(
            f"Somebody else saved this step meanwhile: {step} on {day}{because}. What you wrote is still here; "
            "add it to the next step, or leave it out."
        )


class NobodyOwnsItError(AuditError):
    """A step is taken for something nobody owns."""

    def __init__(self) -> None:
        super().__init__("Nobody owns this yet; first enter the role or team that will.")


class NothingToRecoverError(AuditError):
    """A recovery is begun for an observation that needs none."""

    def __init__(self, why: str) -> None:
        super().__init__(f"There is nothing to recover here: {why}. The board has changed meanwhile; look at it again.")


class WordsTooFewError(AuditError):
    """Something that should be specific is not."""

    def __init__(self, field: str, fewest: int) -> None:
        super().__init__(f"{field} is too short to be understood later; write at least {fewest} characters.")


class RepliedAlreadyError(AuditError):
    """An observation is replied to a second time."""

    def __init__(self) -> None:
        super().__init__(
            "This observation has its reply already, and there is one "
            "reply only. Tell whoever answers it what else there is to say."
        )


class NoReplyError(AuditError):
    """What came of a reply is told where there is none."""

    def __init__(self) -> None:
        super().__init__("Nobody has replied to this observation yet, so there is no reply to answer.")


class ReviewClosedError(AuditError):
    """A review is changed after it was closed."""

    def __init__(self) -> None:
        super().__init__("This review is closed and cannot be changed any more; prepare the next one instead.")


class ReviewInUseError(AuditError):
    """A review is thrown away in which people have taken part."""

    def __init__(self) -> None:
        super().__init__(
            "People have voted, written or promised something in this review, so it cannot be dropped; close it."
        )


class NotDrawnError(AuditError):
    """A chart cannot be drawn ahead of time."""

    def __init__(self, why: str = "the program that draws it has stopped") -> None:
        super().__init__(f"This chart could not be drawn ({why}); its figures stand in words instead.")


class NoBrowserError(AuditError):
    """A page is to be printed where no browser is installed that could."""

    def __init__(self) -> None:
        super().__init__(
            "No Chromium, Chrome or Edge is installed on the machine that runs this app, so it cannot print. Open the "
            "hand-out in your own browser and save it as a PDF from there."
        )


class NotPrintedError(AuditError):
    """A browser did not print a page."""

    def __init__(self, browser: str) -> None:
        super().__init__(
            f"{browser} did not print this page. Try again, or open the hand-out in your own browser and save it as a "
            "PDF from there."
        )


class NoSlideError(AuditError):
    """A window asks for something no review can do."""

    def __init__(self) -> None:
        super().__init__("This window asked for something a review cannot do. Reload it, then try again.")


class DueTooSoonError(AuditError):
    """A commitment is due before anything could be seen of it."""

    def __init__(self, due_on: object, after: object) -> None:
        super().__init__(f"The due day ({due_on}) must lie after {after}; choose a day that leaves time for visits.")


class CheckInOutsideError(AuditError):
    """A team checks in on a commitment on a day on which there is nothing to check in on."""

    def __init__(self, check_in_on: object, after: object, due_on: object) -> None:
        super().__init__(
            f"The check-in ({check_in_on}) must lie after {after} and before the due day ({due_on}); choose a day in "
            "between, or leave it empty."
        )


class CommitmentsFullError(AuditError):
    """A team promises more than it can keep in sight."""

    def __init__(self, most: int) -> None:
        super().__init__(
            f"{most} commitments are open already, and when there are many, few are kept. "
            "Close one with a verdict first, or leave this one for the next review."
        )


class NothingObservedThereError(AuditError):
    """A commitment is made where nothing was seen, so that no later visit could be compared."""

    def __init__(self, touchpoint: str) -> None:
        super().__init__(
            f"Nothing good or bad was observed at {touchpoint} in the year before, so there is nothing to compare "
            "later visits with. Log a walk there first, or choose another touchpoint."
        )


class VerdictTooEarlyError(AuditError):
    """A commitment is closed before later observations say anything."""

    def __init__(self) -> None:
        super().__init__(
            "It is too early for a verdict: too little was observed since. This stays open; walk there again."
        )


class VerdictMovedError(AuditError):
    """A commitment is closed with a verdict that its observations do not say any more."""

    def __init__(self, before: str, now: str) -> None:
        super().__init__(
            f"The verdict was {before} when this page was shown and is {now} now. Look again, then close it."
        )


class CommitmentClosedError(AuditError):
    """A commitment that has its verdict is carried over."""

    def __init__(self, verdict: str) -> None:
        super().__init__(f"This commitment is already closed ({verdict}); make a new one instead.")
