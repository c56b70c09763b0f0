"""The small words every sentence is made of."""

from typing import Any

import pandas as pd

THIN = ("anecdote", "thin", "")  # grades of evidence too weak to compare by


def counted(n: int, thing: str) -> str:
    """Return a number with what it counts: "1 walk", "2 walks"."""
    return f"{n:,} {thing}" if n == 1 else f"{n:,} {thing}s"


def scored(row: "pd.Series[Any]", name: str) -> str:
    """Return a name with its score: "empathy (4.2)"."""
    return f"{row[name]} ({row['score']:.1f})"


def moment(row: "pd.Series[Any]") -> str:
    """Return what follows the name of a touchpoint that is a moment of truth."""
    return ", a moment of truth" if row["is_moment_of_truth"] else ""


def row_of(frame: pd.DataFrame, touchpoint: str) -> "pd.Series[Any]":
    """Return the row of one touchpoint."""
    return frame[frame["touchpoint"] == touchpoint].iloc[0]
