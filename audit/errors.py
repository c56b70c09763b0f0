"""What can go wrong for a person using the audit, each case with its own sentence saying what to do."""

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


class StandardsCrossedError(AuditError):
    """A target standard lies below the minimum standard."""

    def __init__(self, minimum: float, target: float) -> None:
        super().__init__(
            f"The target standard ({target:g}) is below the minimum ({minimum:g}); "
            "raise the target or lower the minimum."
        )


class UnknownTimeZoneError(AuditError):
    """A time zone name is not one the IANA list knows."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} is not a time zone; write it like Europe/Lisbon or America/Chicago.")


class StoreInUseError(AuditError):
    """Another program has the store open."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"The audit {path} is open in another program. Use it there (a backup can be made on the page "
            "Data in and out), or close that program and try again."
        )


class StoreDamagedError(AuditError):
    """The file cannot be read as a store."""

    def __init__(self, path: str, finding: str) -> None:
        first_line = finding.strip().splitlines()[0]
        super().__init__(
            f"The audit {path} cannot be read ({first_line}). Keep the file as it is, and bring back the last "
            "backup with: moments restore BACKUP."
        )


class StoreTooNewError(AuditError):
    """The file was written by a later version of this app."""

    def __init__(self, path: str) -> None:
        super().__init__(f"The audit {path} was written by a newer version of this app; please update the app.")


class DatesCrossedError(AuditError):
    """A period ends before it begins."""

    def __init__(self, since: object, until: object) -> None:
        super().__init__(f"The period ends ({until}) before it begins ({since}); swap the two dates.")


class GoneError(AuditError):
    """Something that was there, an observation or a touchpoint, is not in the store any more."""

    def __init__(self, thing: str) -> None:
        super().__init__(f"This {thing} is not in the audit any more; perhaps its import was undone.")


class BatchGoneError(AuditError):
    """An import is not there to be taken back."""

    def __init__(self, batch_id: object) -> None:
        super().__init__(f"There is no import {batch_id} to take back; it may have been undone before.")


class BackupUnreadableError(AuditError):
    """A file is not a whole backup."""

    def __init__(self, backup: object) -> None:
        super().__init__(f"{backup} is not a whole backup of this app, so nothing was changed. Try an earlier backup.")


class TableRefusedError(AuditError):
    """A file cannot be read as a table at all; each case says in `why` what is wrong and what to do."""

    why = "it cannot be read as a table. Save it as CSV UTF-8 or as XLSX, and try again."

    def __init__(self, name: str, **details: object) -> None:
        super().__init__(f"{name} was not read: {self.why.format(**details)}")


class EmptyTableError(TableRefusedError):
    """A file, or the part of it that was asked for, holds nothing."""

    why = "it is empty. Please choose the file that holds the table."


class HeaderOnlyError(TableRefusedError):
    """A table has column names and not one row."""

    why = "it has column names but no rows below them. Please export it again with its rows."


class HeaderMissingError(TableRefusedError):
    """The row that should hold the column names is empty or absent."""

    why = (
        "row {row}, where the column names should be, is empty. Delete the rows above the column names, "
        "or say in the recipe which row they are in (header_row)."
    )


class RaggedRowError(TableRefusedError):
    """A row has more or fewer cells than the header."""

    why = (
        "row {row} has {cells} cells, the header has {header}. Often a comment holds a separator and lacks its "
        "quotation marks: mend that row, or save the table as XLSX."
    )


class QuoteOpenError(TableRefusedError):
    """A quotation mark is never closed, or stands where none can."""

    why = "in row {row} a quotation mark is not closed, or text follows a closed one. Mend it, or save it as XLSX."


class CellTooLongError(TableRefusedError):
    """One cell holds more text than any real one."""

    why = "row {row} has a cell of more than a million characters; please shorten it."


class TextUnreadableError(TableRefusedError):
    """The bytes of a text file do not spell text in any encoding that is known here."""

    why = "its characters are not {encoding}. Please save it as CSV UTF-8, or as XLSX, and try again."


