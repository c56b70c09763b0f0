"""What a room is told of a journey: its low points, no surer than their intervals are."""

from collections.abc import Sequence

import pandas as pd

from audit.measures.since_last import DOWN, UNSURE
from audit.model.number import apart, spelled
from audit.publish.headlines.journey import low_and_high
from audit.publish.headlines.words import listed
from audit.publish.slides.short import fitted


def low_points_headline(points: pd.DataFrame) -> str:
    """Say in nine words at most how many low points a journey has and, where there is room, which.

    Args:
        points: what `audit.measures.low_points.low_points` returns of one journey.
    """
    judged, low = points[points["is_judged"]], points[points["is_low"]]
    if not points["observations"].any():
        return "Nobody observed this journey in these days"
    if points["target"].isna().all():
        return "This journey has no target yet"
    if judged.empty:
        return "Too few ratings where we set a target"
    if len(low):
        return _how_many(low, judged)
    if (judged["low"] >= judged["target"]).all():
        return "Every touchpoint judged surely reaches its target"
    return "No touchpoint is surely below its target"


def low_points_line(points: pd.DataFrame, since_last: pd.DataFrame) -> str:
    """Say beneath the headline which of the low points is the lowest, where that can be told, and what moved.

    Args:
        points: as `low_points_headline` takes them.
        since_last: what `audit.figures.since_last.since_last` returns; no row where there is no time before.
    """
    judged, low = points[points["is_judged"]], points[points["is_low"]]
    if not points["observations"].any():
        return ""
    if judged.empty:
        return f"{low_and_high(points)}."
    if low.empty:
        return _lowest(judged)
    names = low["touchpoint"].tolist()
    sentences = [_which_is_lower(low, judged), _others(points), _perhaps(points), _moved(names, since_last)]
    return " ".join(sentence for sentence in sentences if sentence)


def _how_many(low: pd.DataFrame, judged: pd.DataFrame) -> str:
    number = len(low)
    count, each = spelled(number).capitalize(), _point(number)
    if number == len(judged) > 1:
        every = "Both touchpoints" if number == 2 else f"All {spelled(number)} touchpoints"
        return f"{every} judged fall surely short of target"
    return fitted(f"{count} {each}: {listed(low['touchpoint'].tolist())}", f"{count} {each}, surely below target")


def _point(number: int) -> str:
    return "low point" if number == 1 else "low points"


def _which_is_lower(low: pd.DataFrame, judged: pd.DataFrame) -> str:
    """Say that several cannot be told apart; of one how far below it is, and whether it stood alone."""
    if len(low) == 1:
        row = low.iloc[0]
        alone = "; nothing else could be judged" if len(judged) == 1 else ""
        score = apart(row["score"], row["target"])
        return f"{row['touchpoint']} has {score} of 5, target {apart(row['target'], row['score'])}{alone}."
    if len(low) == 2:
        return "Which of the two is lower cannot be told."
    return f"Which of the {spelled(len(low))} is lowest cannot be told."


def _others(points: pd.DataFrame) -> str:
    """Count what else is surely short of its target, though not lowest."""
    others = int((points["is_short"] & ~points["is_low"]).sum())
    if not others:
        return ""
    count = spelled(others).capitalize()
    return f"{count} {'other is' if others == 1 else 'others are'} surely below target too."


def _perhaps(points: pd.DataFrame) -> str:
    """Say that something was seen lower, and why it is no low point: too seldom to be sure, or without a target."""
    lower = points[points["is_lower_perhaps"]]
    if lower.empty:
        return ""
    who = str(lower["touchpoint"].iloc[0]) if len(lower) == 1 else spelled(len(lower)).capitalize()
    was = "was" if len(lower) == 1 else "were"
    aimless = lower["target"].isna()
    if aimless.all():
        return f"{who} {was} seen lower, without a target."
    if aimless.any():
        return f"{who} {was} seen lower, unsurely or without a target."
    return f"{who} {was} seen lower, but that is not sure."


def _moved(names: Sequence[str], since_last: pd.DataFrame) -> str:
    """Say whether the low points moved since last time, of those that had been fixed as lines beforehand."""
    if since_last.empty:
        return ""
    lines = since_last.drop_duplicates("touchpoint").set_index("touchpoint")["verdict"]
    verdicts = lines.reindex(list(names)).dropna()
    moved = verdicts[verdicts != UNSURE]
    if len(moved):
        words = [f"{name} {'fell' if verdict == DOWN else 'rose'}" for name, verdict in moved.items()]
        return f"{listed(words)} surely since last time."
    if len(verdicts) < len(names):
        return ""
    none = {1: "It has not", 2: "Neither has"}.get(len(names), "None has")
    return f"{none} surely moved since last time."


def _lowest(judged: pd.DataFrame) -> str:
    """Name the lowest of those judged with its interval, and those level with it by number."""
    row = judged.iloc[int(judged["score"].argmin())]
    score, target = apart(row["score"], row["target"]), apart(row["target"], row["score"])
    reach = f"{apart(row['low'])} to {apart(row['high'])}"
    return f"The lowest seen is {row['touchpoint']}: {score} of 5 ({reach}), target {target}."
