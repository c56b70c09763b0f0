"""What the trust ledger says in words, no surer than the figure is: how it moved, who owes most, what comes of it."""

import math
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from audit.measures.evidence_grade import FEWEST_TO_JUDGE
from audit.model.day import month_name, written_day
from audit.publish.headlines.movement import exposure, is_movement_known, moved
from audit.publish.headlines.words import counted, percent, row_of

_NEARLY_NEVER = 0.001  # no chance of what is to come is called none or certain
_SOON = 21  # days: what is nearer is written in days, what is farther in parts of a month
FARTHEST_YEARS = 3  # a larger number of years would shame a room and tell nothing
_FARTHEST = 365 * FARTHEST_YEARS  # days
_MONTH = 365.25 / 12  # days


def with_its_day(sentence: str, last_day: date, today: date) -> str:
    """Open a sentence about what is owed with the last day that counted, where that is not today."""
    return sentence if last_day == today else f"On {written_day(last_day)}: {sentence}"


def trust_headline(
    trusted: pd.DataFrame, outlook: pd.DataFrame, as_of: date, *, is_title: bool = False, from_zero: bool = False
) -> str:
    """Say how what is owed moved, who owes most, and what comes of that as good and bad come of late.

    Args:
        trusted: what `audit.measures.trust.trust` returns by touchpoint.
        outlook: what `audit.measures.outlook.outlook` makes of it.
        as_of: the last day that counted.
        is_title: whether how often it goes wrong and what comes of it stand beneath instead, by `how_often` and
            `what_comes`.
        from_zero: whether a period with a beginning was chosen, whose ledger starts at zero.
    """
    if not (trusted["debt"] > 0).any():
        return nothing_owed(trusted)
    if len(trusted) == 1:
        owed = _owed_by(trusted, as_of, from_zero=from_zero)
        if is_title:
            return f"{owed}."
        return f"{owed} ({exposure(trusted.iloc[0])}); {at_this_mix(deepest(trusted, outlook), as_of)}."
    sentence = f"{owed_in_all(trusted, as_of, from_zero=from_zero)}. {owes_most(trusted, is_title=is_title)}"
    if is_title or (trusted["debt"] == trusted["debt"].max()).sum() > 1:
        return f"{sentence}."
    return f"{sentence}; {at_this_mix(deepest(trusted, outlook), as_of)}."


def outlook_sentence(
    touchpoint: str, trusted: pd.DataFrame, outlook: pd.DataFrame, as_of: date, *, from_zero: bool = False
) -> str:
    """Say what one touchpoint owes, what comes of that as good and bad come of late, and at best.

    Args:
        touchpoint: its name in `trusted`.
        trusted: what `audit.measures.trust.trust` returns by touchpoint.
        outlook: what `audit.measures.outlook.outlook` makes of it.
        as_of: the last day that counted.
        from_zero: whether a period with a beginning was chosen, whose ledger starts at zero.
    """
    own = trusted[trusted["touchpoint"] == touchpoint]
    best = at_best(row_of(outlook, touchpoint), as_of) if own["debt"].any() else ""
    return f"{trust_headline(own, outlook, as_of, from_zero=from_zero)}{f' {best}' if best else ''}"


def _owed_by(own: pd.DataFrame, as_of: date, *, from_zero: bool) -> str:
    """Say what the one touchpoint of a ledger owes, by how it moved where that is known."""
    row = own.iloc[0]
    if is_movement_known(own):
        return moved(own, as_of, str(row["touchpoint"]), from_zero=from_zero)
    return f"{row['touchpoint']} owes {counted(int(row['debt']), 'good experience')}"


def owed_in_all(trusted: pd.DataFrame, as_of: date, *, from_zero: bool = False) -> str:
    """Say what all touchpoints owe together, by how it moved where that is known."""
    if is_movement_known(trusted):
        return moved(trusted, as_of, from_zero=from_zero)
    total = int(trusted["debt"].sum())
    return f"{counted(total, 'good experience')} {'is' if total == 1 else 'are'} owed"


def how_often(trusted: pd.DataFrame) -> str:
    """Say how often it goes wrong where most is owed; "" where nothing is, or several owe the same."""
    owing = trusted[trusted["debt"] > 0]
    level = owing[owing["debt"] == owing["debt"].max()]
    return f"{level.iloc[0]['touchpoint']}: {exposure(level.iloc[0])}." if len(level) == 1 else ""


def owes_most(trusted: pd.DataFrame, *, is_title: bool = False) -> str:
    """Say who owes most, where something is owed, and how often it goes wrong there unless it is a title."""
    owing = trusted[trusted["debt"] > 0]
    most = int(owing["debt"].max())
    level = owing[owing["debt"] == most]
    first = level.iloc[0]
    often = "" if is_title else f" ({exposure(first)})"
    if len(owing) == 1:
        return f"{first['touchpoint']} alone owes {'it' if most == 1 else 'them'}{often}"
    if len(level) == 1:
        return f"{first['touchpoint']} owes the most of {len(owing):,} touchpoints in debt, {most:,}{often}"
    who = (
        " and ".join(level["touchpoint"]) if len(level) == 2 else f"{first['touchpoint']} and {len(level) - 1:,} others"
    )
    if len(level) == len(owing):
        return f"{who} owe {most:,} each"
    return f"{who} of {len(owing):,} touchpoints in debt owe the most, {most:,} each"


