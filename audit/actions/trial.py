"""What would come in with a file, worked out before anything is written."""

from dataclasses import dataclass

import pandas as pd

from audit.actions.imports import ImportReport, import_reading, read_rows
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import Kind
from audit.intake.tables import Table
from audit.model.rating import Outcome
from audit.store.opening import Store

FIRST_ROWS = 8


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """What an import would do: its report, its first rows as they would be read, and how many of each outcome.

    `outcomes` are all sound observations of the file, those already there included; empty for metrics and tickets.
    `first` has the row of the file as its index.
    """

    report: ImportReport
    first: pd.DataFrame
    outcomes: dict[str, int]


def tried(store: Store, table: Table, recipe: Recipe, name: str) -> Trial:
    """Return what would come in of `table` by `recipe`; nothing is written.

    Raises:
        AuditError: the table cannot be read by it.
    """
    reading = read_rows(store, table, recipe)
    report = import_reading(store, reading, recipe, name, is_dry=True)
    outcomes = {}
    if recipe.kind is Kind.OBSERVATIONS:
        counted = reading.rows["outcome"].value_counts()
        outcomes = {str(outcome): int(counted.get(str(outcome), 0)) for outcome in Outcome}
    first = reading.rows.take(range(min(FIRST_ROWS, len(reading.rows))))  # a slice would hold all the rows
    return Trial(report, first, outcomes)
