"""Services that report a metric, and visits to them, one line each."""

from typing import Any

import pandas as pd

MONTH = ("2026-01-01", "2026-02-01")


def a_metric(**changes: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "service": "Help line",
        "touchpoint": "Call",
        "place": "",
        "metric": "answered in time",
        "period_start": MONTH[0],
        "period_end": MONTH[1],
        "target_share": 0.9,
        "attained_share": None,
        "met": 95,
        "total": 100,
    }
    return usual | changes


def metric_rows(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return service metric rows as the store hands them over; without any, an empty frame of the same columns."""
    frame = pd.DataFrame([*rows] or [a_metric()])
    dates = dict.fromkeys(("period_start", "period_end"), "datetime64[us]")
    shares = dict.fromkeys(("target_share", "attained_share"), "Float64")
    counts = dict.fromkeys(("met", "total"), "Int64")
    return frame.astype(dates | shares | counts).head(len(rows))


def visit_rows(*rows: tuple[str, str, str, int, int, int]) -> pd.DataFrame:
    """Return outcomes: touchpoint, place, day, positives, neutrals, negatives."""
    columns = ["touchpoint", "place", "observed_on", "positives", "neutrals", "negatives"]
    frame = pd.DataFrame(list(rows), columns=columns)
    return frame.astype({"observed_on": "datetime64[us]"} | dict.fromkeys(columns[3:], "int64"))


def belonging(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Return whose visits tell about which metric: service, its touchpoint, the touchpoint visited."""
    return pd.DataFrame(list(rows), columns=["service", "touchpoint", "seen_at"], dtype="str")


CALL = belonging(("Help line", "Call", "Call"))
