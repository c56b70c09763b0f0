"""A picture of many rows shows the first ones, and all of them on demand; which it is stands in the address."""

import pandas as pd
import streamlit as st

from audit.charts.spec import Charting
from pages.parts.boundary import safely
from pages.parts.figures import figure
from pages.parts.leads import Leads

FIRST = 10  # rows: as many as can be compared at a glance, and about a screen


def long_figure(
    chart: Charting,
    rows: pd.DataFrame,
    *,
    key: str,
    description: str,
    leads: Leads | None = None,
    listed: pd.DataFrame | None = None,
) -> None:
    """Show a chart of touchpoints as `figure` does, the first ten of them until all are asked for.

    Args:
        chart: a chart of `audit.charts` with a row for each touchpoint.
        rows: its figures, the touchpoints that are drawn first in front.
        key: a name of its own on the page, letters and hyphens.
        description: what a screen reader says is to be seen.
        leads: where a tap on a row leads; None where it leads nowhere.
        listed: what the table holds, where it is not `rows`.
    """
    names = list(dict.fromkeys(rows["touchpoint"]))
    is_all = key in st.query_params.get_all("all")
    shown = rows if is_all else rows[rows["touchpoint"].isin(names[:FIRST])]
    figure(chart, shown, key=key, description=description, listed=rows if listed is None else listed, leads=leads)
    if len(names) <= FIRST:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        words = (
            f"All {len(names)} touchpoints are drawn." if is_all else f"The first {FIRST} of {len(names)} are drawn."
        )
        st.caption(words, width="content")
        label = f"Draw the first {FIRST}" if is_all else f"Draw all {len(names)}"
        st.button(label, key=f"all.{key}", on_click=safely(_turn), args=(key,))


def in_order(rows: pd.DataFrame, names: "pd.Series[str]") -> pd.DataFrame:
    """Return `rows` with their touchpoints in the order of `names`."""
    index = rows["touchpoint"].map({name: number for number, name in enumerate(names)})
    return rows.iloc[index.argsort(kind="stable")]


def _turn(key: str) -> None:
    shown = st.query_params.get_all("all")
    st.query_params["all"] = [each for each in shown if each != key] if key in shown else [*shown, key]
