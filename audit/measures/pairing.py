"""Two leaders at the same touchpoint within the hour: which observations are two looks at one moment."""

import numpy as np
import pandas as pd

from audit.measures.intervals import IntArray
from audit.model.rating import DIMENSIONS

WITHIN_MINUTES = 60  # ours: the same counter an hour later is another moment
OUTCOME = "outcome"
JUDGED = (*map(str, DIMENSIONS), OUTCOME)  # what two observers can agree on, in the order it is shown


def paired(observations: pd.DataFrame, within_minutes: int = WITHIN_MINUTES) -> pd.DataFrame:
    """Return the paired walks among observations: two observers, one touchpoint and place, at most an hour apart.

    The two nearest in time are one pair, then the two nearest of those left, and so on, so that no observation is in
    two pairs. Which of two equally near partners is taken depends on the order of times and names alone.

    Args:
        observations: one row an observation: `spot` (a number for touchpoint and place together), `touchpoint`,
            `observer` (categories), `observed_at`, `outcome` (1 negative, 2 neutral, 3 positive), the five dimensions
            (1-5, NaN = not observed).
        within_minutes: how far apart two looks may be, that far included.

    Returns:
        One row a pair, in the order of spots and times: `touchpoint`, `observer`, `partner` (in the order of their
        names), `minutes` between them, and for the outcome and each dimension its name (the observer's) and its name
        with `_partner`; NaN where that one did not rate it.
    """
    who: IntArray = observations["observer"].cat.codes.to_numpy().astype(np.int64)
    at = observations["observed_at"].to_numpy(dtype="datetime64[us]").astype(np.int64)
    site = observations["spot"].to_numpy()
    order = np.lexsort((who, at, site))  # by names within one moment, so that the order of rows decides nothing
    one, other = _nearest(site[order], who[order], at[order], within_minutes * 60_000_000)
    one, other = order[one], order[other]
    swapped = who[one] > who[other]  # in the order of names: who was first within the hour is chance
    first, second = np.where(swapped, other, one), np.where(swapped, one, other)
    return pd.DataFrame(
        {
            "touchpoint": observations["touchpoint"].iloc[first].array,
            "observer": observations["observer"].iloc[first].array,
            "partner": observations["observer"].iloc[second].array,
            "minutes": np.abs(at[first] - at[second]) / 60_000_000,
            **{name: observations[name].to_numpy()[first] for name in JUDGED},
            **{f"{name}_partner": observations[name].to_numpy()[second] for name in JUDGED},
        }
    )


def _nearest(site: IntArray, who: IntArray, at: IntArray, window: int) -> tuple[IntArray, IntArray]:
    """Return the places of both of each pair among rows sorted by spot and time.

    Of all that are left, the two nearest always stand side by side: one standing between them would be nearer. So
    each round takes every neighbouring two that are nearer to each other than either is to anyone else, and of
    equally near ones the earlier two.
    """
    left = np.flatnonzero(np.minimum(*_gaps(site, who, at, window)) <= window)  # most rows have nobody near them
    taken: list[IntArray] = [left[:0]]
    while True:
        before, after = _gaps(site[left], who[left], at[left], window)
        apart = after[:-1]  # to the next row, where that is somebody else's
        can = (who[left[1:]] != who[left[:-1]]) & (apart <= window)
        nearest = np.flatnonzero(can & (apart < before[:-1]) & (apart <= after[1:]))
        if not len(nearest):
            break
        taken.append(np.column_stack([left[nearest], left[nearest + 1]]).ravel())
        left = np.delete(left, np.concatenate([nearest, nearest + 1]))
    both = np.concatenate(taken).reshape(-1, 2)
    both = both[np.argsort(both[:, 0], kind="stable")]
    return both[:, 0], both[:, 1]


def _gaps(site: IntArray, who: IntArray, at: IntArray, window: int) -> tuple[IntArray, IntArray]:
    """Return how long before and how long after each row someone else looked; `window` + 1 where nobody did by then.

    Between a row and that someone stand only rows of its own observer, so the rows of one observer in a row (a run)
    share the one before and the one after.
    """
    if not len(site):
        return site, site
    turns = np.flatnonzero((np.diff(site) != 0) | (np.diff(who) != 0)) + 1
    starts, ends = np.concatenate([[0], turns]), np.concatenate([turns, [len(site)]])
    run = np.repeat(np.arange(len(starts)), ends - starts)
    return _gap_to(starts[run] - 1, site, at, window), _gap_to(ends[run], site, at, window)


def _gap_to(other: IntArray, site: IntArray, at: IntArray, window: int) -> IntArray:
    """Return how far from each row the row at `other` stands, `window` + 1 if out of reach or at another spot."""
    there = other.clip(0, len(site) - 1)
    gap = np.abs(at[there] - at)
    return np.where((there == other) & (site[there] == site) & (gap <= window), gap, window + 1)
