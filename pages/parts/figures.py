"""A figure on a page: the picture, its table one click away, and how it was computed."""

from dataclasses import dataclass
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
from audit.figures.catalogue import CATALOGUE, Column, Unit, drawn_by, readable
from audit.model.text import with_plain_names
from audit.publish.spreadsheet import csv_text
from pages.parts.boundary import fragment, safely
from pages.parts.cells import TABLE_STYLE, aligned, cell_html, cell_text
from pages.parts.leads import Leads

Picked = list[dict[str, Any]]

_CLICK = "Show the table"
_MOST_ROWS = 300
_FEW_ROWS = 10
_WIDE_AND_NARROW = """<style>
@media screen and (width < %(wide)spx){.st-key-%(key)s-across{display:none}}
@media screen and (width >= %(wide)spx){.st-key-%(key)s-down{display:none}}
@media print{:has(> .st-key-%(key)s-across svg) + * > .st-key-%(key)s-down{display:none}}
</style>"""
_ROUND = 560  # pixels: the side bar, the margins and the scale beside the picture
_STEP = 38  # pixels a touchpoint needs for its figures to stand apart


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """A table one click away: its rows and the figure they are of, the words of the click, and its name read aloud."""

    frame: pd.DataFrame
    click: str
    caption: str
    opened: bool = False
    leads: Leads | None = None
    of: str = ""


def figure(
    chart: Charting,
    frame: pd.DataFrame,
    *,
    key: str,
    description: str,
    listed: pd.DataFrame | None = None,
    leads: Leads | None = None,
    **options: Any,
) -> None:
    """Show a chart, with the same figures as a table one click beneath it.

    Args:
        chart: a chart of `audit.charts`, for example `audit.charts.rater.rater_dots`.
        frame: what the measure returned, as the chart documents it.
        key: a name of its own on the page, letters and hyphens.
        description: what a screen reader says is to be seen, best with the main figures in it.
        listed: what the table holds, where `frame` has columns beside the figures that only the picture needs.
        leads: where a tap on a mark leads, and the links of the table; the chart has then something to be tapped.
        options: what else the chart takes (`zone`, `scale`), in values that can be hashed.
    """
    follow = {"on_select": safely(partial(leads.follow, key))} if leads else {}
    _draw(chart, frame, key, description, **options | follow)
    rows = frame if listed is None else listed
    _table_within(_Table(rows, _CLICK, description, leads=leads, of=drawn_by(chart, options)), key)


def journey_figure(frame: pd.DataFrame, *, key: str, description: str, listed: pd.DataFrame) -> Picked:
    """Show the experience curve, from left to right on a wide screen, from top to bottom on a narrow one.

    Args:
        frame: what `audit.charts.labels.staged` made of one journey.
        key: a name of its own on the page, letters and hyphens.
        description: what a screen reader says is to be seen.
        listed: what the table holds.

    Returns:
        The touchpoints that were tapped, each with its `journey`, `stage` and `touchpoint`; none at first.
    """
    st.html(_WIDE_AND_NARROW % {"key": key, "wide": max(1024, _ROUND + _STEP * len(frame))})
    picked: Picked = []
    for way, chart in (("across", experience_curve), ("down", experience_path)):
        with st.container(key=f"{key}-{way}"):
            shown = _draw(chart, frame, f"{key}-{way}-chart", description, on_select="rerun")
            picked = picked or list(shown.selection[PICKED])
    _table_within(_Table(listed, _CLICK, description, of="journey"), key)
    return picked


def table(frame: pd.DataFrame, *, key: str, title: str, leads: Leads | None = None, of: str = "") -> None:
    """Offer figures as a table with its CSV; one of a few rows stands open, a longer one is a click away.

    Args:
        frame: any figures, or what people typed.
        key: a name of its own on the page, letters and hyphens.
        title: what the table holds, in our own words.
        leads: where its rows lead.
        of: the figure of the catalogue that they are of, "" = none.
    """
    opened = len(frame) <= _FEW_ROWS
    _table_within(_Table(frame, title, title, opened=opened, leads=leads, of=of), key)


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
        st.html(table_html(frame, table.caption, table.leads, table.of))
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


def table_html(frame: pd.DataFrame, caption: str, leads: Leads | None = None, of: str = "") -> str:
    """Return `frame` as a table a screen reader walks through, people's words shown as they were typed.

    Args:
        frame: any figures; at most 300 rows are written.
        caption: what the table holds.
        leads: where its rows lead, for those who cannot tap a mark.
        of: the figure of the catalogue that they are of, which says what its columns are called; "" = none.
    """
    first = frame.head(_MOST_ROWS)
    names = [str(name) for name in first.columns]
    declared = [_column(of, name) for name in names]
    numeric = [is_numeric_dtype(kind) and not is_bool_dtype(kind) for kind in first.dtypes]
    heads = "".join(
        f'<th scope="col"{aligned(right)}>{escape(column.head if column else readable(name))}</th>'
        for name, column, right in zip(names, declared, numeric, strict=True)
    )
    cells = [
        [cell_text(value, is_share=column is not None and column.unit is Unit.SHARE) for value in first[name].tolist()]
        for name, column in zip(first.columns, declared, strict=True)
    ]
    links = [[leads.href(row, name) if leads else "" for name in names] for row in first.to_dict("records")]
    rows = "".join(
        "<tr>" + "".join(cell_html(*each) for each in zip(row, numeric, hrefs, strict=True)) + "</tr>"
        for row, hrefs in zip(zip(*cells, strict=True), links, strict=True)
    )
    return (
        f'{TABLE_STYLE}<div class="figure-table" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _column(of: str, name: str) -> Column | None:
    return CATALOGUE[of].column.get(name) if of else None
