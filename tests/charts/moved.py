"""Charts of change as the measures return them: a change that held, and what was done about it."""

from datetime import date

import pandas as pd

from audit.charts.time_line import with_marks
from audit.measures.change import change, periods, steadiness
from audit.measures.consistency import consistency
from audit.measures.intervention import around, before_after

MONTHS = ["2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02"]
SUMS = pd.DataFrame(
    {"month": MONTHS, "n": [2, 9, 12, 8, 7, 9, 1_200, 11], "total": [4.0, 27.9, 36.0, 25.6, 8.4, 36.0, 5040.0, 47.3]}
)
DONE = pd.DataFrame(
    {
        "id": ["a", "b", "c", "d"],
        "took_place_on": pd.to_datetime(["2025-10-30", "2025-11-02", "2025-11-20", "2026-01-15"]),
        "touchpoint": ["Greeting", "", "", "Greeting"],
        "words": ["Training", "A second counter", "Longer hours", "A form in plain words"],
    }
)


def moved() -> pd.DataFrame:
    """Return one chart with its marks; a month hardly observed, one far below, and nothing certain."""
    return with_marks(change(SUMS), DONE, "month")


def steady() -> pd.DataFrame:
    observed = periods(SUMS.assign(touchpoint="Greeting")[["touchpoint", "month", "n"]])
    counts = pd.DataFrame(
        [[0, "empathy", 1, 1, 0, 0, 0], [1, "empathy", 0, 2, 3, 2, 2], [2, "empathy", 0, 0, 6, 6, 0]],
        columns=["number", "dimension", "n1", "n2", "n3", "n4", "n5"],
    )
    return steadiness(consistency(counts), observed)


def compared() -> pd.DataFrame:
    stretches = around(DONE[:1], date(2025, 7, 1), date(2026, 2, 28))
    ratings = dict.fromkeys(("assurance", "tangibles", "empathy", "responsiveness"), float("nan"))
    rows = [(0, 2.0, "negative", 6), (0, 4.0, "positive", 3), (1, 5.0, "positive", 4)]
    patterns = pd.DataFrame(
        [{"number": number, "reliability": rating, "outcome": how, "n": n} | ratings for number, rating, how, n in rows]
    )
    return before_after(stretches, patterns, pd.DataFrame({"number": [1], "waits": [3], "median_wait": [4.0]}))
