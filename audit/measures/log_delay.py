"""How long after it was seen an observation was written down: what is noted late is remembered less well."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

# whatever took longer is late all the same, so nothing beyond is kept apart
A_DAY = 24 * 60  # minutes


def log_delay(delays: pd.DataFrame, by: Sequence[str] = ("method",)) -> pd.DataFrame:
    """Say how soon observations are logged.

    Args:
        delays: keys..., `minutes` (whole, rounded down; a day or more may stand as 1,440), `n` (observations).
        by: which keys to keep apart.

    Returns:
        One row a combination of `by`, in their order: keys..., `n`, `median_minutes` (1,440 = a day or more),
        `late_share` (0-1, logged a day or more after it was seen).
    """
    keys = list(by)
    rows = [
        {**dict(zip(keys, key if isinstance(key, tuple) else (key,), strict=True)), **_figures_of(group)}
        for key, group in (delays.groupby(keys, observed=True) if keys else [((), delays)] * bool(len(delays)))
    ]
    return pd.DataFrame(rows, columns=[*keys, "n", "median_minutes", "late_share"])


def _figures_of(delays: pd.DataFrame) -> dict[str, float]:
    counted = delays.groupby("minutes")["n"].sum()
    reached, n = counted.cumsum().to_numpy(), int(counted.sum())
    minutes = counted.index.to_numpy(dtype=np.float64)
    # the middle two of an even number, the same one twice of an odd
    lower, upper = (minutes[np.searchsorted(reached, rank)] for rank in ((n + 1) // 2, n // 2 + 1))
    late = int(counted[counted.index >= A_DAY].sum())
    return {"n": n, "median_minutes": min(float(lower + upper) / 2, A_DAY), "late_share": late / n}
