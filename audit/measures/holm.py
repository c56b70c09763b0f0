"""Several comparisons at once: the chance that even one difference among them is called sure and is none."""

from collections.abc import Sequence

import numpy as np


def holm(chances: Sequence[float]) -> list[float]:
    """Return the chances (0-1) after Holm's correction for all of them; those that are NaN are 1.

    Source: Holm (1979).
    """
    # all of them count as tests, those too thin to make as well: the careful reading
    every = np.where(np.isnan(chances), 1.0, chances)
    order = np.argsort(every, kind="stable")  # stable, so that equal chances are stepped in the order of the pairs
    stepped = np.maximum.accumulate(every[order] * np.arange(len(every), 0, -1))
    adjusted = np.empty(len(every))
    adjusted[order] = np.minimum(stepped, 1.0)
    return [float(each) for each in adjusted]
