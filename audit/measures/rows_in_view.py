"""Which rows a view shows by its journey and its touchpoint, wherever rows bear the names of touchpoints."""

import pandas as pd

from audit.model.view import View


def rows_in_view(rows: pd.DataFrame, view: View, touchpoint: str = "touchpoint") -> pd.DataFrame:
    """Return the rows of the journey and the touchpoint that `view` chooses; all where it chooses neither.

    Args:
        rows: `journey` and the names of touchpoints.
        view: its place, period and the like narrow nothing here.
        touchpoint: the column with the names.
    """
    for name, chosen in (("journey", view.journey), (touchpoint, view.touchpoint)):
        if chosen:
            rows = rows[rows[name] == chosen]
    return rows
