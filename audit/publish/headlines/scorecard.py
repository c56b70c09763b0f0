"""What the leaders' own scorecard says in one sentence, about all of them or about the one who asks."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from audit.measures.log_delay import A_DAY
from audit.model.number import apart
from audit.publish.headlines.agreement import soon
from audit.publish.headlines.answers import how_soon
from audit.publish.headlines.words import counted, percent, to_one

_RECOGNITION = {  # of observations
    "not_recognised": "Nobody knew that it was an observation",
    "perhaps_recognised": "The observer was perhaps recognised",
    "announced": "The visit was announced",
    "recognition_not_said": "Not said whether anybody knew",
}


def scorecard_sentence(card: pd.DataFrame, who: str = "") -> str:
    """Say what was walked, met and recorded, how soon, and what all leaders together promised and kept.

    Args:
        card: what `audit.figures.scorecard.scorecard` or `own_scorecard` returns, at most one row.
        who: the one person it is about, "" = all leaders together.
    """
    if card.empty:
        return "No leader walked in this view."
    row = card.to_dict("records")[0]
    by = "You have" if who else _leaders_have(int(row["observers"]))
    good, bad = f"{row['positives']:,} good", counted(int(row["negatives"]), "bad moment")
    soonest = "" if math.isnan(row["median_minutes"]) else f"; {_written_down(row)}"
    own = f", {row['own_area_walks']:,} of them in the own area," if row["own_area_walks"] else ""
    walks, touchpoints = counted(int(row["walks"]), "walk"), counted(int(row["touchpoints"]), "touchpoint")
    recorded = f"{good} and {bad} recorded{to_one(row['good_to_bad'])}"
    return f"{by} made {walks}{own} and met {touchpoints}: {recorded}{soonest}.{_and_promised(row)}"


def promised(row: Mapping[Any, Any]) -> str:
    """Say how many commitments there are and how many are kept and late: "4 commitments: 1 kept or improved, 1 late".

    Args:
        row: the row of a scorecard; "" is returned where it knows of no commitment, or none was made.
    """
    if not row.get("commitments"):
        return ""
    return f"{counted(int(row['commitments']), 'commitment')}: {_counts_of_states(row)}"


def _states(row: Mapping[Any, Any]) -> str:
    return f"{row['commitments']:,}: {_counts_of_states(row)}" if row["commitments"] else "none"


def _counts_of_states(row: Mapping[Any, Any]) -> str:
    return f"{row['commitments_kept']:,} kept or improved, {row['commitments_late']:,} late"


def _and_promised(row: Mapping[Any, Any]) -> str:
    if not row.get("commitments"):
        return ""
    closed, late = int(row["commitments_kept"]), int(row["commitments_late"])
    commitments = counted(int(row["commitments"]), "commitment")
    were, are = "was" if closed == 1 else "were", "is" if late == 1 else "are"
    return f" Of {commitments}, {closed:,} {were} kept or improved and {late:,} {are} late."


def leaders(n: int) -> str:
    """Return how many leaders there are, as far as they gave a name."""
    return counted(n, "leader") if n else "Leaders who gave no name"


def _leaders_have(n: int) -> str:
    return f"{leaders(n)} {('have', 'has')[n] if n < 2 else 'together have'}"


def _written_down(row: Mapping[Any, Any]) -> str:
    known, a_day = "of those with a known hour were written down", f"{percent(row['day_share'])} within a day"
    if row["median_minutes"] >= A_DAY:
        return f"half or more {known} only a day or more later, {a_day}"
    return f"half {known} within {soon(row['median_minutes'])}, {a_day}"


def scorecard_lines(card: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the scorecard line by line, as (what, how many) in words.

    Args:
        card: what `audit.figures.scorecard.scorecard` or `own_scorecard` returns, one row.
    """
    row = card.to_dict("records")[0]
    known = not math.isnan(row["median_minutes"])
    return [
        ("Walks", f"{row['walks']:,}"),
        ("Walks in the own area", f"{row['own_area_walks']:,}"),
        ("Touchpoints met", f"{row['touchpoints']:,}"),
        ("Good moments recorded", f"{row['positives']:,}"),
        ("Neutral moments recorded", f"{row['neutrals']:,}"),
        ("Bad moments recorded", f"{row['negatives']:,}"),
        ("Good moments to one bad", "–" if math.isnan(row["good_to_bad"]) else apart(row["good_to_bad"], 0.0)),
        ("Half was written down within", soon(row["median_minutes"]) if known else "not known"),
        ("Written down within a day", f"{percent(row['day_share'])} of {row['timed']:,}" if known else "not known"),
        *([("Commitments made", _states(row))] if "commitments" in row else []),
    ]


def answered_lines(card: pd.DataFrame) -> list[tuple[str, str]]:
    """Return what became of what was found line by line, as (what, how many) in words: owned, answered, how soon.

    Args:
        card: what `audit.figures.scorecard.scorecard` returns, one row.
    """
    row = card.to_dict("records")[0]
    every = int(row["findings"])
    if not every:
        return [("Bad experiences found, by whomever", "none")]
    owned, answered = int(row["findings_owned"]), int(row["findings_answered"])
    soonest = how_soon(answered, row["answered_median_days"])
    return [
        ("Bad experiences found, by whomever", f"{every:,}"),
        ("Of these, owned", f"{owned:,} ({percent(owned / every)})"),
        (
            "Of these, answered to staff",
            ", ".join(filter(None, [f"{answered:,} ({percent(answered / every)})", soonest])),
        ),
    ]


def recognition_lines(card: pd.DataFrame) -> list[tuple[str, str]]:
    """Return line by line of how many observations anybody knew, as (answer, how many) in words.

    Args:
        card: what `audit.figures.scorecard.scorecard` or `own_scorecard` returns, one row.
    """
    row = card.to_dict("records")[0]
    return [(what, f"{row[name]:,} of {row['observations']:,}") for name, what in _RECOGNITION.items()]
