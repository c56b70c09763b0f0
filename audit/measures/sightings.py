"""How often something was observed, and on which day last, under any names."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

EPOCH = date(1970, 1, 1)  # days are counted from here
Cell = tuple[str, ...]  # a touchpoint, and what it is kept apart by
Sightings = Mapping[Cell, tuple[int, int]]  # how many observations, and the day of the last, counted from `EPOCH`


def sightings_by(sightings: pd.DataFrame, names: Sequence[str]) -> Sightings:
    """Add up sightings by `names`; for the few thousand rows of a tally ten times as fast as grouping the frame.

    Args:
        sightings: `names`, `n` (observations), `last_observed_on`; a combination may have several rows.
        names: the columns to tell cells by.

    Returns:
        For each cell that was observed how often, and the day of the last; a cell that was not has no entry.
    """
    days = sightings["last_observed_on"].to_numpy("datetime64[D]").astype("int64").tolist()
    cells = zip(*(sightings[name].tolist() for name in names), strict=True)
    counts: dict[Cell, tuple[int, int]] = {}
    for cell, n, day in zip(cells, sightings["n"].tolist(), days, strict=True):
        before, last = counts.get(cell, (0, day))
        counts[cell] = (before + n, max(last, day))
    return counts


def last_days(days: Sequence[int | None]) -> "pd.Series[pd.Timestamp]":
    """Return days counted from `EPOCH` as dates; None = never is NaT."""
    known = [np.datetime64("NaT", "D") if day is None else np.datetime64(day, "D") for day in days]
    return pd.Series(np.array(known, dtype="datetime64[D]")).astype("datetime64[us]")
