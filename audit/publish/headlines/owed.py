"""What is owed, in a headline that a room reads at a glance: how it moved, since who walks more owes more."""

from datetime import date

import pandas as pd

from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.measures.since_last import DOWN, UP
from audit.model.day import written_day
from audit.publish.headlines.movement import exposure, is_movement_known
from audit.publish.headlines.words import counted, percent

_CHANGES = {UP: "surely fewer", DOWN: "surely more"}  # bad ones, where the share of good ones went up or down


def owed_headline(trusted: pd.DataFrame, as_of: date, today: date) -> str:
    """Say in nine words at most how what is owed moved, or where that is not known how much it is.

    Args:
        trusted: what `audit.measures.trust.trust` returns by touchpoint, at least one row with something observed.
        as_of: the last day that counted.
        today: the day on which it is said; what was owed on a day gone by is told as past.
    """
    owe, is_owed = ("owed", "was") if as_of < today else ("owe", "is")
    now = int(trusted["debt"].sum())
    if not is_movement_known(trusted):
        return f"We {owe} {counted(now, 'good experience')}" if now else f"Nothing {is_owed} owed"
    before, day = int(trusted["owed_before"].sum()), first_day(trusted, as_of)
    if not now:
        return f"Nothing {is_owed} owed; {before:,} on {day}" if before else f"Nothing {is_owed} owed"
    if now == before:
        return f"We {owe} as much as on {day}"
    return f"We {owe} {abs(now - before):,} {'more' if now > before else 'fewer'} than on {day}"


def first_day(trusted: pd.DataFrame, as_of: date) -> str:
    """Return the first day of the movement as people say it, with its year where that is another: "1 September"."""
    first = trusted["since"].iloc[0].date()
    return written_day(first, "no year") if first.year == as_of.year else written_day(first)


def bad_rate(since_last: pd.DataFrame, trusted: pd.DataFrame) -> str:
    """Say how often it goes wrong beside what is owed, since that grows with every walk.

    Args:
        since_last: what `audit.figures.since_last.since_last` returns; no row in what was frozen before it was.
        trusted: what `audit.measures.trust.trust` returns by touchpoint.

    Returns:
        The rate of the period beside the last one's, and whether that surely changed; without `since_last` the rate of
        everything observed; "" where nothing went well or badly.
    """
    if since_last.empty:
        sums = trusted[["positives", "negatives"]].sum()
        return f"{exposure(sums)}." if sums.sum() else ""
    (every,) = since_last.head(1).to_dict("records")
    n, before_n = int(every["n"]), int(every["before_n"])
    if not n:
        return ""
    if n < FEWEST_TO_JUDGE:
        return f"Seen to go badly this time: {n - int(every['positives']):,} of {n:,}."
    bad, before = 1 - every["share"], 1 - every["before_share"]
    low, high = (percent(1 - every[end], bad) for end in ("high", "low"))
    now = f"Seen to go badly: {percent(bad, before)} this time ({low} to {high})"
    if before_n < FEWEST_TO_JUDGE:
        return f"{now}; too few last time to compare."
    change = _CHANGES.get(every["verdict"], "no sure change")
    return f"{now}, {percent(before, bad)} last time; {change}."