class NotATableError(TableRefusedError):
    """A file is something else than a table, whatever it is called."""

    why = "it is {what}. Open it where it came from and save the table as CSV or XLSX."


class WorkbookDamagedError(TableRefusedError):
    """An XLSX file is cut short or altered."""

    why = "the workbook is damaged or incomplete. Open it in a spreadsheet and save it again."


class SheetMissingError(TableRefusedError):
    """A workbook has no sheet of the name that was asked for."""

    why = "it has no sheet {sheet!r}; its sheets are: {sheets}."


class TableTooLargeError(TableRefusedError):
    """A file is larger than may be read here."""

    why = "it is larger than the {megabytes:g} MB that can be read here. Split it by date, or use the moments command."


class TableTooCostlyError(TableRefusedError):
    """Reading a file needs more memory or time than it is given."""

    why = "it holds far more than its size suggests, takes too long to read, or is damaged. Save only the table as CSV."


class RepeatedColumnError(AuditError):
    """A recipe names a column that stands more than once in the file."""

    def __init__(self, column: str, names: Sequence[str]) -> None:
        super().__init__(
            f"The column {column!r} stands there more than once. "
            f"Write in the recipe which one is meant: {', '.join(map(repr, names))}."
        )


class MissingColumnError(AuditError):
    """A file lacks columns that the recipe needs."""

    def __init__(self, recipe: str, columns: Sequence[str], present: Sequence[str]) -> None:
        super().__init__(
            f"The recipe {recipe!r} needs {', '.join(map(repr, columns))}, which this file does not have. "
            f"Its columns are: {', '.join(map(repr, present))}."
        )


class RecipeError(AuditError):
    """A recipe says something that cannot be understood or followed."""

    def __init__(self, source: str, key: str, expected: str) -> None:
        super().__init__(f"The recipe {source}, at {key}: {expected}.")
        self.key = key
        self.expected = expected


class RecipeUnknownError(AuditError):
    """No recipe has the name that was asked for."""

    def __init__(self, name: str, names: Sequence[str]) -> None:
        super().__init__(f"There is no recipe {name!r}; choose one of: {', '.join(names)}, or the path of a TOML file.")


class HostOpenToOthersError(AuditError):
    """The app was to listen where other machines can reach it, without anyone signing in."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"{host} can be reached from other machines and no sign-in is configured, so the app does not start "
            "there. Leave out --host to use it on this machine."
        )


class PortTakenError(AuditError):
    """Another program listens where the app wants to."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(f"Something already listens at {host}:{port}; stop it, or choose another with --port.")


class RecoveryWithoutNegativeError(AuditError):
    """More recoveries are confirmed for a day than there were negative experiences on it."""

    def __init__(self, day: object, recoveries: int, negatives: int) -> None:
        super().__init__(
            f"{day} has confirmed recoveries for {recoveries} negative experiences but only {negatives} are counted; "
            "count both again with the same filters."
        )


class StandardsRepeatedError(AuditError):
    """One touchpoint is given two sets of standards."""

    def __init__(self, touchpoint: str) -> None:
        super().__init__(f"{touchpoint!r} has more than one set of standards; keep one.")


class TemplateError(AuditError):
    """A journey template says something that cannot be used."""

    def __init__(self, file: str, key: str, expected: str) -> None:
        super().__init__(f"The template {file} cannot be used: {key} {expected}. Please correct the file.")


class JourneyExistsError(AuditError):
    """A journey of the same name is being audited already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"A journey named {name} is there already; open it under Journeys and touchpoints.")


class FileUnknownError(AuditError):
    """No recipe fits a file."""

    def __init__(self, name: str, unplaced: Sequence[str]) -> None:
        columns = f" Columns that could not be placed: {', '.join(unplaced)}." if unplaced else ""
        super().__init__(
            f"{name} fits no recipe.{columns} Name one with --recipe, or map the columns under Data in and out."
        )


class ToolsMissingError(AuditError):
    """A command needs what is installed for development only."""

    def __init__(self, name: str) -> None:
        super().__init__(f"This needs {name}, which is there for development only; install it with: make test.")
