"""What a cover says beneath its title, and what its picture shows."""

import pandas as pd

from audit.model.number import spelled
from audit.publish.headlines.words import counted


def evidence_sentence(moments: int, walks: int, stands_for: int = 1) -> str:
    """Say how much stands behind a review: "605 moments seen, 163 walks".

    Args:
        moments: how many were observed.
        walks: how many walks leaders made, 0 = none that is known.
        stands_for: how many moments a mark of the picture stands for; said where it is not one.
    """
    if not moments:
        return "Nothing was observed in these days"
    walked = f", {counted(walks, 'walk')}" if walks else ""
    several = f". One mark stands for {spelled(stands_for)}" if stands_for > 1 else ""
    return f"{counted(moments, 'moment')} seen{walked}{several}"


def marks_described(marks: pd.DataFrame) -> str:
    """Say in words what the picture of a cover shows.

    Args:
        marks: what `audit.measures.moment_marks.moment_marks` returns, at least one row.
    """
    good, mixed, bad = (int(marks[name].sum()) for name in ("positives", "neutrals", "negatives"))
    each = int(marks["stands_for"].iloc[0])
    means = "a mark for each moment" if each == 1 else f"a mark for about {each:,} moments"
    return (
        f"{counted(len(marks), 'touchpoint')} in the order of the journeys, {means}: {good:,} went well, "
        f"{mixed:,} mixed, {bad:,} went badly. Never for discipline."
    )
