"""The trust ledger's figures: who owes how many good experiences, since when, and is it being paid."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from audit.errors import UnknownChoiceError
from audit.measures.forecast import (
    Forecast,
    MixForecast,
    forecast_at_current_mix,
    forecast_without_new_negatives,
    surely_outweighs,
)
from audit.measures.history import SCOPE_KEYS, History, beside, coded, history, summed
from audit.measures.intervals import IntArray, wilson
from audit.measures.ledger import Ledger, ledger, settled
from audit.measures.recovery_time import median_days
from audit.model.programme import RATIO_PRESETS, RECOVERY_RATIO

__all__ = [  # everything about trust is imported from here
    "SCOPE_KEYS",
    "WINDOW_DAYS",
    "Forecast",
    "Ledger",
    "MixForecast",
    "forecast_at_current_mix",
    "forecast_without_new_negatives",
    "ledger",
    "ratios_compared",
    "survives",
    "trust",
    "trust_debts",
]

WINDOW_DAYS = 90  # what "of late" means: a quarter


def trust(
    outcomes: pd.DataFrame,
    resolved: pd.DataFrame,
    as_of: date,
    ratio: int = RECOVERY_RATIO,
    by: Sequence[str] = ("touchpoint",),
    since: date | None = None,
) -> pd.DataFrame:
    """Sum up the trust ledger: what is owed, how it moved, and what would be owed had no recovery been confirmed.

    The key columns of `outcomes` are the scopes kept apart; what is reported by fewer keys is the SUM of its
    scopes, since a good welcome does not cure a bad invoice.

    Args:
        outcomes: any of `SCOPE_KEYS`, `observed_on`, `positives`, `neutrals`, `negatives`.
        resolved: the same keys, `observed_on`, `resolved_on`, `negatives` with a confirmed recovery.
        as_of: the last day that counts.
        ratio: k, how many positives one negative owes.
        by: the keys to report by; none gives one row, the whole.
        since: the first day of the movement; the last 90 days when left out, or all days from the first observation
            where that came later.

    Returns:
        One row a combination of `by` that the tables name, sorted: keys..., `positives`, `neutrals`,
        `negatives` (observations), `debt` and `debt_unresolved` (owed positives in the two readings),
        `surplus` (positives that met no debt), `open_debts` and `paid_debts` (negatives with something
        and with nothing left), `written_off` (owed positives, by confirmed recoveries),
        `median_days_to_recover` (Kaplan-Meier; NaN = not reached), `load` (k * negatives / positives;
        NaN without positives), `verdict` ("no data", "in debt", "sustainable", "clear"),
        `debt_without_recoveries` (owed positives had no recovery ever been confirmed), `bad_per_100`, `bad_low`,
        `bad_high` (negatives per 100 positives and negatives, Wilson's 95 % interval; NaN without any), `since`,
        `owed_before` (owed positives on the evening before `since`), `newly_owed`, `newly_paid`,
        `newly_written_off` (owed positives, from `since` on). In every row
        `owed_before` + `newly_owed` - `newly_paid` - `newly_written_off` = `debt`.

    Raises:
        OutOfRangeError: when `ratio` is under 1.
        RecoveryWithoutNegativeError: when a day has more confirmed negatives than negatives.
        UnknownChoiceError: when `by` names a key that the scopes do not keep apart.

    Source: a widely repeated rule of thumb without a study behind it (docs/sources.md).
    """
    past = history(outcomes, resolved, as_of)
    row, keys = _rows(past, by)
    account, size = settled(past, ratio), len(keys)
    counts = _counts(past, row, size)
    debt = _debt(account, row, size)
    figures = {
        **counts,
        "debt": debt,
        "debt_unresolved": _debt(settled(past, ratio, unresolved_only=True), row, size),
        **_account(account, counts, row, size),
        "verdict": _verdicts(counts, debt, ratio),
        "debt_without_recoveries": _debt(settled(_without_recoveries(past), ratio), row, size),
        **_bad_per_100(counts),
        **_movement(account, debt, row, since or _first_of_late(past)),
    }
    return beside(keys, figures)


def trust_debts(
    outcomes: pd.DataFrame, resolved: pd.DataFrame, as_of: date, ratio: int = RECOVERY_RATIO
) -> pd.DataFrame:
    """List every negative with its own account.

    Args:
        outcomes: any of `SCOPE_KEYS`, `observed_on`, `positives`, `neutrals`, `negatives`.
        resolved: the same keys, `observed_on`, `resolved_on`, `negatives` with a confirmed recovery.
        as_of: the last day that counts.
        ratio: k, how many positives one negative owes.

    Returns:
        One row a negative, by scope, oldest first: keys..., `negative_no` (from 1 in each scope),
        `observed_on`, `paid`, `written_off` and `remaining` (owed positives, together k), `paid_off_on`
        (the day nothing was left, by experience or by a confirmed recovery; NaT = still open),
        `days_to_recover` (Int64; <NA> = still open).

    Raises:
        OutOfRangeError: when `ratio` is under 1.
        RecoveryWithoutNegativeError: when a day has more confirmed negatives than negatives.
    """
    return ledger(outcomes, resolved, as_of, ratio).debts


def ratios_compared(ratio: int) -> list[int]:
    """Return the ratios that what is owed is shown at, rising: those often used, and the setting."""
    return sorted({*RATIO_PRESETS, ratio})


def survives(
    outcomes: pd.DataFrame,
    resolved: pd.DataFrame,
    as_of: date,
    ratio: int = RECOVERY_RATIO,
    by: Sequence[str] = ("touchpoint",),
) -> pd.DataFrame:
    """Show whether the conclusion survives a gentler rule of thumb.

    Args:
        outcomes: any of `SCOPE_KEYS`, `observed_on`, `positives`, `neutrals`, `negatives`.
        resolved: the same keys, `observed_on`, `resolved_on`, `negatives` with a confirmed recovery.
        as_of: the last day that counts.
        ratio: the setting, shown beside the others of `ratios_compared`.
        by: the keys to report by; none gives the whole.

    Returns:
        One row a combination of `by` and ratio, ratios rising: keys..., `ratio`, `debt` (owed positives),
        `verdict` as `trust` gives it.

    Raises:
        OutOfRangeError: when `ratio` is under 1.
        RecoveryWithoutNegativeError: when a day has more confirmed negatives than negatives.
        UnknownChoiceError: when `by` names a key that the scopes do not keep apart.
    """
    past = history(outcomes, resolved, as_of)
    row, keys = _rows(past, by)
    counts, ratios, parts = _counts(past, row, len(keys)), ratios_compared(ratio), []
    for each in ratios:
        debt = _debt(settled(past, each), row, len(keys))
        figures = {"ratio": np.full(len(keys), each), "debt": debt, "verdict": _verdicts(counts, debt, each)}
        parts.append(beside(keys, figures))
    # A stable sort by the old index puts the ratios of one row side by side.
    return pd.concat(parts).sort_index(kind="stable").reset_index(drop=True)


def _rows(past: History, by: Sequence[str]) -> tuple[IntArray, pd.DataFrame]:
    """Return the report's row of each scope, and the report with its key columns only."""
    for name in by:
        if name not in past.scopes.columns:
            raise UnknownChoiceError("The key to report by", name, [str(key) for key in past.scopes.columns])
    return coded(past.scopes[list(by)])


def _without_recoveries(past: History) -> History:
    return replace(past, lots=replace(past.lots, confirmed=np.full(len(past.lots.confirmed), len(past.days))))


def _first_of_late(past: History) -> date:
    """Return the first of the last 90 days, or the first day on which anything was seen where that came later."""
    usual = past.as_of - timedelta(days=WINDOW_DAYS - 1)
    if not len(past.days):
        return usual
    # days before anybody looked would make the movement look slow
    return max(usual, date(1970, 1, 1) + timedelta(days=int(past.days.on.min())))


def _bad_per_100(counts: dict[str, IntArray]) -> dict[str, npt.NDArray[Any]]:
    bad, judged = counts["negatives"], counts["positives"] + counts["negatives"]
    low, high = wilson(bad, judged)
    return {"bad_per_100": 100 * bad / np.where(judged, judged, np.nan), "bad_low": 100 * low, "bad_high": 100 * high}


def _movement(account: Ledger, debt: IntArray, row: IntArray, since: date) -> dict[str, npt.NDArray[Any]]:
    """Return what was owed before a day, and what has been owed anew, paid and written off from it on."""
    days, lots, size, of_lot = account.past.days, account.lots, len(debt), row[account.scope]
    is_late = np.append(days.on, 0) >= (since - date(1970, 1, 1)).days
    payments = account.payments()
    owed = summed(np.where(is_late[lots.opened], account.ratio * lots.negatives, 0), of_lot, size)
    paid = summed(np.where(is_late[payments.row], payments.amount, 0), of_lot[payments.lot], size)
    is_written_off = account.is_confirmed & is_late[lots.confirmed]
    written_off = summed(np.where(is_written_off, account.unpaid, 0), of_lot, size)
    return {
        "since": np.full(size, np.datetime64(since, "us")),
        # worked backwards, since no confirmation reaches back before its own day
        "owed_before": debt - owed + paid + written_off,
        "newly_owed": owed,
        "newly_paid": paid,
        "newly_written_off": written_off,
    }


def _counts(past: History, row: IntArray, size: int) -> dict[str, IntArray]:
    of_day = row[past.days.scope]
    return {
        "positives": summed(past.days.positives, of_day, size),
        "neutrals": summed(past.days.neutrals, of_day, size),
        "negatives": summed(past.days.negatives, of_day, size),
    }


def _debt(account: Ledger, row: IntArray, size: int) -> IntArray:
    owed = np.where(account.is_confirmed, 0, account.unpaid)
    return summed(owed, row[account.scope], size)


def _account(account: Ledger, counts: dict[str, IntArray], row: IntArray, size: int) -> dict[str, npt.NDArray[Any]]:
    lots, confirmed, of_lot = account.lots, account.is_confirmed, row[account.scope]
    # paid in full, one after the other, as the oldest goes first
    still_open = np.where(confirmed, 0, lots.negatives - account.paid // account.ratio)
    closings = account.closings()
    return {
        "surplus": counts["positives"] - summed(account.paid, of_lot, size),
        "open_debts": (open_debts := summed(still_open, of_lot, size)),
        "paid_debts": counts["negatives"] - open_debts,
        "written_off": summed(np.where(confirmed, account.unpaid, 0), of_lot, size),
        "median_days_to_recover": median_days(closings, row[closings.scope], size),
        "load": account.ratio * counts["negatives"] / np.where(counts["positives"], counts["positives"], np.nan),
    }


def _verdicts(counts: dict[str, IntArray], debt: IntArray, ratio: int) -> npt.NDArray[np.str_]:
    observed = counts["positives"] + counts["neutrals"] + counts["negatives"]
    sure = surely_outweighs(counts["positives"], counts["negatives"], ratio)
    cases = [observed == 0, debt > 0, sure]  # in this order: a debt is said before what good there is beside it
    words = np.array(["no data", "in debt", "sustainable"])
    return np.select(cases, list(words), np.str_("clear"))
