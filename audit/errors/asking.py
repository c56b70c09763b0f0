"""What a person asked for that cannot be: a value off its scale, a word not on offer, a thing that is gone."""

from collections.abc import Sequence


class AuditError(Exception):
    """Something a person asked for cannot be done; `str(error)` is fit for the screen."""


class OutOfRangeError(AuditError):
    """A number lies outside the scale it belongs to."""

    def __init__(self, field: str, value: object, expected: str) -> None:
        super().__init__(f"{field} is {value!r}; it must be {expected}.")


class MissingError(AuditError):
    """Something that is needed was left empty."""

    def __init__(self, field: str) -> None:
        super().__init__(f"{field} is empty; please fill it in.")


def required(field: str, value: str) -> str:
    """Return `value` without surrounding blanks.

    Raises:
        MissingError: when nothing is left.
    """
    if not value.strip():
        raise MissingError(field)
    return value.strip()


class UnknownChoiceError(AuditError):
    """A word is not one of the words that are offered."""

    def __init__(self, field: str, value: object, choices: Sequence[str]) -> None:
        super().__init__(f"{field} is {value!r}; choose one of: {', '.join(choices)}.")


class TooManyPostersError(AuditError):
    """More posters are asked for than anybody prints at once."""

    def __init__(self, posters: int, most: int) -> None:
        super().__init__(
            f"That would be {posters:,} posters, and at most {most} are made at once; choose fewer journeys, "
            "touchpoints or places."
        )


class DatesCrossedError(AuditError):
    """A period ends before it begins."""

    def __init__(self, since: object, until: object) -> None:
        super().__init__(f"The period ends ({until}) before it begins ({since}); swap the two dates.")


class PeriodAheadError(AuditError):
    """A period begins after the day that a figure is told on."""

    def __init__(self, since: object, as_of: object) -> None:
        super().__init__(
            f"The period begins on {since}, after {as_of}, the day the figure is for; let "
            "it begin earlier, or ask for the figure of a later day."
        )


class SmallGroupError(AuditError):
    """A view chooses a customer group of which it holds so few moments that somebody could be recognised."""

    def __init__(self, smallest: str) -> None:
        super().__init__(
            f"Fewer than {smallest} moments of this customer group are in this view: nothing is shown, so that nobody "
            "can be recognised. Choose a longer period or fewer filters."
        )


class StandardsCrossedError(AuditError):
    """A target standard lies below the minimum standard."""

    def __init__(self, minimum: float, target: float) -> None:
        super().__init__(
            f"The target standard ({target:g}) is below the minimum ({minimum:g}); "
            "raise the target or lower the minimum."
        )


class StandardsRepeatedError(AuditError):
    """One touchpoint is given two sets of standards."""

    def __init__(self, touchpoint: str) -> None:
        super().__init__(f"{touchpoint!r} has more than one set of standards; keep one.")


class UnknownTimeZoneError(AuditError):
    """A time zone name is not one the IANA list knows."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} is not a time zone; write it like Europe/Lisbon or America/Chicago.")


class GoneError(AuditError):
    """Something that was there, an observation or a touchpoint, is not in the store any more."""

    def __init__(self, thing: str) -> None:
        super().__init__(f"This {thing} is not in the audit any more; perhaps its import was undone.")


class RecoveryWithoutNegativeError(AuditError):
    """More recoveries are confirmed for a day than there were negative experiences on it."""

    def __init__(self, day: object, recoveries: int, negatives: int) -> None:
        super().__init__(
            f"{day} has confirmed recoveries for {recoveries} negative experiences but only {negatives} are counted; "
            "count both again with the same filters."
        )


class NameInUseError(AuditError):
    """Another of the same journey or stage bears the name already, so that nobody could tell them apart."""

    def __init__(self, thing: str, name: str, among: str) -> None:
        super().__init__(f"This {among} has a {thing} named {name} already; choose another name.")


class JourneyExistsError(AuditError):
    """A journey of the same name is being audited already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"A journey named {name} is there already; choose another name, or open that one on its page.")


class JourneyUnknownError(AuditError):
    """No journey bears the name, or has the key, that was asked for."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        known = f"choose one of: {', '.join(names)}" if names else "no journey is audited yet"
        super().__init__(f"There is no journey {name!r}; {known}.")
