"""Whether every visitor gets the same service, over and over, or it depends on the day."""

import numpy as np
import pandas as pd

from audit.measures.rater import RATING_COUNTS, gathered
from audit.model.rating import RATINGS


def consistency(counts: pd.DataFrame) -> pd.DataFrame:
    """Say how alike the ratings of each dimension are, whatever their height.

    1 - variance / the largest variance ratings with this mean could have, so that a mean near 1 or 5 is
    not called consistent merely for lack of room.

    Args:
        counts: keys..., `dimension`, `n1`..`n5` (how many ratings of 1 to 5).

    Returns:
        One row a combination of keys and dimension that was rated: keys..., `dimension`, `n`, `score`
        (1-5), `consistency` (0 = only the two extremes, 1 = always the same; NaN under two ratings),
        `share_low` (0-1, the share of ratings of 1 or 2).

    Raises:
        UnknownChoiceError: when a dimension is not one of the five.
    """
    rated = gathered(counts)
    table = rated[list(RATING_COUNTS)].to_numpy(dtype=np.int64)
    values = np.array(RATINGS)
    n, total, squares = table.sum(axis=1), table @ values, table @ values**2
    spread = n * squares - total**2
    room = (5 * n - total) * (total - n)  # the largest variance a mean allows: at 4.9 nobody can differ much
    alike = 1 - np.divide(spread, room, out=np.zeros(len(n)), where=room > 0)
    figures = {
        "n": n,
        "score": total / n,
        "consistency": np.where(n < 2, np.nan, alike),
        "share_low": (table[:, 0] + table[:, 1]) / n,
    }
    return rated.drop(columns=list(RATING_COUNTS)).assign(**figures)
