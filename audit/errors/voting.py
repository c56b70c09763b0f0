"""What can go wrong while a room votes, with phones, with codes or by hands."""

from audit.errors.asking import AuditError


class VoteOverError(AuditError):
    """Somebody votes while the result is shown."""

    def __init__(self) -> None:
        super().__init__("The vote is over: its result is shown now, and votes count only while it is hidden.")


class DecidedError(AuditError):
    """Somebody decides about words that somebody else has decided about otherwise in the meantime."""

    def __init__(self, *, shown: bool) -> None:
        now = "shown" if shown else "hidden"
        super().__init__(f"Somebody else has decided this already: it is {now}. Decide again to change it.")


class MendedMeanwhileError(AuditError):
    """Two moderate, and the words one mends were mended by the other since."""

    def __init__(self, words: str) -> None:
        super().__init__(
            f"Whoever moderates with you has mended these words meanwhile. They now read: “{words}” "
            "Keep yours once more if they are to stand instead."
        )


class VoteEndedError(AuditError):
    """Somebody votes after a timer has ended the vote."""

    def __init__(self) -> None:
        super().__init__(
            "The time to vote is up; this is not counted. If you need more time, ask the facilitator for it."
        )


class HandsCountError(AuditError):
    """Somebody votes with a phone while hands are counted."""

    def __init__(self) -> None:
        super().__init__("The room votes by a show of hands: raise yours, since votes from phones do not count here.")


class CodeNeededError(AuditError):
    """Somebody votes without the code that this vote asks for."""

    def __init__(self) -> None:
        super().__init__(
            "This vote is by code: type the one on your slip of paper, then vote. Without a slip, ask the facilitator "
            "for one."
        )


class CodeUnknownError(AuditError):
    """Somebody votes with a code that was not made for this vote."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"{code!r} is not a code of this vote; look at your slip again: ten signs, none of them a vowel, 0 or 1."
        )


class CodesUsedError(AuditError):
    """The codes of a vote are taken back after somebody voted with one."""

    def __init__(self) -> None:
        super().__init__("Somebody has voted with a code already, so this vote stays with codes.")
