"""How the ledger of a touchpoint stands, seen from the bad experiences of one day."""

from dataclasses import dataclass
from datetime import date

import pandas as pd


@dataclass(frozen=True, slots=True)
class Account:
    """What stands in a touchpoint's ledger.

    `on_that_day` counts the bad experiences of the day, `written_off` the owed positives written off of them; `owed`
    is what the touchpoint owes in all, for so many bad experiences `later` than that day and so many `others`.
    """

    on_that_day: int
    written_off: int
    owed: int
    later: int
    others: int


def account_on(debts: pd.DataFrame, day: date) -> Account:
    """Return how a ledger stands; asked before and after a confirmation, the difference is what that one did.

    Args:
        debts: what `audit.measures.trust.trust_debts` returns of one touchpoint.
        day: the day of the bad experience in question.
    """
    that_day = pd.Timestamp(day)
    is_open, is_later = debts["remaining"] > 0, debts["observed_on"] > that_day
    own = debts[debts["observed_on"] == that_day]
    return Account(
        len(own),
        int(own["written_off"].sum()),
        int(debts["remaining"].sum()),
        int((is_open & is_later).sum()),
        int((is_open & ~is_later).sum()),  # those of the same day too, which the confirmation does not touch
    )
