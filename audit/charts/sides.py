"""Before and after as two rows under each other, as a picture takes them."""

from collections.abc import Mapping
from typing import Any

import pandas as pd


def both_sides(row: Mapping[Any, Any]) -> pd.DataFrame:
    """Return one commitment as a picture takes it.

    Args:
        row: a row of what `audit.figures.commitment.commitments` returns.

    Returns:
        Two rows: `when` ("Before", "After"), `since`, `until`, `n` (good and bad moments), `positive_share`, `low`,
        `high` (0-1, NaN where nothing was seen).
    """
    sides = [
        {
            "when": window.capitalize(),
            "since": row[f"{window}_since"],
            "until": row[f"{window}_until"],
            "n": row[f"{window}_n"],
            "positive_share": row[f"{window}_share"],
            "low": row[f"{window}_low"],
            "high": row[f"{window}_high"],
        }
        for window in ("before", "after")
    ]
    return pd.DataFrame(sides)


def first_sides(commitments: pd.DataFrame) -> pd.DataFrame:
    """Return the first of some commitments as a picture takes it; no row where there is none."""
    rows = [both_sides(row) for row in commitments.head(1).to_dict("records")]
    return rows[0] if rows else pd.DataFrame(columns=["when", "since", "until", "n", "positive_share", "low", "high"])
