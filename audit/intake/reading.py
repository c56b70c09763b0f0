"""What came of reading a table: the rows that are sound, and beside them every problem of the others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

import pandas as pd

SHOWN = 100  # characters of a cell that a problem repeats


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What a table gave.

    `rows` are the observations or service metrics; their index is the row of the file each came from, as a
    spreadsheet counts, and a file row with any problem gives none. `problems` has one row a problem: `row` (counted
    alike), `column`, `value` (as written, shortened), `expected`. `rows_in_file` counts the rows that hold anything,
    `skipped` those of them that the recipe leaves out. `says` are the columns of `rows` that the file says anything
    of, None = all of them. `formerly` gives key -> the key an earlier version made of the same row, where another one.
    """

    rows: pd.DataFrame
    problems: pd.DataFrame
    rows_in_file: int
    skipped: int
    says: frozenset[str] | None = None
    formerly: Callable[[], Mapping[UUID, UUID]] = dict

    @property
    def rejected(self) -> int:
        """How many rows of the file gave nothing because of a problem."""
        return int(self.problems["row"].nunique())


class Problems:
    """The problems found so far, each with its row, column, value and what was expected."""

    def __init__(self, rows: pd.Index) -> None:
        self._found: list[pd.DataFrame] = []
        self._rows = pd.Series(data=False, index=rows)

    def add(self, where: "pd.Series[bool]", column: str, written: pd.Series, expected: "str | pd.Series") -> None:
        """List each row `where` is true, with what was `written` there and what was `expected`."""
        if not where.any():
            return
        rows = where.index[where]
        wanted = expected[where].to_numpy() if isinstance(expected, pd.Series) else expected
        values = written[where].str.slice(stop=SHOWN).to_numpy()
        self._found.append(pd.DataFrame({"row": rows, "column": column, "value": values, "expected": wanted}))
        self._rows[rows] = True

    def rows(self) -> "pd.Series[bool]":
        """Return for each row whether it has a problem."""
        return self._rows.copy()

    def frame(self) -> pd.DataFrame:
        """Return the problems by row; those of one row stand in the order they were found."""
        types = {"row": "int64", "column": "str", "value": "str", "expected": "str"}
        if not self._found:
            return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in types.items()})
        return pd.concat(self._found).astype(types).sort_values("row", kind="stable", ignore_index=True)
