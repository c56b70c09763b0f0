"""The running account of trust: what each negative experience owes, and which later positives paid it."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.errors import OutOfRangeError
from audit.measures.history import History, Lots, beside, history, spread_out, summed
from audit.measures.intervals import IntArray
from audit.model.programme import RECOVERY_RATIO

_NEVER = 1 << 62  # a position on the line of positives that none will reach


@dataclass(frozen=True, slots=True, eq=False)
class Payments:
    """What one day's positives paid to one lot: `row` of the days, `amount`, and the negatives it closed."""

    lot: IntArray
    row: IntArray
    amount: IntArray
    closed: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Closings:
    """Runs of negatives of one scope that waited equally long.

    `waited` is in days, to the day nothing was left or, where `is_open`, to the as-of date.
    """

    scope: IntArray
    waited: IntArray
    negatives: IntArray
    is_open: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """The account of every scope at one ratio, as of one day; `ledger` makes it.

    All positives of all scopes stand in one line, a lot being served from position `start` on: `line` is
    the position reached at the end of each day, `paid` what each lot received by the as-of date.
    """

    past: History
    lots: Lots
    ratio: int
    line: IntArray
    start: IntArray
    paid: IntArray

    @property
    def scope(self) -> IntArray:
        """The scope of each lot, as a row of `past.scopes`."""
        return self.past.days.scope[self.lots.opened]

    @property
    def is_confirmed(self) -> npt.NDArray[np.bool_]:
        """Whether the customer has confirmed the recovery of each lot."""
        return self.lots.confirmed < len(self.past.days)

    @property
    def unpaid(self) -> IntArray:
        """What positives never paid of each lot: written off where confirmed, else still owed."""
        return self.ratio * self.lots.negatives - self.paid

    @property
    def days(self) -> pd.DataFrame:
        """The running balance.

        Returns:
            One row a scope and day on which anything was seen or confirmed: keys..., `observed_on`,
            `positives`, `neutrals`, `negatives`, `paid` and `surplus` (positives that paid a debt and that
            met none), `written_off` and `balance` (owed positives, at the end of the day). Both readings
            have the same rows; the one of unresolved negatives counts only these.
        """
        past, lots, size = self.past, self.lots, len(self.past.days)
        payments = self.payments()
        negatives = summed(lots.negatives, lots.opened, size)
        paid = summed(payments.amount, payments.row, size)
        # what was paid before a confirmation stays paid: nothing is dealt again
        unpaid = np.where(self.is_confirmed, self.unpaid, 0)
        written_off = summed(unpaid, lots.confirmed, size + 1)[:size]
        running = np.cumsum(self.ratio * negatives - paid - written_off)
        first = np.searchsorted(past.days.scope, past.days.scope)
        figures = {
            "observed_on": past.days.dates()[:-1].astype("datetime64[us]"),
            "positives": past.days.positives,
            "neutrals": past.days.neutrals,
            "negatives": negatives,
            "paid": paid,
            "surplus": past.days.positives - paid,
            "written_off": written_off,
            "balance": running - np.append(0, running)[first],
        }
        return beside(past.scopes.iloc[past.days.scope].reset_index(drop=True), figures)

    @property
    def debts(self) -> pd.DataFrame:
        """Every negative with its own account, as `audit.measures.trust.trust_debts` describes."""
        past, lots, ratio = self.past, self.lots, self.ratio
        lot, before = spread_out(lots.negatives)  # first in, first out, also among the negatives of one lot
        paid = np.clip(self.paid[lot] - ratio * before, 0, ratio)
        confirmed = self.is_confirmed[lot]
        # the day whose positives brought the line past the last one this negative needs
        row = np.searchsorted(self.line, self.start[lot] + ratio * (before + 1))
        # whichever came first, experience or confirmation
        closed = past.days.dates()[np.where(paid == ratio, row, lots.confirmed[lot])]
        opened = past.days.dates()[lots.opened[lot]]
        scope = self.scope[lot]
        waited = pd.Series((closed - opened).astype("timedelta64[s]")).dt.days
        figures = {
            "negative_no": np.arange(len(lot)) - np.searchsorted(scope, scope) + 1,
            "observed_on": opened.astype("datetime64[us]"),
            "paid": paid,
            "written_off": np.where(confirmed, ratio - paid, 0),
            "remaining": np.where(confirmed, 0, ratio - paid),
            "paid_off_on": closed.astype("datetime64[us]"),
            "days_to_recover": waited.astype("Int64"),
        }
        return beside(past.scopes.iloc[scope].reset_index(drop=True), figures)

    def payments(self) -> Payments:
        """Return each day's payments to each lot, oldest lot first."""
        served = np.flatnonzero(self.paid)
        start, paid = self.start[served], self.paid[served]
        first = np.searchsorted(self.line, start + 1)
        last = np.searchsorted(self.line, start + paid)
        each, step = spread_out(last - first + 1)
        row = first[each] + step
        received = np.minimum(self.line[row] - start[each], paid[each])
        # each lot begins anew, so the running sum must not cross from the one before
        earlier = np.where(step == 0, 0, np.append(0, received)[:-1])
        closed = received // self.ratio - earlier // self.ratio
        return Payments(served[each], row, received - earlier, closed)

    def closings(self) -> Closings:
        """Return how long the negatives waited, in runs, so that a million of them cost a few thousand."""
        days, lots, payments = self.past.days, self.lots, self.payments()
        paying = payments.closed > 0  # a payment that closed nothing ended no wait
        rest = lots.negatives - self.paid // self.ratio
        lot = np.concatenate([payments.lot[paying], np.arange(len(rest))])
        today = (self.past.as_of - date(1970, 1, 1)).days
        ended = np.concatenate([days.on[payments.row[paying]], np.append(days.on, today)[lots.confirmed]])
        # those still open are censored, not left out, which would praise whoever has the most
        still = np.concatenate([np.zeros(paying.sum(), dtype=np.bool_), ~self.is_confirmed])
        size = np.concatenate([payments.closed[paying], rest])
        return Closings(self.scope[lot], ended - days.on[lots.opened[lot]], size, still)


