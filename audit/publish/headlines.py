"""The one sentence a leader could say aloud about each figure, no surer than the figure is."""

import math
from datetime import date, timedelta
from typing import Any

import pandas as pd

from audit.measures.outlook import WINDOW_DAYS

RATIO_CAPTION = (
    "That twelve good experiences make up for one bad is a widely repeated rule of thumb; no study supports it. "
    "It is for starting a conversation and not for grading people."
)

_THIN = ("anecdote", "thin", "")
_BEST_OF_FIFTY = 1.44  # Tukey: studentized range of 50 groups at 5 % (5.65) over the 3.92 of two intervals
_FAR, _FARTHEST = 730, 3650  # days; a start beyond two years, or an end beyond ten, is no date to plan by


def rater_headline(rated: pd.DataFrame, weighted: pd.DataFrame | None = None) -> str:
    """Say on which dimension the service is strongest and on which weakest, where that can be told.

    Args:
        rated: what `audit.measures.rater.rater` returns without keys, one row a dimension.
        weighted: what `weighted_scores` makes of it, one row; its score opens the sentence.
    """
    if rated.empty:
        return "No dimension has been rated yet."
    ratings = counted(int(rated["n"].sum()), "rating")
    firm = rated[~rated["grade"].isin(_THIN)].sort_values("score", ascending=False)
    if len(firm) < 2:
        return _rated_too_little(firm, ratings)
    best, worst = firm.iloc[0], firm.iloc[-1]
    bests, worsts = firm[firm["score"] == best["score"]], firm[firm["score"] == worst["score"]]
    if bests["low"].min() <= worsts["high"].max():
        return (
            f"No dimension stands clearly apart yet: across {ratings} the scores run from "
            f"{worst['score']:.1f} for {worst['dimension']} to {best['score']:.1f} for {best['dimension']}."
        )
    start = "Across" if weighted is None else f"Overall {weighted['score'].iloc[0]:.1f} of 5; across"
    told = f"{start} {ratings} the service is"
    if best["low"] > firm["high"].iloc[1] and worst["high"] < firm["low"].iloc[-2]:
        return f"{told} strongest on {_scored(best, 'dimension')} and weakest on {_scored(worst, 'dimension')}."
    return f"{told} stronger on {_scored(best, 'dimension')} than on {_scored(worst, 'dimension')}."


def trust_headline(trusted: pd.DataFrame, outlook: pd.DataFrame, as_of: date) -> str:
    """Say who owes most and, as far as the recent pace allows, when that could be paid.

    Args:
        trusted: what `audit.measures.trust.trust` returns by touchpoint.
        outlook: what `audit.measures.outlook.outlook` makes of it.
        as_of: the last day that counted.
    """
    if not (trusted["debt"] > 0).any():
        return _nothing_owed(trusted)
    owes = _owes_most(trusted)
    if (trusted["debt"] == trusted["debt"].max()).sum() > 1:
        return f"{owes}."
    deepest = trusted["touchpoint"].iloc[int(trusted["debt"].argmax())]
    return f"{owes}; {_pace(_of(outlook, deepest), as_of)}."


def outlook_sentence(touchpoint: str, trusted: pd.DataFrame, outlook: pd.DataFrame, as_of: date) -> str:
    """Say what one touchpoint owes, when that could be paid, and whether it shrinks at all.

    Args:
        touchpoint: its name in `trusted`.
        trusted: what `audit.measures.trust.trust` returns by touchpoint.
        outlook: what `audit.measures.outlook.outlook` makes of it.
        as_of: the last day that counted.
    """
    row = _of(trusted, touchpoint)
    if row["debt"] == 0:
        return _nothing_owed(trusted[trusted["touchpoint"] == touchpoint])
    ahead = _of(outlook, touchpoint)
    owes = f"{touchpoint} owes {counted(int(row['debt']), 'good experience')}; {_pace(ahead, as_of)}."
    if math.isnan(ahead["chance_ever_paid"]):
        return owes
    if math.isnan(ahead["expected_observations"]):
        chance = _chance(ahead["chance_ever_paid"])
        return (
            f"{owes} If good and bad go on as lately, it does not shrink; the chance that it is ever paid is {chance}."
        )
    more = counted(math.ceil(ahead["expected_observations"]), "more observation")
    return f"{owes} If good and bad go on as lately, it takes about {more}."


