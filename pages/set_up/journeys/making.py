"""A journey of one's own: typed, pasted or brought in as a file, and shown before it is made."""

from collections.abc import Callable, Mapping

import streamlit as st

from audit.actions import set_up
from audit.errors import AuditError
from audit.intake.journey_columns import Row
from audit.intake.journey_files import rows_of_cells, rows_of_file, rows_of_text
from audit.intake.journey_rows import JourneyReading, read_rows
from audit.model.journey_table import COLUMNS
from audit.publish.headlines.words import counted
from pages.parts.boundary import safely
from pages.parts.empty import offer
from pages.parts.held_form import HeldForm, announce, show_announced
from pages.parts.session import store
from pages.parts.words import show_problem
from pages.set_up.journeys.preview import preview
from pages.set_up.journeys.typed_table import cells_of, typed_table

_MADE = "own_journey"
_TABLE, _LINES, _FILE = "A table", "Lines of text", "A file"
_LINE_HELP = "A line that ends with a colon begins a stage; cells pasted from a spreadsheet are read as a table."


def making() -> None:
    """Ask for a name and the touchpoints, show the journey they make, and make it."""
    form = HeldForm(_MADE)
    st.header("Make a journey from a table", anchor=False)
    if show_announced(_MADE):
        offer("log")
    form.ask(st.text_input, "What the journey is called", "name", "", placeholder="A night at our hotel")
    form.ask(st.text_input, "What a customer wants from it (may stay empty)", "purpose", "")
    form.ask(st.segmented_control, "Its touchpoints come from", "source", _TABLE, options=[*_ASK], required=True)
    _ASK[form.answers["source"]](form)
    try:
        reading = _reading(form)
    except AuditError as problem:
        show_problem(str(problem))
        return
    preview(reading)
    st.button("Make this journey", type="primary", key=form.at("make"), on_click=safely(_make), args=(form,))
    form.show_problem()


def _ask_lines(form: HeldForm) -> None:
    label = "One touchpoint a line, in the order a customer meets them"
    form.ask(st.text_area, label, "lines", "", height=240, placeholder="Arriving:\nParking\nFront door")
    st.caption(_LINE_HELP)


def _ask_file(form: HeldForm) -> None:
    """Take a file, and hold its rows: Streamlit forgets a file once the page is left."""
    uploaded = st.file_uploader("A CSV or Excel file with a row a touchpoint", key=form.at(f"file.{form.key}"))
    st.caption(
        f"Columns, in any order: {', '.join(COLUMNS)}. Only touchpoint is needed; an empty stage means as above."
    )
    if uploaded is not None and form.typed.get("file_id") != uploaded.file_id:
        form.put_in(file_id=uploaded.file_id, content=uploaded.getvalue(), file_name=uploaded.name, rows=None)


def _rows_of_file(form: HeldForm) -> list[Row]:
    """Return the rows of the file, which is read once however often the page is drawn."""
    typed = form.typed
    if "content" not in typed:
        return []
    if typed["rows"] is None:
        form.put_in(rows=rows_of_file(typed["content"], typed["file_name"]))
    rows: list[Row] = form.typed["rows"]
    return rows


_ASK: Mapping[str, Callable[[HeldForm], None]] = {_TABLE: typed_table, _LINES: _ask_lines, _FILE: _ask_file}
_ROWS: Mapping[str, Callable[[HeldForm], list[Row]]] = {
    _TABLE: lambda form: rows_of_cells(cells_of(form), COLUMNS),
    _LINES: lambda form: rows_of_text(form.answers["lines"]),
    _FILE: _rows_of_file,
}


def _reading(form: HeldForm) -> JourneyReading:
    answers = form.answers
    return read_rows(_ROWS[answers["source"]](form), answers["name"])


def _make(form: HeldForm) -> None:
    def act() -> None:
        journey = _reading(form).journey(form.answers["purpose"])
        set_up.start_journey(store(), journey, (), ())
        count = len([*journey.touchpoints()])
        announce(_MADE, f"{journey.name} is made, with {counted(count, 'touchpoint')}. You can walk it now.")

    form.attempt(act)
