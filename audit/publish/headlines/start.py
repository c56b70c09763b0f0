"""The state of things in a few lines, and where to look next."""

from datetime import date

import pandas as pd

from audit.model.day import written_day
from audit.publish.headlines.journey import low_and_high, what_is_unseen
from audit.publish.headlines.rater import rater_headline
from audit.publish.headlines.trust import trust_headline
from audit.publish.headlines.words import counted


def observed_line(experience: pd.DataFrame, wholes: pd.DataFrame) -> str:
    """Say how much was observed and where, verdicts on visits as a whole apart: they are at no touchpoint of a journey.

    Args:
        experience: what `audit.measures.journey.experience` returns for every journey.
        wholes: what `audit.measures.visits.whole_visits` returns.
    """
    walked = counted(int((experience["observations"] > 0).sum()), "touchpoint")
    parts = f"{counted(int(experience['observations'].sum()), 'observation')} at {walked}"
    verdicts = int(wholes["n"].sum())
    return f"{parts}, and {counted(verdicts, 'verdict')} on a visit as a whole." if verdicts else f"{parts}."


def outcomes_line(trusted: pd.DataFrame, last: date) -> str:
    """Say how often it was good, bad or neither, up to the day of the last observation.

    Args:
        trusted: what `audit.measures.trust.trust` returns by touchpoint.
        last: the day of the last observation.
    """
    good, neither, bad = (int(trusted[name].sum()) for name in ("positives", "neutrals", "negatives"))
    outcomes = f"{good:,} good, {bad:,} bad and {counted(neither, 'neutral experience')}"
    return f"Up to the last observation, of {written_day(last)}: {outcomes}."


def start_lines(
    experience: pd.DataFrame,
    rated: pd.DataFrame,
    trusted: pd.DataFrame,
    outlook: pd.DataFrame,
    as_of: date,
    pairs: pd.DataFrame | None = None,
) -> list[str]:
    """Return the state of things in four lines: RATER, trust, high and low, what is missing.

    Args:
        experience: what `audit.measures.journey.experience` returns for every journey.
        rated: what `audit.measures.rater.rater` returns without keys.
        trusted: what `audit.measures.trust.trust` returns by touchpoint.
        outlook: what `audit.measures.outlook.outlook` makes of it.
        as_of: the last day that counted.
        pairs: what `audit.measures.dimension_pairs.rater_pairs` returns without keys; None = not compared.
    """
    return [
        rater_headline(rated, pairs),
        trust_headline(trusted, outlook, as_of),
        f"{low_and_high(experience)}.",
        what_is_unseen(experience),
    ]