def journey_headline(experience: pd.DataFrame) -> str:
    """Say where the journey dips and where it peaks, where that can be told, and what nobody has seen.

    Args:
        experience: what `audit.measures.journey.experience` returns, one row a touchpoint.
    """
    missing = int((experience["observations"] == 0).sum())
    if missing == len(experience):
        return "Nobody has observed this journey yet."
    unseen = f"; nobody has seen {missing} of {counted(len(experience), 'touchpoint')}" if missing else ""
    return f"{_low_and_high(experience)}{unseen}."


def next_step(experience: pd.DataFrame) -> str:
    """Say where to go and look next: what nobody has seen, moments of truth first, then the deepest debt.

    Args:
        experience: what `audit.measures.journey.experience` returns.
    """
    if experience.empty:
        return "Set up a journey, then walk it."
    unseen = experience[experience["observations"] == 0]
    if len(unseen):
        first = unseen.sort_values("is_moment_of_truth", ascending=False, kind="stable").iloc[0]
        return f"Walk {first['touchpoint']}{_moment(first)}, which nobody has seen yet."
    if (experience["debt"] > 0).any():
        deepest = experience.iloc[int(experience["debt"].argmax())]
        owed = counted(int(deepest["debt"]), "good experience")
        return f"Walk {deepest['touchpoint']}{_moment(deepest)}, which owes {owed}."
    fewest = experience.iloc[int(experience["observations"].argmin())]
    return f"Walk {fewest['touchpoint']}{_moment(fewest)}, seen only {counted(int(fewest['observations']), 'time')}."


def start_lines(experience: pd.DataFrame, rated: pd.DataFrame, trusted: pd.DataFrame, as_of: date) -> list[str]:
    """Return the state of things in five lines: what was seen, RATER, trust, high and low, what is missing.

    Args:
        experience: what `audit.measures.journey.experience` returns for every journey.
        rated: what `audit.measures.rater.rater` returns without keys.
        trusted: what `audit.measures.trust.trust` returns by touchpoint.
        as_of: the last day that counted.
    """
    good, neither, bad = (int(trusted[name].sum()) for name in ("positives", "neutrals", "negatives"))
    owes = f"{_owes_most(trusted)}." if (trusted["debt"] > 0).any() else _nothing_owed(trusted)
    return [
        f"Up to {as_of.day} {as_of:%B %Y}: {good:,} good, {bad:,} bad and {neither:,} neutral experiences.",
        rater_headline(rated),
        owes,
        f"{_low_and_high(experience)}.",
        _coverage(experience),
    ]


def counted(n: int, thing: str) -> str:
    """Return a number with what it counts: "1 walk", "2 walks"."""
    return f"{n:,} {thing}" if n == 1 else f"{n:,} {thing}s"


def _scored(row: "pd.Series[Any]", name: str) -> str:
    return f"{row[name]} ({row['score']:.1f})"


def _moment(row: "pd.Series[Any]") -> str:
    return ", a moment of truth" if row["is_moment_of_truth"] else ""


def _of(frame: pd.DataFrame, touchpoint: str) -> "pd.Series[Any]":
    return frame[frame["touchpoint"] == touchpoint].iloc[0]


def _rated_too_little(firm: pd.DataFrame, ratings: str) -> str:
    if firm.empty:
        return f"Too few ratings to say: {ratings} so far."
    only = firm.iloc[0]
    return (
        f"Only {only['dimension']} has been rated often enough to say: {only['score']:.1f}, "
        f"somewhere from {only['low']:.1f} to {only['high']:.1f}, from {counted(int(only['n']), 'rating')}."
    )


