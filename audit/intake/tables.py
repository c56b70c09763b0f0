"""A table somebody was sent: rows of text under column names, read from CSV or XLSX without trusting it."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

import audit
from audit import errors
from audit.model.number import counted

CHILD = "import sys; sys.path.append(sys.argv.pop(1)); from audit.intake import table_child; table_child.main()"
OURS = str(Path(audit.__file__).parent.parent)  # where the child finds the app, started apart from all that lies about
MEMORY = 470 * 1024 * 1024  # bytes the child may take besides three times the file: 500 MB for the largest upload


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may cost: its size in bytes, and the seconds that reading it may take."""

    size: int
    seconds: int


_WORKBOOKS = (".xlsx", ".xlsm")  # names of files that no text has
_NO_TEXT = ("not text", "encoding", "mac roman", "two encodings")
UPLOAD = Limits(size=10 * 1024 * 1024, seconds=20)
FROM_DISK = Limits(size=1024 * 1024 * 1024, seconds=600)


@dataclass(frozen=True, slots=True)
class TableShape:
    """How a file is laid out; what is left empty is told from its content.

    `header_row` is the row of the column names as a spreadsheet counts, the first being 1. With `has_groups` the row
    above it names groups of columns, and each column is called by both: "Check-in · Friendliness". With `joined`, a
    second table of the file that says several things of each row of the first is read with it, one row a thing said.
    """

    separator: str = ""
    encoding: str = ""
    header_row: int = 1
    sheet: str = ""
    has_groups: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table as it was written.

    `rows` holds one text column for each of `columns`, "" where a cell is empty, and its index is the row number a
    spreadsheet shows; `shape` is the layout it was read in. `repeated` are header texts that stood there more than
    once: `Status` is then found as `Status (1)` and `Status (2)`. `encoding` and `separator` are "" for a workbook,
    `sheets` is empty for a CSV. `linked` is the sentence that says which two tables were read as one, "" = none.
    """

    name: str
    columns: tuple[str, ...]
    rows: pd.DataFrame
    shape: TableShape = field(default_factory=TableShape)
    encoding: str = ""
    separator: str = ""
    sheets: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    linked: str = ""

    def sheets_left_out(self) -> str:
        """Return the sentence that names the other sheets of the workbook, "" where there are none."""
        others = [sheet for sheet in self.sheets if sheet != (self.shape.sheet or self.sheets[0])]
        return f"Not read are the other sheets of this workbook: {', '.join(others)}." if others else ""

    def column_named(self, name: str, *, in_groups: bool = False) -> str | None:
        """Return the column meant by `name`: the very text, else the one that differs in case or punctuation.

        With `in_groups` it is else the one that has the names of groups before it.

        Raises:
            RepeatedColumnError: when more than one column could be meant.
        """
        if name in self.columns:
            return name
        wanted = normalised(name)
        matches = [column for column in self.columns if normalised(column) == wanted]
        if any(normalised(text) == wanted for text in self.repeated):
            # the header stood there twice, so its name alone means none of them
            matches = [column for column in self.columns if re.fullmatch(rf"{wanted} \d+", normalised(column))]
        if in_groups and not matches:
            matches = [column for column in self.columns if wanted in without_groups(column)]
        if len(matches) > 1:
            raise errors.RepeatedColumnError(name, matches)
        return matches[0] if matches else None

    def header_of(self, column: str) -> str:
        """Return the text `column` stands under in the file: `Status` for the second of them, `Status (2)`."""
        text = re.sub(r" \(\d+\)\**$", "", column)
        return text if text in self.repeated else column


def normalised(header: str) -> str:
    """Return a column name without case and punctuation: `Start_Time ` and `start time` are the same column."""
    return " ".join(re.findall(r"\w+", header.casefold().replace("_", " ")))


def without_groups(header: str) -> set[str]:
    """Return what a column is called without the groups before its name, as `normalised` writes it.

    >>> sorted(without_groups("walk-stop/wait_minutes"))
    ['stop wait minutes', 'wait minutes']
    """
    parts = re.split(r"[-/.:]", header)
    return {normalised(" ".join(parts[place:])) for place in range(1, len(parts))}


def read_table(content: bytes, name: str, *, shape: TableShape | None = None, limits: Limits = UPLOAD) -> Table:
    """Read CSV (UTF-8, UTF-16 with a mark, cp1252; comma, semicolon, tab or bar) or XLSX in a child process.

    The child has 470 MB of memory besides three times the file, and `limits.seconds` of processor and wall time
    (on Windows, which offers no such limits, the wall time alone). What kind of file it is, is told by its content.

    Args:
        content: The file as it came.
        name: What the file is called; used in sentences only.
        shape: How it is laid out, where that cannot be told.
        limits: How large it may be and how long it may take.

    Returns:
        The table; blank rows are left out, and keep their number.

    Raises:
        TableRefusedError: when it is not a table, or not a sound one; the sentence says which row and what to do.
    """
    label = _label(name)
    if len(content) > limits.size:
        raise errors.TableTooLargeError(label, megabytes=limits.size / 1024 / 1024)
    layout = shape or TableShape()
    answer = _child_answer(content, layout, limits, label)
    return replace(_table(answer, label), shape=layout)


def _label(name: str) -> str:
    """Return the last part of a path, without anything unprintable, fit to stand in a sentence."""
    last = re.split(r"[\\/]", name)[-1]
    # it stands in sentences and logs: no line breaks
    return "".join(letter for letter in last if letter.isprintable())[:80].strip() or "The file"


def _child_answer(content: bytes, shape: TableShape, limits: Limits, label: str) -> bytes:
    order = {
        "separator": shape.separator,
        "encoding": shape.encoding,
        "header_row": shape.header_row,
        "sheet": shape.sheet,
        "has_groups": shape.has_groups,
        "joined": shape.joined,
        "length": len(content),
        "memory": MEMORY + 3 * len(content),
        "seconds": limits.seconds,
    }
    # apart from whatever lies in the folder or the environment of whoever runs it
    command = [sys.executable, "-I", "-X", "utf8", "-c", CHILD, OURS, json.dumps(order)]
    try:
        child = subprocess.run(  # noqa: S603  # our own script; the file goes in as bytes on stdin, never as words
            command, input=content, capture_output=True, timeout=limits.seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise errors.TableTooCostlyError(label) from error
    if child.returncode:  # out of memory or processor time, or what the workbook reader itself cannot bear
        raise errors.TableTooCostlyError(label)
    return child.stdout


def _table(answer: bytes, label: str) -> Table:
    """Put the child's lines together; one line that refuses, wherever it stands, refuses the whole file."""
    lines = _lines(answer, label)
    heading = next(lines)
    names: list[str] = heading["columns"]
    numbers: list[int] = []
    pieces: list[list[Any]] = [[] for _ in names]
    idle: set[int] = set()
    for part in lines:
        idle.update(part.get("idle", ()))
        numbers.extend(part.get("rows", ()))
        for piece, cells in zip(pieces, part.get("cells", ()), strict=False):
            piece.append(pd.Series(cells, dtype="str"))
    indexes = [position for position in range(len(names)) if position not in idle]
    index = pd.Index(numbers, name="row")
    columns = {names[position]: pd.concat(pieces[position]).set_axis(index) for position in indexes}
    return Table(
        name=label,
        columns=tuple(columns),
        rows=pd.DataFrame(columns),
        encoding=heading["encoding"].removesuffix("-sig"),
        separator=heading["separator"],
        sheets=tuple(heading["sheets"]),
        repeated=tuple(heading["repeated"]),
        linked=_linked(heading.get("linked")),
    )


