"""The table on the screen in which a journey is typed, or into which it is pasted from a spreadsheet."""

import pandas as pd
import streamlit as st

from audit.model.journey_table import CHANNEL, COLUMNS, LOOK_FOR, MOMENT_OF_TRUTH, STAGE, TOUCHPOINT, WHY
from pages.parts.held_form import HeldForm

_ROWS_AT_FIRST = 6
_HELP = {
    STAGE: "The part of the journey; empty means as above.",
    TOUCHPOINT: "Where or when the customer meets the service. Only this is needed.",
    CHANNEL: "In person, phone, chat, e-mail, web, self-service, letter, sign, or a word of your own.",
    MOMENT_OF_TRUTH: "Yes where trust is made or broken.",
    WHY: "Why trust is made or broken here.",
    LOOK_FOR: "What to do or look for there.",
}


def typed_table(form: HeldForm) -> None:
    """Show the table, and hold what stands in it: Streamlit forgets it as soon as it is not drawn."""
    key = form.at(f"table.{form.key}")
    if key not in st.session_state:
        form.put_in(begun=_frame(cells_of(form)))
    edited = st.data_editor(
        form.typed["begun"],
        key=key,
        num_rows="dynamic",
        hide_index=True,
        column_config={
            column: st.column_config.TextColumn(column.capitalize(), help=_HELP.get(column)) for column in COLUMNS
        },
    )
    form.put_in(cells=edited.fillna("").astype(str).to_numpy().tolist())
    st.caption(
        "Tap the first cell and paste: from a spreadsheet, with or without its column names, or a list of names."
    )


def cells_of(form: HeldForm) -> list[list[str]]:
    """Return what stands in the table, row by row."""
    cells: list[list[str]] = form.typed.get("cells", [[""] * len(COLUMNS)] * _ROWS_AT_FIRST)
    return cells


def _frame(cells: list[list[str]]) -> pd.DataFrame:
    return pd.DataFrame(cells, columns=list(COLUMNS), dtype="str")
