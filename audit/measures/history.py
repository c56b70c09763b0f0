"""What happened day by day: outcomes, and recoveries that customers confirmed, in the order they count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.errors import RecoveryWithoutNegativeError
from audit.measures.intervals import IntArray

SCOPE_KEYS = ("journey", "stage", "touchpoint", "channel", "place", "customer_group", "method", "recognised")

_SPAN = 1 << 22  # more days than any calendar here, so that scope and day fit one number
_EPOCH = 1 << 21  # days before 1970 stay positive


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """One row a scope and day on which anything was seen or confirmed, in that order.

    `on` counts days from 1970-01-01; the rest are numbers of observations.
    """

    scope: IntArray
    on: IntArray
    positives: IntArray
    neutrals: IntArray
    negatives: IntArray

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.scope)

    def dates(self) -> npt.NDArray[np.datetime64]:
        """Return the days as dates, with one NaT more: the day that has not come."""
        return np.append(self.on, np.iinfo(np.int64).min).astype("datetime64[D]")


@dataclass(frozen=True, slots=True, eq=False)
class Lots:
    """Negatives of one scope and day whose recovery was confirmed on one day, or never: first in, first out.

    `opened` and `confirmed` are rows of `Days`; `confirmed` is `len(days)` where that has not come.
    """

    opened: IntArray
    confirmed: IntArray
    negatives: IntArray

    def chosen(self, which: npt.NDArray[np.bool_]) -> "Lots":
        """Return the lots that `which` is true for, in the same order."""
        return Lots(self.opened[which], self.confirmed[which], self.negatives[which])


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """All that a ledger reads: one row of `scopes` is one account kept apart from the others."""

    scopes: pd.DataFrame
    days: Days
    lots: Lots
    as_of: date


def history(outcomes: pd.DataFrame, resolved: pd.DataFrame, as_of: date) -> History:
    """Put daily counts in the order a ledger reads them, so that their order of arrival cannot matter.

    Scopes are sorted by key, days follow each other, and negatives of one day are ordered by the day their
    recovery was confirmed, those never confirmed last. A confirmation dated before its observation
    counts on the day of the observation. Days after `as_of` take no part, nor do confirmations after it.

    Args:
        outcomes: any of `SCOPE_KEYS`, `observed_on`, `positives`, `neutrals`, `negatives`; rows that share
            scope and day are added up. The key columns are the scopes kept apart.
        resolved: the same keys, `observed_on`, `resolved_on`, `negatives` (those of that day whose recovery
            was confirmed on `resolved_on`).
        as_of: the last day that counts.

    Returns:
        The history, with a scope for each one `outcomes` or `resolved` names, even where nothing counts.

    Raises:
        RecoveryWithoutNegativeError: when a day has more confirmed negatives than negatives.
    """
    keys = [name for name in SCOPE_KEYS if name in outcomes.columns]
    # a scope that has recoveries alone is a scope too
    codes, scopes = coded(pd.concat([outcomes[keys], resolved[keys]], ignore_index=True))
    last = np.datetime64(as_of, "D")
    counts = outcomes[["positives", "neutrals", "negatives"]].to_numpy(dtype=np.int64)
    observed_on = outcomes["observed_on"].to_numpy(dtype="datetime64[D]")
    counted = (observed_on <= last) & counts.any(axis=1)
    recovered = resolved["negatives"].to_numpy(dtype=np.int64)
    lost_on = resolved["observed_on"].to_numpy(dtype="datetime64[D]")
    # a debt cannot be written off before it is owed
    mended_on = np.maximum(resolved["resolved_on"].to_numpy(dtype="datetime64[D]"), lost_on)
    confirmed = (mended_on <= last) & (recovered > 0)  # what was confirmed later did not count on that day
    observed = _cells(codes[: len(outcomes)], observed_on)[counted]
    lost = _cells(codes[len(outcomes) :], lost_on)[confirmed]
    mended = _cells(codes[len(outcomes) :], mended_on)[confirmed]
    cells, rows = np.unique(np.concatenate([observed, lost, mended]), return_inverse=True)
    days = _days(cells, rows[: len(observed)], counts[counted])
    opened, closed = np.split(rows[len(observed) :], 2)
    return History(scopes, days, _lots(days, opened, closed, recovered[confirmed]), as_of)


def coded(keys: pd.DataFrame) -> tuple[IntArray, pd.DataFrame]:
    """Number the distinct rows of `keys` in sorted order.

    Returns:
        The number of each row, and the distinct rows themselves; without key columns there is exactly
        one: the whole.
    """
    if keys.columns.empty:
        return np.zeros(len(keys), dtype=np.int64), pd.DataFrame(index=range(1))
    factors = [pd.factorize(keys[name], sort=True, use_na_sentinel=False) for name in keys.columns]
    codes: IntArray = factors[0][0]
    for place, values in factors[1:]:
        # made dense after each key, so that the product of many keys cannot overflow
        _, codes = np.unique(codes * len(values) + place, return_inverse=True)
    first = np.zeros(codes.max(initial=-1) + 1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return codes, keys.iloc[first].reset_index(drop=True)


def summed(values: IntArray, into: IntArray, size: int) -> IntArray:
    """Return the sums of `values` by the row `into` which each belongs, `size` rows."""
    # exact: doubles hold whole numbers up to 2**53
    return np.bincount(into, weights=values, minlength=size).astype(np.int64)


def spread_out(counts: IntArray) -> tuple[IntArray, IntArray]:
    """Return, for things that come in `counts`, the group of each single one and its number in it from 0."""
    group = np.repeat(np.arange(len(counts)), counts)
    return group, np.arange(len(group)) - np.repeat(np.cumsum(counts) - counts, counts)


def beside(keys: pd.DataFrame, figures: Mapping[str, npt.NDArray[Any]]) -> pd.DataFrame:
    """Return `keys` with `figures` in the columns after them, row by row."""
    # One frame at once: adding columns one by one costs more than working them out.
    columns: dict[str, Any] = {str(name): keys[name] for name in keys.columns}
    return pd.DataFrame({**columns, **figures}, index=keys.index)


def _cells(scope: IntArray, day: npt.NDArray[np.datetime64]) -> IntArray:
    return scope * _SPAN + (day.astype(np.int64) + _EPOCH)


def _days(cells: IntArray, rows: IntArray, counts: IntArray) -> Days:
    scope, on = np.divmod(cells, _SPAN)
    positives, neutrals, negatives = (summed(column, rows, len(cells)) for column in counts.T)
    return Days(scope, on - _EPOCH, positives, neutrals, negatives)


def _lots(days: Days, opened: IntArray, confirmed: IntArray, negatives: IntArray) -> Lots:
    left = days.negatives - summed(negatives, opened, len(days))
    if (left < 0).any():
        row = int(np.flatnonzero(left < 0)[0])
        counted = int(days.negatives[row])
        raise RecoveryWithoutNegativeError(days.dates()[row], counted - int(left[row]), counted)
    never = len(days)
    pairs, place = np.unique(opened * (never + 1) + confirmed, return_inverse=True)
    still = np.flatnonzero(left)
    order = np.concatenate([pairs, still * (never + 1) + never])
    sizes = np.concatenate([summed(negatives, place, len(pairs)), left[still]])
    line = np.argsort(order)
    first, second = np.divmod(order[line], never + 1)
    return Lots(first, second, sizes[line])
