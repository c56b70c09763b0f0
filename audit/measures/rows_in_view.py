"""Which rows a view shows by its journeys and its touchpoint, wherever rows bear the names of touchpoints."""

import pandas as pd

from audit.model.view import View


def rows_in_view(rows: pd.DataFrame, view: View, touchpoint: str = "touchpoint") -> pd.DataFrame:
    """Return the rows of the journeys and the touchpoint that `view` chooses; all where it chooses neither.

    Args:
        rows: `journey` and the names of touchpoints.
        view: its place, period and the like narrow nothing here.
        touchpoint: the column with the names.
    """
    if view.journeys:
        rows = rows[rows["journey"].isin(view.journeys)]
    if view.touchpoint:
        rows = rows[rows[touchpoint] == view.touchpoint]
    return rows