def _linked(names: Mapping[str, Any] | None) -> str:
    """Return the sentence that says which two tables were read as one."""
    if names is None:
        return ""
    alone = counted(names["alone"], "row")
    more = (
        f" {alone} of {names['form']} {'has' if names['alone'] == 1 else 'have'} none there." if names["alone"] else ""
    )
    return f"{names['repeat']} was read together with {names['form']}; rows are counted in {names['repeat']}.{more}"


def _lines(answer: bytes, label: str) -> Iterator[dict[str, Any]]:
    for line in io.BytesIO(answer):
        part = json.loads(line)
        if "refused" in part:
            raise _refusal(part.pop("refused"), label, part)
        yield part


def _refusal(case: str, label: str, details: Mapping[str, Any]) -> errors.TableRefusedError:
    if case in _NO_TEXT and label.lower().endswith(_WORKBOOKS):  # nobody who made a workbook can mend its encoding
        return errors.NotAWorkbookError(label)
    return REFUSALS[case](label, **details)


REFUSALS: Mapping[str, type[errors.TableRefusedError]] = {
    "empty": errors.EmptyTableError,
    "header only": errors.HeaderOnlyError,
    "no header": errors.HeaderMissingError,
    "ragged": errors.RaggedRowError,
    "one cell more": errors.EmptyCellMoreError,
    "no separator": errors.SeparatorMissingError,
    "not text": errors.NotTextError,
    "two encodings": errors.TwoEncodingsError,
    "mac roman": errors.MacRomanError,
    "never calculated": errors.NeverCalculatedError,
    "open quote": errors.QuoteOpenError,
    "cell too long": errors.CellTooLongError,
    "too wide": errors.TooManyColumnsError,
    "encoding": errors.TextUnreadableError,
    "not a table": errors.NotATableError,
    "damaged": errors.WorkbookDamagedError,
    "no sheet": errors.SheetMissingError,
    "costly": errors.TableTooCostlyError,
}
