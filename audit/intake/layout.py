"""How a file is laid out whose first row or first sheet is not the table: told by trying, before anybody is asked."""

from collections.abc import Iterator
from dataclasses import replace

from audit.errors import HeaderMissingError, HeaderOnlyError, RaggedRowError, TableRefusedError
from audit.intake import traits
from audit.intake.column_values import ColumnValues
from audit.intake.header_groups import BETWEEN, are_groups
from audit.intake.tables import UPLOAD, Limits, Table, TableShape, read_table

FURTHEST_GROUPS = 4  # row in which they are looked for below a row of groups
FURTHEST = 6  # row in which the names are looked for
MOST_SHEETS = 5
TRIED_AGAIN = (HeaderMissingError, HeaderOnlyError, RaggedRowError)


def read_as_laid_out(content: bytes, name: str, first: Table | None = None, *, limits: Limits = UPLOAD) -> Table:
    """Read a file by the sheet and the row of names that make it a table with dates; as it stands where none does.

    A second layout is tried only where the first looks like none: it cannot be read, some columns have no name, or
    the workbook has several sheets.

    Args:
        content: The file as it came.
        name: What the file is called; used in sentences only.
        first: The table as it stands, where it has been read already.
        limits: How large the file may be and how long it may take.

    Raises:
        TableRefusedError: when it cannot be read in any of them.
    """
    refusal: TableRefusedError | None = None
    try:
        first = first or read_table(content, name, limits=limits)
    except TRIED_AGAIN as error:
        refusal = error
    first = _best(_named_tables(content, name, first, limits)) or first
    if first is None:
        raise refusal or TableRefusedError(name)
    return first


def _best(tables: Iterator[Table]) -> Table | None:
    """Return the first table whose names tell its columns apart, else the first of all that has no groups."""
    repeating: Table | None = None
    for table in tables:
        if are_groups(table.columns) if table.shape.has_groups else not table.repeated:
            return table
        repeating = repeating or (None if table.shape.has_groups else table)
    return repeating


def _named_tables(content: bytes, name: str, first: Table | None, limits: Limits) -> Iterator[Table]:
    """Yield the file in each other layout that makes it a table with names and dates."""
    for shape in _others(first):
        try:
            table = read_table(content, name, shape=shape, limits=limits)
        except TableRefusedError:
            continue
        if _is_named_and_dated(table):
            yield table


def _others(first: Table | None) -> Iterator[TableShape]:
    """Yield the layouts to try next, where the first gives reason to."""
    if first is not None and _is_named_and_dated(first):
        return
    if first is not None and len(first.sheets) > 1:
        for sheet in first.sheets[1:MOST_SHEETS]:
            yield TableShape(sheet=sheet)
    if first is None or _has_unnamed(first):
        yield from _further_down(first.shape if first else TableShape())


def _further_down(shape: TableShape) -> Iterator[TableShape]:
    for row in range(2, FURTHEST + 1):
        yield replace(shape, header_row=row)
        if row <= FURTHEST_GROUPS:
            yield replace(shape, header_row=row, has_groups=True)


def _has_unnamed(table: Table) -> bool:
    return any(name == f"column {number}" for number, name in enumerate(table.columns, start=1))


def _is_named_and_dated(table: Table) -> bool:
    names = [name.rsplit(BETWEEN, 1)[-1] for name in table.columns]
    if any(traits.A_DATE.match(name) or traits.number_in(name) is not None for name in names):
        return False  # a row of data stands where the names should be
    return not _has_unnamed(table) and bool(ColumnValues(table).dated_by)
