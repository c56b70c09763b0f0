"""The hour of an observation: how it is made of the moment, which part of the day it is, and how it is written."""

from typing import Any

import pandas as pd

from audit.model.daypart import UNTIL

_STARTS = (0, *(end for end, _ in UNTIL))  # an hour within each part of the day, in their order
_CASES = "".join(f"WHEN observed_hour < {end} THEN {start} " for start, (end, _) in zip(_STARTS, UNTIL, strict=False))
DAYPART = f"CASE WHEN observed_hour IS NULL THEN NULL {_CASES}ELSE {_STARTS[-1]} END"  # as the first of its hours


def hour_of(moment: str) -> str:
    """Return the SQL for the hour of a moment (UTC) on the clock of `$time_zone`; NULL where only the day is known."""
    return f"CAST(EXTRACT(HOUR FROM {moment} AT TIME ZONE 'UTC' AT TIME ZONE $time_zone) AS SMALLINT)"


def hour_text(hour: Any) -> str:
    """Return an hour as tables have it: "09"; "" where it is not known."""
    return "" if pd.isna(hour) else f"{int(hour):02d}"
