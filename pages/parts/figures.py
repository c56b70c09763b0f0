"""A figure on a page: the picture, its table one click away, and how it was computed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from html import escape
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from audit.charts.journey import experience_curve, experience_path
from audit.charts.rows import PICKED
from audit.charts.spec import Charting, drawing
from audit.model.text import with_plain_names
from audit.publish.spreadsheet import csv_text
from pages.parts.boundary import fragment, safely
from pages.parts.cells import TABLE_STYLE, aligned, cell_html, cell_text
from pages.parts.leads import Leads
from pages.parts.owed_columns import OWED

Picked = list[dict[str, Any]]

_CLICK = "Show the table"
_MOST_ROWS = 300
_FEW_ROWS = 10
_READABLE = {
    **OWED,
    "n": "n",
    "n1": "Ratings of 1",
    "n2": "Ratings of 2",
    "n3": "Ratings of 3",
    "n4": "Ratings of 4",
    "n5": "Ratings of 5",
    "low": "Interval from",
    "high": "Interval to",
    "grade": "Evidence",
    "deff": "Observations to one that stands alone",
    "pooled_difference": "Difference of all ratings",
    "alpha": "Agreement (alpha)",
    "pairs": "Paired walks",
    "one_sided": "Rated by one of the two",
    "icc": "ICC(A,1)",
    "icc_low": "ICC from",
    "icc_high": "ICC to",
    "median_minutes": "Median delay in minutes",
    "late_share": "A day or more later",
    "mean": "Mean as seen",
    "shrunk": "Estimate",
    "lower": "Lower bound",
    "standard": "Held to",
    "is_surely_good": "Surely good",
    "minimum": "Our minimum",
    "target": "Our target",
    "adequacy": "Score less minimum",
    "superiority": "Score less target",
    "zone": "It lies",
    "whole_interval_in_zone": "And surely so",
    "is_moment_of_truth": "Moment of truth",
    "observed_on": "Day",
    "ratio": "Positives to one negative",
    "attained_share": "Work within target",
    "target_share": "Its target",
    "gap": "Metric minus visits",
    "gap_low": "Gap from",
    "gap_high": "Gap to",
    "period_start": "From",
    "period_end": "Until before",
    "met": "Work that met it",
    "total": "All work",
    "experience_target": "Aim for visits",
    "periods": "Periods",
    "periods_met": "Periods that met it",
    "rho": "Spearman's rho",
    "promise_minutes": "Promised first response (minutes)",
    "median_wait": "Half waited at most (minutes)",
    "within": "Waits within the promise",
    "within_share": "Share within the promise",
    "kept": "Promise",
    "log_odds": "Log odds (above 0: of complaints)",
    "stands_out": "Stands out among all words",
    "took_place_on": "Done on",
    "centre": "Centre line",
    "upper": "Upper limit",
    "provisional": "Limits provisional",
    "starts_on": "Begins on",
    "counted": "Counts",
    "ewma": "Smoothed",
    "ewma_lower": "Smoothed limit from",
    "ewma_upper": "Smoothed limit to",
    "share_low": "Part rated 1 or 2",
    "positive_low": "Share from",
    "positive_high": "Share to",
    "waits": "Waits timed",
    "points": "Periods that count",
    "run": "In a row on that side",
    "run_since": "In a row since",
    "run_mean": "Mean of that row",
    "mean_before": "Mean before it",
    "last_signal": "Latest signal",
    "last_side": "Latest signal's side",
    "words": "Words",
    "how_known": "How we will know",
    "due_on": "Due",
    "made_on": "Made on",
    "closed_on": "Closed on",
    "before_n": "n before",
    "after_n": "n after",
    "before_share": "Good before",
    "after_share": "Good after",
    "before_low": "Before, from",
    "before_high": "Before, to",
    "after_low": "After, from",
    "after_high": "After, to",
    "difference": "After minus before",
    "difference_low": "Difference from",
    "difference_high": "Difference to",
    "still_needed": "Moments still needed",
    "carried": "Times carried over",
}
_WIDE_AND_NARROW = """<style>
@media (width < %(wide)spx){.st-key-%(key)s-across{display:none}}
@media (width >= %(wide)spx){.st-key-%(key)s-down{display:none}}
</style>"""
_ROUND = 560  # pixels: the side bar, the margins and the scale beside the picture
_STEP = 38  # pixels a touchpoint needs for its figures to stand apart


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """A table one click away: its figures, the words of the click, and what it is called when read aloud."""

    frame: pd.DataFrame
    click: str
    caption: str
    opened: bool = False
    leads: Leads | None = None
    names: Mapping[str, str] = field(default_factory=dict)


def figure(
    chart: Charting,
    frame: pd.DataFrame,
    *,
    key: str,
    description: str,
    told: pd.DataFrame | None = None,
    leads: Leads | None = None,
    **options: Any,
) -> None:
    """Show a chart, with the same figures as a table one click beneath it.

    Args:
        chart: a chart of `audit.charts`, for example `audit.charts.rater.rater_dots`.
        frame: what the measure returned, as the chart documents it.
        key: a name of its own on the page, letters and hyphens.
        description: what a screen reader says is to be seen, best with the main figures in it.
        told: what the table holds, where `frame` has columns beside the figures that only the picture needs.
        leads: where a tap on a mark leads, and the links of the table; the chart has then something to be tapped.
        options: what else the chart takes (`zone`, `scale`), in values that can be hashed.
    """
    follow = {"on_select": safely(partial(leads.follow, key))} if leads else {}
    _draw(chart, frame, key, description, **options | follow)
    _table_within(_Table(frame if told is None else told, _CLICK, description, leads=leads), key)


def journey_figure(frame: pd.DataFrame, *, key: str, description: str, told: pd.DataFrame) -> Picked:
    """Show the experience curve, from left to right on a wide screen, from top to bottom on a narrow one.

    Args:
        frame: what `audit.charts.labels.staged` made of one journey.
        key: a name of its own on the page, letters and hyphens.
        description: what a screen reader says is to be seen.
        told: what the table holds.

    Returns:
        The touchpoints that were tapped, each with its `journey`, `stage` and `touchpoint`; none at first.
    """
    st.html(_WIDE_AND_NARROW % {"key": key, "wide": max(1024, _ROUND + _STEP * len(frame))})
    picked: Picked = []
    for way, chart in (("across", experience_curve), ("down", experience_path)):
        with st.container(key=f"{key}-{way}"):
            shown = _draw(chart, frame, f"{key}-{way}-chart", description, on_select="rerun")
            picked = picked or list(shown.selection[PICKED])
    _table_within(_Table(told, _CLICK, description), key)
    return picked


def table(
    frame: pd.DataFrame, *, key: str, title: str, leads: Leads | None = None, names: Mapping[str, str] | None = None
) -> None:
    """Offer figures as a table with its CSV; one of a few rows stands open, a longer one is a click away.

    Args:
        frame: any figures, or what people typed.
        key: a name of its own on the page, letters and hyphens.
        title: what the table holds, in our own words.
        leads: where its rows lead.
        names: what columns are called here that are called otherwise elsewhere.
    """
    opened = len(frame) <= _FEW_ROWS
    _table_within(_Table(frame, title, title, opened=opened, leads=leads, names=names or {}), key)


def how(explanation: str, source: str) -> None:
    """Offer how a figure is computed, and where the rule comes from; both are our own words, in Markdown."""
    with st.expander("How this is computed", type="compact"):
        st.markdown(f"{explanation}\n\nSource: {source}")


def _draw(chart: Charting, frame: pd.DataFrame, key: str, description: str, **options: Any) -> Any:
    on_select = options.pop("on_select", "ignore")
    drawn = drawing(chart, tuple(frame.columns), tuple(options.items()))
    plainly = with_plain_names(frame[list(drawn.columns)])
    figures = pa.table({name: pa.array(plainly[name]) for name in drawn.columns})  # twice as fast as the whole frame
    return st.vega_lite_chart(
        figures, drawn.spec, theme=None, width="stretch", key=key, on_select=on_select, alt=description
    )


@fragment()
def _table_within(table: _Table, key: str) -> None:
    box = st.expander(table.click, key=f"{key}-table", type="compact", on_change="rerun", expanded=table.opened)
    if not box.open:
        return
    frame, file = table.frame, (table.leads and table.leads.file) or key
    with box:
        st.html(table_html(frame, table.caption, table.leads, table.names))
        if len(frame) > _MOST_ROWS:
            st.caption(f"The first {_MOST_ROWS} of {len(frame):,} rows; the CSV holds them all.")
        st.download_button(
            "Download CSV",
            lambda: csv_text(frame).encode(),
            file_name=f"{file}.csv",
            mime="text/csv",
            key=f"{key}-csv",
            on_click="ignore",
        )


def table_html(
    frame: pd.DataFrame, caption: str, leads: Leads | None = None, names: Mapping[str, str] | None = None
) -> str:
    """Return `frame` as a table a screen reader walks through, people's words shown as they were typed.

    Args:
        frame: any figures; at most 300 rows are written.
        caption: what the table holds.
        leads: where its rows lead, for those who cannot tap a mark.
        names: what columns are called here that are called otherwise elsewhere.
    """
    called = names or {}
    first = frame.head(_MOST_ROWS)
    numeric = [is_numeric_dtype(kind) and not is_bool_dtype(kind) for kind in first.dtypes]
    heads = "".join(
        f'<th scope="col"{aligned(right)}>{escape(called.get(str(name)) or readable(str(name)))}</th>'
        for name, right in zip(first.columns, numeric, strict=True)
    )
    columns = [[cell_text(str(name), value) for value in first[name].tolist()] for name in first.columns]
    links = [
        [leads.href(row, str(name)) if leads else "" for name in first.columns] for row in first.to_dict("records")
    ]
    rows = "".join(
        "<tr>" + "".join(cell_html(*each) for each in zip(row, numeric, hrefs, strict=True)) + "</tr>"
        for row, hrefs in zip(zip(*columns, strict=True), links, strict=True)
    )
    return (
        f'{TABLE_STYLE}<div class="figure-table" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def readable(column: str) -> str:
    """Return the name of a column as people say it."""
    return _READABLE.get(column, column.replace("_", " ").capitalize())
