"""What the trust ledger says in one sentence, no surer than the figure is."""

import math
from datetime import date, timedelta
from typing import Any

import pandas as pd

from audit.measures.outlook import WINDOW_DAYS
from audit.publish.headlines.words import counted, percent, row_of

RATIO_CAPTION = (
    "That twelve good experiences make up for one bad is a widely repeated rule of thumb; no study supports it. "
    "It is for starting a conversation and not for grading people."
)

_FEWEST = 5  # observations: by fewer nothing is judged
_NEARLY_NEVER = 0.001  # no chance of what is to come is told as none, nor as certainty
_FAR, _FARTHEST = 730, 3650  # days; a start beyond two years, or an end beyond ten, is no date to plan by


def as_it_stood(sentence: str, last_day: date, today: date) -> str:
    """Open a sentence about what is owed with the last day that counted, where that is not today."""
    return sentence if last_day == today else f"As it stood on {last_day.day} {last_day:%B %Y}: {sentence}"


def trust_headline(trusted: pd.DataFrame, outlook: pd.DataFrame, as_of: date) -> str:
    """Say who owes most and, as far as the recent pace allows, when that could be paid.

    Args:
        trusted: what `audit.measures.trust.trust` returns by touchpoint.
        outlook: what `audit.measures.outlook.outlook` makes of it.
        as_of: the last day that counted.
    """
    if not (trusted["debt"] > 0).any():
        return nothing_owed(trusted)
    owes = owes_most(trusted)
    if (trusted["debt"] == trusted["debt"].max()).sum() > 1:
        return f"{owes}."
    deepest = trusted["touchpoint"].iloc[int(trusted["debt"].argmax())]
    return f"{owes}; {_pace(row_of(outlook, deepest), as_of)}."


def outlook_sentence(touchpoint: str, trusted: pd.DataFrame, outlook: pd.DataFrame, as_of: date) -> str:
    """Say what one touchpoint owes, when that could be paid, and whether it shrinks at all.

    Args:
        touchpoint: its name in `trusted`.
        trusted: what `audit.measures.trust.trust` returns by touchpoint.
        outlook: what `audit.measures.outlook.outlook` makes of it.
        as_of: the last day that counted.
    """
    row = row_of(trusted, touchpoint)
    if row["debt"] == 0:
        return nothing_owed(trusted[trusted["touchpoint"] == touchpoint])
    ahead = row_of(outlook, touchpoint)
    owes = f"{touchpoint} owes {counted(int(row['debt']), 'good experience')}; {_pace(ahead, as_of)}."
    lately = int(ahead["positives"] + ahead["neutrals"] + ahead["negatives"])
    if lately == 0:
        return owes
    if lately < _FEWEST:
        only = f"{counted(lately, 'observation')} in those {WINDOW_DAYS} days"
        return f"{owes} Whether it shrinks cannot be said from {only}."
    if math.isnan(ahead["expected_observations"]):
        chance = _chance(ahead["chance_ever_paid"])
        return (
            f"{owes} If good and bad go on as lately, it does not shrink; the chance that it is ever paid is {chance}."
        )
    more = counted(math.ceil(ahead["expected_observations"]), "more observation")
    return f"{owes} If good and bad go on as lately, it takes about {more}."


def owes_most(trusted: pd.DataFrame) -> str:
    """Say who owes most, where something is owed."""
    owing = trusted[trusted["debt"] > 0]
    most, total = int(owing["debt"].max()), int(owing["debt"].sum())
    deepest = owing[owing["debt"] == most]["touchpoint"]
    good, of_all = counted(most, "good experience"), f"of the {total:,} that {len(owing):,} touchpoints owe"
    if len(owing) == 1:
        return f"{deepest.iloc[0]} owes {good}"
    if len(deepest) == 1:
        return f"{deepest.iloc[0]} owes the most, {good} {of_all}"
    others = "another" if len(deepest) == 2 else f"{len(deepest) - 1} others"
    return f"{deepest.iloc[0]} and {others} owe the most, {good} each {of_all}"


def nothing_owed(trusted: pd.DataFrame) -> str:
    """Say why nothing is owed: nothing seen, too little seen, nothing bad, or all paid."""
    bad = int(trusted["negatives"].sum())
    seen = int(trusted[["positives", "neutrals"]].to_numpy().sum()) + bad
    if seen == 0:
        return "Nothing has been observed, so nothing can be said about trust."
    if seen < _FEWEST:
        return f"Too few observations to say: {seen}, and nothing is owed."
    if bad == 0:
        return f"Nothing is owed: no bad experience among {counted(seen, 'observation')}."
    return f"Nothing is owed: what {counted(bad, 'bad experience')} owed has been paid or written off."


def _pace(ahead: "pd.Series[Any]", as_of: date) -> str:
    """Say when a debt could be paid, from its row of the outlook."""
    if math.isnan(ahead["days_low"]):
        return f"with no good experience in the last {WINDOW_DAYS} days, no date can be given"
    return f"at the pace of the last {WINDOW_DAYS} days, and if nothing else goes wrong, {_when(ahead, as_of)}"


def _chance(share: float) -> str:
    return percent(min(max(share, _NEARLY_NEVER), 1 - _NEARLY_NEVER))


def _when(ahead: "pd.Series[Any]", as_of: date) -> str:
    if ahead["days_low"] > _FAR:
        return f"that takes more than {int(ahead['days_low'] // 365)} years"
    first = _about(as_of + timedelta(days=round(ahead["days_low"])), as_of)
    if ahead["days_high"] > _FARTHEST:
        return f"that is not paid before {first}, and perhaps not within ten years"
    last = _about(as_of + timedelta(days=round(ahead["days_high"])), as_of)
    return f"that is paid around {first}" if first == last else f"that is paid between {first} and {last}"


def _about(day: date, as_of: date) -> str:
    """Return a day as people say it, no finer than a third of a month: "mid-March", "early June 2027"."""
    part = "early " if day.day <= 10 else "mid-" if day.day <= 20 else "late "
    year = "" if day.year == as_of.year else f" {day.year}"
    return f"{part}{day:%B}{year}"