def deepest(trusted: pd.DataFrame, outlook: pd.DataFrame) -> "pd.Series[Any]":
    """Return the outlook of the touchpoint that owes most, the first of those level."""
    return row_of(outlook, trusted["touchpoint"].iloc[int(trusted["debt"].argmax())])


def nothing_owed(trusted: pd.DataFrame) -> str:
    """Say why nothing is owed: nothing seen, too little seen, nothing bad, or all paid."""
    bad = int(trusted["negatives"].sum())
    n = int(trusted[["positives", "neutrals"]].to_numpy().sum()) + bad
    if n == 0:
        return "Nothing has been observed, so nothing can be said about trust."
    if n < FEWEST_TO_JUDGE:
        return f"Too few observations to say: {n}, and nothing is owed."
    if bad == 0:
        return f"Nothing is owed: no bad experience among {counted(n, 'observation')}."
    return f"Nothing is owed: what {counted(bad, 'bad experience')} owed has been paid or written off."


def at_this_mix(ahead: "pd.Series[Any]", as_of: date) -> str:
    """Say what comes of a debt if good and bad go on as they came of late, as it ends a sentence.

    Args:
        ahead: its row of the outlook, with something owed.
        as_of: the last day that counted.
    """
    n, bad = int(ahead["positives"] + ahead["neutrals"] + ahead["negatives"]), int(ahead["negatives"])
    of_late = f"in the last {int(ahead['days_observed'])} days"
    if n == 0:
        return f"nothing was observed {of_late}, so nobody can say when that is paid"
    if n < FEWEST_TO_JUDGE:
        few = "is" if n == 1 else "are"
        return f"{counted(n, 'observation')} {of_late} {few} too few to say when that is paid"
    go_on = f"if good and bad go on as {of_late}"
    if ahead["drift"] <= 0:
        return f"{go_on}, {_growing(ahead)}"
    if bad == 0:
        return f"nothing went wrong {of_late}, and if it stays so {_when(ahead, 'best_days', as_of)}"
    return f"{go_on}, {_when(ahead, 'days', as_of)}"


def what_comes(ahead: "pd.Series[Any]", as_of: date) -> str:
    """Say `at_this_mix` as a sentence of its own, beneath one that names the touchpoint."""
    mix = at_this_mix(ahead, as_of)
    return f"{mix[0].upper()}{mix[1:]}."


def at_best(ahead: "pd.Series[Any]", as_of: date) -> str:
    """Say when a debt would be paid should nothing else go wrong, and how likely that is.

    Args:
        ahead: its row of the outlook.
        as_of: the last day that counted.

    Returns:
        A sentence; "" where too little was seen of late, nothing good among it, or nothing bad, so that this is what
        `at_this_mix` says.
    """
    good, neutral, bad = (int(ahead[name]) for name in ("positives", "neutrals", "negatives"))
    if good + neutral + bad < FEWEST_TO_JUDGE or not good or not bad:
        return ""
    return (
        f"At best, if nothing else goes wrong, {_when(ahead, 'best_days', as_of)}; "
        f"the chance that nothing goes wrong for that long is {_chance(ahead['best_chance'])}."
    )


def time_to_recover(row: Mapping[str, Any]) -> str:
    """Say in how many days half of the negatives of a touchpoint are paid off, as estimated; "" where it has none.

    Args:
        row: its row of what `audit.measures.trust.trust` returns.
    """
    if not row["negatives"]:
        return ""
    days = float(row["median_days_to_recover"])
    if math.isnan(days):
        return "Time to recover: not reached; the estimate never comes to half of the negatives paid off."
    estimate = f"an estimated {counted(round(days), 'day')} until half of the negatives are paid off"
    return f"Time to recover: {estimate}, counting open ones as still open."


def _growing(ahead: "pd.Series[Any]") -> str:
    a_month = _a_month(ahead)
    grows = f"its debt grows by about {a_month:,} a month" if a_month else "its debt does not shrink"
    chance = _chance(ahead["chance_ever_paid"])
    return f"{grows}, and the chance that it is ever paid is {chance}"


def _a_month(ahead: "pd.Series[Any]") -> int:
    return round(-float(ahead["drift"]) * float(ahead["per_day"]) * _MONTH)


def _chance(share: float) -> str:
    return percent(min(max(share, _NEARLY_NEVER), 1 - _NEARLY_NEVER))


def _when(ahead: "pd.Series[Any]", days: str, as_of: date) -> str:
    low, high = float(ahead[f"{days}_low"]), float(ahead[f"{days}_high"])
    if math.isnan(low) or low > _FARTHEST:
        return "nobody can say when it is paid"
    if high <= _SOON:
        return f"it is paid in {_in_days(low, high)}"
    first = _about(as_of + timedelta(days=round(low)), as_of)
    if high > _FARTHEST:
        return f"it is not paid before {first}, and nobody can say when"
    last = _about(as_of + timedelta(days=round(high)), as_of)
    return f"it is paid around {first}" if first == last else f"it is paid between {first} and {last}"


def _in_days(low: float, high: float) -> str:
    first, last = max(1, round(low)), max(1, round(high))
    return f"about {counted(last, 'day')}" if first == last else f"{first} to {last} days"


def _about(day: date, as_of: date) -> str:
    """Return a day as people say it, no finer than a third of a month: "mid-March", "early June 2027"."""
    part = "early " if day.day <= 10 else "mid-" if day.day <= 20 else "late "
    year = "" if day.year == as_of.year else f" {day.year}"
    return f"{part}{month_name(day)}{year}"
