"""What can go wrong while a journey is made one's own."""

from collections.abc import Mapping, Sequence

from audit.errors.asking import AuditError


class PartExistsError(AuditError):
    """A stage or a touchpoint is to bear the name of another beside it."""

    def __init__(self, kind: str, name: str, where: str) -> None:
        super().__init__(
            f"{where} has a {kind} named {name} already, perhaps among the retired ones; choose another name, or bring "
            "that one back."
        )


class StillNeededError(AuditError):
    """Something is to be deleted on which other things hang."""

    def __init__(self, name: str, needed_by: Sequence[str]) -> None:
        *most, last = needed_by
        listed = f"{', '.join(most)} and {last}" if most else last
        super().__init__(
            f"{name} cannot be deleted, because {listed} would go with it; retire it instead: it keeps its past and is "
            "offered no more."
        )


class NamesSharedError(AuditError):
    """Two stages are to be merged of which each has a touchpoint of the same name."""

    def __init__(self, name: str, other: str, shared: Sequence[str]) -> None:
        super().__init__(
            f"{name} and {other} each have a touchpoint named {', '.join(shared)}; merge those two first, or call one "
            "of them otherwise."
        )


class NothingToUndoError(AuditError):
    """The last change is undone where there is none."""

    def __init__(self, of: str = "a journey") -> None:
        super().__init__(f"No change of {of} is left to be undone; go on with a new one.")


class AnotherChangeError(AuditError):
    """The last change is undone where another one is the last by now."""

    def __init__(self, last: str) -> None:
        super().__init__(
            f"Nothing was undone, because another change is the last by now: {last}. Look at it, and undo that one if "
            "it is what you mean."
        )


class ChangedSinceError(AuditError):
    """A change is undone whose outcome another page or an import has changed meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "This cannot be undone any more, because what it changed was changed again since; set it right by hand."
        )


class PartChangedError(AuditError):
    """Fields of a journey or a touchpoint are saved that somebody else changed meanwhile."""

    def __init__(self, stands: Mapping[str, str]) -> None:
        sentences = (
            f"{field.capitalize()} was changed to “{words}” meanwhile."
            if words
            else f"{field.capitalize()} was emptied meanwhile."
            for field, words in stands.items()
        )
        super().__init__(
            f"{' '.join(sentences)} What you typed is still here: save it once more to put it in its place, or leave "
            "it as it is now."
        )


class RenamedMeanwhileError(AuditError):
    """A journey or a stage is called otherwise that somebody else called otherwise meanwhile."""

    def __init__(self, stands: str, typed: str) -> None:
        super().__init__(
            f"Somebody else named it “{stands}” meanwhile. “{typed}” was not taken: type it again to call it so."
        )


class MergeApartError(AuditError):
    """Two touchpoints are to be merged that cannot be one."""

    def __init__(self, name: str, other: str) -> None:
        super().__init__(
            f"{name} and {other} cannot be one: they stand in two journeys, or one of them is the visit as a whole; "
            "retire one of them instead."
        )
