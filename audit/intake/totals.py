"""Rows of totals at the end of a table, which are nobody's visit even where they have a date."""

import re

import pandas as pd

from audit.intake.cells import Cells
from audit.intake.reading import Problems
from audit.intake.traits import A_DATE, number_in

A_TOTAL = re.compile(
    r"(?:(?:grand|sub)[ -]?)?totals?|sums?|averages?|avg\.?|means?|medians?|gesamt|summe|durchschnitt|mittelwert",
    re.IGNORECASE,
)
EXPECTED = "a visit; this looks like a total: take the row out, rename it, or say totals_are_rows = true in the recipe"


def list_totals(cells: Cells, problems: Problems) -> None:
    """List the last rows of a table that call themselves a total, where nothing else is wrong with them.

    A row is one where its touchpoint, or the first of its cells that is neither a number nor a date, says nothing but
    total, average or the like. Our own tables have none, and a recipe may say that such rows are rows as any other.
    """
    if cells.recipe.totals_are_rows or cells.recipe.identity_kept:
        return
    listed = problems.rows()
    touchpoints = cells.text("touchpoint") if "touchpoint" in cells.recipe.fields else pd.Series("", listed.index)
    for row in reversed(listed.index.tolist()):
        column, written = _first_text(cells.rows.loc[row])
        if _is_total(touchpoints[row]):
            column, written = cells.label("touchpoint"), touchpoints[row]
        elif not _is_total(written):
            return
        if not listed[row]:
            problems.add(listed.index.to_series() == row, column, pd.Series(written, listed.index), EXPECTED)


def _first_text(row: pd.Series) -> tuple[str, str]:
    """Return the first cell of a row that is neither empty nor a figure, with its column; "" where there is none."""
    texts = ((str(name), cell.strip()) for name, cell in row.items() if cell.strip())
    return next((text for text in texts if not _is_figure(text[1])), ("", ""))


def _is_total(text: str) -> bool:
    return A_TOTAL.fullmatch(text.strip(" :")) is not None


def _is_figure(cell: str) -> bool:
    return number_in(cell) is not None or A_DATE.match(cell) is not None
