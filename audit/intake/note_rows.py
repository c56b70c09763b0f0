"""Rows that do not say how it went, and have words: what comes of them where a recipe keeps those as notes."""

import pandas as pd

from audit.intake.fields import CheckedFields
from audit.model.rating import Outcome

COLUMNS = (
    *("id", "observed_on", "observed_at", "journey", "stage", "touchpoint", "channel", "place", "customer_group"),
    *("method", "words"),
)
NO_PLACE = "nothing, for a note holds words alone"


def of_notes(fields: CheckedFields, rows: pd.DataFrame, outcome: pd.Series) -> "pd.Series[bool]":
    """Return which rows come in as notes, and tell which of their cells a note has no place for.

    Args:
        fields: the table that is read.
        rows: what each row says beside its outcome.
        outcome: the outcome of each, "" where it is not said.
    """
    are_notes = (outcome == "") & (rows["what_happened"] != "") & fields.cells.recipe.keeps_notes
    for column in rows.columns.drop("what_happened"):
        name = "resolved_at" if column == "resolved_on" else column
        is_lost = are_notes & rows[column].notna() & (rows[column].astype("str") != "")
        fields.problems.remark(is_lost, fields.cells.label(name), fields.cells.written(name), NO_PLACE)
    return are_notes


def expected_outcome(fields: CheckedFields) -> str:
    """Return what has to stand in a row that says something."""
    instead = ", or words to keep as a note" if fields.cells.recipe.keeps_notes else ""
    return f"one of {', '.join(Outcome)}{instead}"
