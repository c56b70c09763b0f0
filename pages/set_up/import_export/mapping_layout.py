"""How a file is laid out: sheet, separator, the row of the names, and rows to pass over."""

import streamlit as st

from audit.intake.recipe_text import SEPARATORS
from audit.intake.tables import Table, TableShape
from pages.parts.words import plain

_BY_CONTENT = "as detected in the file"
_SIGNS = {sign: word for word, sign in SEPARATORS.items()}


def choose_layout(table: Table | None, shape: TableShape, key: str) -> TableShape:
    """Ask how a file is laid out, starting from `shape`, and return the layout that is wanted now.

    Args:
        table: The table as it is read at present, None where it cannot be.
        shape: Its layout.
        key: What the widgets of this file are called by.
    """
    with st.expander("How the file is laid out", expanded=table is None):
        if table is not None:
            _first_lines(table)
        with st.container(horizontal=True):
            row = st.number_input("The column names are in row", 1, 100, shape.header_row, key=f"{key}.row")
            has_groups = int(row) > 1 and st.checkbox(
                "The row above it names groups of columns: call each column by both",
                shape.has_groups,
                key=f"{key}.groups",
            )
            sheet, separator = shape.sheet, shape.separator
            if table is not None and table.sheets:
                present = shape.sheet or table.sheets[0]
                sheet = st.selectbox("Sheet", table.sheets, table.sheets.index(present), key=f"{key}.sheet")
                sheet = "" if sheet == present and not shape.sheet else sheet
            else:
                words = [_BY_CONTENT, *SEPARATORS]
                usual = words.index(_SIGNS.get(separator, _BY_CONTENT))
                separator = SEPARATORS.get(st.selectbox("Between two cells", words, usual, key=f"{key}.separator"), "")
    return TableShape(separator, shape.encoding, int(row), sheet, has_groups)


def _first_lines(table: Table) -> None:
    """Show the names and the first rows with their numbers, so that a title above or a second name shows."""
    st.caption(plain(f"Row {table.shape.header_row} is read as the names: {', '.join(table.columns[:8])} …"))
    for row, cells in table.rows.iloc[:4, :8].iterrows():
        st.caption(plain(f"Row {row}: {' | '.join(text[:40] for text in cells)}"))
