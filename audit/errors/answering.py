"""What can go wrong while staff are answered what became of what was found."""

from audit.errors.asking import AuditError


class AnswerTooEarlyError(AuditError):
    """An answer is dated before what it answers."""

    def __init__(self, day: object, observed_on: object) -> None:
        super().__init__(
            f"{day} is earlier than what is answered ({observed_on}); choose {observed_on} or a later day, or answer "
            "the later ones by themselves."
        )


class NothingToAnswerError(AuditError):
    """Something is answered that is no bad experience any more."""

    def __init__(self, touchpoint: str, day: object) -> None:
        super().__init__(
            f"The one at {touchpoint} on {day} was withdrawn or corrected meanwhile and is no bad experience any "
            "more. Take it out of the choice, then answer the others."
        )


class AnsweredMeanwhileError(AuditError):
    """Something is answered that another one answered meanwhile."""

    def __init__(self, touchpoint: str, day: object, words: str) -> None:
        super().__init__(
            f"Somebody else answered the one at {touchpoint} on {day} meanwhile: “{words}” What you wrote is still "
            "here: take that one out of the choice, or correct its answer below."
        )


class AnswerMovedError(AuditError):
    """An answer is corrected that somebody else corrected meanwhile."""

    def __init__(self, words: str) -> None:
        super().__init__(
            f"Somebody else corrected this answer meanwhile; it reads now: “{words}” What you wrote is still here: "
            "save it again only if yours is agreed."
        )
