"""From a figure to the observations it was made of: one tap on a mark, or a link in its table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pandas as pd
import streamlit as st

from audit.charts.rows import PICKED
from audit.model.day import MONTH_KEY
from audit.store.names import touchpoint_names
from pages.parts.session import store

Row = Mapping[Any, Any]  # of a figure, or of it what its picture says of a mark that was tapped
BEHIND = "behind"  # the name in the address
_AT = ("touchpoint", "met_at")  # what is at a touchpoint
TAP = "Tap a mark or a name to read the observations behind it; the table leads there too."


@dataclass(frozen=True, slots=True)
class Leads:
    """Where the rows of a figure lead.

    `to` writes the address of a row, None for none; `cells` are the columns of the table that are links; `file` is what
    its download is called, where the figure's key says nothing to people.
    """

    to: Callable[[Row], dict[str, str] | None]
    cells: tuple[str, ...] = ("n",)
    file: str = ""

    def href(self, row: Row, column: str) -> str:
        """Return the link from one cell of the table, "" where there is none."""
        if column not in self.cells:
            return ""
        where = self.to({"rating": column, **row} if column in _RATINGS else row)
        stays = {key: st.query_params.get_all(key) for key in st.query_params}
        return f"?{urlencode({**stays, BEHIND: _spelt(where)}, doseq=True)}" if where else ""

    def follow(self, key: str) -> None:
        """Put what was tapped on the chart `key` into the address; the figure is then one step back."""
        for row in st.session_state[key].selection[PICKED]:
            if where := self.to(row):
                look_behind(where)


def look_behind(where: Mapping[str, str]) -> None:
    """Put into the address which observations are wanted."""
    st.query_params[BEHIND] = _spelt(where)


def _spelt(where: Mapping[str, str]) -> str:
    """Return where something leads as the address has it, touchpoints by their keys."""
    names = touchpoint_names(store())
    # a metric that several answer to names none of them
    keys = {name: names.key_of(where[name]) for name in _AT if name in where and not names.sharing(where[name])}
    return urlencode({**where, **{name: key for name, key in keys.items() if key}})


def behind() -> dict[str, str]:
    """Return which observations the address asks for, {} where it asks for none."""
    return dict(parse_qsl(st.query_params.get(BEHIND, "")))


_RATINGS = ("n1", "n2", "n3", "n4", "n5")


def rated(touchpoint: str = "") -> Callable[[Row], dict[str, str]]:
    """Return the way to what was rated, at `touchpoint` or where the row says, on the row's dimension and rating."""

    def to(row: Row) -> dict[str, str]:
        where = {
            "touchpoint": touchpoint or row.get("touchpoint") or "",
            "dimension": row.get("dimension") or "",
            "rating": str(row.get("rating") or "").removeprefix("n"),
            "of": "rated",
        }
        return {name: word for name, word in where.items() if word}

    return to


def judged(row: Row) -> dict[str, str] | None:
    """Return the way to what went well or badly at the row's touchpoint."""
    return {"touchpoint": row["touchpoint"], "of": "judged"} if row.get("touchpoint") else None


AT_TOUCHPOINT = Leads(judged, ("touchpoint",))


def on_days(of: str, touchpoint: str, days: Callable[[Row], tuple[date, date] | None]) -> Callable[..., Any]:
    """Return the way to the observations of a row's days at `touchpoint` ("" = all), rated or judged ones."""

    def to(row: Row) -> dict[str, str] | None:
        if (span := days(row)) is None:
            return None
        first, last = span
        where = {"touchpoint": touchpoint, "of": of, "first": first.isoformat(), "last": last.isoformat()}
        return {name: word for name, word in where.items() if word}

    return to


def one_day(row: Row) -> tuple[date, date] | None:
    """Return the day of a row of the ledger, or of a day that was tapped."""
    day = row["observed_on"].date() if "observed_on" in row else _day(row.get("day"))
    return (day, day) if day else None


def period(chart: pd.DataFrame, months: int, last_day: date) -> Callable[[Row], tuple[date, date] | None]:
    """Return how the days of a period are looked up in `chart`, which holds `period` and `starts_on`."""
    starts = dict(zip(chart["period"], chart["starts_on"], strict=True))

    def days(row: Row) -> tuple[date, date] | None:
        first: Any = starts.get(row.get("period"))
        if pd.isna(first):
            return None
        end = (first + pd.DateOffset(months=months)).date() - timedelta(days=1)
        return first.date(), min(end, last_day)

    return days


def side(both: pd.DataFrame) -> Callable[[Row], tuple[date, date] | None]:
    """Return how the days before and after something are looked up in `both`, which holds `when`, `since`, `until`."""
    spans = {row["when"]: (row["since"], row["until"]) for row in both.to_dict("records")}

    def days(row: Row) -> tuple[date, date] | None:
        first, last = spans.get(row.get("when"), (pd.NaT, pd.NaT))
        return None if pd.isna(first) else (pd.Timestamp(first).date(), pd.Timestamp(last).date())

    return days


def reported(rows: pd.DataFrame) -> Callable[[Row], dict[str, str] | None]:
    """Return the way to the visits beside a service metric; a tapped mark names its row by `no`, or by `month`."""
    by_no = {row["no"]: row for row in rows.to_dict("records") if "no" in row}

    def to(row: Row) -> dict[str, str] | None:
        row = row if "metric" in row else by_no.get(row.get("no"), {})
        if "metric" not in row:
            return None
        where = {"service": row["service"], "met_at": row["touchpoint"], "at": row["place"], "metric": row["metric"]}
        return {name: word for name, word in where.items() if word}

    return to


def reported_in(row_of: Row) -> Callable[[Row], dict[str, str] | None]:
    """Return the way to the visits of one month beside one service metric, the row `row_of`."""
    of_metric = reported(pd.DataFrame())

    def to(row: Row) -> dict[str, str] | None:
        month = row.get("month") or (f"{row['period_start']:{MONTH_KEY}}" if "period_start" in row else "")
        where = of_metric(row_of) if month else None
        return where | {"month": month} if where else None

    return to


def _day(word: Any) -> date | None:
    return date.fromisoformat(word) if word else None
