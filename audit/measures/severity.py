"""How an observer's ratings lie beside those of the partners who saw the same: for calibrating, never for ranking."""

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from audit.measures.intervals import FloatArray, IntArray
from audit.model.rating import DIMENSIONS


def severity(pairs: pd.DataFrame) -> pd.DataFrame:
    """Say by how much each observer rates above or below the partners of their paired walks.

    Args:
        pairs: one row a paired walk, as `audit.measures.pairing.paired` returns them.

    Returns:
        One row an observer with a pair in which both rated the same dimension, by name and never by size: `observer`,
        `pairs`, `difference` (the mean, over pairs, of own rating minus the partner's; in steps of the 1-5 scale,
        below 0 = stricter), `low`, `high` (its 95 % interval, the scatter of all observers pooled; NaN while nobody
        has two pairs), `shrunk` (drawn towards no difference, the more so the fewer the pairs).

    Source: one-way random-effects moments about zero, as `audit.measures.ranking`.
    """
    own = pairs[[*DIMENSIONS]].to_numpy(dtype=np.float64)
    theirs = pairs[[f"{name}_partner" for name in DIMENSIONS]].to_numpy(dtype=np.float64)
    rated = ~np.isnan(own - theirs)
    is_rated = rated.any(axis=1)
    # by pair first, so that a pair that rated five dimensions weighs no more than one
    gap = np.nan_to_num(own - theirs).sum(axis=1)[is_rated] / rated.sum(axis=1)[is_rated]
    each = pd.DataFrame(
        {
            "observer": [*pairs["observer"].astype("str")[is_rated], *pairs["partner"].astype("str")[is_rated]],
            "difference": np.concatenate([gap, -gap]),
        }
    )
    # by name and never by size: it is for calibrating
    observers = each.groupby("observer")["difference"].agg(pairs="size", difference="mean").reset_index()
    scatter = ((each["difference"] - each.groupby("observer")["difference"].transform("mean")) ** 2).sum()
    n, mean = observers["pairs"].to_numpy(dtype=np.int64), observers["difference"].to_numpy(dtype=np.float64)
    half, shrunk = _doubt_and_shrunk(n, mean, float(scatter))
    return observers.assign(low=mean - half, high=mean + half, shrunk=shrunk)


def _doubt_and_shrunk(n: IntArray, mean: FloatArray, scatter: float) -> tuple[FloatArray, FloatArray]:
    """Return half the width of each mean's interval, and the means drawn towards zero."""
    freedom = int(n.sum()) - len(n)
    if freedom == 0:
        return np.full(len(n), np.nan), np.zeros(len(n))
    within = scatter / freedom
    # the method of moments may come out below 0, which no variance can be
    between = max(0.0, float((n * mean**2).sum() - len(n) * within) / float(n.sum()))
    trust = between / (between + within / n) if between > 0 else np.zeros(len(n))
    each_counted_twice = freedom / 2  # a pair's difference stands with both of its observers
    return np.asarray(stdtrit(each_counted_twice, 0.975) * np.sqrt(within / n)), trust * mean
