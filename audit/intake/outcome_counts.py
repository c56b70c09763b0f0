"""How many moments of a reading are good, so-so and bad: by that a scale upside down shows."""

from collections.abc import Mapping

import pandas as pd

from audit.intake.proposal import ENTIRE_VISIT
from audit.model.rating import Outcome


def outcome_counts(rows: pd.DataFrame) -> Mapping[str, int]:
    """Return each outcome with how many of the observations `rows` have it."""
    counted = rows["outcome"].value_counts()
    return {str(outcome): int(counted.get(str(outcome), 0)) for outcome in Outcome}


def touchpoint_outcomes(rows: pd.DataFrame) -> Mapping[str, Mapping[str, int]]:
    """Return these counts by touchpoint: the visit as a whole first, the others in the order of the file."""
    touchpoints = rows["touchpoint"].astype("str")
    names = sorted(touchpoints.unique().tolist(), key=lambda name: name != ENTIRE_VISIT)
    counted = pd.crosstab(touchpoints, rows["outcome"].astype("str"))
    table = counted.reindex(index=names, columns=list(map(str, Outcome)), fill_value=0)
    return {
        name: dict(zip(table.columns, map(int, row), strict=True))
        for name, row in zip(names, table.to_numpy(), strict=True)
    }
