"""What can be wrong with a file somebody brings in, or with the recipe it is read by."""

from collections.abc import Sequence

from audit.errors.asking import AuditError

SHOWN = 10  # columns that a sentence names


class TableRefusedError(AuditError):
    """A file cannot be read as a table at all.

    Each case says in `why` what is wrong and what to do.
    """

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
        "row {row} has {cells} cell{more}, the header has {header}. Often a comment holds a separator and lacks its "
        "quotation marks: mend that row, or save the table as XLSX."
    )

    def __init__(self, name: str, *, row: int, cells: int, header: int) -> None:
        super().__init__(name, row=row, cells=cells, header=header, more="" if cells == 1 else "s")


class EmptyCellMoreError(TableRefusedError):
    """Each row ends with an empty cell that has no place in the header."""

    why = (
        "from row {row} on, each row ends with one empty cell more than the header has. Put one more separator at the "
        "end of the row of column names, and bring it in again."
    )


class SeparatorMissingError(TableRefusedError):
    """The rows of a text are one cell each, parted by a sign that no separator of ours is."""

    why = (
        "no separator was found: no commas, semicolons, tabs or bars separate anything in it, perhaps {sign} does. "
        "Save it with one of those, or write sep={sign} into a line above the column names."
    )


class TwoEncodingsError(TableRefusedError):
    """Some lines of a text are UTF-8 and others are not."""

    why = (
        "it mixes two encodings: some rows are UTF-8, while row {row} is not, in the column {column!r}. Letters would "
        "come in mangled. Write that part again, save the whole as CSV UTF-8, and try again."
    )


class MacRomanError(TableRefusedError):
    """The letters of a text are those of an old Mac."""

    why = (
        "its characters are neither UTF-8 nor Windows-1252; row {row} looks like Mac Roman ({word!r}). Please save it "
        "as CSV UTF-8, or as XLSX, and try again."
    )


class NeverCalculatedError(TableRefusedError):
    """A workbook holds formulas whose results no program has ever worked out."""

    why = (
        "the formula in cell {cell} was never calculated, and so it has no value. Open the workbook in a spreadsheet, "
        "which calculates it, save it, and try again."
    )


class QuoteOpenError(TableRefusedError):
    """A quotation mark is never closed, or stands where none can."""

    why = "in row {row} a quotation mark is not closed, or text follows a closed one. Mend it, or save it as XLSX."


class CellTooLongError(TableRefusedError):
    """One cell holds more text than any real one."""

    why = "row {row} has a cell of more than a million characters; please shorten it."


class TooManyColumnsError(TableRefusedError):
    """A table has more columns than are looked at."""

    why = "it has {columns:,} columns, and at most {most} are looked at. Keep those the audit needs, and save it again."


class TextUnreadableError(TableRefusedError):
    """The bytes of a text file do not spell text in any encoding that is known here."""

    why = "its characters are not {encoding}. Please save it as CSV UTF-8, or as XLSX, and try again."


class NotATableError(TableRefusedError):
    """A file is something else than a table, whatever it is called."""

    why = "it is {what}. Open it where it came from and save the table as CSV or XLSX."


class NotTextError(TableRefusedError):
    """The bytes of a file are no text, and no workbook either."""

    why = (
        "it is no plain text: it holds NUL or other control characters. Open it where it came from and save the table "
        "as CSV or XLSX."
    )


class NotAWorkbookError(TableRefusedError):
    """A file that is called a workbook holds neither a workbook nor text."""

    why = (
        "its name says that it is a workbook, and what it holds is none: it is damaged, or locked. Fetch it again from "
        "where it came from, open it in a spreadsheet and save it as XLSX."
    )


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
            f"The column {column!r} is there more than once. "
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


class TemplateError(AuditError):
    """A journey template says something that cannot be used."""

    def __init__(self, file: str, key: str, expected: str) -> None:
        super().__init__(f"The template {file} cannot be used: {key} {expected}. Please correct the file.")


class JourneyRowsError(AuditError):
    """Some rows of a table cannot be used, so no journey is made of it."""

    def __init__(self, sentences: Sequence[str]) -> None:
        more = f" And {len(sentences) - SHOWN} more." if len(sentences) > SHOWN else ""
        super().__init__(f"No journey was made. {' '.join(sentences[:SHOWN])}{more}")


class JourneyEmptyError(AuditError):
    """A table names no touchpoint, so no journey can be made of it."""

    def __init__(self) -> None:
        super().__init__("No touchpoint is named yet; write at least one, a row each.")


class JourneyFileKindError(AuditError):
    """A journey is to be written to a file whose name does not say as what."""

    def __init__(self, name: str, kinds: Sequence[str]) -> None:
        super().__init__(f"{name} does not say what to write; let its name end with one of: {', '.join(kinds)}.")


class FileUnknownError(AuditError):
    """No recipe fits a file."""

    def __init__(self, name: str, unplaced: Sequence[str]) -> None:
        shown = ", ".join(unplaced[:SHOWN])
        more = f" and {len(unplaced) - SHOWN} more" if len(unplaced) > SHOWN else ""
        columns = f" Columns that could not be placed: {shown}{more}." if unplaced else ""
        super().__init__(
            f"{name} fits no recipe.{columns} Name one with --recipe; or let one be proposed, with: moments propose "
            "FILE OUT.toml, or on the screen under Data in and out."
        )


class OwnFileRefusedError(AuditError):
    """What should be put back as a recipe or template of one's own is none."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name[:120]!r} is no recipe or template of your own, so nothing was put back. Try an earlier backup."
        )
