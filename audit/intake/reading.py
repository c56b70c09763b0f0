"""What came of reading a table: the rows that are sound, and beside them every problem of the others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

import pandas as pd

SHOWN = 100  # characters of a cell that a problem repeats
PROBLEM, REMARK = "expected", "read_as"  # the last column of each list


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What a table gave.

    `rows` are the observations or service metrics; their index is the row of the file each came from, as a
    spreadsheet counts, and a file row with any problem gives none. `problems` has one row a problem: `row` (counted
    alike), `column`, `value` (as written, shortened), `expected`. `rows_in_file` counts the rows that hold anything,
    `skipped` those of them that the recipe leaves out. `says` are the columns of `rows` that the file says anything
    of, None = all of them. `formerly` gives key -> the key an earlier version made of the same row, where another one,
    and `by_content` key -> the key that a row with an identity of its own would have by what it says alone.
    `remarks` has one row a cell that was read, though not as it stands: `row`, `column`, `value`, `read_as`. `notes`
    are the words of rows that do not say how it went, with the same index as `rows`, None = none.
    `file_notes` are sentences on the file as a whole.
    """

    rows: pd.DataFrame
    problems: pd.DataFrame
    rows_in_file: int
    skipped: int
    says: frozenset[str] | None = None
    formerly: Callable[[], Mapping[UUID, UUID]] = dict
    by_content: Callable[[], Mapping[UUID, UUID]] = dict
    remarks: pd.DataFrame = field(default_factory=lambda: _frame([], REMARK))
    file_notes: tuple[str, ...] = ()
    notes: pd.DataFrame | None = None

    @property
    def rejected(self) -> int:
        """How many rows of the file gave nothing because of a problem."""
        return int(self.problems["row"].nunique())


class Problems:
    """The problems found so far, each with its row, column, value and what was expected."""

    def __init__(self, rows: pd.Index) -> None:
        self._problems: list[pd.DataFrame] = []
        self._remarks: list[pd.DataFrame] = []
        self._rows = pd.Series(data=False, index=rows)

    def add(self, where: "pd.Series[bool]", column: str, written: pd.Series, expected: "str | pd.Series") -> None:
        """List each row `where` is true, with what was `written` there and what was `expected`."""
        if not where.any():
            return
        wanted = expected[where].to_numpy() if isinstance(expected, pd.Series) else expected
        self._problems.append(_cells(where, column, written).assign(expected=wanted))
        self._rows[where.index[where]] = True

    def remark(self, where: "pd.Series[bool]", column: str, written: pd.Series, read_as: str) -> None:
        """Note each row `where` is true, which is kept, with what was `written` there and what it was `read_as`."""
        if where.any():
            self._remarks.append(_cells(where, column, written).assign(read_as=read_as))

    def rows(self) -> "pd.Series[bool]":
        """Return for each row whether it has a problem."""
        return self._rows.copy()

    def frame(self) -> pd.DataFrame:
        """Return the problems by row; those of one row stand in the order they were found."""
        return _frame(self._problems, PROBLEM)

    def remarks(self) -> pd.DataFrame:
        """Return the remarks about rows without a problem, by row."""
        cells = _frame(self._remarks, REMARK)
        return cells[~cells["row"].map(self._rows).astype(bool)].reset_index(drop=True)


def _cells(where: "pd.Series[bool]", column: str, written: pd.Series) -> pd.DataFrame:
    values = written[where].str.slice(stop=SHOWN).to_numpy()
    return pd.DataFrame({"row": where.index[where], "column": column, "value": values})


def _frame(pieces: list[pd.DataFrame], last: str) -> pd.DataFrame:
    types = {"row": "int64", "column": "str", "value": "str", last: "str"}
    if not pieces:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})
    return pd.concat(pieces).astype(types).sort_values("row", kind="stable", ignore_index=True)
