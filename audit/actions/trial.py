"""What would come in with a file, worked out before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from audit.actions.imports import ImportReport, import_reading, read_rows
from audit.intake.outcome_counts import outcome_counts, touchpoint_outcomes
from audit.intake.recipe import Recipe
from audit.intake.recipe_parts import Kind
from audit.intake.tables import Table
from audit.store.opening import Store

FIRST_ROWS = 8


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """What an import would do: its report, its first rows as they would be read, and how many of each outcome.

    `outcomes` are all sound observations of the file, those already there included; empty for metrics and tickets.
    `by_touchpoint` are the same by touchpoint. `first` has the row of the file as its index.
    """

    report: ImportReport
    first: pd.DataFrame
    outcomes: Mapping[str, int]
    by_touchpoint: Mapping[str, Mapping[str, int]]


def tried(store: Store, table: Table, recipe: Recipe, name: str) -> Trial:
    """Return what would come in of `table` by `recipe`; nothing is written.

    Raises:
        AuditError: the table cannot be read by it.
    """
    reading = read_rows(store, table, recipe)
    report = import_reading(store, reading, recipe, name, is_dry=True)
    is_judged = recipe.kind is Kind.OBSERVATIONS
    outcomes = outcome_counts(reading.rows) if is_judged else {}
    by_touchpoint = touchpoint_outcomes(reading.rows) if is_judged else {}
    first = reading.rows.take(range(min(FIRST_ROWS, len(reading.rows))))  # a slice would hold all the rows
    return Trial(report, first, outcomes, by_touchpoint)
