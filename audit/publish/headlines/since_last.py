"""What moved since last time, for a room: an arrow only where it is sure, and more or fewer of what was counted."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from audit.measures.since_last import DOWN, UP
from audit.model.day import written_days, written_month
from audit.model.number import spelled
from audit.publish.headlines.words import counted, percent
from audit.publish.review_words import one_line, rows_of

ROWS = ["name", "evidence", "before", "before_low", "before_high", "share", "low", "high", "moved", "moved_mark"]
_MARKS = {UP: "up", DOWN: "down"}


def since_last_headlines(lines: pd.DataFrame) -> tuple[str, ...]:
    """Say what surely moved, the worst first, and whether more or fewer moments were seen.

    Args:
        lines: what `audit.figures.since_last.since_last` returns; its first row is all touchpoints in view.

    Returns:
        Ways to say it, the fullest first; the last has nine words at most.
    """
    if lines.empty or not lines["before_observations"].iloc[0]:
        return ("Nothing was seen before to compare with",)
    if not lines["observations"].iloc[0]:
        return ("Nothing was seen this time to compare",)
    counts, down, up = _counts_moved(lines), *(lines[lines["verdict"] == verdict] for verdict in (DOWN, UP))
    if down.empty and up.empty:
        return (f"{counts}; nothing surely moved",)
    if len(down) + len(up) == 1:
        (row,) = rows_of(pd.concat([down, up]))
        if not row["touchpoint"]:
            return (f"{counts}; {_name(row, len(lines)).lower()} {row['verdict']}",)
        return (f"{_name(row, len(lines))}: {row['verdict']}", f"{counts}; one line {row['verdict']}")
    ways = ((down, "down"), (up, "up"))
    return (f"{counts}; {', '.join(f'{spelled(len(rows))} surely {way}' for rows, way in ways if len(rows))}",)


def since_last_under(lines: pd.DataFrame) -> str:
    """Say how much was seen, which days it is compared with, and what an arrow means."""
    if lines.empty:
        return ""
    first = rows_of(lines)[0]
    days = written_days(_day(first["before_since"]), _day(first["before_until"]))
    now = counted(int(first["observations"]), "moment")
    return f"{now} now, {int(first['before_observations']):,} from {days}. Arrows only where sure."


def since_last_rows(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the lines as a picture shows them, in their order.

    Args:
        lines: what `audit.figures.since_last.since_last` returns.

    Returns:
        One row a line: `name`, `evidence` ("83 %, now 84 % of 503"), `before`, `share` (0-1; NaN = nothing good or bad
        observed) and their 95 % intervals, `before_low`, `before_high`, `low`, `high`; `moved` (in words),
        `moved_mark` (up, down, open).
    """
    return pd.DataFrame([_row(row, len(lines)) for row in rows_of(lines)], columns=ROWS)


def since_last_described(rows: pd.DataFrame) -> str:
    """Say in words what the picture shows.

    Args:
        rows: what `since_last_rows` returns.
    """
    return " ".join(f"{row['name']}: {row['evidence']} went well, {row['moved']}." for row in rows_of(rows))


def _counts_moved(lines: pd.DataFrame) -> str:
    now, before = (int(lines[name].iloc[0]) for name in ("observations", "before_observations"))
    if now == before:
        return "We saw as many"
    return "We saw more" if now > before else "We saw fewer"


def _name(row: Mapping[str, Any], lines: int) -> str:
    return one_line(row["touchpoint"]) or ("All touchpoints" if lines > 1 else "The whole")


def _row(row: Mapping[str, Any], lines: int) -> dict[str, Any]:
    month = f"{row['run_since']}-01"
    since = f" since {written_month(date.fromisoformat(month))}" if row["run_since"] else ""
    return {
        "name": _name(row, lines),
        "evidence": _evidence(row),
        "before": row["before_share"],
        **{name: row[name] for name in ("before_low", "before_high", "share", "low", "high")},
        "moved": f"{row['verdict']}{since}",
        "moved_mark": _MARKS.get(row["verdict"], "open"),
    }


def _evidence(row: Mapping[str, Any]) -> str:
    was, now = row["before_share"], row["share"]
    before = percent(was, *([now] if pd.notna(now) else [])) if pd.notna(was) else "none before"
    if pd.isna(now):
        return f"{before}, none now"
    return f"{before}, now {percent(now, *([was] if pd.notna(was) else []))} of {int(row['n']):,}"


def _day(moment: Any) -> date:
    return pd.Timestamp(moment).date()
