"""Which touchpoints are surely good, and not only first in a ranking that somebody has to lead."""

import numpy as np
import pandas as pd

from audit.measures.hot_spot import STANDARD


def surely_good(ranked: pd.DataFrame, standards: pd.DataFrame) -> pd.DataFrame:
    """Say of each ranked touchpoint what it is held to, and whether it surely lies above that.

    Args:
        ranked: what `audit.measures.ranking.ranking` returns, by `touchpoint`.
        standards: `touchpoint`, `target` (1-5, NaN = none set), one row a touchpoint.

    Returns:
        The rows of `ranked` with `standard` (1-5: the target the team has set there, else `STANDARD`) and
        `is_surely_good` (whether `lower` lies above it). Never where too few observations stand behind it to be ranked,
        nor where nothing sets the touchpoints apart: there `lower` is no bound but the estimate itself.
    """
    targets = standards.set_index("touchpoint")["target"].astype("float64")
    standard = ranked["touchpoint"].map(targets).astype("float64").fillna(STANDARD)
    # where nothing sets touchpoints apart the bound is the mean itself, and no bound
    is_bound = ranked["rank"].notna() & (ranked["lower"] < ranked["shrunk"])
    is_surely_good = np.asarray(is_bound & (ranked["lower"] > standard), dtype=np.bool_)
    return ranked.assign(standard=standard.to_numpy(), is_surely_good=is_surely_good)
