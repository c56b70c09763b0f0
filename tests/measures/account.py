"""The trust ledger kept by hand, one observation at a time, and frames of daily counts to keep it from."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
from hypothesis import strategies as st

FIRST = date(2026, 3, 1)
LAST = FIRST + timedelta(days=14)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@dataclass
class Negative:
    observed: int
    confirmed: int | None
    paid: int = 0
    written_off: int = 0
    closed: int | None = None


def outcome_days(rows: Any, keys: tuple[str, ...] = ("touchpoint",)) -> pd.DataFrame:
    """Rows are (scope, day, positives, neutrals, negatives); scope is a tuple when there are two keys."""
    scopes = [row[0] if isinstance(row[0], tuple) else (row[0],) for row in rows]
    columns = {key: pd.Series([scope[i] for scope in scopes], dtype="str") for i, key in enumerate(keys)}
    columns["observed_on"] = pd.Series([pd.Timestamp(day(row[1])) for row in rows], dtype="datetime64[us]")
    for place, name in enumerate(("positives", "neutrals", "negatives"), start=2):
        columns[name] = pd.Series([row[place] for row in rows], dtype="int64")
    return pd.DataFrame(columns)


def resolved_days(rows: Any, keys: tuple[str, ...] = ("touchpoint",)) -> pd.DataFrame:
    """Rows are (scope, observed day, confirmed day, negatives)."""
    outcomes = outcome_days([(scope, observed, 0, 0, n) for scope, observed, _, n in rows], keys)
    confirmed = pd.Series([pd.Timestamp(day(row[2])) for row in rows], dtype="datetime64[us]")
    counts = outcomes.drop(columns=["positives", "neutrals"])
    counts.insert(len(keys) + 1, "resolved_on", confirmed)
    return counts


def kept_by_hand(outcomes: Any, resolved: Any, last: int, ratio: int) -> tuple[list[Negative], dict[int, int]]:
    """Return the negatives of one scope and its balance after each day, moving one observation at a time."""
    negatives: list[Negative] = []
    balances = {}
    for today in range(last + 1):
        for _, _, positives, _, _ in [row for row in outcomes if row[1] == today]:
            for _ in range(positives):
                pay_the_oldest(negatives, today, ratio)
        confirmed = [
            max(on, today) for _, seen, on, n in resolved for _ in range(n) if seen == today and max(on, today) <= last
        ]
        total = sum(row[4] for row in outcomes if row[1] == today)
        never: list[int | None] = [None] * (total - len(confirmed))
        negatives += [Negative(today, on) for on in [*sorted(confirmed), *never]]
        for each in negatives:
            if each.confirmed == today and each.closed is None:
                each.written_off, each.closed = ratio - each.paid, today
        balances[today] = sum(ratio - each.paid - each.written_off for each in negatives)
    return negatives, balances


def pay_the_oldest(negatives: list[Negative], today: int, ratio: int) -> None:
    for each in negatives:
        if each.closed is None:
            each.paid += 1
            if each.paid == ratio:
                each.closed = today
            return


@st.composite
def audits(
    draw: Any, scopes: tuple[str, ...] = ("Desk", "Phone"), *, with_recoveries: bool = True
) -> tuple[list[Any], list[Any]]:
    """Daily counts of some scopes, as rows for `outcome_days` and `resolved_days`."""
    cells = draw(st.lists(st.tuples(st.sampled_from(scopes), st.integers(0, 12)), min_size=1, max_size=14, unique=True))
    outcomes: list[Any] = []
    resolved: dict[Any, int] = {}
    for scope, on in cells:
        negatives = draw(st.sampled_from((0, 0, 1, 2, 3)))
        outcomes.append((scope, on, draw(st.integers(0, 9)), draw(st.integers(0, 2)), negatives))
        for _ in range(draw(st.integers(0, negatives)) if with_recoveries else 0):
            pair = (scope, on, on + draw(st.integers(-1, 8)))
            resolved[pair] = resolved.get(pair, 0) + 1
    return outcomes, [(*pair, n) for pair, n in resolved.items()]