def _owes_most(trusted: pd.DataFrame) -> str:
    """Say who owes most, where something is owed."""
    owing = trusted[trusted["debt"] > 0]
    most, total = int(owing["debt"].max()), int(owing["debt"].sum())
    deepest = owing[owing["debt"] == most]["touchpoint"]
    good = counted(most, "good experience")
    if len(owing) == 1:
        return f"{deepest.iloc[0]} owes {good}"
    if len(deepest) == 1:
        return f"{deepest.iloc[0]} owes the most, {good} of the {total:,} owed in all"
    others = "another" if len(deepest) == 2 else f"{len(deepest) - 1} others"
    return f"{deepest.iloc[0]} and {others} owe the most, {good} each of the {total:,} owed in all"


def _nothing_owed(trusted: pd.DataFrame) -> str:
    bad = int(trusted["negatives"].sum())
    seen = int(trusted[["positives", "neutrals"]].to_numpy().sum()) + bad
    if seen == 0:
        return "Nothing has been observed yet, so nothing can be said about trust."
    if seen < 5:
        return f"Too few observations to say: {seen} so far, and nothing is owed."
    if bad == 0:
        return f"Nothing is owed: no bad experience among {counted(seen, 'observation')}."
    return f"Nothing is owed today: what {counted(bad, 'bad experience')} owed has been paid or written off."


def _pace(ahead: "pd.Series[Any]", as_of: date) -> str:
    """Say when a debt could be paid, from its row of the outlook."""
    if math.isnan(ahead["days_low"]):
        return f"with no good experience in the last {WINDOW_DAYS} days, no date can be given"
    return f"at the pace of the last {WINDOW_DAYS} days, and if nothing else goes wrong, {_when(ahead, as_of)}"


def _chance(share: float) -> str:
    return "under 1 %" if share < 0.01 else "over 99 %" if share > 0.99 else f"{100 * share:.0f} %"


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


def _low_and_high(experience: pd.DataFrame) -> str:
    """Say which touchpoint is lowest and which highest, where chance alone would not set them so far apart."""
    firm = experience[~experience["grade"].isin(_THIN) & experience["score"].notna()]
    if len(firm) < 2:
        most = experience.iloc[int(experience["observations"].argmax())] if len(experience) else None
        so_far = f"{int(most['observations']):,} at {most['touchpoint']}" if most is not None else "none"
        return f"Too few observations to say where it is good or bad: {so_far} so far"
    best, worst = firm.iloc[int(firm["score"].argmax())], firm.iloc[int(firm["score"].argmin())]
    if not _apart(best, worst):
        return "No touchpoint stands clearly apart yet"
    low = f"{worst['touchpoint']}{_moment(worst)} ({worst['score']:.1f})"
    return f"As seen so far, the low point is {low} and the high point {_scored(best, 'touchpoint')}"


def _apart(best: "pd.Series[Any]", worst: "pd.Series[Any]") -> bool:
    """Tell whether the best and the worst of up to fifty touchpoints differ by more than chance would bring.

    The intervals take ratings as independent; here all ratings of one visit count as one.
    """
    above = (best["score"] - best["low"]) * math.sqrt(best["n"] / best["observations"])
    below = (worst["high"] - worst["score"]) * math.sqrt(worst["n"] / worst["observations"])
    return bool(best["score"] - worst["score"] > _BEST_OF_FIFTY * (above + below))


def _coverage(experience: pd.DataFrame) -> str:
    unseen = experience[experience["observations"] == 0]
    if unseen.empty:
        return f"Each of {counted(len(experience), 'touchpoint')} has been seen at least once."
    moments = unseen[unseen["is_moment_of_truth"]]
    among = f", among them {moments['touchpoint'].iloc[0]}, a moment of truth" if len(moments) else ""
    return f"Nobody has seen {len(unseen)} of {counted(len(experience), 'touchpoint')}{among}."
