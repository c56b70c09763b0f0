"""Where the rows of a journey come from: a table in a file, or what somebody pasted, from a spreadsheet or as lines."""

import csv
import io
import re
from collections.abc import Sequence

from audit.intake.cells import HARMLESS
from audit.intake.journey_columns import Row, is_header
from audit.intake.tables import read_table

_UNNAMED = re.compile(r"column \d+\**")  # what a column without a name is called by the reader of tables


def rows_of_file(content: bytes, file_name: str) -> list[Row]:
    """Return the rows of a CSV or XLSX file, the first of them too, be it names of columns or a touchpoint.

    Raises:
        TableRefusedError: it is not a table, or not a sound one.
    """
    table = read_table(content, file_name)
    first = ["" if _UNNAMED.fullmatch(column) else table.header_of(column) for column in table.columns]
    rows = [(1, first), *((int(number), list(cells)) for number, *cells in table.rows.itertuples(name=None))]
    return [(number, [re.sub(HARMLESS, "", cell) for cell in cells]) for number, cells in rows]


def rows_of_text(text: str) -> list[Row]:
    """Return the rows of what was pasted: cells of a spreadsheet (tabs), CSV, or lines of one name each."""
    separator = _separator(text)
    if not separator:
        return [(number, [line]) for number, line in enumerate(text.splitlines(), start=1)]
    is_open = text.count('"') % 2 == 1  # a stray mark would swallow all that follows
    lines = io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n"), newline="\n")
    return list(
        enumerate(
            csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE if is_open else csv.QUOTE_MINIMAL), start=1
        )
    )


def rows_of_cells(cells: Sequence[Sequence[str]], columns: Sequence[str]) -> list[Row]:
    """Return the rows of a table on the screen, under its own columns unless names of columns were pasted into it."""
    rows: list[Row] = list(enumerate(cells, start=1))
    filled = next((row for _, row in rows if any(cell.strip() for cell in row)), ())
    return rows if is_header(filled) else [(0, columns), *rows]


def _separator(text: str) -> str:
    if "\t" in text:
        return "\t"
    lines = [line for line in text.splitlines() if line.strip()]
    first = next(iter(lines), "")
    named = (sign for sign in ";,|" if sign in first and is_header(next(csv.reader([first], delimiter=sign))))
    # without names above them only what stands in every line alike; a comma may be of a name
    alike = (
        sign for sign in ";|" if len(lines) > 1 and {line.count(sign) for line in lines} == {first.count(sign) or -1}
    )
    return next(named, "") or next(alike, "")
