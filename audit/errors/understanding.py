"""What can go wrong while looking at the figures, planning walks and telling stories."""

from collections.abc import Sequence

from audit.errors.asking import AuditError


class DurationError(AuditError):
    """A time somebody typed cannot be read as one."""

    def __init__(self, field: str, text: str, finding: str) -> None:
        super().__init__(
            f"{field}: {text!r} {finding}. Write it like 20 minutes, 4 hours or 2 days, nights and weekends counted."
        )


class PromiseCrossedError(AuditError):
    """A service promises to be done before it promises to respond."""

    def __init__(self, first_response: str, resolution: str) -> None:
        super().__init__(
            f"It promises to be done within {resolution}, sooner than its first response ({first_response}); "
            "make the first response shorter, or allow more time until it is done."
        )


class ServiceExistsError(AuditError):
    """A service of the same name is in the catalogue already."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"A service named {name} is in the catalogue already; change that one, or choose another name."
        )


class NotYetError(AuditError):
    """Something is marked as done on a day that is still to come."""

    def __init__(self, day: object) -> None:
        super().__init__(f"{day} is still to come; mark what was done once it has been done.")


class ConsentMissingError(AuditError):
    """Somebody was to be thanked by name without having said yes to it."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody is named without having said yes. Ask the person and tick that they agree, "
            "or leave the name empty and thank the team."
        )


class SidesCountError(AuditError):
    """Fewer than two or more than four sides are to stand beside each other."""

    def __init__(self, sides: int, most: int) -> None:
        super().__init__(f"Two to {most} can stand beside each other, and {sides} were named; name so many.")


class SidesOverlapError(AuditError):
    """Two periods that are to stand beside each other share days, and with them observations."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} and {other} share days; compare periods that do not overlap.")


class SidesMixedError(AuditError):
    """Sides that are to stand beside each other differ in kind, such as a place and a channel."""

    def __init__(self, kinds: Sequence[str]) -> None:
        super().__init__(f"These are of different kinds ({', '.join(kinds)}); compare two to four of one kind.")
