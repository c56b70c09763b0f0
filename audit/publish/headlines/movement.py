"""How what is owed moved, and how often it goes wrong at all: a debt alone tells how much somebody looked."""

from datetime import date
from typing import Any

import pandas as pd

from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.measures.intervals import wilson
from audit.measures.trust import WINDOW_DAYS
from audit.model.day import written_day
from audit.model.number import rounded
from audit.model.view import View
from audit.publish.headlines.words import counted


def is_movement_known(trusted: pd.DataFrame) -> bool:
    """Tell whether a ledger says how it moved; one that was frozen by an earlier version does not."""
    return "owed_before" in trusted and len(trusted) > 0


def moved(trusted: pd.DataFrame, as_of: date, whose: str = "", *, from_zero: bool = False) -> str:
    """Say how what is owed moved, as it opens a sentence.

    Args:
        trusted: what `audit.measures.trust.trust` returns by touchpoint.
        as_of: the last day that counted.
        whose: the touchpoint whose debt it is, where it is one's alone.
        from_zero: whether a period with a beginning was chosen: its ledger starts at zero, so nothing "grew".
    """
    before, now = int(trusted["owed_before"].sum()), int(trusted["debt"].sum())
    owed = counted(now, "good experience")
    if from_zero:
        came = f"{whose} ran up a debt of {owed}" if whose else f"{owed} became owed"
        return f"Counting these days alone, {came} ({movement_parts(trusted)})"
    what = f"what {whose} owes" if whose else "what is owed"
    if before == now:
        return f"{lately(trusted, as_of)}, {what} stayed at {owed}"
    verb = "grew" if now > before else "fell"
    return f"{lately(trusted, as_of)}, {what} {verb} from {before:,} to {owed}"


def movement_parts(trusted: pd.DataFrame) -> str:
    """Say what made what is owed move: "48 newly owed, 33 paid, none written off"."""
    parts = {"newly_owed": "newly owed", "newly_paid": "paid", "newly_written_off": "written off"}
    sums = {words: int(trusted[name].sum()) for name, words in parts.items()}
    return ", ".join(f"{n:,} {words}" if n else f"none {words}" for words, n in sums.items())


def debts_apart(view: View) -> str:
    """Say that the ledger of a part is kept by itself, and so may owe more than the whole; "" without a part."""
    parts = {"group": view.customer_groups, "place": view.places, "channel": view.channels, "method": view.methods}
    of = next((name for name, chosen in parts.items() if chosen), None)
    if of is None:
        return ""
    whose = f"of the same {of}" if len(parts[of]) == 1 else f"of the {len(parts[of])} chosen {of}s"
    return f"With this filter only good experiences {whose} pay its debt, so it can be larger than without the filter."


def lately(trusted: pd.DataFrame, as_of: date) -> str:
    """Return the days of the movement: "In the last 90 days", "Since 22 November"."""
    first = trusted["since"].iloc[0].date()
    if (as_of - first).days + 1 == WINDOW_DAYS:
        return f"In the last {WINDOW_DAYS} days"
    year = "" if first.year == as_of.year else f" {first.year}"
    return f"Since {written_day(first, 'no year')}{year}"


def exposure(row: "pd.Series[Any]") -> str:
    """Return how often it goes wrong: "8 bad in 100 good or bad moments in all, interval 3 to 20", or "1 bad of 2 ...".

    Args:
        row: a row of the ledger; one that was frozen by an earlier version has no interval of its own.
    """
    bad, judged = int(row["negatives"]), int(row["positives"] + row["negatives"])
    if judged < FEWEST_TO_JUDGE:
        return f"{bad} bad of {counted(judged, 'good or bad moment')} in all"
    low, high = (row["bad_low"], row["bad_high"]) if "bad_low" in row else (100 * each for each in wilson(bad, judged))
    decimals = 0 if 100 * bad >= judged else 1
    share, first, last = (rounded(float(each), decimals) for each in (100 * bad / judged, low, high))
    return f"{share} bad in 100 good or bad moments in all, interval {first} to {last}"
