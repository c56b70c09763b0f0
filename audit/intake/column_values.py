"""What stands in the columns of a table, each looked through once however often somebody asks."""

from collections.abc import Sequence
from functools import cache, cached_property

import pandas as pd

from audit.intake import traits
from audit.intake.cells import plain
from audit.intake.tables import Table
from audit.intake.traits import Look

MOST_BESIDE = 120  # characters


class ColumnValues:
    """The cells of a table's columns, sampled and counted.

    A row counts once its date is written as one: a line of totals below the rows decides nothing.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self._counts: dict[tuple[str, tuple[str, ...]], tuple[tuple[str, int], ...]] = {}
        self._samples: dict[str, list[str]] = {}
        self._dated = cache(self._rows_dated)

    @cached_property
    def dated_by(self) -> tuple[str, ...]:
        """The columns whose cells are mostly dates."""
        every = {
            column: traits.sample_of(self.table.rows[column], len(self.table.columns)) for column in self.table.columns
        }
        return tuple(column for column, cells in every.items() if traits.look_of(cells) in traits.OF_DAYS)

    def _rows_dated(self, columns: tuple[str, ...]) -> "pd.Series[bool]":
        dated = pd.Series(data=not columns, index=self.table.rows.index)
        for column in columns:
            dated |= traits.are_dates(self.table.rows[column])
        return dated if dated.any() else ~dated  # a table without any date is looked at as a whole

    def sample(self, column: str) -> list[str]:
        """Return up to 500 distinct cells of `column`, those of rows without a date left out."""
        if column not in self._samples:
            texts = self.table.rows[column]
            if column not in self.dated_by:
                texts = texts[self._dated(self.dated_by)]
            self._samples[column] = traits.sample_of(texts, len(self.table.columns))
        return self._samples[column]

    def look(self, column: str) -> Look:
        """Return what most cells of `column` look like."""
        return traits.look_of(self.sample(column))

    def counts(self, column: str, dated_by: Sequence[str] = ()) -> tuple[tuple[str, int], ...]:
        """Return the values of `column` with how many rows hold each: numbers by size, then words, the most first.

        Args:
            column: One of the table's.
            dated_by: The columns that hold the date; what is not in a dated row does not count.
        """
        key = (column, tuple(dated_by))
        if key not in self._counts:
            self._counts[key] = _counted(self.table.rows[column][self._dated(key[1])])
        return self._counts[key]

    def count_of(self, column: str, value: str) -> int:
        """Return how many rows hold `value` in `column`."""
        return int((self.table.rows[column].str.strip() == value).sum())

    def beside(self, column: str, value: str, words: str) -> str:
        """Return what the column `words` says in the first row that says anything and holds `value` in `column`."""
        rows = self.table.rows
        texts = rows[words][(rows[column].str.strip() == value) & (rows[words].str.strip() != "")]
        return str(texts.iloc[0]).strip()[:MOST_BESIDE] if len(texts) else ""

    def undated(self, dated_by: Sequence[str]) -> int:
        """Return how many rows hold no date in any of these columns."""
        return int((~self._dated(tuple(dated_by))).sum())

    @property
    def rows_above(self) -> int:
        """How many rows directly below the names hold something else than the dates further down."""
        if not self.dated_by:
            return 0
        dated = self._dated(self.dated_by)
        first = int(dated.to_numpy().argmax())
        return first if 0 < first <= 3 and bool(dated.iloc[first:].mean() >= traits.MOST) else 0


def _counted(texts: pd.Series) -> tuple[tuple[str, int], ...]:
    """Return each value, as it is mostly written, with its count; case and a needless `.0` make no other value."""
    raw = texts.str.strip().value_counts()
    spelt: dict[str, str] = {}
    total: dict[str, int] = {}
    for written, count in zip(raw.index.tolist(), raw.tolist(), strict=True):
        if written:
            word = plain(written)
            spelt.setdefault(word, written)
            total[word] = total.get(word, 0) + count
    # twice: by frequency, then, stably, numbers first and by size
    ordered = sorted(total, key=lambda word: (-total[word], word))
    ordered.sort(key=lambda word: (traits.number_in(word) is None, traits.number_in(word) or 0))
    return tuple((spelt[word], total[word]) for word in ordered)
