"""What a journey says in one sentence, no surer than the figure is."""

from typing import Any

import pandas as pd

from audit.measures.evidence_grade import WEAK_GRADES
from audit.model.number import apart, rounded
from audit.model.view import View
from audit.publish.headlines.words import counted, moment, percent, scored, within

_BEST_OF_FIFTY = 1.44  # Tukey: studentized range of 50 groups at 5 % (5.65) over the 3.92 of two intervals


def journey_headline(experience: pd.DataFrame, view: View) -> str:
    """Say where the journey dips and where it peaks, where that can be told, and what nobody has seen.

    Args:
        experience: what `audit.measures.journey.experience` returns, one row a touchpoint.
        view: what the figures cover.
    """
    missing = int((experience["observations"] == 0).sum())
    if missing == len(experience):
        return f"Nobody has observed this journey{within(view) or ' yet'}."
    was = "was" if missing == 1 else "were"
    never = f"; {missing:,} of {counted(len(experience), 'touchpoint')} {was} never seen{within(view)}"
    unseen = never if missing else ""
    return f"{low_and_high(experience)}{unseen}."


def whole_visit_sentences(wholes: pd.DataFrame) -> list[str]:
    """Say how visits went as a whole, a sentence for each that was judged so.

    Args:
        wholes: what `audit.measures.visits.whole_visits` returns.
    """
    return [
        f"{row['touchpoint']} is judged beside its parts and added to none of their figures: good in "
        f"{row['positives']:,} of {row['positives'] + row['negatives']:,}, which is {percent(row['positive_share'])} "
        f"({percent(row['low'])} to {percent(row['high'])})."
        for row in wholes[wholes["positive_share"].notna()].to_dict("records")
    ]


def low_and_high(experience: pd.DataFrame) -> str:
    """Say which touchpoint is lowest and which highest, where chance alone would not set them so far apart."""
    firm = experience[~experience["grade"].isin(WEAK_GRADES) & experience["score"].notna()]
    if len(firm) < 2:
        return _hardly_rated(experience, firm)
    best, worst = firm.iloc[int(firm["score"].argmax())], firm.iloc[int(firm["score"].argmin())]
    if not _apart(best, worst):
        return "No touchpoint stands clearly apart"
    low = f"{worst['touchpoint']}{moment(worst)} ({apart(worst['score'], best['score'])})"
    return f"In what was observed, the low point is {low} and the high point {scored(best, 'touchpoint', worst)}"


def _hardly_rated(experience: pd.DataFrame, firm: pd.DataFrame) -> str:
    """Say why nothing can be called low or high: nothing was rated often enough, or one touchpoint alone."""
    if firm.empty:
        most = experience.iloc[int(experience["rated"].argmax())] if experience["rated"].any() else None
        rated = f"at most {int(most['rated']):,}, at {most['touchpoint']}" if most is not None else "none"
        return f"Too few observations were rated to say where it is good or bad: {rated}"
    only = firm.iloc[0]
    enough = "was rated" if (experience["rated"] > 0).sum() == 1 else "was rated often enough to judge"
    return f"Only one touchpoint, {only['touchpoint']}, {enough}: {rounded(only['score'])}"


def _apart(best: "pd.Series[Any]", worst: "pd.Series[Any]") -> bool:
    """Tell whether the best and the worst of up to fifty touchpoints differ by more than chance would bring."""
    reach = best["score"] - best["low"] + worst["high"] - worst["score"]
    return bool(best["score"] - worst["score"] > _BEST_OF_FIFTY * reach)


def what_is_unseen(experience: pd.DataFrame) -> str:
    """Say how many touchpoints nobody has seen."""
    unseen = experience[experience["observations"] == 0]
    every = len(experience)
    if unseen.empty:
        few = {0: "There is no touchpoint yet.", 1: "The only touchpoint has been seen."}
        return (few | {2: "Both touchpoints have been seen."}).get(
            every, f"All {every:,} touchpoints have been seen at least once."
        )
    if len(unseen) == 1:
        only = unseen.iloc[0]
        return f"1 of {counted(every, 'touchpoint')} was never seen: {only['touchpoint']}{moment(only)}."
    moments = unseen[unseen["is_moment_of_truth"]]
    among = f", among them {moments['touchpoint'].iloc[0]}, a moment of truth" if len(moments) else ""
    return f"{len(unseen):,} of {every:,} touchpoints were never seen{among}."