def ledger(
    outcomes: pd.DataFrame,
    resolved: pd.DataFrame,
    as_of: date,
    ratio: int = RECOVERY_RATIO,
    *,
    unresolved_only: bool = False,
) -> Ledger:
    """Keep the account of every scope: a negative owes `ratio` positives, and later positives pay it.

    Within a day positives come first, then negatives, then confirmed recoveries, so only a later day's
    positive pays a negative; the oldest negative is paid first, and positives that meet no debt are
    surplus and pay for nothing later. A confirmed recovery writes off what its own negative still
    owes, on its own day: nothing paid before is dealt again. Negatives of one day are taken in the
    order of their confirmation, the unconfirmed last.

    Args:
        outcomes: scope keys..., `observed_on`, `positives`, `neutrals`, `negatives`; see `history`.
        resolved: scope keys..., `observed_on`, `resolved_on`, `negatives`.
        as_of: the last day that counts.
        ratio: k, how many positives one negative owes.
        unresolved_only: leave negatives with a confirmed recovery out altogether.

    Returns:
        The account: its running balance in `days`, each negative in `debts`.

    Raises:
        OutOfRangeError: when `ratio` is under 1.
        RecoveryWithoutNegativeError: when a day has more confirmed negatives than negatives.

    Source: a widely repeated rule of thumb without a study behind it (docs/sources.md).
    """
    return settled(history(outcomes, resolved, as_of), ratio, unresolved_only=unresolved_only)


def settled(past: History, ratio: int, *, unresolved_only: bool = False) -> Ledger:
    """Keep the account of a history that is already in order; see `ledger`."""
    if ratio < 1:
        raise OutOfRangeError("The recovery ratio", ratio, "a whole number from 1 up")
    days, lots = past.days, past.lots
    # the gentler reading: a confirmed recovery never owed anything
    if unresolved_only:
        lots = lots.chosen(lots.confirmed == len(days))
    scope = days.scope[lots.opened]
    # A scope's stretch of the line ends in room for all it could ever owe, so no debt reaches the next.
    room = ratio * summed(days.negatives, days.scope, len(past.scopes))
    line = np.cumsum(days.positives) + (np.cumsum(room) - room)[days.scope]
    end = line[np.searchsorted(days.scope, scope, side="right") - 1]
    start, stop = _turns(line[lots.opened], ratio * lots.negatives, np.append(line, _NEVER)[lots.confirmed])
    return Ledger(past, lots, ratio, line, start, np.maximum(np.minimum(stop, end) - start, 0))


def _turns(opened: IntArray, owed: IntArray, dropped: IntArray) -> tuple[IntArray, IntArray]:
    """Return the positions on the line between which each lot is served.

    A lot is served when it is open and all before it are done; it is done when it has what it is owed
    or, whichever comes first, when its recovery is confirmed.
    """
    if (dropped == _NEVER).all():  # without recoveries a queue: each waits for the latest of those before it
        through = np.cumsum(owed)
        stop = through + np.maximum.accumulate(opened - (through - owed))
        return np.maximum(opened, np.append(0, stop)[:-1]), stop
    free, stops = 0, []
    for begin, need, drop in zip(opened.tolist(), owed.tolist(), dropped.tolist(), strict=True):
        if begin > free:  # noqa: PLR1730  # max() and min() would triple the cost of the whole ledger
            free = begin
        if free + need <= drop:
            free += need
        elif drop > free:
            free = drop
        stops.append(free)
    stop = np.array(stops, dtype=np.int64)
    return np.maximum(opened, np.append(0, stop)[:-1]), stop
