"""Visits, not observations: what the observations of a few visits are worth beside as many that stand alone.

Observations of one visit resemble each other. Wherever several of one visit are pooled, their number is divided by the
design effect before it goes into an interval, and evidence is graded by visits.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.measures.intervals import FloatArray

_EXACT = 1e-9  # a spread below this is one of rounding: all values are alike


def design_effects(sums: pd.DataFrame) -> FloatArray:
    """Return by how much each scope's observations have to be divided, at least 1.

    The variance of the mean with visits as they are, over the variance it would have if every observation stood by
    itself; where that cannot be told (one visit alone, or all values alike) as many as there are to a visit. What is
    said once more of a touchpoint in the same visit is no new moment: there are never more observations than moments.

    Args:
        sums: one row a scope: `n`, `visits`, `total` and `squares` (sums of the values and of their squares),
            `visit_squares`, `visit_products`, `visit_sizes` (sums over visits of T * T, T * m and m * m, T the sum and
            m the number of a visit's observations), `moments` (observations but those that repeat a touchpoint within
            their visit).

    Returns:
        One number a row; 1 where nothing was observed.

    Source: the linearised variance of a mean over clusters (Kish 1965); docs/measures.md.
    """
    n, visits, total, squares, within, products, sizes, moments = (
        sums[name].to_numpy(dtype=np.float64)
        for name in ("n", "visits", "total", "squares", "visit_squares", "visit_products", "visit_sizes", "moments")
    )
    some, several = np.maximum(n, 1), np.maximum(visits, 2)
    mean = total / some
    clustered = several / (several - 1) * np.maximum(within - 2 * mean * products + mean**2 * sizes, 0) / some**2
    spread = np.maximum(squares - some * mean**2, 0)
    alike = spread <= _EXACT * np.maximum(squares, 1)
    alone = np.where(alike, 1, spread) / (some * np.maximum(some - 1, 1))
    told = np.where((visits < 2) | alike, some / np.maximum(visits, 1), clustered / alone)
    return np.asarray(np.maximum(told, np.maximum(1, some / np.maximum(moments, np.maximum(visits, 1)))))


def beside(
    figures: pd.DataFrame, sums: pd.DataFrame | None, on: Sequence[str]
) -> tuple[npt.NDArray[np.int64], FloatArray]:
    """Return the visits and the design effect that belong to each row of `figures`, by the columns `on`.

    Without `sums`, and in rows they do not know, each of the `n` observations is a visit of its own.
    """
    n = figures["n"].to_numpy(dtype=np.int64)
    if sums is None or sums.empty or figures.empty:
        return n, np.ones(len(n))
    keys = [*on]
    told = sums[keys].astype("str").assign(visits=sums["visits"], deff=design_effects(sums), _every=0)
    found = figures[keys].astype("str").assign(_every=0).merge(told, on=[*keys, "_every"], how="left")
    visits = found["visits"].to_numpy(dtype=np.float64)
    return np.where(np.isnan(visits), n, visits).astype(np.int64), found["deff"].fillna(1.0).to_numpy()
