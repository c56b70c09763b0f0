"""How long it takes until a negative experience is made good, counting those that still wait."""

import numpy as np

from audit.measures.history import summed
from audit.measures.intervals import FloatArray, IntArray
from audit.measures.ledger import Closings


def median_days(closings: Closings, group: IntArray, groups: int) -> FloatArray:
    """Return the Kaplan-Meier median of days to recover in each group.

    Open negatives count as waiting at least until the as-of date, and longer than any that closed on the
    same day; leaving them out would praise whoever has the most of them.

    Args:
        closings: runs of negatives with the days they waited.
        group: the group of each run, 0 to `groups` - 1.
        groups: how many groups there are.

    Returns:
        The first day by which half had recovered, a number for each group; NaN where that is not reached or
        there are no negatives.

    Source: Kaplan and Meier (1958).
    """
    span = int(closings.waited.max(initial=0)) + 1
    moments, place = np.unique(group * span + closings.waited, return_inverse=True)
    # an open one is at risk until today, but has not ended
    ended = summed(np.where(closings.is_open, 0, closings.negatives), place, len(moments))
    left = summed(closings.negatives, place, len(moments))
    owner, waited = np.divmod(moments, span)
    edges = np.searchsorted(owner, np.arange(groups + 1))
    medians = np.full(groups, np.nan)
    for each in range(groups):
        within = slice(edges[each], edges[each + 1])
        medians[each] = _median(waited[within], ended[within], left[within])
    return medians


def _median(waited: IntArray, ended: IntArray, left: IntArray) -> float:
    # those open the same day count among them: they waited longer than any that closed
    at_risk = np.cumsum(left[::-1])[::-1]
    waiting = np.cumprod(1 - np.divide(ended, at_risk, out=np.zeros(len(ended)), where=at_risk > 0))
    reached = np.flatnonzero(waiting <= 0.5 + 1e-9)  # exactly half, whatever the last digit of a product
    return float(waited[reached[0]]) if len(reached) else np.nan
